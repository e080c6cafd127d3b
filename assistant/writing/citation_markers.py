"""The numbers by which a model cites: held back until they are whole, brought into one form, unknown ones dropped."""

import re
from collections.abc import Collection, Iterable, Iterator

_OPEN = "[【［"
_CLOSE = {"[": "]", "【": "】", "［": "］"}
_LONGEST = 200  # characters of a marker such as [1, 2, 3]
_THINK = ("<think>", "</think>")
_INSIDE = re.compile(r"[\s\d,，、;；\-–^†:]*")
_MARKER = re.compile(r"[\[【［]\s*+\^?(\d[\d\s,，、;；\-–]*+)(?:[†:][^\]】］]{0,300})?[\]】］]")
_AFTER_STOP = re.compile(r"((?<![.!?。！？])[.!?。！？]++)\s*+((?:\[\d+\])+)")
_CITED = re.compile(r"\[(\d{1,4})\]")


def streamed(pieces: Iterable[str], known: Collection[int]) -> Iterator[str]:
    """Give the text of `pieces` as it comes, an open bracket held back until it closes or can be no marker."""
    held = ""
    for piece in pieces:
        held += piece
        place = _open_marker(held)
        ready, held = held[:place], held[place:]
        if ready:
            yield canonical(ready, known)
    if held and not _may_be_marker(held):
        yield canonical(held, known)


def without_thinking(pieces: Iterable[str]) -> Iterator[str]:
    """Give the text of `pieces` without the thoughts, between <think> and </think>, with which some models begin."""
    held, is_past = "", False
    for piece in pieces:
        if is_past:
            yield piece
            continue
        held += piece
        begun = held.lstrip()
        if begun.startswith(_THINK[0]):
            _, closed, rest = held.partition(_THINK[1])
            is_past = bool(closed)
            if rest.strip():
                yield rest.lstrip()
        elif not _THINK[0].startswith(begun):
            is_past = True
            yield held
    if not is_past and held and not held.lstrip().startswith(_THINK[0]):
        yield held


def _open_marker(text: str) -> int:
    """Give where a marker begins that is not closed yet, the end of `text` where none does."""
    place = max(text.rfind(bracket) for bracket in _OPEN)
    is_open = place >= 0 and _CLOSE[text[place]] not in text[place:] and _may_be_marker(text[place:])
    return place if is_open else len(text)


def _may_be_marker(text: str) -> bool:
    return text[0] in _OPEN and len(text) <= _LONGEST and bool(_INSIDE.fullmatch(text[1:]))


def canonical(text: str, known: Collection[int]) -> str:
    """Write every marker as [1][2], with the `known` numbers only."""
    return _MARKER.sub(lambda found: "".join(f"[{number}]" for number in _numbers(found[1]) if number in known), text)


def _numbers(text: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"[\s,，、;；]+", text.strip(" ,，、;；")):
        first, _, last = (re.sub(r"[–-]+", "-", part)).partition("-")
        if first.isdecimal() and len(first) < 5:
            end = int(last) if last.isdecimal() and len(last) < 5 else int(first)
            numbers += range(int(first), min(end, int(first) + 20) + 1)
    return list(dict.fromkeys(numbers))


def before_stops(text: str) -> str:
    """Put markers that follow the end of a sentence before it, so that they belong to the sentence."""
    return _AFTER_STOP.sub(lambda found: f" {found[2]}{found[1]}" if found[1].isascii() else f"{found[2]}{found[1]}", text)


def split(statement: str) -> tuple[str, list[int]]:
    """Give a statement without its markers, and the numbers that it cites."""
    numbers = list(dict.fromkeys(map(int, _CITED.findall(statement))))
    return re.sub(r"(?<!\s)\s++([.,;:!?])", r"\1", _CITED.sub("", statement)).strip(), numbers


def neutral(text: str) -> str:
    """Take from the text of a document what could pass for a marker, a fence or a role: it is data."""
    text = _MARKER.sub(lambda found: f"({found[1].strip()})", text)
    return re.sub(r"<(?=[/!a-zA-Z|])", "‹", text)
