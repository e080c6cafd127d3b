"""Questions that follow an answer, made of what stands around its quotes: terms, bodies and headings."""

from collections.abc import Iterable, Iterator

from assistant.answer.answer import Answer
from assistant.onboarding.roles import role_of
from language.language import Language, language_by_code, language_of
from language.question_types import question_about
from language.span import Span
from language.text.numbering import without_number
from language.text.tokens import folded
from vectorstore.document import Document, Section
from vectorstore.library import Library

_NEAR = 3_000  # characters around a quote in which other duties are looked at


def suggestions(answer: Answer, question: str, library: Library) -> Iterator[str]:
    """Give questions that may follow `question` and its `answer`, in the question's language, the likeliest first."""
    language = language_of(question)
    plain = folded(question)
    quotes = "\n".join(citation.quote for citation in answer.citations)
    for term in library.glossary.found_in(quotes):
        if (
            term.explained
            and folded(term.term) not in plain
            and _is_in(language, term.term, term.place.quote)
            and term.place.quote not in quotes
        ):
            yield question_about(language, "meaning", term=term.term)
            break
    first = answer.citations[0].span
    requirements = library.requirements.within([Span(max(0, first.start - _NEAR), first.end + _NEAR, first.document_id)])
    for one in sorted(requirements, key=lambda one: abs(one.span.start - first.start)):
        if role_of(one.body) and folded(one.body) not in plain and _is_in(language, one.body, one.quote) and one.modality == "must":
            yield question_about(language, "duty", body=one.body.removeprefix("the "))
            break
    document = library.document(first.document_id)
    if document is not None and language_of(document.text[:200]) == language:
        here = document.heading_at(first.start)
        yield from heading_questions(document, [path[-1] for path in _paths_after(document.sections, first.start) if path != here])


def _is_in(language: Language, words: str, sentence: str) -> bool:
    """Say whether a few words are of a language; those written as their sentence is are of its language."""
    own, around = language_of(words), language_of(sentence)
    return language == (around if own.script == around.script else own)


def _paths_after(sections: tuple[Section, ...], start: int) -> Iterator[tuple[str, ...]]:
    """Give the heading paths after `start`, then those before it."""
    after = [section.path for section in sections if section.span.start > start]
    yield from (path for path in after if path)
    yield from (section.path for section in sections if section.span.start <= start and section.path)


def heading_questions(document: Document, headings: Iterable[str]) -> Iterator[str]:
    """Give a question for each of `headings` that tells what stands under it, in the document's language."""
    language = language_by_code(document.language)
    shortest, longest = language.entry("questions", "heading_characters")
    for heading in headings:
        plain = without_number(heading).strip(" .:：")
        if not shortest <= len(plain) <= longest:
            continue
        yield question_about(language, "topic", topic=_within_a_sentence(plain))


def _within_a_sentence(heading: str) -> str:
    """Give `heading` with a small first letter, unless capitals follow."""
    return heading[0].lower() + heading[1:] if heading[1:2].islower() else heading
