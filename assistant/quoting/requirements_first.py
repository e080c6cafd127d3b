"""Which requirements answer a question that asks who, what, by when or how much, and which sentence one that asks for a meaning."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.quoting.excerpts import Run
from language.span import Span
from language.tokens import STOP_WORDS, words
from vectorstore.passage import Match
from vectorstore.requirement import Requirement
from vectorstore.term import Term

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
_PASSAGES = 6
_LEAST = 0.55  # share of the question's words, by weight, that a requirement that is not among the quotes must hold
_MOST_ROWS = 3


def rows_first(
    question: str, runs: list[Run], rows: Sequence[Requirement], weights: Mapping[str, float], titles: Mapping[int, str]
) -> tuple[list[Run], tuple[Requirement, ...]]:
    """Put the requirements that answer `question` before the other quotes; give the quotes, and these rows.

    `rows` are those that stand in the passages that were found, `weights` those of the question's words, `titles` what the
    documents are called. Where the question asks for nothing that rows tell, the quotes stay as they are.
    """
    suits = [fits for pattern, fits in _ASKS if pattern.search(question)]
    if not suits or not runs:
        return runs, ()
    fitting = [row for row in rows if all(fits(row) for fits in suits[:2])]
    ranked = sorted(fitting, key=lambda row: -_held(row, weights, titles))
    if not any(_holds(run, row) for run in runs for row in ranked) and ranked and _held(ranked[0], weights, titles) >= _LEAST:
        best = ranked[0]
        runs = [Run(best.document_id, best.start, best.end, best.quote), *runs[: _MOST_ROWS - 1]]
    quoted = [row for row in ranked if any(_holds(run, row) for run in runs)][:_MOST_ROWS]
    if not quoted:
        return runs, ()
    ordered = sorted(runs, key=lambda run: not any(_holds(run, row) for row in quoted[:1]))
    return ordered, tuple(quoted)


def explanation_first(question: str, runs: list[Run], terms: Sequence[Term]) -> list[Run]:
    """Put the sentence that explains a term before the other quotes where `question` asks what one of `terms` means.

    Where there are no quotes it stands alone, if the question asks for nothing else.
    """
    known = max((term for term in terms if term.explained), key=lambda term: len(term.term), default=None)
    if known is None or not _ASKS_MEANING.search(question):
        return runs
    rest = re.sub(f"{re.escape(known.term)}s?", " ", _ASKS_MEANING.sub(" ", question), flags=re.IGNORECASE)
    if not runs and set(words(rest)) - STOP_WORDS:
        return runs
    place = known.place
    holding = [run for run in runs if run.document_id == place.document_id and run.start < place.end and place.start < run.end]
    first = holding[:1] or [Run(place.document_id, place.start, place.end, place.quote)]
    return [*first, *(run for run in runs if run not in holding)][:_MOST_ROWS]


def spans_of(matches: Iterable[Match]) -> list[Span]:
    """Give the spans of the first passages, in which rows are looked for."""
    return [one.passage.span for one in list(matches)[:_PASSAGES]]


def _holds(run: Run, row: Requirement) -> bool:
    return run.document_id == row.document_id and run.start < row.end and row.start < run.end


def _held(row: Requirement, weights: Mapping[str, float], titles: Mapping[int, str]) -> float:
    own = set(words(f"{row.quote} {row.body} {row.theme} {titles.get(row.document_id, '')}"))
    whole = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in own) / whole if whole else 0.0
