"""The generated hostile texts: they find an expression that takes quadratic time, and pass one that does not."""

import re
import time

import pytest

from tests.hostile.patterns import hostile


def growth(pattern: str) -> float:
    """Give how many times longer eight times the worst hostile text takes, 0 where no text takes measurable time."""
    compiled = re.compile(pattern)
    return max(_ratio(compiled, *parts) for parts in hostile(pattern, 0))


def _ratio(pattern: re.Pattern[str], begin: str, body: str, end: str) -> float:
    longer = _seconds(pattern, begin + body * 8_000 + end)
    return longer / max(_seconds(pattern, begin + body * 1_000 + end), 1e-6) if longer > 0.02 else 0.0


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    times = []
    for _ in range(2):
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("pattern", [r"\s+([.,;:!?])", r"[.!?]+$", r"([.!?]+)\s*\[\d"])
def test_a_quadratic_expression_is_found(pattern: str) -> None:
    assert growth(pattern) > 20


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s++([.,;:!?])", r"((?<![.!?])[.!?]++)\s*+\[\d"])
def test_a_run_that_is_tried_once_passes(pattern: str) -> None:
    assert growth(pattern) < 20
