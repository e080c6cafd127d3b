"""The list of conversations beside the chat, under the days on which they were last changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from assistant.records.conversations import Conversation
from assistant.web.shared.templates import render
from language.messages import Message, Translations, message

PINNED = message("Pinned")
_LATER: tuple[tuple[Message, Callable[[date, date], bool]], ...] = (
    (message("Today"), lambda day, today: day >= today),
    (message("Yesterday"), lambda day, today: day == today - timedelta(1)),
    (message("This week"), lambda day, today: day >= today - timedelta(today.weekday())),
    (message("This month"), lambda day, today: day >= today.replace(day=1)),
)
EARLIER = message("Earlier")


@dataclass(frozen=True, slots=True)
class Group:
    """Conversations that stand under one heading."""

    heading: Message
    conversations: list[Conversation]


def grouped(conversations: Sequence[Conversation], now: datetime, behind: int) -> list[Group]:
    """Group `conversations`, which are in their order, by how long ago they were changed, for one who is `behind` minutes behind UTC."""
    shift = timedelta(minutes=behind)
    today = (now - shift).date()
    grouping = groupby(conversations, lambda one: _heading(one, today, shift))
    return [Group(heading, list(found)) for heading, found in grouping]


def _heading(one: Conversation, today: date, shift: timedelta) -> Message:
    if one.pinned:
        return PINNED
    day = (datetime.fromisoformat(one.changed) - shift).date()
    return next((heading for heading, is_it in _LATER if is_it(day, today)), EARLIER)


def conversations_part(found: Sequence[Group], text: str, more: bool, _: Translations) -> str:
    """Give the conversations that were found for `text`, each with what can be done with it, and whether there are `more`."""
    return render("pages/ask/conversations.html", groups=found, is_search=bool(text.strip()), more=more, _=_)
