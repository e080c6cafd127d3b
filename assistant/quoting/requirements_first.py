"""Which requirements answer a question that asks who, what, by when or how much, and which sentence one that asks for a meaning."""

import re
from collections.abc import Callable, Iterable

from assistant.quoting.excerpts import Excerpt
from language.tokens import STOP_WORDS, words
from vectorstore.requirement import Requirement
from vectorstore.search.evidence import Evidence

_ASKS: tuple[tuple[re.Pattern[str], Callable[[Requirement], bool]], ...] = (
    (
        re.compile(
            r"\b(?:by )?when\b|\bdeadlines?\b|\bby what (?:date|time)\b|\bhow soon\b|\bdue\b|何时|什么时候|期限|截止|哪年|哪天|几月",
            re.IGNORECASE,
        ),
        lambda row: bool(row.deadline or row.deadline_text),
    ),
    (
        re.compile(
            r"\bhow (?:much|many|high|large|far)\b|\bwhat (?:share|percentage|per cent|rate|proportion|target|figure|ratio)\b|\btargets?\b|"
            r"多少|比例|指标|几(?:个|家|项)",
            re.IGNORECASE,
        ),
        lambda row: bool(row.targets),
    ),
    (
        re.compile(
            r"^\W*who\b|\bwho (?:must|should|has to|is|may|needs)\b|\bwhich (?:body|bodies|department|division|unit|enterprise)s?\b|"
            r"谁|哪(?:个|些)(?:部门|单位|企业|处)",
            re.IGNORECASE,
        ),
        lambda row: bool(row.body),
    ),
    (
        re.compile(
            r"\bwhat (?:must|should|shall|may|(?:does|do) .{2,60} (?:have|need) to|(?:does|do) .{2,60} requires?|"
            r"is .{2,60} (?:required|obliged|to do)|"
            r"are the (?:duties|tasks|requirements|obligations))\b|必须做|应当做|要做什么|有哪些要求|职责",
            re.IGNORECASE,
        ),
        lambda _: True,
    ),
)
_ASKS_MEANING = re.compile(
    r"\bwhat (?:is|are|does|do)\b(?! .{0,60}\b(?:deadline|target|share|rate|percentage|date)\b)|\bmean(?:s|ing)?\b|"
    r"\bdefin\w+|\bstands? for\b|"
    r"什么是|是什么|什么意思|含义|指什么|指的是",
    re.IGNORECASE,
)
_LEAST = 0.55  # share of the question's words, by weight, that a requirement that is not among the quotes must hold
_MOST = 3


def promote_requirements(evidence: Evidence, excerpts: list[Excerpt]) -> tuple[list[Excerpt], tuple[Requirement, ...]]:
    """Put the requirements that answer the question before the other excerpts; give the excerpts, and these requirements.

    Where the question asks for nothing that requirements tell, the excerpts stay as they are.
    """
    suits = [fits for pattern, fits in _ASKS if pattern.search(evidence.question)]
    if not suits or not excerpts:
        return excerpts, ()
    shares = {row.id: _share(row, evidence) for row in evidence.requirements if all(fits(row) for fits in suits[:2])}
    ranked = sorted((row for row in evidence.requirements if row.id in shares), key=lambda row: -shares[row.id])
    if ranked and shares[ranked[0].id] >= _LEAST and not any(_is_quoted(row, excerpts) for row in ranked):
        excerpts = [Excerpt.of(ranked[0].span, ranked[0].quote), *excerpts[: _MOST - 1]]
    quoted = [row for row in ranked if _is_quoted(row, excerpts)][:_MOST]
    if not quoted:
        return excerpts, ()
    return sorted(excerpts, key=lambda excerpt: not excerpt.span.overlaps(quoted[0].span)), tuple(quoted)


def promote_definition(evidence: Evidence, excerpts: list[Excerpt]) -> list[Excerpt]:
    """Put the sentence that explains a term before the other excerpts where the question asks what one of its terms means.

    Where there are no excerpts it stands alone, if the question asks for nothing else.
    """
    known = max((term for term in evidence.terms if term.explained), key=lambda term: len(term.term), default=None)
    if known is None or not _ASKS_MEANING.search(evidence.question):
        return excerpts
    rest = re.sub(f"{re.escape(known.term)}s?", " ", _ASKS_MEANING.sub(" ", evidence.question), flags=re.IGNORECASE)
    if not excerpts and set(words(rest)) - STOP_WORDS:
        return excerpts
    holding = [excerpt for excerpt in excerpts if excerpt.span.overlaps(known.place.span)]
    first = holding[:1] or [Excerpt.of(known.place.span, known.place.quote)]
    return [*first, *(excerpt for excerpt in excerpts if excerpt not in holding)][:_MOST]


def _is_quoted(row: Requirement, excerpts: Iterable[Excerpt]) -> bool:
    return any(excerpt.span.overlaps(row.span) for excerpt in excerpts)


def _share(row: Requirement, evidence: Evidence) -> float:
    """Give the share of the question's words, by weight, that a requirement and its document's title hold."""
    weights = evidence.query.weights
    own = set(words(f"{row.quote} {row.body} {row.theme} {row.title}"))
    whole = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in own) / whole if whole else 0.0
