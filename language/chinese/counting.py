"""Numbers as Chinese writes them: numerals (一百零一), their digits (一〇一), those of bank notes (壹佰零壹), and the heavenly stems."""

_DIGITS, _PLACES = "零一二三四五六七八九", ("", "十", "百", "千")
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_GROUPS = ("", "万", "亿", "万亿")
_FIGURES = str.maketrans("0123456789", "〇" + _DIGITS[1:])
_LEGAL_FIGURES = str.maketrans("0123456789", _DIGITS.translate(_LEGAL))
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
MOST = 9_999
HALVES_OF_DAY = ("上午", "下午")


def numeral(number: int) -> str:
    """Write a number from 1 to 9,999."""
    written, zero = "", False
    for place in reversed(range(len(str(number)))):
        digit = number // 10**place % 10
        if not digit:
            zero = True
            continue
        written += ("零" if zero and written else "") + _DIGITS[digit] + _PLACES[place]
        zero = False
    return written.removeprefix("一") if 10 <= number < 20 else written


def legal_numeral(number: int) -> str:
    """Write a number from 1 to 9,999 as bank notes do."""
    return (f"一{numeral(number)}" if 10 <= number < 20 else numeral(number)).translate(_LEGAL)


def amount(number: int, *, legal: bool = False) -> str:
    """Write a number of a sheet: by groups of four figures, ten as 一十; `legal` as bank notes do, else with 〇 within."""
    written, gap = "", False
    for place in reversed(range((len(str(number)) + 3) // 4)):
        group = number // 10_000**place % 10_000
        if group:
            own = f"一{numeral(group)}" if 10 <= group < 20 else numeral(group)
            written += ("零" if written and (gap or group < 1_000) else "") + own + _GROUPS[min(place, len(_GROUPS) - 1)]
        gap = not group
    return (written or "零").translate(_LEGAL) if legal else (written or "零").replace("零", "〇")


def in_figures(text: str, *, legal: bool = False) -> str:
    """Write each figure of a text by itself."""
    return text.translate(_LEGAL_FIGURES if legal else _FIGURES)


def digits(number: int) -> str:
    """Write a number digit by digit."""
    return "".join("〇" if one == "0" else _DIGITS[int(one)] for one in str(number))


def stem(number: int) -> str:
    """Give the heavenly stem at a place from 1; after the tenth they begin anew."""
    return _STEMS[(number - 1) % len(_STEMS)]


def branch(number: int) -> str:
    """Give the earthly branch at a place from 1; after the twelfth they begin anew."""
    return _BRANCHES[(number - 1) % len(_BRANCHES)]


STYLES_BY_FIRST = {
    "一": "chinese", "壹": "chinese-legal", "甲": "stem", "子": "branch", "①": "circled", "⑴": "bracketed", "⒈": "dotted",
    "１": "full-width",
}  # fmt: skip
"""How lists are numbered, by how the first number is written; the names are those of `ingest.readers.shared.numerals`."""
