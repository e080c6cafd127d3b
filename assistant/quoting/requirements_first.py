"""Which requirements answer a question that asks who, what, by when or how much, and which sentence one that asks for a meaning."""

import re
from collections.abc import Callable, Iterable

from assistant.quoting.excerpts import Excerpt
from language.question_types import QuestionType, question_types, without_question_words
from language.text.tokens import STOP_WORDS, words
from vectorstore.requirement import Requirement
from vectorstore.search.evidence import Evidence

_FITS: dict[QuestionType, Callable[[Requirement], bool]] = {
    QuestionType.WHEN: lambda requirement: bool(requirement.deadline or requirement.deadline_text),
    QuestionType.HOW_MUCH: lambda requirement: bool(requirement.targets),
    QuestionType.HOW_LONG: lambda requirement: bool(requirement.deadline_text or requirement.targets),
    QuestionType.WHO: lambda requirement: bool(requirement.body),
    QuestionType.DUTY: lambda _: True,
}
_LEAST = 0.55  # share of the question's words, by weight, that a requirement that is not among the quotes must hold
_MOST = 3


def promote_requirements(evidence: Evidence, excerpts: list[Excerpt]) -> tuple[list[Excerpt], tuple[Requirement, ...]]:
    """Put the requirements that answer the question before the other excerpts; give the excerpts, and these requirements. A
    requirement that holds less of the question than the best excerpt does comes not before it.

    Where the question asks for nothing that requirements tell, the excerpts stay as they are, and so does the first one where it says the
    question.
    """
    types = question_types(evidence.question)
    suits = [fits for kind, fits in _FITS.items() if kind in types]
    if not suits or not excerpts:
        return excerpts, ()
    shares = {
        requirement.id: _share(requirement, evidence)
        for requirement in evidence.requirements
        if not requirement.replaced_by and all(fits(requirement) for fits in suits[:2])
    }
    ranked = sorted(
        (requirement for requirement in evidence.requirements if requirement.id in shares), key=lambda requirement: -shares[requirement.id]
    )
    if evidence.saying and excerpts[0].span.overlaps(evidence.saying):
        own = tuple(requirement for requirement in ranked if _is_quoted(requirement, excerpts[:1]))
        return excerpts, own[:_MOST]
    held = _share_of(excerpts[0], evidence)
    if ranked and shares[ranked[0].id] >= max(_LEAST, held) and not any(_is_quoted(requirement, excerpts) for requirement in ranked):
        excerpts = [Excerpt.of(ranked[0].span, ranked[0].quote), *excerpts[: _MOST - 1]]
    quoted = [requirement for requirement in ranked if _is_quoted(requirement, excerpts)][:_MOST]
    if not quoted or (shares[quoted[0].id] < held and not _is_quoted(quoted[0], excerpts[:1])):
        return excerpts, ()
    return sorted(excerpts, key=lambda excerpt: not excerpt.span.overlaps(quoted[0].span)), tuple(quoted)


def promote_definition(evidence: Evidence, excerpts: list[Excerpt]) -> list[Excerpt]:
    """Put the sentence that explains a term before the other excerpts where the question asks what one of its terms means, or is no more
    than the term.

    Where there are no excerpts it stands alone, if the question asks for nothing else.
    """
    known = max((term for term in evidence.terms if term.explained), key=lambda term: len(term.term), default=None)
    if known is None:
        return excerpts
    if QuestionType.MEANING not in question_types(evidence.question) and words(evidence.question) != words(known.term):
        return excerpts
    rest = re.sub(f"{re.escape(known.term)}s?", " ", without_question_words(evidence.question, QuestionType.MEANING), flags=re.IGNORECASE)
    if not excerpts and set(words(rest)) - STOP_WORDS:
        return excerpts
    holding = [excerpt for excerpt in excerpts if excerpt.span.overlaps(known.place.span)]
    first = holding[:1] or [Excerpt.of(known.place.span, known.place.quote)]
    return [*first, *(excerpt for excerpt in excerpts if excerpt not in holding)][:_MOST]


def _is_quoted(requirement: Requirement, excerpts: Iterable[Excerpt]) -> bool:
    return any(excerpt.span.overlaps(requirement.span) for excerpt in excerpts)


def _share_of(excerpt: Excerpt, evidence: Evidence) -> float:
    """Give the share of the question's words, by weight, that an excerpt and its document's title hold."""
    title = next((one.passage.title for one in evidence.passages if one.passage.span.overlaps(excerpt.span)), "")
    return evidence.query.share_of(f"{excerpt.text}\n{title}")


def _share(requirement: Requirement, evidence: Evidence) -> float:
    """Give the share of the question's words, by weight, that a requirement and its document's title hold."""
    return evidence.query.share_of(f"{requirement.quote}\n{requirement.body} {requirement.theme} {requirement.title}")
