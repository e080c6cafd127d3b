"""From when, until when and whether a document is in force, where its own text says so."""

import re
from datetime import date
from pathlib import PurePath

from ingest.metadata.dates import DATE_AT_START, date_in
from ingest.readers.draft import Line

_DATE = f"(?P<date>{DATE_AT_START.pattern})"
_KINDS = "办法|规定|通知|条例|意见|细则|方案|指引|准则|决定|制度|规则|规范|公告|法"
_OWN = (
    "plan|measures?|rules?|regulations?|circular|notice|guidelines?|guidance|polic(y|ies)|document|decision|directive|provisions?|standard|order"
    "|act|law|code|framework|procedures?|requirements?|opinions?|instructions?|decree|resolution"
)
_SELF = f"(this|these|the present) ([a-z]+ ){{0,3}}({_OWN}) "
_EFFECTIVE = [
    re.compile(rf"(本(指导|实施|暂行)?({_KINDS})|^)自\s?{_DATE}\s?起(正式)?(施行|实施|执行|生效)", re.MULTILINE),
    re.compile(
        rf"^\W*(effective (date|from)|date of effect|(施行|实施|生效|执行)(日期|时间))\s*[:：]\s*{_DATE}", re.IGNORECASE | re.MULTILINE
    ),
    re.compile(
        rf"\b{_SELF}((shall|will|is to) )?(take|takes|come|comes|enter|enters|go|goes|be|is|are)( \w+ly)? "
        rf"((in)?to )?(effect|force|effective|implemented) (on|from|as of|as from|with effect from|starting)? ?(the )?{_DATE}",
        re.IGNORECASE,
    ),
]
_FROM_ISSUE = re.compile(
    rf"本(指导|实施|暂行)?({_KINDS})自(公布|发布|印发|颁布|下发)之日起(施行|实施|执行|生效)"
    rf"|\b{_SELF}((shall|will) )?(take|takes|come|comes|enter|enters) (in)?(to )?(effect|force) (on|from|as of) the (date|day) of "
    r"(its |their )?(issue|issuance|promulgation|publication|release)",
    re.IGNORECASE,
)
_EXPIRY = [
    re.compile(rf"(有效期(限)?(截止)?(至|到)|失效日期\s*[:：])\s?{_DATE}"),
    re.compile(rf"^\W*(expiry date|expiration date|expires( on)?|valid (until|to))\s*[:：]?\s*{_DATE}", re.IGNORECASE | re.MULTILINE),
    re.compile(
        rf"\b{_SELF}((shall|will|is|are|remain|remains|be) ){{0,3}}(expire|expires|cease to have effect|valid until|effective until|"
        rf"in force until) ?(on|at the end of|the)? ?{_DATE}",
        re.IGNORECASE,
    ),
]
_YEARS = re.compile(rf"本({_KINDS}).{{0,30}}有效期(限)?(为)?\s?(?P<years>\d{{1,2}}|[一二三四五六七八九十])年")
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_DRAFT = re.compile(
    r"[（(](征求意见稿|公开征求意见稿|草案|送审稿|讨论稿|审议稿)[^）)]{0,12}[）)]"
    r"|[（(\[](consultation |exposure |working |first |final )?draft\b[^)\]]{0,40}[）)\]]"
    r"|^(consultation |exposure |working )?draft\W*(for (comments?|consultation|discussion))?\W*$",
    re.IGNORECASE,
)
_STATUS = re.compile(r"^\W*(status|时效性|有效性|效力状态|文件状态)\s*[:：]\s*(?P<status>.{2,40}?)\W*$", re.IGNORECASE)
_STATUSES = [
    ("superseded", re.compile(r"superseded|replaced|已被修改|已修改", re.IGNORECASE)),
    ("expired", re.compile(r"expired|repealed|revoked|withdrawn|失效|废止", re.IGNORECASE)),
    ("draft", re.compile(r"draft|草案|征求意见", re.IGNORECASE)),
    ("in force", re.compile(r"in force|in effect|effective|current|active|有效|施行", re.IGNORECASE)),
]


def found_effective(text: str, issued: str) -> str:
    """Give the ISO date from which the text says that it applies; `issued` where it says from its issue on."""
    return _only(_EFFECTIVE, text) or (issued if _FROM_ISSUE.search(text) else "")


def found_expiry(text: str, start: str) -> str:
    """Give the ISO date until which the text says that it applies, counted from `start` where it says a number of years."""
    stated = _only(_EXPIRY, text)
    years = {found["years"] for found in _YEARS.finditer(text)}
    if stated or not start or len(years) != 1:
        return stated
    first = date.fromisoformat(start)
    count = years.pop()
    try:
        return first.replace(year=first.year + (_NUMERALS.get(count) or int(count))).isoformat()
    except ValueError:  # the 29th of February
        return ""


def found_status(lines: list[Line], title: str, name: str) -> str:
    """Give the status that a labelled line near either end states, or “draft” where title or file name say so."""
    for line in [*lines[:12], *lines[-6:]]:
        found = _STATUS.match(line.text)
        if found:
            return next((status for status, pattern in _STATUSES if pattern.search(found["status"])), "")
    top = [line.text for line in lines if line.text][:3]
    return "draft" if any(_DRAFT.search(text) for text in [title, PurePath(name).stem, *top]) else ""


def _only(patterns: list[re.Pattern[str]], text: str) -> str:
    """Give the date that the patterns find, empty where they find none or different ones."""
    dates = {date_in(found["date"]) for pattern in patterns for found in pattern.finditer(text)}
    return dates.pop() if len(dates) == 1 else ""
