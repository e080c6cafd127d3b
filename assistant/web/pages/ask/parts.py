"""What stands around the chat: the conversations beside it, questions to ask, and the desk under it, with the filters of documents."""

import json
from collections.abc import Sequence
from datetime import date

from assistant.errors import AssistantError
from assistant.records.conversations import REASONS, Conversation
from assistant.web.pages.ask.start import Start
from assistant.web.shared.templates import render
from language.messages import Translations
from vectorstore.document import STATUSES
from vectorstore.filter import Filter

_LONGEST = 200


def side_part(_: Translations) -> str:
    """Give the side with the conversations; the script fetches them."""
    return render("pages/ask/side.html", _=_)


def desk_part(_: Translations) -> str:
    """Give the desk at which one asks: the question, those that wait, the filters, and the dialog in which an answer is rated.

    The script fetches the issuers when the filters are opened.
    """
    return render("pages/ask/desk.html", reasons=REASONS, statuses=(*STATUSES, "any status"), _=_)


def start_part(start: Start, _: Translations) -> str:
    """Give what an empty chat shows."""
    return render("pages/ask/start.html", start=start, _=_)


def proposed_part(questions: Sequence[str]) -> str:
    """Give the questions that could be asked next."""
    return render("pages/ask/proposed.html", questions=questions)


def conversations_part(found: Sequence[Conversation], text: str, _: Translations) -> str:
    """Give the conversations that were found for `text`, each with what can be done with it."""
    return render("pages/ask/conversations.html", conversations=found, is_search=bool(text.strip()), _=_)


def filter_from(given: str) -> Filter:
    """Give the filter that the fields state as JSON, none where that is empty; raises AssistantError for what cannot be."""
    try:
        fields = json.loads(given or "{}")
        issuer, since, until, as_of, status = (
            str(fields.get(name, ""))[:_LONGEST] for name in ("issuer", "since", "until", "as_of", "status")
        )
        days = [date.fromisoformat(one).isoformat() if one else "" for one in (since, until, as_of)]
    except (ValueError, AttributeError, RecursionError) as error:
        raise AssistantError("The filter of documents cannot be read.") from error
    statuses = frozenset(STATUSES) if status == "any status" else frozenset({status} & set(STATUSES))
    return Filter(issuer=issuer, since=days[0], until=days[1], statuses=statuses, as_of=days[2])
