"""Questions that follow an answer, made of what stands around its quotes: terms, bodies and headings."""

import re
from collections.abc import Iterable, Iterator

from assistant.answer.answer import Answer
from assistant.onboarding.roles import role_of
from language.span import Span
from language.tokens import folded, is_cjk
from vectorstore.document import Document, Section
from vectorstore.library import Library

_NEAR = 3_000  # characters around a quote in which other duties are looked at

_NUMBER = re.compile(
    r"^(\W*(\d+(\.\d+)*|[一二三四五六七八九十]+)[.、)）]\s*|[（(][一二三四五六七八九十\d]+[）)]\s*|"
    r"第\S{1,4}[章节条]\s*|(chapter|section|article|part) \w+[.:]?\s*)",
    re.IGNORECASE,
)


def suggestions(answer: Answer, question: str, library: Library) -> Iterator[str]:
    """Give questions that may follow `question` and its `answer`, in the question's language, the likeliest first."""
    chinese = is_cjk(question)
    plain = folded(question)
    quotes = "\n".join(citation.quote for citation in answer.citations)
    for term in library.glossary.found_in(quotes):
        if term.explained and folded(term.term) not in plain and is_cjk(term.term) == chinese and term.place.quote not in quotes:
            yield f"“{term.term}”是什么意思？" if chinese else f"What does “{term.term}” mean?"
            break
    first = answer.citations[0].span
    rows = library.ledger.standing_in([Span(max(0, first.start - _NEAR), first.end + _NEAR, first.document_id)])
    for row in sorted(rows, key=lambda row: abs(row.span.start - first.start)):
        if role_of(row.body) and folded(row.body) not in plain and is_cjk(row.body) == chinese and row.modality == "must":
            yield f"{row.body}应当做什么？" if chinese else f"What must the {row.body.removeprefix('the ')} do?"
            break
    document = library.document(first.document_id)
    if document is not None and is_cjk(document.text[:200]) == chinese:
        here = document.heading_at(first.start)
        yield from heading_questions(document, [path[-1] for path in _paths_after(document.sections, first.start) if path != here])


def _paths_after(sections: tuple[Section, ...], start: int) -> Iterator[tuple[str, ...]]:
    """Give the heading paths after `start`, then those before it."""
    after = [section.path for section in sections if section.start > start]
    yield from (path for path in after if path)
    yield from (section.path for section in sections if section.start <= start and section.path)


def heading_questions(document: Document, headings: Iterable[str]) -> Iterator[str]:
    """Give a question for each of `headings` that tells what stands under it, in the document's language."""
    chinese = document.language == "zh"
    for heading in headings:
        plain = _NUMBER.sub("", heading).strip(" .:：")
        if not (3 if chinese else 12) <= len(plain) <= (20 if chinese else 60):
            continue
        yield f"关于{plain}有哪些要求？" if chinese else f"What is required on {plain[0].lower() + plain[1:]}?"
