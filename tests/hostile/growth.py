"""How the time that a regular expression takes grows with the length of a text."""

import re
import signal
import time
from collections.abc import Callable, Iterable

from tests.hostile.patterns import hostile

_LENGTH, _TIMES, _LINEAR = 600, 4, 10.0  # a linear expression takes 4 times as long on 4 times the text, a quadratic one 16 times
_MEASURABLE, _LONGEST = 0.0003, 0.5  # seconds
_SCANNING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})


class _TooLongError(Exception):
    pass


def quadratic_text(pattern: str, flags: int = 0, methods: Iterable[str] = _SCANNING) -> tuple[str, str, str] | None:
    """Give beginning, repeated part and end of a text on which an expression takes at least quadratic time, None where none is found.

    An expression by whose `methods` a text is searched is tried from every place, another one only from the beginning.
    """
    compiled = re.compile(pattern, flags)
    use: Callable[[str], object] = (lambda text: sum(1 for _ in compiled.finditer(text))) if _SCANNING & set(methods) else compiled.match
    return next(
        (
            parts
            for parts in hostile(pattern, flags)
            if all(_grows(use, parts, length) for length in (_LENGTH, _LENGTH, 2 * _LENGTH, 4 * _LENGTH))
        ),
        None,
    )


def _grows(use: Callable[[str], object], parts: tuple[str, str, str], length: int) -> bool:
    short = _seconds(use, parts, length, tries=1)
    if short < _MEASURABLE:
        return False
    short = min(short, _seconds(use, parts, length, tries=3))
    return short >= _LONGEST or (short >= _MEASURABLE and _seconds(use, parts, _TIMES * length, tries=5) >= min(_LINEAR * short, _LONGEST))


def _seconds(use: Callable[[str], object], parts: tuple[str, str, str], length: int, tries: int) -> float:
    """Give the least time of some tries, at most _LONGEST and a little; the clock of processors is too coarse on some machines."""
    begin, body, end = parts
    text, times = begin + body * (length // len(body)) + end, []
    for _ in range(tries):
        began = time.perf_counter()
        signal.setitimer(signal.ITIMER_VIRTUAL, _LONGEST)
        try:
            use(text)
        except _TooLongError:
            return _LONGEST
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        times.append(time.perf_counter() - began)
    return min(times)


def _stop(*_: object) -> None:
    raise _TooLongError


signal.signal(signal.SIGVTALRM, _stop)
