"""Under which body and date a document is signed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.metadata.dates import date_in, date_of_line, is_date
from language.language import languages
from language.lexicon import any_of

_SIGNS = [
    (re.compile("|".join(own["signing_bodies"])), re.compile("|".join(own.get("bodies_that_sign", [""])), re.IGNORECASE))
    for one in languages()
    if "signing_bodies" in (own := one.lexicon("metadata") or {})
]
_ANNEX = re.compile(rf"\W*{any_of('metadata', 'annexes')}\W*$", re.IGNORECASE)
_SEAL = re.compile(rf"\s?{any_of('metadata', 'seals')}\s*$")
_SENTENCE = re.compile(r"[。；;.]$")
_LONGEST = 80
_LONGEST_DATE = 40


@dataclass(frozen=True, slots=True)
class Signature:
    """A body and an ISO date; both are empty where a text is not signed."""

    body: str = ""
    date: str = ""


def signature_of(lines: list[str]) -> Signature:
    """Give the first date that stands below a body, or beside it, at the end of what is signed; much may follow."""
    told = [_SEAL.sub("", line) for line in before_annexes([line for line in lines if line])]
    in_rows = set(rows_of_dates(told))
    for above, line in zip(["", *told], told, strict=False):
        day = date_of_line(line) or date_in(line) if len(line) <= _LONGEST_DATE + _LONGEST else ""
        if not day or line in in_rows:
            continue
        if is_date(line) and is_signing_body(above):
            return Signature(above.strip(), day)
        body = before_date(line, day)
        if body and is_signing_body(body):
            return Signature(body, day)
    return Signature()


def rows_of_dates(lines: list[str]) -> Iterator[str]:
    """Give the lines that follow each other with different dates, each beside words of its own, as in a table; a sentence is no row."""
    dated = [(line, "" if _SENTENCE.search(line) else date_in(line)) for line in lines]
    for (line, day), (other, next_day) in pairwise(dated):
        if day and next_day and day != next_day and not is_date(line) and not is_date(other):
            yield from (line, other)


def before_annexes(lines: Iterable[str]) -> Iterator[str]:
    """Give the lines up to the heading of the first annex."""
    for line in lines:
        if _ANNEX.match(line):
            return
        yield line


def is_signing_body(text: str) -> bool:
    """Say whether a text is nothing but the name of a body."""
    text = text.strip()
    return bool(text) and len(text) <= _LONGEST and any(whole.fullmatch(text) and names.search(text) for whole, names in _SIGNS)


def before_date(line: str, day: str) -> str:
    """Give what stands before the date with which a line ends, empty where it ends otherwise."""
    for place in range(1, len(line)):
        if is_date(line[place:]) and date_in(line[place:]) == day and not line[place - 1].isalnum():
            return line[:place].strip(" ,，")
    return ""
