"""Dates, percentages and amounts, however a text writes them, in one form that can be compared.

“二〇二五年底”, “end of 2025” and “31 December 2025” are one date; “百分之七十”, “70 per cent” and “70%” one percentage;
“5亿元” and “500 million yuan” one amount.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, Context, Decimal
from functools import cache, lru_cache
from itertools import chain

from language.chinese.calendars import day_of, with_years_of_eras
from language.chinese.numerals import DIGIT, LIKE_ZERO, NUMERAL, digits_of, number_of, value_of_digits
from language.language import Language, language_of, languages
from language.lexicon import any_of, values_of
from language.span import Span
from language.statements.fractions import SIGNS, fractions_in

MONTHS = any_of("months")
"""An expression for the name of a month in any language, in full or short."""
ORDINAL_END = any_of("quantities", "ordinal_ends")
_OF, _END_OF = any_of("quantities", "of"), any_of("quantities", "end_of")
_YEAR = r"(?<![\d.,])(?P<y>(?:19|20)\d\d)"
SCALES = values_of("quantities", "scales")
"""The words by which a number is multiplied, with the factor."""
_LETTERS = "|".join(word for word in SCALES if word.isascii())
_NO_MEASURE = (
    rf"(?!\s?(?:(?:{_LETTERS})\b|[万亿千百余多天倍]|小时|名(?![单录校师])|个(?![人体股性])|家(?![庭长居])|户(?![籍外])|项(?!目)|人(?![口才工员力大])|"
    r"元(?!旦)|[件套亩吨座篇次册辆株把桶瓶袋箱盒盏艘棵顶床栋]|立方米|公斤|千克|公顷|条(?![例款约])|公里|平方米))"
)
"""That no scale follows, and no unit of which there are so many: 2000万元 and 2000名 are no years."""
_DECIMAL = rf"(?:\d[\d,]*+(?:\.\d++)?|[{NUMERAL}]++(?:点[{DIGIT}]++)?)"
_ENGLISH_NUMBER = r"(?<![A-Za-z\d_.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![A-Za-z\d_.,])\d+(?:\.\d+)?"
_DATES = (
    re.compile(rf"{_YEAR}\s?[-/.年]\s?(?P<m>\d{{1,2}})\s?[-/.月]\s?(?P<d>\d{{1,2}})\s?日?(?!\d|\.\d)"),
    re.compile(r"(?<![\d./-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<y>(?:19|20)\d\d)(?![\d/]|\.\d)"),
    re.compile(r"(?<!\d)(?P<yy>\d\d)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"),
    re.compile(
        rf"\b(?P<d>\d{{1,2}}){ORDINAL_END}?(?:\s+(?:{_OF}\s+)?|[-/])(?P<name>{MONTHS})\.?(?:,?\s+|(?<=\w)[-/]){_YEAR}\b",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(rf"\b(?P<name>{MONTHS})\.?\s+(?P<d>\d{{1,2}}){ORDINAL_END}?,?\s+{_YEAR}\b", re.IGNORECASE | re.ASCII),
    re.compile(rf"(?P<end>\b{_END_OF}(?:\s+|-))?\b(?P<name>{MONTHS})\.?,?\s+(?:{_OF}\s+)?{_YEAR}\b", re.IGNORECASE | re.ASCII),
    re.compile(rf"{_YEAR}\s?年\s?(?P<m>\d{{1,2}})\s?月份?(?P<end>底|末)?"),
    re.compile(r"(?<![\d第])(?P<yy>[23]\d)\s?年\s?(?P<m>\d{1,2})\s?月份?(?P<end>底|末)?"),
    re.compile(r"(?<![\d第])(?P<yy>[23]\d)年(?P<end>底|末)"),
    re.compile(rf"\b(?P<end>{any_of('quantities', 'end_of_year')})\s+(?:{any_of('quantities', 'the_year')}\s+)?{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"{_YEAR}\s?年?(?P<end>年底|年末|底|末)"),
    re.compile(rf"(?<!/\d/)(?<!/\d\d/){_YEAR}(?:\s?年|(?![\d%-])(?![.,]\d){_NO_MEASURE})"),
)
_MONTHS_OF_A_YEAR, _NO_MONTH = 12, 99
_FULL_WIDTH = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0D: "-", 0xFF0E: ".", 0xFF0F: "/"})
_CHINESE_YEAR = re.compile(rf"[{DIGIT}][{DIGIT}{LIKE_ZERO}]{{3}}(?=年)")
_CHINESE_DAY = re.compile(r"([一二三四五六七八九十]{1,3}|[廿卅][一二三四五六七八九])(?=[月日])")
_PERCENT = re.compile(rf"(?P<n>{_ENGLISH_NUMBER})\s?(?:%|{any_of('quantities', 'percent')})", re.IGNORECASE)
_PERMILLE = re.compile(rf"(?P<n>{_ENGLISH_NUMBER})\s?(?:‰|{any_of('quantities', 'permille')})|千分之(?P<zh>{_DECIMAL})", re.IGNORECASE)
_CHINESE_PERCENT = re.compile(rf"百分之(?P<n>{_DECIMAL})|(?P<tenths>[一二两三四五六七八九])成(?![员为立本果功就长])")
_ANY_SIZE = Context(prec=50, Emax=MAX_EMAX)
_SCALED = re.compile(rf"(?P<n>{_ENGLISH_NUMBER})\s?(?P<scale>{_LETTERS})\b", re.IGNORECASE)
_AFTER_FRACTION = re.compile(
    rf"\s?(?:(?P<scale>(?:{_LETTERS})\b|{'|'.join(word for word in SCALES if not word.isascii())})|%|{any_of('quantities', 'percent')})",
    re.IGNORECASE,
)
# Here and in _COUNTED a run of digits that nothing fits is passed over whole: tried again from each digit, it takes quadratic time.
_CHINESE_SCALED = re.compile(rf"(?P<n>{_DECIMAL})(?P<scale>万亿|亿|万)|\d[\d,]*+|[{NUMERAL}]++")
_CHINESE_MONEY = re.compile(rf"(?<![数几{NUMERAL}\d])(?P<n>[{NUMERAL}]{{2,}}+)(?=元)")
_MAY_HOLD = re.compile(
    rf"[{SIGNS}]|\d/\d|"
    r"\d[\s,.]?\d|\d\s?[%万亿a-z年月]|[百千]分之|‰|per (?:thousand|mille)|"
    r"(?<![一二三四五六七八九〇零十百千])[一二三四五六七八九〇零十百千]{2,}+[年万亿元]|[一二三四五六七八九][万亿成]"
)
_ANY_FIGURE = re.compile(rf"[\d{NUMERAL}{SIGNS}]")
_PLAIN = re.compile(_ENGLISH_NUMBER)
_MAY_BE_MARKED = re.compile(r"\d[\s,]\d")
_ONES, _TENS = values_of("quantities", "ones"), values_of("quantities", "tens")
_FEW = [word for word, value in _ONES.items() if value < 10]
_SPELLED = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<and>{any_of('quantities', 'one')}|{'|'.join(_FEW)}))?|(?P<ones>{'|'.join(_ONES)}))\b|"
    rf"\b(?P<twice>{any_of('quantities', 'twice')})\b",
    re.IGNORECASE,
)
_PARTS = values_of("quantities", "fractions")
_FEW_NUMBERS = {**_ONES, **dict.fromkeys(("a", "one"), 1)}
_FRACTION = re.compile(
    rf"\b(?P<n>{'|'.join(_FEW_NUMBERS)})[- ](?P<of>{'|'.join(_PARTS)})s?\b(?=-| (?:of(?! (?:the )?(?:19|20)\d\d)|the|majority)\b)",
    re.IGNORECASE,
)
_THIRD = re.compile(any_of("quantities", "every_third"), re.IGNORECASE)
_HALF = re.compile(any_of("quantities", "half"), re.IGNORECASE)
_CHINESE_FRACTION = re.compile(r"(?P<of>[二三四五六七八九十]{1,2})分之(?P<n>[一二三四五六七八九]{1,2})")
_MEASURE = "(?:[个户家项名人年月日天次级小周季位条批件类倍亿万]|分(?![之别类])|平方|元|岁|[座艘辆台间栋幢棵株](?![落谈席])|头(?![等目绪]))"
_PLACE = "第"
_COUNTED = re.compile(
    rf"(?<![百分之点\d])(?!一[^{NUMERAL}]|四周[遍都环围布均有是种长])(?P<n>[{NUMERAL}]++)(?={_MEASURE})|(?<![{NUMERAL}])[{NUMERAL}]++(?!{_MEASURE})"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A date, a percentage or a number in a text.

    `kind` is “date”, “percent” or “number”; `value` is “2025”, “2025-06” or “2025-06-30” of a date, else the number in
    plain digits. The end of a year or month is its last day.
    """

    span: Span
    kind: str
    value: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words that stand for the quantity in an index; a day also stands for its month."""
        if self.kind == "date":
            return (self.value,) if len(self.value) == 4 else tuple({f"d{self.value[:7]}": 0, f"d{self.value}": 0})
        return (("p" if self.kind == "percent" else "") + self.value.replace(".", "p"),)


def quantities(text: str) -> list[Quantity]:
    """Find the quantities in `text`, in order, none within another; a bare Chinese numeral is none."""
    return list(_quantities(text))


@lru_cache(maxsize=1_024)
def _quantities(text: str) -> tuple[Quantity, ...]:
    if not _ANY_FIGURE.search(text):
        return ()
    plain = _with_plain_marks(with_plain_dates(text))
    taken: list[Quantity] = []
    covered = bytearray(len(plain))
    for found in chain(_dates(plain), _with_fractions(plain), _percentages(plain), _amounts(plain)):
        if not any(covered[found.span.start : found.span.end]):
            taken.append(found)
            covered[found.span.start : found.span.end] = b"\1" * len(found.span)
    return tuple(sorted(taken, key=lambda one: one.span))


@lru_cache(maxsize=1_024)
def with_plain_numbers(text: str) -> str:
    """Write the numbers that `text` spells out as digits, Chinese ones where a measure word follows; “one” and 一 stay."""
    text = _SPELLED.sub(_spelled, with_plain_dates(text))
    if text.isascii():
        return text
    return _COUNTED.sub(lambda found: str(number_of(found["n"])) if found["n"] else found[0], text)


def with_plain_fractions(text: str) -> str:
    """Write the fractions that `text` spells out as percentages: “two thirds of”, 三分之二, half of."""
    text = _FRACTION.sub(lambda found: f"{_percent(_PARTS[found['of'].lower()], found['n'])} %", text)
    text = _THIRD.sub("33.33 %", _HALF.sub("50 %", text))
    return text if text.isascii() else _CHINESE_FRACTION.sub(lambda found: f"{_percent(number_of(found['of']), found['n'])}%", text)


def _percent(parts: int, count: str) -> str:
    number = _FEW_NUMBERS.get(count.lower()) or number_of(count)
    return _written((Decimal(100 * number) / parts).quantize(Decimal("0.01")))


def _spelled(found: re.Match[str]) -> str:
    if found[0].isupper() and len(found[0]) > 1:
        return found[0]  # a name
    if found["twice"]:
        return "2 times"
    if found["ones"]:
        return str(_ONES[found["ones"].lower()])
    return str(_TENS[found["tens"].lower()] + (_ONES.get(found["and"].lower(), 1) if found["and"] else 0))


def quantity_words(text: str) -> list[str]:
    """Give the words that stand for the quantities in `text`, those left out that its own digits are."""
    if not _MAY_HOLD.search(text):
        return []
    found = (one for one in quantities(text) if not one.span.of(text).isdecimal())
    return [word.replace("-", "") for one in found for word in one.words]


def spelled_numbers(text: str) -> list[str]:
    """Give the numbers that `text` spells out, as `with_plain_numbers` reads them, in digits, 24 for “twenty-four” and 二十四小时, but for
    those of places in a row (第三条)."""
    english = (_spelled(found) for found in _SPELLED.finditer(text))
    others = (
        ()
        if text.isascii()
        else (
            str(number_of(found["n"]))
            for found in _COUNTED.finditer(text)
            if found["n"] and text[found.start() - 1 : found.start()] != _PLACE
        )
    )
    return [word for one in (*english, *others) for word in _PLAIN.findall(one)]


def with_plain_dates(text: str) -> str:
    """Write digits of full width, and the years, months and days of dates in Chinese numerals, as digits, keeping every offset."""
    text = with_years_of_eras(text.translate(_FULL_WIDTH), keep_offsets=True)
    if not re.search(f"[{NUMERAL}]", text):
        return text
    text = _CHINESE_YEAR.sub(lambda found: digits_of(found[0]), text)
    return _CHINESE_DAY.sub(lambda found: str(day_of(found[1])).rjust(len(found[1])), text) if re.search(r"\d年", text) else text


def _with_plain_marks(text: str) -> str:
    """Write the numbers of a text whose language parts thousands and decimals otherwise as English does, keeping every offset."""
    if not _MAY_BE_MARKED.search(text) or (pattern := _marked(language_of(text))) is None:
        return text
    return pattern.sub(lambda found: re.sub(r"\D", ",", found["whole"]) + ("." + found["part"] if found["part"] else ""), text)


@cache
def _marked(language: Language) -> re.Pattern[str] | None:
    """Give what matches a number with the marks of a language; None where they are those of English."""
    lexicon = language.lexicon("quantities") or {}
    if "decimals" not in lexicon:
        return None
    grouped = rf"\d{{1,3}}(?:{lexicon['thousands']}\d{{3}})+(?!\d)"
    return re.compile(rf"(?<![\w.,])(?P<whole>{grouped}|\d+)(?:{lexicon['decimals']}(?P<part>\d+))?(?![\d.,]\d)")


def _dates(text: str) -> Iterator[Quantity]:
    for pattern in _DATES:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            month, day = _month_and_day(parts)
            value = _date(int(parts.get("y") or f"20{parts['yy']}"), month, day, bool(parts.get("end")))
            if value:
                yield Quantity(Span(*found.span()), "date", value)


def _month_and_day(parts: Mapping[str, str | None]) -> tuple[int, int]:
    """Give the month and the day of a date, 0 where it has none. Two numbers that could both be the month are no date between slashes or
    hyphens; between full stops the day comes first."""
    if first := parts.get("first"):
        one, other = int(first), int(parts["second"] or 0)
        if parts["mark"] != "." and one <= _MONTHS_OF_A_YEAR and other <= _MONTHS_OF_A_YEAR and one != other:
            return _NO_MONTH, 1
        return (one, other) if other > _MONTHS_OF_A_YEAR else (other, one)
    month = parts.get("m")
    name = parts.get("name")
    return int(month) if month else month_of(name) if name else 0, int(parts.get("d") or 0)


def _date(year: int, month: int, day: int, is_end: bool) -> str:
    if month > _MONTHS_OF_A_YEAR or (day and not (month and day <= monthrange(year, month)[1])):
        return ""
    if is_end:
        month = month or 12
        day = monthrange(year, month)[1]
    return "-".join([str(year), *(f"{part:02}" for part in (month, day) if part)])


def _with_fractions(text: str) -> Iterator[Quantity]:
    for one in fractions_in(text):
        if after := _AFTER_FRACTION.match(text, one.span.end):
            factor = SCALES[after["scale"].lower()] if after["scale"] else 1
            span = Span(one.span.start, after.end())
            yield Quantity(span, "number" if after["scale"] else "percent", _written(_ANY_SIZE.multiply(one.value, Decimal(factor))))
        elif one.is_part:
            yield Quantity(one.span, "percent", _written((100 * one.value).quantize(Decimal("0.01"))))
        else:
            yield Quantity(one.span, "number", _written(one.value))


def _percentages(text: str) -> Iterator[Quantity]:
    for found in _PERCENT.finditer(text):
        yield Quantity(Span(*found.span()), "percent", _written(_number(found["n"])))
    for found in _PERMILLE.finditer(text):
        yield Quantity(Span(*found.span()), "percent", _written(_number(found["n"] or found["zh"]) / 10))
    for found in _CHINESE_PERCENT.finditer(text):
        value = _number(found["n"]) if found["n"] else Decimal(10 * number_of(found["tenths"]))
        yield Quantity(Span(*found.span()), "percent", _written(value))


def _amounts(text: str) -> Iterator[Quantity]:
    for found in chain(_CHINESE_SCALED.finditer(text), _SCALED.finditer(text)):
        if found["scale"]:
            value = _ANY_SIZE.multiply(_number(found["n"]), Decimal(SCALES[found["scale"].lower()]))
            yield Quantity(Span(*found.span()), "number", _written(value))
    for found in chain(_PLAIN.finditer(text), _CHINESE_MONEY.finditer(text)):
        yield Quantity(Span(*found.span()), "number", _written(_number(found[0])))


def _number(text: str) -> Decimal:
    text = text.replace(",", "")
    if text[0].isdecimal():
        return Decimal(text)
    whole, _, decimals = text.partition("点")
    return Decimal(f"{number_of(whole)}.{digits_of(decimals) or 0}")


def _written(value: Decimal) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def whole_number(text: str) -> int:
    """Give the value of a whole number in digits or in Chinese numerals."""
    return value_of_digits(text) if text.isdecimal() else number_of(text)


def month_of(name: str) -> int:
    """Give the number of a month by its name, in full or short; raises KeyError where it is none."""
    return _months()[name.lower()]


@cache
def _months() -> dict[str, int]:
    tables = [table for one in languages() if (table := one.lexicon("months"))]
    return {form: number for table in tables for number, forms in enumerate(table, 1) for form in forms.split()}
