"""Sentences, quantities and dates of any text."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.metadata.dates import date_in
from language.span import Span
from language.statements.claims import claims
from language.statements.measures import measures_in
from language.statements.quantities import quantities, quantity_words, whole_number, with_plain_dates, with_plain_numbers
from language.statements.recurrences import recurrence_in
from language.text.sentences import sentences
from tests.properties.texts import bounded, texts


@bounded
@given(texts)
def test_sentences_hold_all_words_each_once(text: str) -> None:
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)
    assert re.sub(r"\s", "", "".join(span.of(text) for span in spans)) == re.sub(r"\s", "", text)


@bounded
@given(texts, st.data())
def test_sentences_of_a_stretch_lie_within_it(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    spans = sentences(text, start, end)
    assert all(Span(start, end).contains(span) for span in spans)
    assert re.sub(r"\s", "", "".join(span.of(text) for span in spans)) == re.sub(r"\s", "", text[start:end])


@bounded
@given(texts)
@example("一" * 5_000 + "万")
@example("9" * 5_000 + " million")
def test_quantities_are_apart_in_order_and_in_their_form(text: str) -> None:
    found = quantities(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)
    for one in found:
        if one.kind == "date":
            date.fromisoformat(f"{one.value}-01-01"[:10])
        else:
            assert re.fullmatch(r"\d+(\.\d{1,6})?", one.value)
    assert set(quantity_words(text)) <= {word.replace("-", "") for one in found for word in one.words}


@bounded
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_is_found_however_it_is_written(day: date) -> None:
    ways = (f"{day}", f"{day:%-d %B %Y}", f"{day:%B %-d, %Y}", f"{day.year}年{day.month}月{day.day}日", f"{day:%d.%m.%Y}")
    for written in ways:
        assert date_in(f"Issued on {written}.") == day.isoformat()
        assert [(one.kind, one.value) for one in quantities(f"by {written}, all")] == [("date", day.isoformat())]


@bounded
@given(st.integers(0, 10**30))
def test_a_number_keeps_every_digit(number: int) -> None:
    assert [one.value for one in quantities(f"It is {number:,}%.")] == [str(number)]


@bounded
@given(st.integers(0, 9_999), st.sampled_from("0٠०０"))
def test_digits_of_any_script_have_their_value(number: int, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    assert [(one.kind, one.value) for one in quantities(f"{written}%")] == [("percent", str(number))]
    assert whole_number(written) == number


@bounded
@given(texts)
def test_dates_are_days_of_the_calendar(text: str) -> None:
    for day_first in (None, True, False):
        if found := date_in(text, day_first):
            assert date.fromisoformat(found).isoformat() == found
    assert len(with_plain_dates(text)) == len(text)


@pytest.mark.parametrize("long", ["一" * 5_000 + "个", "9" * 5_000 + "个", "百" * 5_000 + "个", "٣" * 5_000])
def test_a_number_longer_than_any_is_read(long: str) -> None:
    assert len(with_plain_numbers(long)) <= len(long)
    assert claims(f"Boards file {long}.").measures


@bounded
@given(texts)
def test_claims_and_recurrences_of_any_text_are_read(text: str) -> None:
    with_plain_numbers(text)
    recurrence_in(text)
    claims(text)
    assert all(one.span.of(text).endswith(one.written) for one in measures_in(text)[0])
