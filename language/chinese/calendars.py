"""Years and days as Chinese and Japanese calendars and abbreviations write them: 民国114年, 令和7年, 廿三日."""

import re

from language.chinese.numerals import NUMERAL, number_of

_BEFORE_FIRST = {"民国": 1911, "民國": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""The year before the first of each era."""
_YEAR_OF_ERA = re.compile(rf"(?:中[华華])?(?P<era>{'|'.join(_BEFORE_FIRST)})\s?(?P<year>\d{{1,3}}|[{NUMERAL}]{{1,6}}|元)(?=\s?年)")
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_TEN = re.compile(r"[廿卅](?=[一二三四五六七八九]?\s?日)")


def with_years_of_eras(text: str, *, keep_offsets: bool = False) -> str:
    """Write the years of eras as those of the common calendar; to keep every offset, only where they fit into as many characters."""
    return _YEAR_OF_ERA.sub(lambda found: _common(found, keep_offsets), text) if "年" in text else text


def _common(found: re.Match[str], keep_offsets: bool) -> str:
    year = found["year"]
    number = 1 if year == "元" else int(year) if year.isdecimal() else number_of(year)
    common = str(_BEFORE_FIRST[found["era"]] + number)
    if not keep_offsets:
        return common
    return common.rjust(len(found[0])) if len(common) <= len(found[0]) else found[0]


def with_whole_tens(text: str) -> str:
    """Write the tens of days in full: 廿三日 as 二十三日."""
    return _TEN.sub(lambda found: found[0].translate(_TENS), text)


def day_of(numeral: str) -> int:
    """Give the value of the numeral of a day or month: 廿三."""
    return number_of(numeral.translate(_TENS))
