"""Every regular expression that the product uses takes no quadratic time on the generated hostile texts."""

import json
import subprocess
import sys

from tests.hostile.growth import quadratic_text
from tests.test_shape import ROOT

ACCEPTED = {
    r"(.{4,400}?)\1{5,}$": "looks at the last 2,500 characters of a reply",
}
"""Expressions, or how they begin, that may take quadratic time, each with what bounds the text that it meets."""


def test_no_expression_takes_quadratic_time() -> None:
    collected = subprocess.run(
        [sys.executable, "-m", "tests.hostile.collecting"], cwd=ROOT, capture_output=True, text=True, timeout=600, check=True
    )
    slow = {
        pattern: text
        for pattern, flags, methods in json.loads(collected.stdout)
        if set(methods) - {"pattern", "groupindex", "flags"}
        and not pattern.startswith(tuple(ACCEPTED))
        and (text := quadratic_text(pattern, flags, methods))
    }
    assert not slow, "\n".join(f"{text}: {pattern}" for pattern, text in slow.items())
