"""Title, issuer and date, found in the text where the file's own metadata do not name them."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from ingest.lines import Line
from vectorstore.words import is_cjk

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "may" else "may" for month in _MONTHS)
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?(?!\d)"),
    re.compile(rf"\b(?P<name>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name>{_MONTH})\.?,?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
)
_DATES_AT_START = re.compile("|".join(re.sub(r"\?P<\w+>", "", pattern.pattern) for pattern in _DATES), re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"^\W*(date|dated|published( on| at)?|publication (date|time)|publish time|release (date|time)|released( on)?|issued( on)?|"
    r"date of issue|issue date|(last )?updated( on)?|last modified|effective date|posted( on)?|time|"
    r"日期|时间|发布(日期|时间)|发文日期|成文日期|印发日期|公布日期)\W*",
    re.IGNORECASE,
)
_ISSUER_LABEL = re.compile(
    r"^\W*(issued by|issuing (body|authority)|issuer|published by|promulgated by|source|"
    r"发文(机关|单位|机构)|发布(机构|单位|机关)|印发(机关|单位)|来源|信息来源|文章来源)\s*[:：]\s*"
    r"(?P<issuer>.{2,160}?)\s*$",
    re.IGNORECASE,
)
_BODY_TITLE = re.compile(
    r"^(?P<issuer>[A-Z][\w\s,'’&-]{2,120}?\b(?i:commission|committee|ministry|council|bureau|office|government|administration|department)"
    r"( (of|for) [\w\s,'’&-]{3,100})?)\s*[:：]\s+\S"
)
_BYLINE = re.compile(r"[（(](?P<issuer>[A-Z][a-z]+( [A-Z][a-z]+){1,3}|[\u4e00-\u9fff]{2,12}[社报网])[）)]\W{0,2}$")
_SEARCHED = 12


def found_date(lines: list[Line], cut: Iterable[Line]) -> str:
    """Give the ISO date that a line of its own, or a labelled one, states near either end of the text."""
    edges = [line.text for line in [*lines[:_SEARCHED], *lines[-_SEARCHED // 2 :], *cut]]
    return next((found for text in edges if (found := _date_of_line(text))), "")


def found_issuer(lines: list[Line], cut: Iterable[Line]) -> str:
    """Give the issuer that a labelled line near either end names, a title “Body: subject”, or a byline at the end."""
    edges = [line.text for line in [*lines[:_SEARCHED], *lines[-_SEARCHED // 2 :], *cut]]
    labelled = next((found for text in edges if (found := _ISSUER_LABEL.match(text))), None)
    title = next((line.text for line in lines if line.text), "")
    end = next((line.text for line in reversed(lines) if line.text), "")
    named = labelled or _BODY_TITLE.match(title) or _BYLINE.search(end)
    return named["issuer"].rstrip(".。 ") if named else ""


def found_title(lines: list[Line], name: str) -> str:
    """Give the text's first line where it can be a title, else the file's name in words."""
    leading = [line.text for line in lines if any(character.isalpha() for character in line.text)][:1]
    for text in leading:
        longest = 60 if is_cjk(text) else 200
        if len(text) <= longest and text[0].isalnum() and not _date_of_line(text) and not re.search(r"[.。!！;；,，|]$|\s\|\s", text):
            return text
    stem = re.sub(r"(19|20)\d\d[-_.]\d\d?[-_.]\d\d?", "", PurePath(name).stem) or PurePath(name).stem
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return words[:1].upper() + words[1:]


def date_in(text: str) -> str:
    """Give the first date in `text` as an ISO date, empty where there is none."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            month = parts.get("m") or 1 + [name[:3] for name in _MONTHS].index(parts["name"][:3].lower())
            try:
                return date(int(parts["y"]), int(month), int(parts["d"])).isoformat()
            except ValueError:
                continue
    return ""


def _date_of_line(text: str) -> str:
    """Give the date of a line that is little else than a date, or that begins with a label and a date."""
    label = _DATE_LABEL.match(text)
    if label:
        follows = _DATES_AT_START.match(text[label.end() :])
        return date_in(follows[0]) if follows else ""
    found = date_in(text) if len(text) <= 60 else ""
    return found if found and len(re.findall(r"[^\W\d_]", text)) <= 14 else ""
