"""Numbers as a format shows them."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from ingest.readers.formats.sections import LEGAL, Marks, Section, section_of, sections_of
from language.chinese.counting import amount, in_figures

_FRACTION = re.compile(r"(?P<whole>[#0?]+ +)?(?P<upper>[#0?]+) */ *(?P<lower>[#0?]+|[1-9]\d*)")
_PLAIN = re.compile(r"(?P<thousands>(?:#,##)?)0(?:\.(?P<places>0+))?(?P<percent>%?)$")
_FIGURES = re.compile(r"(?P<whole>\d+)(?P<rest>\.?\d*)")
_BEHIND = re.compile(r"0(,+)(?![0,])")  # commas behind the figures divide by thousands, those between them part the thousands
_BETWEEN = re.compile(r"0,+0")
_HOLDS = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip


def general(value: float) -> str:
    """Give a number as a cell without a format shows it."""
    if isinstance(value, int):
        return str(value)
    return text if "e" not in (text := f"{value:.12g}") else f"{value:.2f}" if abs(value) >= 1 else f"{Decimal(text):f}"


@lru_cache(maxsize=1_000)
def _plain(code: str) -> tuple[str, int, str] | None:
    """Give how Python is to show the most frequent formats: the mark of thousands, the power of ten of the last place, the unit."""
    found = _PLAIN.match(code)
    return (found["thousands"] and ",", -len(found["places"] or ""), found["percent"]) if found else None


def _plainly(value: Decimal, plain: tuple[str, int, str]) -> str:
    thousands, last, percent = plain
    rounded = (value * 100 if percent else value).quantize(Decimal(1).scaleb(last), ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):{thousands}f}{percent}"


def number_shown(value: Decimal, code: str) -> str:
    """Give a number as the format `code` shows it."""
    if plain := _plain(code):
        return _plainly(value, plain)
    sections = [section for section in sections_of(code) if not any(kind == "text" for kind, _ in section.marks)]
    if not sections:
        return general(float(value))
    section, signed = _chosen(value, sections)
    text = _in_script(_filled(abs(value), section), section).strip()
    return f"-{text}" if signed and value < 0 and not text.startswith("-") and re.search(r"[1-9]", text) else text


def _in_script(text: str, section: Section) -> str:
    """Write the figures as the format says: with [DBNum1] as Chinese does, with [DBNum2] as bank notes do."""
    if not section.script:
        return text
    if any(kind == "digit" for kind, _ in section.marks):
        return in_figures(text, legal=section.script == LEGAL)
    return _FIGURES.sub(
        lambda found: amount(int(found["whole"]), legal=section.script == LEGAL) + in_figures(found["rest"], legal=section.script == LEGAL),
        text,
    )


def _chosen(value: Decimal, sections: list[Section]) -> tuple[Section, bool]:
    """Give the section for a value, and whether a minus stands before what is below zero."""
    if any(section.condition for section in sections[:2]):
        for number, section in enumerate(sections):
            if section.condition is None or _HOLDS[section.condition[0]](value, section.condition[1]):
                return section, not (number and section.condition is None and len(sections) == 2 and value < 0)
        return sections[-1], True
    if len(sections) > 1 and value < 0:
        return sections[1], False
    if len(sections) > 2 and value == 0:
        return sections[2], False
    return sections[0], len(sections) == 1


def _filled(value: Decimal, section: Section) -> str:
    marks = section.marks
    if fraction := _FRACTION.search(section.code):
        return _fraction(value, fraction)
    kinds = [kind for kind, _ in marks]
    if "general" in kinds:
        return "".join(general(float(value)) if kind == "general" else mark for kind, mark in marks)
    if section.script and "digit" not in kinds:
        return general(float(value)) + "".join(mark for kind, mark in marks if kind == "plain")
    if "digit" not in kinds:
        return "".join(mark for kind, mark in marks if kind != "comma")
    value *= 100 ** kinds.count("percent")
    if "exponent" in kinds:
        return _scientific(value, marks, kinds.index("exponent"))
    return _decimal(value, marks)


def _decimal(value: Decimal, marks: Marks) -> str:
    kinds = [kind for kind, _ in marks]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    shape = "".join({"digit": "0", "comma": ","}.get(kind, " ") for kind in kinds)
    scale = sum(len(commas) for commas in _BEHIND.findall(shape))
    grouped = bool(_BETWEEN.search(shape, 0, point))
    places = sum(kind == "digit" for kind in kinds[point:])
    rounded = f"{(value / 1000**scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    whole, _, rest = rounded.partition(".")
    return _whole(whole.lstrip("0"), marks[:point], grouped) + _rest(rest, marks[point:])


def _whole(digits: str, marks: Marks, grouped: bool) -> str:
    """Set the figures before the point from right to left; the first place takes all that are left."""
    out: list[str] = []
    left = sum(kind == "digit" for kind, _ in marks)
    count = 0
    for kind, mark in reversed(marks):
        if kind == "digit":
            left -= 1
            taken = (digits[-1:] if left else digits) or ("0" if mark == "0" else "")
            digits = digits[:-1] if left else ""
            for digit in reversed(taken):
                out += [","] if grouped and count and count % 3 == 0 else []
                out.append(digit)
                count += 1
        elif kind != "comma":
            out.append(mark[::-1])
    return "".join(out)[::-1] if not left and any(kind == "digit" for kind, _ in marks) else digits + "".join(out)[::-1]


def _rest(digits: str, marks: Marks) -> str:
    """Set the figures behind the point, without the zeros that the format leaves open."""
    places = [mark for kind, mark in marks if kind == "digit"]
    while digits.endswith("0") and places[len(digits) - 1] != "0":
        digits = digits[:-1]
    out, at = "", 0
    for kind, mark in marks:
        if kind == "digit":
            out, at = out + digits[at : at + 1], at + 1
        elif kind == "point":
            out += mark if digits else ""
        elif kind != "comma":
            out += mark
    return out


def _scientific(value: Decimal, marks: Marks, at: int) -> str:
    before = marks[:at]
    whole = max(1, sum(kind == "digit" for kind, _ in before[: next((i for i, (kind, _) in enumerate(before) if kind == "point"), at)]))
    places = sum(kind == "digit" for kind, _ in before) - whole
    power = (value.adjusted() // whole * whole) if value else 0
    if value and f"{value.scaleb(-power).quantize(Decimal(1).scaleb(-max(0, places)), ROUND_HALF_UP):f}".split(".")[0] == "1" + "0" * whole:
        power += whole  # rounding made it one figure longer
    sign = "-" if power < 0 else "+" if marks[at][1].endswith("+") else ""
    exponent = _whole(str(abs(power)).lstrip("0"), marks[at + 1 :], grouped=False)
    return f"{_decimal(value.scaleb(-power), before)}{marks[at][1][0]}{sign}{exponent}"


def _fraction(value: Decimal, found: re.Match[str]) -> str:
    whole = int(value) if found["whole"] else 0
    rest = Fraction(value) - whole
    if found["lower"].isdigit() and found["lower"].strip("0"):
        lower = int(found["lower"])
        upper = round(rest * lower)
    else:
        near = rest.limit_denominator(10 ** len(found["lower"]) - 1)
        upper, lower = near.numerator, near.denominator
    if found["whole"] and upper == lower:
        whole, upper = whole + 1, 0
    before, after = (_literal(part) for part in (found.string[: found.start()], found.string[found.end() :]))
    shown = f"{whole} {upper}/{lower}" if whole and upper else f"{upper}/{lower}" if upper else str(whole)
    return f"{before}{shown}{after}"


def _literal(code: str) -> str:
    return "".join(mark for kind, mark in section_of(code).marks if kind in ("plain", "percent"))
