"""Questions to start with, taken from the library's own content."""

import re
from collections.abc import Iterator
from itertools import islice

from assistant.answer import Outcome
from assistant.assistant import Assistant
from assistant.following import heading_questions
from vectorstore.document import Document
from vectorstore.library import Library

_MOST = 4
_DEADLINE = re.compile(
    r"\bby (?:the end of )?(?:\d{1,2} )?(?:(?:january|march|june|august|september|october|december) )?20\d\d\b", re.IGNORECASE
)
_DEADLINE_ZH = re.compile(r"20\d\d年(?:底|年底|\d{1,2}月底)前?")


def starter_questions(assistant: Assistant, library: Library) -> list[str]:
    """Give at most four questions that the library answers, of different documents as far as there are several."""
    found: list[str] = []
    for entry in sorted(library.entries(), key=lambda entry: entry.issued, reverse=True)[:40]:
        document = library.document(entry.id)
        question = (
            next((q for q in _candidates(document) if q not in found and _is_answered(assistant, q, entry.id)), None) if document else None
        )
        if question:
            found.append(question)
        if len(found) == _MOST:
            break
    return found


def _is_answered(assistant: Assistant, question: str, document_id: int) -> bool:
    answer = assistant.ask(question)
    return answer.outcome is Outcome.ANSWERED and answer.citations[0].document_id == document_id


def _candidates(document: Document) -> Iterator[str]:
    """Propose questions about the document's deadlines and headings, at most six."""
    chinese = document.language == "zh"
    deadlines = list(dict.fromkeys(found[0] for found in (_DEADLINE_ZH if chinese else _DEADLINE).finditer(document.text)))
    yield from (f"{deadline}要完成什么？" if chinese else f"What must be done {deadline}?" for deadline in deadlines[:2])
    yield from islice(heading_questions(document, [section.path[-1] for section in document.sections if section.path]), 4)
