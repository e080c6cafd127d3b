"""What the text of a cell can be: the name of a column, a year, a date, a value with its label."""

import re
from functools import cache

from language.lexicon import any_of

_LONGEST_NAME = 80
_LONGEST_SHORT = 16  # a name such as “No.” may end as a sentence does
_LONGEST_DATE = 30
_LONGEST_KIND = 24
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_LABELLED = re.compile(r"[^\d:：]{1,20}[:：](?!//)\s*\S")
_ENDS_SENTENCE = re.compile(r"[.。！!?？;；]$")


@cache
def _kind() -> re.Pattern[str]:
    kinds = "|".join(any_of("tables", kind) for kind in ("task", "body", "deadline", "target", "other"))
    return re.compile(rf"(?:{kinds})\W*$", re.IGNORECASE)


@cache
def _value() -> re.Pattern[str]:
    unit = any_of("layout", "figure_units")
    return re.compile(rf"^[^\w]*[-+(]?[$€£¥￥]?\s?\d[\d,.\s]*\s?(%|％|{unit})[)\W]*$", re.IGNORECASE)


@cache
def _year() -> re.Pattern[str]:
    return re.compile(rf"^(FY\s?)?(19|20)\d\d(\s?[-–/]\s?(19|20)?\d\d)?\s?{any_of('layout', 'year_marks')}?$", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Say whether a text can be the name of a column."""
    if len(text) > _LONGEST_NAME or (len(text) > _LONGEST_SHORT and ends_sentence(text)):
        return False
    return is_year(text) or not _value().match(text)


def is_year(text: str) -> bool:
    """Say whether a text is a year, or a span of years, and nothing else."""
    return bool(_year().match(text))


def is_date(text: str) -> bool:
    """Say whether a text is little else than a date."""
    return len(text) <= _LONGEST_DATE and bool(_YEAR.search(text)) and len(re.findall(r"\d+", text)) > 1 and not is_year(text)


def is_kind_of_column(text: str) -> bool:
    """Say whether a short text ends with what columns of tables are called, such as “Lead body”."""
    return len(text) <= _LONGEST_KIND and bool(_kind().search(text))


def is_labelled(text: str) -> bool:
    """Say whether a text is a value behind its label, such as “Remark: before audit”."""
    return bool(_LABELLED.match(text))


def is_label(text: str) -> bool:
    """Say whether a text ends as a label does whose value stands beside it."""
    return text.endswith((":", "："))


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence does."""
    return bool(_ENDS_SENTENCE.search(text))


def shape_of(text: str) -> str:
    """Give a text with one mark for each run of digits."""
    return re.sub(r"\d+", "0", text)
