"""What a sentence states that can be compared: figures, who, whether it obliges, negation; the same in English and Chinese."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from language.measures import NARROW, WORD, Figure, figures_in
from language.quantities import with_plain_numbers
from language.tokens import STOP_WORDS, words


class Modality(StrEnum):
    """Whether a sentence obliges, forbids, allows, releases or encourages."""

    MUST = "must"
    MUST_NOT = "must not"
    MAY = "may"
    NEED_NOT = "need not"
    ENCOURAGED = "encouraged"


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one clause or sentence.

    `names` maps what stands for a body, a level or a name to how it is written; `subject` is what stands before the
    word that obliges, forbids or allows; `described` gives the words that stand directly before nouns, by the nouns' stems. A limit that is
    set by forbidding more (“must not exceed”, “may not hold more than”) is a bound of its figure and no prohibition.
    """

    figures: tuple[Figure, ...]
    modalities: frozenset[Modality]
    negations: frozenset[str]
    names: dict[str, str]
    periods: frozenset[str]
    directions: frozenset[str]
    words: frozenset[str]
    subject: str
    described: dict[str, str]


_MODALITIES = (
    (
        Modality.NEED_NOT,
        r"need(s)? not|needn't|((not|n't) (be )?(required|obliged|have|need)( to)?)|no need|exempt\w*|"
        r"无需|无须|不必|毋需|不用|可以?不(?!得)",
    ),
    (
        Modality.MUST_NOT,
        r"(must|shall|may|can|should|could|will)( |-)?not|mustn't|cannot|can't|(not|n't|never|no longer) (be )?(allowed|permitted)|"
        r"prohibit\w*|forbid\w*|bann(ed|ing)|bans?|不得|禁止|严禁|不能|不准|不可|不应当?|不许|不允许",
    ),
    (Modality.ENCOURAGED, r"encourag\w*|recommend\w*|striv\w*|aims? to|鼓励|力争|提倡|争取"),
    (Modality.MAY, r"may|can|allow\w*|permit\w*|可以|允许"),
    (
        Modality.MUST,
        r"must|shall|should|(have|has) to|required?|requires|obliged?|obliges|needs? to|"
        r"(?<![供相效反适响对回])应(?![急用变邀])当?|必须|须|务必",
    ),
)
_MODALITY = re.compile(
    "|".join(rf"(?P<m{place}>(?<![a-z])({pattern})(?![a-z]))" for place, (_, pattern) in enumerate(_MODALITIES)), re.IGNORECASE
)
_AUXILIARY = re.compile(
    r"must|shall|should|may|can|need|ha(ve|s) to|could|will|应|须|必须|不得|不能|不应|不准|可以|无需|不必", re.IGNORECASE
)
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
def facts(text: str) -> Facts:
    """Read the facts of `text`, a sentence or a clause."""
    text = text.translate(NARROW)
    ordinals = {f"#{found[2] or 1 + _ORDINALS.index(found[1].lower())}": found[0] for found in _ORDINAL.finditer(text)}
    figures, named = figures_in(with_plain_numbers(_ORDINAL.sub(" ", text)))
    modalities, subject, rest = _taken(named)
    if Modality.MUST_NOT in modalities and any(figure.bound in _FORBIDDEN for figure in figures):
        figures = tuple(replace(figure, bound=_FORBIDDEN.get(figure.bound, figure.bound)) for figure in figures)
        modalities -= {Modality.MUST_NOT}
    if any(figure.bound == "<=" for figure in figures):
        modalities -= {Modality.MAY}
    return Facts(
        figures,
        modalities,
        frozenset(found[0].lower() for found in _NEGATION.finditer(rest)),
        ordinals | _names(named),
        frozenset(name for name, pattern in _PERIOD.items() if pattern.search(rest)),
        frozenset(name for name, pattern in _DIRECTION.items() if pattern.search(text)),
        stems(rest),
        subject.strip(),
        {words(found[2])[0]: found[1] for found in _DESCRIBED.finditer(named) if found[1].lower() not in STOP_WORDS},
    )


def _taken(text: str) -> tuple[frozenset[Modality], str, str]:
    """Give the modalities of `text`, what stands before the first of them, and the text without the words that say so."""
    found = list(_MODALITY.finditer(text))
    places = [next(int(name[1:]) for name, value in match.groupdict().items() if value) for match in found]
    subject = _CLAUSE.split(text[: found[0].start()])[-1] if found and _AUXILIARY.match(found[0][0]) else ""
    return frozenset(_MODALITIES[place][0] for place in places), subject, _MODALITY.sub(" ", text)


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
