"""What a sentence states that can be compared: figures, who, whether it obliges, negation; the same in English and Chinese."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from vectorstore.quantities import MONTHS, Quantity, quantities, with_plain_numbers
from vectorstore.words import STOP_WORDS, is_cjk, words


class Modality(StrEnum):
    """Whether a sentence obliges, forbids, allows, releases or encourages."""

    MUST = "must"
    MUST_NOT = "must not"
    MAY = "may"
    NEED_NOT = "need not"
    ENCOURAGED = "encouraged"


@dataclass(frozen=True, slots=True)
class Figure:
    """A date, percentage, number, or label: the number of an article, an item or a document.

    `written` is as in the text, `value` in the form of `Quantity`, of a day without a year “11-30”.
    `bound` is one of “>=”, “>”, “<=”, “<”, of a date “from” or “until”; empty where the text sets none. `unit` holds what
    follows a number: up to three stems of words, or up to three characters of Chinese.
    """

    kind: str
    value: str
    written: str
    bound: str = ""
    unit: tuple[str, ...] = ()

    def means(self, other: "Figure") -> bool:
        """Say whether both are one value; a year also stands for a day in it."""
        if self.kind == other.kind == "date":
            return other.value.startswith(self.value) or (len(self.value) == 5 and other.value.endswith(self.value))
        return self.kind == other.kind and self.value == other.value

    def counts_the_same(self, other: "Figure") -> bool:
        """Say whether what follows both numbers can be one unit; not judged between two languages."""
        if not (self.unit and other.unit) or is_cjk(self.unit[0]) != is_cjk(other.unit[0]):
            return True
        if is_cjk(self.unit[0]):
            length = 2 if self.unit[0] == "个" else 1
            return self.unit[:length] == other.unit[:length]
        return bool(set(self.unit) & set(other.unit))


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


_BOUNDS = (
    (
        ">=",
        r"at least|as (low|little|few) as|(no|not)( be)? (less|fewer|lower|smaller|below)( than)?|"
        r"(a )?minimum( of)?|不[得能应]?(低于|少于|小于)|至少|最少",
    ),
    (
        "<=",
        r"at most|as (high|much|many|long) as|(no|not)( be)? (more|greater|higher|larger|above)( than)?|"
        r"((must|may|shall|can|should|does|do) ?)?not( to)? exceed(ing)?|up to|(a )?maximum( of)?|"
        r"不[得能应]?(超过|高于|多于|大于)|至多|最多",
    ),
    (">", r"more than|over|above|exceed(s|ing|ed)?|greater than|higher than|in excess of|超过|高于|大于|多于|突破"),
    ("<", r"less than|fewer than|below|under|lower than|低于|少于|小于|不足|不到"),
)
_BOUND = re.compile("|".join(rf"(?P<b{place}>(?<![a-z])({pattern})(?![a-z]))" for place, (_, pattern) in enumerate(_BOUNDS)), re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_OR_MORE = re.compile(
    r"^\W*\w{0,3}?\s?(or (more|above)|and above|及?以上)|^[^,.;，。；\d]{0,40}\b(at least)\b|"
    r"^\W*\w{0,3}?\s?(or (less|below)|及?以下)|^[^,.;，。；\d]{0,40}\bat (the )?most\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\bnos?\.?\s*$", re.IGNORECASE)
_LABEL_BEFORE = re.compile(r"(\b(article|section|chapter|part|rule|clause|paragraph|annex|item|nos?)\b\.?\s*|第\s*|^\W*)$", re.IGNORECASE)
_LABEL_AFTER = re.compile(r"^\s?[号條条章款]|^[.)、）](?!\d)")
_UNTIL = re.compile(r"(\b(by|before|(no|not) later than|until|prior to|within)\b|截至|截止|到)[^,.;，。；]{0,15}$", re.IGNORECASE)
_SINCE = re.compile(r"(\b(from|after|since|starting|beginning|as of)\b|自|从)[^,.;，。；]{0,12}$", re.IGNORECASE)
_BEFORE_CJK, _AFTER_CJK = re.compile(r"^\s?(之|以)?前"), re.compile(r"^\s?(之|以)?(后|起)")
_REACH = 16  # characters between a bound and its figure

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
_DAY = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({MONTHS})|({MONTHS}) (\d{{1,2}}))\b(?!,? ?\d{{4}})", re.IGNORECASE | re.ASCII
)
_NARROW = {wide: wide - 0xFEE0 for wide in (0xFF05, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}  # ％０Ａａ
_WORDS_AFTER = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SCALE = re.compile(r"thousand|million|billion|trillion", re.IGNORECASE)


def clauses(text: str) -> list[str]:
    """Cut `text` where a clause may end."""
    return [part for part in _CLAUSE.split(text) if part.strip()]


@lru_cache(maxsize=4_096)
def facts(text: str) -> Facts:
    """Read the facts of `text`, a sentence or a clause."""
    text = text.translate(_NARROW)
    ordinals = {f"#{found[2] or 1 + _ORDINALS.index(found[1].lower())}": found[0] for found in _ORDINAL.finditer(text)}
    figures, named = _figures(with_plain_numbers(_ORDINAL.sub(" ", text)))
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


def _figures(text: str) -> tuple[tuple[Figure, ...], str]:
    """Give the figures of `text`, and the text without figures and their bounds; what counts is kept."""
    days = [_day(found) for found in _DAY.finditer(text)]
    found = [*days, *(one for one in quantities(text) if not any(day.start <= one.start < day.end for day in days))]
    found.sort(key=lambda one: one.start)
    figures, kept, last = [], [], 0
    for one in found:
        before, after = text[last : one.start], text[one.end :]
        bound, cut = _bound(one, before, after)
        kept.append(_NUMBERED.sub("", before[:cut]))
        kind = "label" if one.kind == "number" and _is_label(text[: one.start], after) else one.kind
        unit = _unit(after) if kind == "number" else ()
        figures.append(Figure(kind, one.value, text[one.start : one.end], "" if kind == "label" else bound, unit))
        last = one.end
    return tuple(figures), " ".join([*kept, text[last:]])


def _is_label(before: str, after: str) -> bool:
    """Say whether a number only names an article, an item or a document."""
    named = _LABEL_BEFORE.search(before)
    if before.endswith(("(", "（")) and after.startswith((")", "）")):
        return True
    return bool(named and (any(map(str.isalnum, named[1])) or _LABEL_AFTER.match(after))) or bool(re.match(r"\s?[号条章款]", after))


def _day(found: re.Match[str]) -> Quantity:
    day, month = (found[1], found[2]) if found[1] else (found[4], found[3])
    names = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    return Quantity(found.start(), found.end(), "date", f"{1 + names.index(month[:3].lower()):02}-{int(day):02}")


def _bound(figure: Quantity, before: str, after: str) -> tuple[str, int]:
    """Give the bound that the text sets by `figure`, and where in `before` its words begin."""
    if figure.kind == "date":
        if _BEFORE_CJK.match(after) or _UNTIL.search(before):
            return "until", len(before)
        return ("from" if _AFTER_CJK.match(after) or _SINCE.search(before) else ""), len(before)
    if closing := _OR_MORE.match(after):
        return (">=" if closing[1] or closing[3] else "<="), len(before)
    bounds = list(_BOUND.finditer(before))
    nearest = bounds[-1] if bounds else None
    if nearest and len(before) - nearest.end() <= _REACH:
        place = next(int(name[1:]) for name, value in nearest.groupdict().items() if value)
        return _BOUNDS[place][0], nearest.start()
    return (">=" if _FROM.search(before) else ""), len(before)


def _unit(after: str) -> tuple[str, ...]:
    phrase = re.split(r"[\d,.;:()，。；：（）]", after, maxsplit=1)[0]
    if is_cjk(phrase[:4]):
        return tuple(phrase.strip()[:3])
    following = [word for word in _WORDS_AFTER.findall(phrase) if not _SCALE.fullmatch(word)][:3]
    return tuple(words(" ".join(following)))


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
    names = {stem: word for word in _WORDS_AFTER.findall(text) for stem in words(word) if stem in _NAMING}
    for found in _CAPITAL.finditer(text):
        names |= dict.fromkeys(words(found[1] or found[0]), found[1] or found[0])
    return names | {found[0]: found[0] for found in _BODY_CJK.finditer(text)}
