"""The generated hostile texts: they find an expression that takes quadratic time, and pass one that does not."""

import pytest

from tests.hostile.growth import quadratic_text


@pytest.mark.parametrize("pattern", [r"\s+([.,;:!?])", r"[.!?]+$", r"([.!?]+)\s*\[\d", r"\s*a?\s*b?\s*$", r"\b(?:[\w&-]+\s+){1,6}?plan"])
def test_a_quadratic_expression_is_found(pattern: str) -> None:
    assert quadratic_text(pattern)


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s++([.,;:!?])", r"((?<![.!?])[.!?]++)\s*+\[\d", r"\b(?:[\w&-]{1,60}+\s++){1,6}?plan"])
def test_a_run_that_is_tried_once_passes(pattern: str) -> None:
    assert quadratic_text(pattern) is None


def test_an_expression_that_is_only_matched_is_tried_at_the_beginning() -> None:
    assert quadratic_text(r"[.!?]+$", methods=["match"]) is None
    assert quadratic_text(r"\s*[:]?\s*b", methods=["match"])
