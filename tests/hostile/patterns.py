"""The regular expressions that the product compiles, and texts on which each would be slow if it looked at a run anew from each place."""

import re
from collections.abc import Iterator, Sequence
from inspect import currentframe
from re import _compiler, _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

from tests.test_shape import PACKAGES

CHARACTERS = " a1.,A-“”\"'()[]|:;、。，一的年亿\n\t/é<>*_#%"
"""What is tried where an expression takes any of several characters."""
RUNS = (*".1 ,a一(\n“", "1,", "1 ", "a ", "A ", "a-", "A&", "- ", "[1]", "，的", "5%", "| ")
"""What is repeated to try every expression, whatever it takes."""
_TRIED, _LONGEST_BODIES = 3, 90


class Noted:
    """A compiled expression that notes by which of its methods it is used."""

    def __init__(self, pattern: re.Pattern[str], methods: set[str]) -> None:
        self._pattern, self._methods = pattern, methods

    def __getattr__(self, name: str) -> Any:
        self._methods.add(name)
        return getattr(self._pattern, name)


def note_patterns() -> dict[tuple[str, int], set[str]]:
    """From now on note each expression that a module of the product has compiled, with its flags and the methods by which it is used."""
    found: dict[tuple[str, int], set[str]] = {}
    compile = _compiler.compile

    def noted(pattern: Any, flags: int = 0) -> Any:
        if isinstance(pattern, Noted):
            return pattern
        compiled = compile(pattern, flags)
        if isinstance(pattern, str) and _is_asked_for_by_the_product():
            return Noted(compiled, found.setdefault((pattern, int(flags)), set()))
        return compiled

    _compiler.compile = noted
    return found


def _is_asked_for_by_the_product() -> bool:
    frame, own = currentframe(), ("re", "functools", __name__.partition(".")[0])
    while frame is not None and _package(frame) in own:
        frame = frame.f_back
    return frame is not None and _package(frame) in PACKAGES


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0]


def hostile(pattern: str, flags: int) -> list[tuple[str, str, str]]:
    """Give texts as beginning, part to be repeated, end: for each repetition in an expression what it takes, then what it does not take."""
    texts = {("", run, end): 0 for run in RUNS for end in ("", "x", "\x00")}
    for before, body in _repetitions(_parser.parse(pattern, flags), ""):
        for end in ("\x00", "") if len(texts) < _LONGEST_BODIES else ("\x00",):
            texts |= {(before, body, end): 0, ("", before + body, end): 0}
            texts |= {("", before, end): 0} if before else {}
    return [text for text in texts if text[1]]


def _repetitions(parts: Any, before: str) -> Iterator[tuple[str, str]]:
    """Give for each repetition without a near end what stands before it, and what it repeats."""
    for kind, value in parts:
        name = str(kind)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, inside = value
            yield from _repetitions(inside, before)
            if most > 20:
                yield from ((before, body) for body in _samples(inside))
            before += _sample(inside) * least
            continue
        for inside in _inside(name, value):
            yield from _repetitions(inside, before)
        before += _sample([(kind, value)])


def _inside(name: str, value: Any) -> Sequence[Any]:
    if name == "SUBPATTERN":
        return [value[3]]
    if name == "BRANCH":
        return list(value[1])
    if name == "ATOMIC_GROUP":
        return [value]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [value[1]] if value[0] > 0 else []
    if name == "GROUPREF_EXISTS":
        return [one for one in value[1:] if one]
    return []


def _samples(parts: Any) -> list[str]:
    """Give some texts that fit."""
    if len(parts) == 1 and str(parts[0][0]) in ("IN", "ANY", "NOT_LITERAL"):
        return _accepted(parts[0])[:_TRIED] or [" "]
    if len(parts) == 1 and str(parts[0][0]) == "BRANCH":
        return [_sample(branch) for branch in parts[0][1][1]][:_TRIED]
    return [_sample(parts)]


def _sample(parts: Any) -> str:
    """Give a text that fits, without what looks around."""
    found = ""
    for kind, value in parts:
        name = str(kind)
        if name == "LITERAL":
            found += chr(value)
        elif name in ("IN", "ANY", "NOT_LITERAL"):
            found += (_accepted((kind, value)) or [" "])[0]
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            found += _sample(value[2]) * min(value[0], 4)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP", "BRANCH"):
            found += _sample(_inside(name, value)[0])
    return found


def _accepted(part: Any) -> list[str]:
    """Give those of CHARACTERS, or else a character that is named, that a set takes."""
    state = _parser.State()
    state.str = ""
    tree = _parser.SubPattern(state, [part])
    one = _compiler.compile(tree, re.DOTALL)
    named = (
        [chr(value if str(kind) == "LITERAL" else value[0]) for kind, value in part[1] if str(kind) in ("LITERAL", "RANGE")]
        if str(part[0]) == "IN"
        else []
    )
    return [character for character in dict.fromkeys([*named[:1], *CHARACTERS, *named]) if one.fullmatch(character)]
