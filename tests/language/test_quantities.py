"""Dates, percentages and amounts in English and Chinese come to one form."""

import pytest

from language.statements.fractions import in_figures
from language.statements.quantities import quantities, quantity_words, spelled_numbers
from language.text.tokens import words


def read(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in quantities(text)]


@pytest.mark.parametrize(
    ("texts", "kind", "value"),
    [
        (("end of 2025", "31 December 2025", "2025年底", "二〇二五年底", "二零二五年年末", "2025-12-31", "Dec. 31, 2025"), "date", "2025-12-31"),
        (("30 June 2024", "June 30th, 2024", "the end of June 2024", "2024年6月30日", "2024年6月底", "二〇二四年六月三十日", "2024/6/30"), "date", "2024-06-30"),
        (("June 2024", "2024年6月", "二〇二四年六月", "Jun 2024"), "date", "2024-06"),
        (("in 2024", "2024年", "二〇二四年"), "date", "2024"),
        (("70%", "70 per cent", "70 percent", "百分之七十", "七成", "70.0 %"), "percent", "70"),
        (("3.5%", "百分之三点五", "3.5 per cent"), "percent", "3.5"),
        (("500 million yuan", "5亿元", "五亿元", "0.5 billion yuan", "50,000万元"), "number", "500000000"),
        (("12,000 firms", "1.2万家", "12000"), "number", "12000"),
        (("三百五十万元", "3.5 million"), "number", "3500000"),
        (("2000万元", "2,000万元", "20 million yuan", "二千万元"), "number", "20000000"),
        (("2000 million yuan", "20亿元"), "number", "2000000000"),
        (("1980多家", "1980 家", "1,980"), "number", "1980"),
        (("五千元", "5000元", "5,000 yuan"), "number", "5000"),
    ],
)  # fmt: skip
def test_what_is_written_in_many_ways_has_one_value(texts: tuple[str, ...], kind: str, value: str) -> None:
    for text in texts:
        assert read(text) == [(kind, value)], text


def test_several_in_one_sentence_keep_their_places() -> None:
    text = "By the end of 2025, more than 70% of the 1,200 subsidiaries must spend 3.5 million yuan; 一九九九年完成百分之五。"
    found = quantities(text)
    assert [(one.kind, one.value) for one in found] == [
        ("date", "2025-12-31"), ("percent", "70"), ("number", "1200"), ("number", "3500000"), ("date", "1999"), ("percent", "5"),
    ]  # fmt: skip
    assert [one.span.of(text) for one in found][1:4] == ["70%", "1,200", "3.5 million"]


@pytest.mark.parametrize("text", ["", "成员", "一是加强领导", "May the force", "version 1.2.3.4", "三个集中", "一利五率", "2025-13-45"])
def test_what_is_no_quantity_breaks_nothing(text: str) -> None:
    assert all(one.kind != "percent" for one in quantities(text))
    assert not any(one.kind == "date" and "-" in one.value for one in quantities(text))


def test_each_quantity_has_a_word_of_letters_and_digits() -> None:
    assert quantity_words("3.5% by 30 June 2024, 1,200, 2025 and 70") == ["p3p5", "d202406", "d20240630", "1200"]
    assert quantity_words("二〇二五年，百分之七十，5亿元") == ["2025", "p70", "500000000"]
    assert quantity_words("完成60%以上") == ["p60"]
    assert quantity_words("no figure, 第一条") == []


def test_letters_that_only_fold_to_a_month_are_none() -> None:
    assert [one.kind for one in quantities("5 ſeptember 2024")] == ["number", "date"]


@pytest.mark.parametrize(
    ("text", "values"),
    [("1.2.3万", ["23000"]), ("1.2,3万", ["230000"]), ("共,5万", ["50000"]), ("一点二三", []), ("三千万", ["30000000"]), ("1,2,3", [])],
)
def test_a_scale_belongs_to_the_digits_right_before_it(text: str, values: list[str]) -> None:
    assert [one.value for one in quantities(text) if one.span.of(text).endswith("万")] == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at least 3¾ metres", [("number", "3.75", "3¾")]),
        ("at least 3 3/4 metres", [("number", "3.75", "3 3/4")]),
        ("5/8 tonnes", [("number", "0.625", "5/8")]),
        ("6³/₈ inches and ½ of the votes", [("number", "6.375", "6³/₈"), ("percent", "50", "½")]),
        ("4/5 of the votes", [("percent", "80", "4/5")]),
        ("不少于4/5的委员", [("percent", "80", "4/5")]),
        ("7½ per cent and 2½ million yuan", [("percent", "7.5", "7½ per cent"), ("number", "2500000", "2½ million")]),
        ("open 24/7 a week", [("number", "24", "24"), ("number", "7", "7")]),
        ("from 2/3 March to 2/3月", [("number", one, one) for one in "2323"]),
        ("No. 2/3 of 2024", [("number", "2", "2"), ("number", "3", "3"), ("date", "2024", "2024")]),
        ("2/3/2024 and 11/2", [("number", "2", "2"), ("number", "3", "3"), ("number", "2024", "2024"), ("number", "11", "11"), ("number", "2", "2")]),
    ],
)  # fmt: skip
def test_a_fraction_is_one_number_where_nothing_else_is_likely(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.kind, one.value, one.span.of(text)) for one in quantities(text)] == found


@pytest.mark.parametrize(
    ("text", "written"), [("4½ m", "4 1/2 m"), ("4 ½ m", "4 1/2 m"), ("⅔ of", "2/3 of"), ("6³⁄₈ in", "6 3/8 in"), ("9 m²/10", "9 m²/10")]
)
def test_fractions_of_one_character_are_written_in_figures(text: str, written: str) -> None:
    assert in_figures(text) == written
    assert words(text) == words(written)


def test_numbers_that_are_spelled_out_are_given_in_figures() -> None:
    told = [spelled_numbers(text) for text in ("within twenty-four hours", "二十四小时内", "24 hours", "第三条", "one boat")]
    assert told == [["24"], ["24"], [], [], []]
