"""Questions to start with, taken from the library's own content."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.question.suggestions import heading_questions
from language.tokens import is_cjk
from vectorstore.document import Document
from vectorstore.filter import OUT_OF_FORCE, Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import RowFilter

_MOST, _TRIED = 4, 12
_LONGEST = 110  # characters of what is to be done
_DEADLINE = re.compile(
    r"\bby (?:the end of )?(?:\d{1,2} )?(?:(?:january|march|june|august|september|october|december) )?20\d\d\b", re.IGNORECASE
)
_DEADLINE_ZH = re.compile(r"20\d\d年(?:底|年底|\d{1,2}月底)前?")


def starter_questions(assistant: Assistant, library: Library, language: str = "") -> list[str]:
    """Give at most four questions that the library answers, of different documents as far as there are several.

    With a `language` they are of the documents in it, of which there may be none.
    """
    found: list[str] = []
    entries = [entry for entry in library.entries() if entry.status not in OUT_OF_FORCE and language in ("", entry.language)]
    for entry in sorted(entries, key=lambda entry: entry.issued, reverse=True)[:40]:
        document = library.document(entry.id)
        rows = library.ledger.rows(RowFilter(with_deadline=True, only=Filter(documents=frozenset({entry.name}))), most=20)
        candidates = islice((*_duties(rows), *_candidates(document)), _TRIED) if document else ()
        question = next((one for one in candidates if one not in found and _is_answered(assistant, one, entry.id)), None)
        if question:
            found.append(question)
        if len(found) == _MOST:
            break
    return found


def _duties(rows: Sequence[Requirement]) -> Iterator[str]:
    """Ask by when a body has to do what it has to."""
    for row in rows:
        what = row.action.removesuffix(row.deadline_text).strip(" ,，")
        if not row.body or row.modality != "must" or what == row.action or what.startswith("be ") or not 3 < len(what) <= _LONGEST:
            continue
        yield f"{row.body}应当何时{what}？" if is_cjk(row.quote) else f"By when must the {row.body.removeprefix('the ')} {what}?"


def _is_answered(assistant: Assistant, question: str, document_id: int) -> bool:
    answer = assistant.ask(question)
    return answer.outcome is Outcome.ANSWERED and answer.citations[0].span.document_id == document_id


def _candidates(document: Document) -> Iterator[str]:
    """Propose questions about the document's deadlines and headings, at most six."""
    chinese = document.language == "zh"
    deadlines = list(dict.fromkeys(found[0] for found in (_DEADLINE_ZH if chinese else _DEADLINE).finditer(document.text)))
    yield from (f"{deadline}要完成什么？" if chinese else f"What must be done {deadline}?" for deadline in deadlines[:2])
    yield from islice(heading_questions(document, [section.path[-1] for section in document.sections if section.path]), 4)
