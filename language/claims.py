"""What a sentence states that can be compared: figures, who, whether it obliges, negation; the same in English and Chinese."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from language.measures import NARROW, WORD, Measure, measures_in
from language.modality import Modal, Modality, Sense, is_auxiliary, modals_of_claims
from language.quantities import with_plain_numbers
from language.tokens import STOP_WORDS, words


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


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of one clause or sentence.

    `names` maps what stands for a body, a level or a name to how it is written; `subject` is what stands before the
    word that obliges, forbids or allows; `described` gives the words that stand directly before nouns, by the nouns' stems. A limit that is
    set by forbidding more (“must not exceed”, “may not hold more than”) is a bound of its figure and no prohibition.
    """

    measures: tuple[Measure, ...]
    demands: frozenset[Demand]
    negations: frozenset[str]
    names: dict[str, str]
    periods: frozenset[str]
    directions: frozenset[str]
    words: frozenset[str]
    subject: str
    described: dict[str, str]


_CLAUSE = re.compile(r"[,;:，；：、](?!\d)|\b(?:while|whereas|and|but)\b")
_FORBIDDEN = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
_DESCRIBED = re.compile(
    r"(?:^|[,;:]\s*|\b(?:the|an?|all|each|every|of|for|by|in|on|with|from|under|between)\s+)(?=([a-z][a-z-]+)\s+([a-z]{3,})\b)",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(not|never|neither|nor|none|no(?!\.? ?\d| later| sooner))\b|n't\b|[不未非无没]\w", re.IGNORECASE)
_LEVELS = (
    "provincial municipal central county national local regional private foreign listed unlisted parent financial compliance internal "
    "external independent executive legal technical public city state"
)
_BODIES = (
    "ministry department bureau office commission committee board council treasury government court bank supervisor director manager "
    "officer shareholder auditor agency authority institute university subsidiary congress"
)
_NAMING = frozenset(words(f"{_LEVELS} {_BODIES}"))
_CAPITAL = re.compile(r"(?<=[\w,;:'’\"”)] )[A-Z][\w&'-]*|^(?:The|An?|Under the|In the|According to the) ([A-Z]\w+)")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)}|(\d{{1,2}})(st|nd|rd|th))\b", re.IGNORECASE)
_BODY_CJK = re.compile(
    r"(中央|国务院|省属|省级|市属|市级|县级|地方|国有|民营|上市|控股|全资|\d级|母|子|各省|各市|各县|省|市|县)"
    r"(?:子)?(企业|公司|财政|政府|国资委)|(?!以|企业|关)\w{2}[厅局委署]|(?:董事|监事|股东|委员)会|审计署|《[^》]{2,60}》|〔\d{4}〕"
)
_PERIODS = {
    "year": r"years?|annual(ly)?|yearly|年度|每年|年(?!\d)",
    "half": r"half[- ]year\w*|半年",
    "quarter": r"quarters?|quarterly|季度?",
    "month": r"months?|monthly|个月|每月",
    "week": r"weeks?|weekly|周(?!边|期)",
    "day": r"days?|daily|工作日|天|(?<=\d)日",
    "hour": r"hours?|hourly|小时",
}
_PERIOD = {name: re.compile(rf"(?<![a-z])({pattern})(?![a-z])", re.IGNORECASE) for name, pattern in _PERIODS.items()}
_DIRECTIONS = (
    (
        "up",
        "down",
        r"rise|rises|rose|rising|increas\w*|rais\w*|lift\w*|gr[eo]w\w*|上升|增长|提高|增加",
        r"fall|falls|fell|falling|decreas\w*|reduc\w*|cuts?|cutting|lower(ed|ing|s)|declin\w*|dropp?\w*|下降|减少|降低",
    ),
    ("above", "below", r"above|higher|高(?=[\d出于])", r"below|lower|低(?=[\d于])"),
    ("most", "few", r"majority|多数", r"minority|少数"),
    ("first half", "second half", r"first half|上半年", r"second half|下半年"),
)
OPPOSITE = {one: other for up, down, *_ in _DIRECTIONS for one, other in ((up, down), (down, up))}
_DIRECTION = {
    name: re.compile(rf"(?<![a-z])({pattern})(?![a-z])", re.IGNORECASE)
    for up, down, ups, downs in _DIRECTIONS
    for name, pattern in ((up, ups), (down, downs))
}


def clauses(text: str) -> list[str]:
    """Cut `text` where a clause may end."""
    return [part for part in _CLAUSE.split(text) if part.strip()]


@lru_cache(maxsize=4_096)
def claims(text: str) -> Claims:
    """Read the claims of `text`, a sentence or a clause."""
    text = text.translate(NARROW)
    ordinals = {f"#{found[2] or 1 + _ORDINALS.index(found[1].lower())}": found[0] for found in _ORDINAL.finditer(text)}
    measures, remaining = measures_in(with_plain_numbers(_ORDINAL.sub(" ", text)))
    demands, subject, rest = _taken(remaining)
    if Demand(Modality.MUST_NOT) in demands and any(measure.bound in _FORBIDDEN for measure in measures):
        measures = tuple(replace(measure, bound=_FORBIDDEN.get(measure.bound, measure.bound)) for measure in measures)
        demands -= {Demand(Modality.MUST_NOT)}
    if any(measure.bound == "<=" for measure in measures):
        demands -= {Demand(Modality.MAY)}
    return Claims(
        measures,
        demands,
        frozenset(found[0].lower() for found in _NEGATION.finditer(rest)),
        ordinals | _names(remaining),
        frozenset(name for name, pattern in _PERIOD.items() if pattern.search(rest)),
        frozenset(name for name, pattern in _DIRECTION.items() if pattern.search(text)),
        stems(rest),
        subject.strip(),
        {words(found[2])[0]: found[1] for found in _DESCRIBED.finditer(remaining) if found[1].lower() not in STOP_WORDS},
    )


def _taken(text: str) -> tuple[frozenset[Demand], str, str]:
    """Give the demands of `text`, what stands before the first word of one, and the text without the words that state them."""
    found = list(modals_of_claims().find(text))
    subject = _CLAUSE.split(text[: found[0].span.start])[-1] if found and is_auxiliary(found[0]) else ""
    return frozenset(map(_demand, _without_futures(found))), subject, modals_of_claims().removed_from(text)


def _without_futures(modals: Sequence[Modal]) -> Iterator[Modal]:
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
        names |= dict.fromkeys(words(found[1] or found[0]), found[1] or found[0])
    return names | {found[0]: found[0] for found in _BODY_CJK.finditer(text)}
