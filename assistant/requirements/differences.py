"""Requirements that speak of the same duty with other dates or figures: between documents, and between one and its forerunner."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from language.language import language_of
from language.statements.quantities import quantities
from language.text.overlap import jaccard
from language.text.tokens import STOP_WORDS, words
from vectorstore.requirement import Requirement

_ALIKE = 0.5  # share of their words, figures left out, that two requirements for one duty have in common
_LEAST_SHARED = 3  # words
_TOO_COMMON = 200  # requirements that have a word by which no pair is looked for
_MOST = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """Two requirements for one duty: `what` is “deadline”, “target”, “wording”, “new” or “gone”; of the last two one is None."""

    what: str
    one: Requirement | None
    other: Requirement | None


def conflicts(requirements: Sequence[Requirement]) -> list[Difference]:
    """Give the pairs of requirements of different documents that set another date or figure for one duty, at most 200."""
    own = [_words(requirement) for requirement in requirements]
    holding: dict[str, list[int]] = defaultdict(list)
    for place, held in enumerate(own):
        for word in held:
            holding[word].append(place)
    found: list[Difference] = []
    for place, requirement in enumerate(requirements):
        near = (other for word in own[place] if len(holding[word]) <= _TOO_COMMON for other in holding[word] if other > place)
        shared = Counter(other for other in near if requirements[other].document != requirement.document)
        alike = (other for other, count in shared.items() if count >= _LEAST_SHARED and jaccard(own[place], own[other]) >= _ALIKE)
        found += [
            Difference(what, requirement, requirements[other]) for other in alike if (what := _differs(requirement, requirements[other]))
        ]
        if len(found) >= _MOST:
            break
    return found[:_MOST]


def changes(before: Sequence[Requirement], after: Sequence[Requirement]) -> list[Difference]:
    """Say what changed from the requirements of a document to those of the one that replaces it.

    First dates, figures and wording, then what is new, then what is gone. The most alike requirements are taken for one duty.
    """
    old, new = [_words(requirement) for requirement in before], [_words(requirement) for requirement in after]
    pairs = sorted(((jaccard(mine, theirs), i, j) for i, mine in enumerate(old) for j, theirs in enumerate(new)), reverse=True)
    forerunner: dict[int, int] = {}
    for likeness, i, j in pairs:
        if likeness >= _ALIKE and j not in forerunner and i not in forerunner.values():
            forerunner[j] = i
    changed = [
        Difference(what, before[i], after[j])
        for j, i in sorted(forerunner.items())
        if (what := _differs(before[i], after[j]) or ("" if words(before[i].quote) == words(after[j].quote) else "wording"))
    ]
    added = [Difference("new", None, requirement) for j, requirement in enumerate(after) if j not in forerunner]
    gone = [Difference("gone", requirement, None) for i, requirement in enumerate(before) if i not in forerunner.values()]
    return [*sorted(changed, key=lambda one: one.what), *added, *gone]


def _differs(one: Requirement, other: Requirement) -> str:
    """Say in what two requirements for one duty differ: “target”, “deadline”, or nothing.

    They do not where they name different bodies, or where one gives no date or figure.
    """
    if one.body and other.body and not set(words(one.body)) & set(words(other.body)):
        return ""
    mine, theirs = _figures(one), _figures(other)
    if any(unit in theirs and values.isdisjoint(theirs[unit]) for unit, values in mine.items()):
        return "target"
    return "deadline" if one.deadline and other.deadline and one.deadline != other.deadline else ""


def _figures(requirement: Requirement) -> dict[str, set[tuple[str, float]]]:
    found: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for target in requirement.targets:
        found[target.unit.lower()].add((target.comparison, target.value))
    return found


def _words(requirement: Requirement) -> frozenset[str]:
    text = requirement.quote
    for found in reversed(quantities(text)):
        text = f"{text[: found.span.start]} {text[found.span.end :]}"
    return frozenset(
        word for word in words(text) if word not in STOP_WORDS and len(word) >= language_of(word).limit("least_word") and not word.isdigit()
    )
