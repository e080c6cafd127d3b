"""Dates as texts write them."""

import re
from datetime import date

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "may" else "may" for month in _MONTHS)
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?(?!\d)"),
    re.compile(rf"\b(?P<name>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name>{_MONTH})\.?,?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
)
DATE_AT_START = re.compile("|".join(re.sub(r"\?P<\w+>", "", pattern.pattern) for pattern in _DATES), re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\s\|\s|[:：](?!\d)|[自起止至前]|\b(from|until|before|by|after|effective)\b", re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"^\W*(date of issue|issue date|date|dated|published( on| at)?|publication (date|time)|publish time|release (date|time)|"
    r"released( on)?|issued( on)?|"
    r"(last )?updated( on)?|last modified|posted( on)?|time|"
    r"日期|时间|发布(日期|时间)|发文日期|成文日期|印发日期|公布日期)\W*",
    re.IGNORECASE,
)
_LONGEST_LINE = 80
_DATED = re.compile(
    rf"^\W*(?:{DATE_AT_START.pattern})(?=\s+\d{{1,2}}:\d\d|\s*(?:来源|source)\s*[:：])|"
    rf"(?:发布时间|发布日期|时间|日期)\s*[:：]\s*(?:{DATE_AT_START.pattern})|(?:{DATE_AT_START.pattern})(?=\s*(?:公布|发布|印发))",
    re.IGNORECASE,
)


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


def date_of_line(text: str) -> str:
    """Give the date of a line that is little else than a date, or that begins with a label and a date."""
    label = _DATE_LABEL.match(text)
    if label:
        follows = DATE_AT_START.match(text[label.end() :])
        return date_in(follows[0]) if follows else ""
    if len(text) <= _LONGEST_LINE and (told := _DATED.search(text)):
        return date_in(told[0])
    found = date_in(text) if len(text) <= 60 and not _OF_ANOTHER.search(text) else ""
    return found if found and len(re.findall(r"[^\W\d_]", text)) <= 14 else ""
