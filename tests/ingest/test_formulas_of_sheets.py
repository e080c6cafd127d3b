"""Formulas are read as they were calculated last, or calculated where they only reckon with their sheet."""

import re

import pytest

from tests.ingest.test_sheets import book, edited, lines, told


@pytest.mark.parametrize(
    ("formula", "seen"),
    [
        ("=B2*2", "10"), ("=SUM(B2:B3)-1", "10"), ("=-B2+B3^2", "31"), ("=ROUND(B3/B2, 1)", "1.2"), ("=50%*B3", "3"), ("=AVERAGE($B$2:$B$3)", "5.5"),
        ('="Rope: "&B2', "Rope: 5"), ("=(B2+B3)*MAX(B2,B3,2)", "66"), ("=C3+1", "13"),
        ('=IF(B2>=5,"dear","cheap")', "dear"), ('=IF(A2="ROPE",IF(B3<6,1,2),B2/0)', "2"), ('=IF(B4=0,"none",B2/B4)', "none"), ("=B2<B3", "TRUE"), ('=IF(B9="","open",B9)', "open"),
        ('=IF(B2<>"",B2*3,0)', "15"), ('=IFERROR(B2/B9,"no share")', "no share"), ("=IFERROR(B3/B2,0)", "1.2"), ('=A2&B9&"!"', "Rope!"),
        ("=AVERAGE(B2:B9)", "5.5"), ("=MIN(B2:B9)", "5"), ("=COUNT(B2:B9)", "2"), ('=IF(AND(B2>1,OR(B3>9,NOT(B3>9))),"a","b")&B2*2', "a10"),
    ],
)  # fmt: skip
def test_formulas_without_stored_values_are_calculated(formula: str, seen: str) -> None:
    content = book([["Item", "Cost", "Sum"], ["Rope", 5, formula], ["Tar", 6, "=B3*2"]])
    assert lines(content)[0] == f"Item: Rope | Cost: 5 | Sum: {seen}"
    assert told(content) == []


@pytest.mark.parametrize(
    "formula",
    [
        "=VLOOKUP(A2,A:B,2)",
        "=Other!B2",
        "=B2/0",
        "=C2",
        "=TODAY()",
        "=9^9^9^9",
        '=REPT("x",9)',
        "=A2*2",
        "=IF(A2>1,1,2)",
        "=IFERROR(VLOOKUP(A2,A:B,2),0)",
        "=IF(B2>9,1",
    ],
)
def test_formulas_that_cannot_be_calculated_are_told(formula: str) -> None:
    content = book([["Item", "Cost", "Sum"], ["Rope", 5, formula], ["Tar", 6, None]])
    assert lines(content)[:2] == ["Item | Cost | Sum", "Item: Rope | Cost: 5"]
    assert told(content) == ["Left out: formulas without stored values, places: 1."]


def test_a_stored_value_goes_before_a_calculated_one() -> None:
    content = book([["Item", "Cost", "Twice"], ["Rope", 5, "=B2*2"], ["Tar", 6, "=B3*2"]])
    stored = edited(content, {"sheet1.xml": lambda part: re.sub(rb"(<f>B2\*2</f>)<v ?/>|(<f>B2\*2</f>)<v></v>", rb"\1\2<v>11</v>", part)})
    assert lines(stored)[0] == "Item: Rope | Cost: 5 | Twice: 11"


def test_a_chain_of_formulas_that_grows_without_end_is_given_up() -> None:
    rows = [["Item", "Text"], ["Rope", '="xxxxxxxxxxxxxxxx"&"y"'], *(["Rope", f"=B{line}&B{line}"] for line in range(2, 60))]
    assert len("".join(lines(book(rows)))) < 200_000
