"""What a sentence states that can be compared: figures, who, whether it obliges, negation; the same in English and Chinese."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import zip_longest

from language.language import Language, languages
from language.lexicon import any_of, languages_of, pattern_of, patterns_by
from language.statements.measures import NARROW, WORD, Measure, measures_in
from language.statements.modality import Modal, Modality, Sense, is_auxiliary, modals_of_claims
from language.statements.quantities import ORDINAL_END, with_plain_fractions, with_plain_numbers
from language.text.tokens import STOP_WORDS, words


@dataclass(frozen=True, slots=True, order=True)
class Demand:
    """What a text demands or allows; `releases` where it allows to leave something, `is_future` where the words can tell what will be."""

    modality: Modality
    releases: bool = False
    is_future: bool = False

    def means(self, other: "Demand") -> bool:
        """Say whether both oblige, encourage, allow, release or forbid alike."""
        return (self.modality, self.releases) == (other.modality, other.releases)

    def __str__(self) -> str:
        return "need not" if self.releases else self.modality.replace("_", " ")


class Claims:
    """The claims of one clause or sentence, each read when it is first asked for.

    A limit that is set by forbidding more (“must not exceed”, “may not hold more than”) is a bound of its figure and no prohibition.
    """

    def __init__(self, text: str) -> None:
        self._text = with_plain_fractions(text.translate(NARROW))

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return self._measured[0]

    @cached_property
    def demands(self) -> frozenset[Demand]:
        demands = self._taken[0]
        if self.is_limited:
            demands -= {Demand(Modality.MUST_NOT), Demand(Modality.MAY)}
        return demands - {Demand(Modality.MAY)} if any(one.bound == "<=" for one in self.measures) else demands

    @cached_property
    def subject(self) -> str:
        """What stands before the word that obliges, forbids or allows."""
        return self._taken[1].strip()

    @cached_property
    def negations(self) -> frozenset[str]:
        return frozenset(found[0].lower() for found in _NEGATION.finditer(self._rest))

    @cached_property
    def names(self) -> dict[str, str]:
        """How what stands for a body, a level or a name is written, by its stem."""
        ordinals = {f"#{found['n'] or _ORDINALS[found['word'].lower()]}": found[0] for found in _ORDINAL.finditer(self._text)}
        return ordinals | _names(self._remaining)

    @cached_property
    def periods(self) -> frozenset[str]:
        return frozenset(name for name, pattern in _PERIOD.items() if pattern.search(self._rest))

    @cached_property
    def directions(self) -> frozenset[str]:
        return frozenset(name for name, pattern in _DIRECTION.items() if pattern.search(self._text))

    @cached_property
    def words(self) -> frozenset[str]:
        return stems(self._rest)

    @cached_property
    def described(self) -> dict[str, str]:
        """The words that stand directly before nouns, by the nouns' stems."""
        found = (one for one in _DESCRIBED.finditer(self._remaining) if one["word"].lower() not in STOP_WORDS)
        return {words(one["noun"])[0]: one["word"] for one in found}

    @cached_property
    def _plain(self) -> str:
        return with_plain_numbers(_ORDINAL.sub(" ", self._text))

    @cached_property
    def _read(self) -> tuple[tuple[Measure, ...], str]:
        return measures_in(self._plain)

    @property
    def _remaining(self) -> str:
        return self._read[1]

    @cached_property
    def _taken(self) -> tuple[frozenset[Demand], str, str]:
        return _taken(self._remaining)

    @property
    def _rest(self) -> str:
        return self._taken[2]

    @property
    def is_limited(self) -> bool:
        """Whether the text forbids what is more, or less, than a figure."""
        return self._measured[1]

    @property
    def _forbids_from(self) -> int | None:
        """Where what the text forbids begins, None where it forbids nothing."""
        nobody = _NOBODY_MAY.search(self._plain)
        ends = [nobody.end()] if nobody else []
        if Demand(Modality.MUST_NOT) in self._taken[0]:
            modals = modals_of_claims(languages_of(self._plain)).find(self._plain)
            ends += [one.span.end for one in modals if one.modality is Modality.MUST_NOT]
        return min(ends, default=None)

    @cached_property
    def _measured(self) -> tuple[tuple[Measure, ...], bool]:
        """Give the measures, and whether what the text forbids is a limit of them."""
        measures = self._read[0]
        if not any(one.bound in _FORBIDDEN for one in measures) or (forbidden := self._forbids_from) is None:
            return measures, False
        of_its_own = _OF_ITS_OWN.search(self._plain, forbidden)  # “cannot renew if it is over ten years old” sets no limit of ten years
        until = of_its_own.start() if of_its_own else len(self._plain)
        limits = [one for one in measures if forbidden <= one.span.start < until]
        return tuple(_forbidden(one) if one in limits else one for one in measures), any(one.bound in _FORBIDDEN for one in limits)


_CLAUSE = re.compile(rf"[,;:，；：、](?!\d)|{any_of('claims', 'clause')}")


def _word(group: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){any_of('claims', group, name)}(?![a-z])", re.IGNORECASE)


def _naming(one: Language) -> Iterator[str]:
    """Give the words of a language that tell one body or level from another."""
    lexicon = one.lexicon("claims") or {}
    yield from (*lexicon.get("levels", []), *lexicon.get("bodies", []))


_OF_ITS_OWN = pattern_of("claims", "of_its_own")
_NOBODY_MAY = pattern_of("claims", "nobody_may")
_FORBIDDEN = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
_DESCRIBED = re.compile(
    rf"(?:^|[,;:]\s*|\b{any_of('claims', 'described_after')}\s+)(?=(?P<word>[a-z][a-z-]+)\s+(?P<noun>[a-z]{{3,}})\b)", re.IGNORECASE
)
_NEGATION = pattern_of("claims", "negation")
_NAMING = frozenset(stem for one in languages() for stem in words(" ".join(_naming(one)), one))
_CAPITAL = re.compile(rf"(?<=[\w,;:'’\"”)] )[A-Z][\w&'-]*|^{any_of('claims', 'opens')} (?P<name>[A-Z]\w+)")
_ORDINALS = {word: place for one in languages() for place, word in enumerate((one.lexicon("claims") or {}).get("ordinals", []), 1)}
_ORDINAL = re.compile(rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<n>\d{{1,2}}){ORDINAL_END})\b", re.IGNORECASE)
_PERIOD = {name: _word("periods", name) for name in ("year", "half", "quarter", "month", "week", "day", "hour")}
_OPPOSED = (("up", "down"), ("above", "below"), ("most", "few"), ("first half", "second half"))
OPPOSITE = {one: other for pair in _OPPOSED for one, other in (pair, pair[::-1])}
_DIRECTION = {name: _word("directions", name) for name in OPPOSITE}


def clauses(text: str) -> list[str]:
    """Cut `text` where a clause may end."""
    return [part for part in _CLAUSE.split(text) if part.strip()]


@lru_cache(maxsize=4_096)
def claims(text: str) -> Claims:
    """Read the claims of `text`, a sentence or a clause."""
    return Claims(text)


def _forbidden(measure: Measure) -> Measure:
    return replace(measure, bound=_FORBIDDEN.get(measure.bound, measure.bound))


def _taken(text: str) -> tuple[frozenset[Demand], str, str]:
    """Give the demands of `text`, what stands before the first word of one, and the text without the words that state them."""
    found = list(modals_of_claims(languages_of(text)).find(text))
    subject = _CLAUSE.split(text[: found[0].span.start])[-1] if found and is_auxiliary(found[0]) else ""
    rest = text
    for one in reversed(found):
        rest = f"{rest[: one.span.start]} {rest[one.span.end :]}"
    return frozenset(map(_demand, without_futures(found))), subject, rest


def without_futures(modals: Sequence[Modal]) -> Iterator[Modal]:
    """Leave out each “will” after which another modal directly stands: “will have to” obliges."""
    for modal, following in zip_longest(modals, modals[1:]):
        if modal.sense is not Sense.WILL or following is None or following.span.start > modal.span.end + 1:
            yield modal


def _demand(modal: Modal) -> Demand:
    return Demand(modal.modality, modal.sense is Sense.RELEASE, modal.is_future)


def stems(text: str) -> frozenset[str]:
    """Give the stems of the words of `text` that tell something, without those for spans of time, which stand beside any figure."""
    for pattern in _PERIOD.values():
        text = pattern.sub(" ", text)
    return frozenset(words(text.replace("working", " "))) - STOP_WORDS


def _names(text: str) -> dict[str, str]:
    names = {stem: word for word in WORD.findall(text) for stem in words(word) if stem in _NAMING}
    for found in _CAPITAL.finditer(text):
        names |= dict.fromkeys(words(found["name"] or found[0]), found["name"] or found[0])
    others = (found[0] for pattern in patterns_by(languages_of(text), "claims", "names") for found in pattern.finditer(text))
    return names | {one: one for one in others}
