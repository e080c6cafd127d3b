"""Requirements that speak of the same duty with other dates or figures: between documents, and between one and its forerunner."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from language.language import language_of
from language.messages import message
from language.span import Span
from language.statements.quantities import Quantity, quantities, with_plain_numbers
from language.text.numbering import end_of_sentence_number, follows_reference, names_part
from language.text.overlap import jaccard, overlap_coefficient
from language.text.tokens import STOP_WORDS, words
from vectorstore.requirement import Requirement, Target

_ALIKE = 0.5  # share of their words, figures left out, that two requirements for one duty have in common
_ALIKE_IN_KIND = 0.4  # the same, where both name a date, or both a figure
_ALIKE_BESIDE_BODY = 0.3  # the same, of the words beside those for who has to act
_ALIKE_BY_BODY = 0.15  # the same, where one body has to do the same
_LEAST_SHARED = 3  # words
_HELD, _FEWEST_HELD = 0.75, 6  # share of the words of the shorter of two sentences that the other holds, and how many it has at least
_TOO_COMMON = 200  # requirements that have a word by which no pair is looked for
_MOST = 200
WHAT = {
    "deadline": message("Another date"),
    "target": message("Another figure"),
    "wording": message("Other words"),
    "new": message("New"),
    "gone": message("No longer stated"),
}
"""What a difference is called, by its `what`."""


class Stated(Protocol):
    """A sentence that may state a duty: of one that states none only span and quote are set."""

    @property
    def span(self) -> Span: ...
    @property
    def quote(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def deadline(self) -> str: ...
    @property
    def targets(self) -> tuple[Target, ...]: ...


One = TypeVar("One", bound=Stated)


@dataclass(frozen=True, slots=True)
class Difference(Generic[One]):
    """Two requirements for one duty: `what` is “deadline”, “target”, “wording”, “new” or “gone”; of the last two one is None."""

    what: str
    one: One | None
    other: One | None


def conflicts_by_words(requirements: Sequence[Requirement]) -> list[tuple[str, Requirement, Requirement]]:
    """Give the pairs of requirements of different documents that set another date or figure for one duty in much the same words, with
    what differs, at most 200."""
    own = [_words(requirement) for requirement in requirements]
    holding = _holding(own)
    found: list[tuple[str, Requirement, Requirement]] = []
    for place, requirement in enumerate(requirements):
        near = (other for word in own[place] if len(holding[word]) <= _TOO_COMMON for other in holding[word] if other > place)
        shared = Counter(other for other in near if requirements[other].document != requirement.document)
        alike = (
            other
            for other, count in shared.items()
            if count >= _LEAST_SHARED
            and (jaccard(own[place], own[other]) >= _ALIKE or _does_the_same(requirement, requirements[other], own[place], own[other]))
        )
        found += [(what, requirement, requirements[other]) for other in alike if (what := differs(requirement, requirements[other]))]
        if len(found) >= _MOST:
            break
    return found[:_MOST]


def _does_the_same(one: Requirement, other: Requirement, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Say whether two sentences, of which one holds most words of the other, oblige one body, with a figure of one kind in both."""
    if not one.body or words(one.body) != words(other.body) or min(len(mine), len(theirs)) < _FEWEST_HELD:
        return False
    return overlap_coefficient(mine, theirs) >= _HELD and bool(_values(one.quote).keys() & _values(other.quote).keys())


def _holding(sentences: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """Give, by word, the places of the sentences that hold it."""
    holding: dict[str, list[int]] = defaultdict(list)
    for place, held in enumerate(sentences):
        for word in held:
            holding[word].append(place)
    return holding


def changes(before: Sequence[One], after: Sequence[One]) -> list[Difference[One]]:
    """Say what changed from the requirements of a document to those of the one that replaces it.

    First dates, figures and wording, then what is new, then what is gone. The most alike requirements are taken for one duty, less alike
    ones only where both name a date or a figure, or where one body has to do the same.
    """
    forerunner = _forerunners(before, after)
    changed = [
        Difference(what, before[i], after[j])
        for j, i in sorted(forerunner.items())
        if (what := differs(before[i], after[j]) or ("" if words(before[i].quote) == words(after[j].quote) else "wording"))
    ]
    kept = set(forerunner.values())
    added = [Difference("new", None, requirement) for j, requirement in enumerate(after) if j not in forerunner]
    gone = [Difference("gone", requirement, None) for i, requirement in enumerate(before) if i not in kept]
    return [*sorted(changed, key=lambda one: one.what), *added, *gone]


def _forerunners(before: Sequence[One], after: Sequence[One]) -> dict[int, int]:
    """Give, by the place of each of `after` that has one, the place of its forerunner in `before`."""
    old, new = [_words(one) for one in before], [_words(one) for one in after]
    holding = _holding(new)
    near = ((i, j) for i, mine in enumerate(old) for j in {j for word in mine if len(holding[word]) <= _TOO_COMMON for j in holding[word]})
    pairs = sorted((-likeness, i, j) for i, j in near if (likeness := jaccard(old[i], new[j])) >= _ALIKE_BY_BODY)
    forerunner: dict[int, int] = {}
    taken: set[int] = set()
    for unlikeness, i, j in pairs:
        if j not in forerunner and i not in taken and -unlikeness >= _least(before[i], after[j]):
            forerunner[j] = i
            taken.add(i)
    return forerunner


def _least(one: Stated, other: Stated) -> float:
    """Say how alike two sentences must be to be taken for one duty."""
    if one.body and words(one.body) == words(other.body) and _acts(one) and _acts(one) == _acts(other):
        return _ALIKE_BY_BODY
    if not _values(one.quote).keys() & _values(other.quote).keys():
        return _ALIKE
    bodies = set(words(f"{one.body} {other.body}")) if one.body and other.body else set()
    return _ALIKE_IN_KIND if jaccard(_words(one) - bodies, _words(other) - bodies) >= _ALIKE_BESIDE_BODY else _ALIKE


def _acts(one: Stated) -> str:
    """Give the first telling word of what is to be done."""
    return next((word for word in words(one.action) if word not in STOP_WORDS and word not in words(one.body)), "")


def differs(one: Stated, other: Stated, across: bool = False) -> str:
    """Say in what two requirements for one duty differ: “target”, “deadline”, or nothing.

    They do not where they name different bodies, which two languages (`across`) do anyway, or where one gives no date or figure. Where the
    ledger has no target or deadline of both, a figure or date counts wherever it stands in the sentence.
    """
    if not across and one.body and other.body and not set(words(one.body)) & set(words(other.body)):
        return ""
    mine, theirs = _figures(one), _figures(other)
    if any(unit in theirs and values.isdisjoint(theirs[unit]) for unit, values in mine.items()):
        return "target"
    if one.deadline and other.deadline and one.deadline != other.deadline:
        return "deadline"
    said, instead = _values(one.quote), _values(other.quote)
    kinds = {kind for kind in said.keys() & instead.keys() if said[kind] - instead[kind] and instead[kind] - said[kind]}
    if kinds - {"date"} and not (mine and theirs) and not across:
        return "target"
    return "deadline" if "date" in kinds and not (one.deadline and other.deadline) and not across else ""


def _figures(requirement: Stated) -> dict[str, set[tuple[str, float]]]:
    found: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for target in requirement.targets:
        found[target.unit.lower()].add(("<" if target.comparison in ("<", "<=") else "", target.value))
    return found


def _values(quote: str) -> dict[str, set[str]]:
    """Give the dates, percentages and numbers of a sentence by kind, those left out that number parts of texts."""
    text = with_plain_numbers(quote)
    found: dict[str, set[str]] = defaultdict(set)
    for one in quantities(text):
        if not _numbers_part(text, one):
            found[one.kind].add(one.value)
    return found


def _numbers_part(text: str, one: Quantity) -> bool:
    is_label = one.span.start < end_of_sentence_number(text)
    return is_label or (one.kind == "number" and (follows_reference(text, one.span.start) or names_part(text[one.span.end :])))


def _words(requirement: Stated) -> frozenset[str]:
    text = requirement.quote
    for found in reversed(quantities(text)):
        text = f"{text[: found.span.start]} {text[found.span.end :]}"
    return frozenset(
        word for word in words(text) if word not in STOP_WORDS and len(word) >= language_of(word).limit("least_word") and not word.isdigit()
    )
