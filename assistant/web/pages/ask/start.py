"""What an empty chat shows: questions to start with, what is due next for the reader, new documents, and what others asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.records.conversations import GoodQuestion
from assistant.requirements.rows import LedgerRow, ledger_rows
from assistant.requirements.selection import Asked, Selection
from assistant.web.state import AppState
from language.language import language_of
from vectorstore.document import DocumentSummary
from vectorstore.filter import Filter

_MOST = 4
_LOOKED_AT = 40  # good questions, of which those in the reader's language come first


@dataclass(frozen=True, slots=True)
class Start:
    """What an empty chat shows to a reader: `role` is whose duties are `due`, empty for anybody's, and `overdue` how many are late."""

    questions: Sequence[str] = ()
    due: Sequence[LedgerRow] = ()
    role: str = ""
    overdue: int = 0
    documents: Sequence[DocumentSummary] = ()
    asked: Sequence[GoodQuestion] = ()
    is_first: bool = False


def start_of(state: AppState, user: str, language: str) -> Start:
    """Give what a user who reads in a language sees first; nothing until questions can be answered."""
    if not state.is_ready:
        return Start()
    select = partial(Selection, state.ledger.now(), statuses=state.records.statuses.all(state.library.requirements))
    wanted = Asked(role=state.records.learning.role(user), due="year", documents=Filter(reader=language))
    next_due = select(wanted)
    if not next_due.count:  # nothing for the role: what anybody has to do
        wanted = replace(wanted, role="")
        next_due = select(wanted)
    entries = state.library.entries(Filter(reader=language))
    return Start(
        questions=state.starters.of(language),
        due=_rows(state, next_due),
        role=wanted.role,
        overdue=select(replace(wanted, due="overdue")).count,
        documents=sorted(entries, key=lambda entry: entry.ingested, reverse=True)[:_MOST],
        asked=_asked_by_others(state, user, language),
        is_first=not state.records.conversations.find(user, most=1),
    )


def _rows(state: AppState, selection: Selection) -> list[LedgerRow]:
    """Give the first that are due."""
    ids = selection.ids("next", _MOST)
    known = state.library.requirements.by_id(ids)
    rows = [known[id] for id in ids if id in known]
    return ledger_rows(rows, selection.ledger.catalogue.entries, selection.ledger.today, {}, {})


def _asked_by_others(state: AppState, user: str, language: str) -> list[GoodQuestion]:
    """Give questions whose answers others rated as good, those in the reader's language first; none where anybody may ask unknown."""
    if state.settings.auth == "open-to-everyone":
        return []
    good = state.records.conversations.good_questions(user, _LOOKED_AT)
    return sorted(good, key=lambda one: language_of(one.question).code != language)[:_MOST]
