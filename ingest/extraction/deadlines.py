"""By when something is to be done, as a date: “by the end of this year”, “年底前”, “in the first quarter”."""

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from language.quantities import MONTHS, quantities
from language.span import Span
from vectorstore.document import Document

_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d%])(?!\s?(?:items|号))")
_CUE = (
    r"(?:by|before|until|till|no later than|not later than|prior to|on or before|within|in|during|at|on|throughout|come|for|from|effective)"
)
_QUARTERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}
_THIS = r"(?:this|the current|the same)"
_OF_YEAR = rf"(?:\s+(?:of\s+)?(?:(?P<this>{_THIS} year|the year)|(?P<next>next year)|(?P<y>(?:19|20)\d\d)))"
_ENGLISH = (
    re.compile(
        rf"\b(?:(?:by|before|until|at|no later than|not later than|towards?) )?(?:the )?(?:end of|year[- ]end of|"
        rf"close of){_OF_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:by|before|at) (?:the )?(?P<this>year[- ]end|end of year)\b", re.IGNORECASE),
    re.compile(r"\b(?:by|before|until) (?:the )?(?P<half>mid)(?:dle of |-| )(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:by|before|in|during|within|at|until) (?:the )?(?:end of (?:the )?)?(?:(?P<q>first|second|third|fourth|last) quarter|"
        rf"(?P<h>first|second) half|(?P<q2>Q[1-4]))(?:{_OF_YEAR}|(?! of (?!the year|this year|next year|the current)))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:by|before|until|no later than|not later than|in|"
        rf"during) (?:the )?(?P<end>end of )?(?P<month>{MONTHS})\b(?! \d)(?!,? (?:19|"
        rf"20)\d\d)(?: of)?(?: (?P<this>{_THIS} year)|,? (?P<next>next year))?",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        r"\b(?:within|during|in|throughout) (?P<this>this year|the year)\b|(?:^|[.;,]\s*)(?P<this2>this year)\b|"
        r"\b(?P<this3>this year)(?=[.;,]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:by|before|until|no later than|not later than|on or before|prior to) (?P<day>\d{1,2})(?:st|nd|rd|"
        r"th)? (?:of )?(?P<month2>" + MONTHS + r")\b(?!,? ?\d{4})",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        r"\b(?:by|before|until|no later than|not later than|on or before|prior to) "
        rf"(?P<month2>{MONTHS}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,? ?\d{{4}})",
        re.IGNORECASE | re.ASCII,
    ),
)
_PLAN_PERIOD = re.compile(
    r"\b(?P<n>1[3-6])th five-year plan(?: period)?\b|[“\"]?十(?P<han>[三四五六])五[”\"]?(?:规划)?(?:时期)?(?:末期?|期末|期间)",
    re.IGNORECASE,
)
_CHINESE = (
    re.compile(
        r"(?:(?P<y>20\d\d)年|(?P<this>今年|本年度?|年内)|(?P<next>明年)|(?P<after>后年)|"
        r"(?<!20)(?<!\d年))(?:年)?第?(?P<q>[一二三四1-4])季度(?:末|底|前|内)?"
    ),
    re.compile(r"(?:(?P<this>今年|本年度?)|(?P<next>明年))?(?P<h>上|下)半年(?:末|底|前|内)?(?!度)"),
    re.compile(
        r"(?:(?P<this>今年|本年度?)|(?P<next>明年)|(?P<after>后年)|(?<![\d〇一二三四五六七八九]))(?P<yearend>年底|年末|岁末)(?:之?前)?"
    ),
    re.compile(
        r"(?<![\d〇一二三四五六七八九年])(?:(?P<this>今年|本年度?|当年)|(?P<next>明年))?(?P<m>\d{1,2}|"
        r"[一二三四五六七八九十]{1,2})月(?:(?P<d>\d{1,2}|"
        r"[一二三四五六七八九十]{1,3})日|(?P<end>底|末)|份)?(?:之|以)?前?"
    ),
    re.compile(r"(?P<this>(?<![\d一二三四五六七八九十两几])年内|今年内?|本年度内)"),
)
_EACH = re.compile(
    r"\b(?:each|every) (?:year|calendar year|financial year)\b|\bannual(?:ly)?\b|每年|每季|每月|次年|\b(?:each|every) \w+$", re.IGNORECASE
)
_EVERY = re.compile(
    r"\b(?:each|every|(?:once|twice|three times|\w+ times) (?:a|each|every|per)) (?:year|calendar year|financial year|quarter|"
    r"month)\b|\bannually\b|每年|每季|每月|次年",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b{_CUE} (?:the )?(?:end of |close of |year[- ]end |\d{{1,2}} )?(?:the year )?$|(?:到|至|于|在|截至|截止|力争|确保|争取|"
    rf"，|。|^|：|；)$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^\s?(?:年底|底|末)?(?:之|以)?(?:前|内)|^(?:底|末)")
_STARTS = re.compile(
    r"\b(?:from|since|effective|starting|beginning|as of|with effect from|issued|dated|adopted|revised|after|"
    r"of)(?: on)?(?: the)? $|(?:自|从)$",
    re.IGNORECASE,
)
_STARTS_AFTER = re.compile(r"^\s?(?:年|月|日)?(?:起|后|以来|以后|开始|施行)|^ onwards?")


@dataclass(frozen=True, slots=True)
class Deadline:
    """An ISO date and the words of the sentence, at `span`, that state it; the date is empty where its year is open."""

    date: str
    span: Span


def year_of(document: Document) -> int | None:
    """Give the year of which `document` speaks as “this year”: of its date, its title or name, or the one it names most; else None."""
    if document.issued:
        return int(document.issued[:4])
    for text in (document.title, document.name, document.text[:200]):
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
    named = Counter(int(year) for year in _YEAR.findall(document.text))
    ranked = named.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]) else None


def deadline_in(text: str, year: int | None, start: int = 0, issued: str = "") -> Deadline | None:
    """Give the first deadline that a sentence states from `start` on, None where it states none.

    `year` is the one that “this year” means; what lies before it is history. A day whose year the text leaves open has no
    date where it would lie before `issued`, nor where it comes every year.
    """
    found = [
        one
        for one in (*_absolute(text), *_relative(text, year))
        if one.span.start >= start and not (year and one.date and int(one.date[:4]) < year)
    ]
    if _EVERY.search(text):
        found = [one if re.search(r"\d{4}", one.span.of(text)) else replace(one, date="") for one in found]
    found = [replace(one, date="") if one.date < issued and not re.search(r"\d{4}", one.span.of(text)) else one for one in found]
    return min(found, key=lambda one: (not one.date, one.span.start, -one.span.end), default=None)


def _absolute(text: str) -> list[Deadline]:
    found = []
    for one in quantities(text):
        if one.kind != "date":
            continue
        before, after = text[: one.span.start], text[one.span.end :]
        written = one.span.of(text)
        if _STARTS.search(before) or _STARTS_AFTER.match(after) or _EACH.search(text[max(0, one.span.start - 24) : one.span.start]):
            continue
        ends = re.search(r"\bend|底|末|year[- ]end", written, re.IGNORECASE)
        cued = _BEFORE.search(before) or _AFTER.match(after)
        if not (cued or (ends and not re.search(r"\d$", before))):
            continue
        if (
            re.match(r"\s?(?:年度?|financial year|annual|的|local|results?|work|plan)", after)
            and not (ends or _AFTER.match(after))
            and len(one.value) == 4
        ):
            continue
        closing = _AFTER.match(after)
        cue = re.search(
            r"\b(?:by|before|until|no later than|not later than|on or before|prior to|in|at|within|"
            r"during) (?:the )?(?:end of )?(?:\d{1,2} )?$",
            before,
            re.IGNORECASE,
        )
        found.append(
            Deadline(_last_day(one.value), Span(cue.start() if cue else one.span.start, one.span.end + (closing.end() if closing else 0)))
        )
    return found


def _last_day(value: str) -> str:
    """Give the last day of a year, a month or a day."""
    parts = [int(part) for part in value.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else monthrange(parts[0], month)[1]).isoformat()


def _relative(text: str, year: int | None) -> list[Deadline]:
    found = [Deadline(_last_day(str(_plan_year(match))), Span(*match.span())) for match in _PLAN_PERIOD.finditer(text)]
    for pattern in (*_ENGLISH, *_CHINESE):
        for match in pattern.finditer(text):
            if (
                _EACH.search(text[max(0, match.start() - 24) : match.start()])
                or _EACH.search(match[0])
                or _STARTS_AFTER.match(text[match.end() :])
            ):
                continue
            parts = {name: value for name, value in match.groupdict().items() if value}
            own = int(parts["y"]) if "y" in parts else year and year + ("next" in parts) + 2 * ("after" in parts)
            stated = _YEAR.findall(text[max(0, match.start() - 5) : match.start()])
            own = int(stated[-1]) if stated else own
            month, day = _month_of(parts), int(_plain(parts["day"])) if "day" in parts else int(_plain(parts["d"])) if "d" in parts else 0
            if not month or month > 12 or (own and day > monthrange(own, month)[1]):
                continue
            when = date(own, month, day or monthrange(own, month)[1]).isoformat() if own else ""
            begin = match.start() + len(match[0]) - len(match[0].lstrip(" .,;"))
            found.append(Deadline(when, Span(begin, match.end())))
    return found


def _plan_year(found: re.Match[str]) -> int:
    """Give the last year of a five-year plan: the fourteenth ends with 2025."""
    number = int(found["n"]) if found["n"] else 11 + "一二三四五六".index(found["han"])
    return 2025 + 5 * (number - 14)


def _month_of(parts: dict[str, str]) -> int:
    if name := parts.get("month") or parts.get("month2"):
        return 1 + "jan feb mar apr may jun jul aug sep oct nov dec".split().index(name[:3].lower())
    if quarter := parts.get("q") or parts.get("q2", "")[1:]:
        return 3 * _QUARTERS[quarter.lower()]
    if "half" in parts:
        return 6
    if half := parts.get("h"):
        return 6 if half.lower() in ("first", "上") else 12
    return int(_plain(parts["m"])) if "m" in parts else 12


def _plain(number: str) -> str:
    if number.isdecimal():
        return str(int(number))
    tens, _, ones = number.partition("十")
    digits = "一二三四五六七八九"
    if "十" not in number:
        return str(1 + digits.find(number))
    return str(10 * (1 + digits.find(tens) if tens else 1) + (1 + digits.find(ones) if ones else 0))
