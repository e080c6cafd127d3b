"""Spans of a text."""

import pytest

from language.span import Span


@pytest.mark.parametrize(
    ("other", "overlaps", "contains"),
    [
        (Span(12, 14, 1), True, True), (Span(5, 11, 1), True, False), (Span(5, 10, 1), False, False),
        (Span(20, 25, 1), False, False), (Span(12, 14, 2), False, False), (Span(10, 20, 1), True, True),
    ],
)  # fmt: skip
def test_a_span_overlaps_and_contains_spans_of_its_own_text(other: Span, overlaps: bool, contains: bool) -> None:
    span = Span(10, 20, 1)
    assert (span.overlaps(other), other.overlaps(span), span.contains(other)) == (overlaps, overlaps, contains)


def test_a_span_of_a_part_is_shifted_into_its_document() -> None:
    text = "Boards report. Owners decide."
    part = Span(7, 13)
    assert part.of(text) == "report"
    assert part.within(3, 100) == Span(107, 113, 3)
    assert part.shifted(15).of(text) == "decide"
    assert len(part) == 6
