"""Questions to start with, taken from the library's own content."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.question.suggestions import heading_questions
from language.language import language_by_code, language_of
from language.lexicon import pattern_of
from language.question_types import question_about
from vectorstore.document import Document
from vectorstore.filter import OUT_OF_FORCE, Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import RequirementFilter

_MOST, _TRIED = 4, 12
_PASSIVE = pattern_of("questions", "passive")
_LONGEST = 110  # characters of what is to be done


def starter_questions(assistant: Assistant, library: Library, language: str = "") -> list[str]:
    """Give at most four questions that the library answers, of different documents as far as there are several.

    With a `language` they are of the documents in it, of which there may be none.
    """
    found: list[str] = []
    entries = [entry for entry in library.entries() if entry.status not in OUT_OF_FORCE and language in ("", entry.language)]
    for entry in sorted(entries, key=lambda entry: entry.issued, reverse=True)[:40]:
        document = library.document(entry.id)
        requirements = library.requirements.find(
            RequirementFilter(with_deadline=True, documents=Filter(documents=frozenset({entry.name}))), most=20
        )
        candidates = islice((*_duties(requirements), *_candidates(document)), _TRIED) if document else ()
        question = next((one for one in candidates if one not in found and _is_answered(assistant, one, entry.id)), None)
        if question:
            found.append(question)
        if len(found) == _MOST:
            break
    return found


def _duties(requirements: Sequence[Requirement]) -> Iterator[str]:
    """Ask by when a body has to do what it has to."""
    for requirement in requirements:
        what = requirement.action.removesuffix(requirement.deadline_text).strip(" ,\N{FULLWIDTH COMMA}")
        is_duty = requirement.body and requirement.modality == "must" and what != requirement.action
        if not is_duty or _PASSIVE.match(what) or not 3 < len(what) <= _LONGEST:
            continue
        yield question_about(language_of(requirement.quote), "when", body=requirement.body.removeprefix("the "), action=what)


def _is_answered(assistant: Assistant, question: str, document_id: int) -> bool:
    answer = assistant.ask(question)
    return answer.outcome is Outcome.ANSWERED and answer.citations[0].span.document_id == document_id


def _candidates(document: Document) -> Iterator[str]:
    """Propose questions about the document's deadlines and headings, at most six."""
    language = language_by_code(document.language)
    deadlines = re.finditer(language.entry("questions", "deadlines"), document.text, re.IGNORECASE)
    distinct = dict.fromkeys(found[0] for found in deadlines)
    yield from (question_about(language, "when_due", deadline=deadline) for deadline in islice(distinct, 2))
    yield from islice(heading_questions(document, [section.path[-1] for section in document.sections if section.path]), 4)
