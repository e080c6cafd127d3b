"""Lines under the title of a document that say several things of it, and the body that stands there alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from ingest.metadata.dates import DATE_AT_START, date_in, date_of_line
from ingest.metadata.numbers import NUMBER, number_alone
from ingest.metadata.signature import before_date, is_signing_body
from ingest.metadata.validity import stating
from ingest.readers.draft import Line
from language.lexicon import any_of
from language.text.front_lines import is_front_line

ISSUER_LABEL = re.compile(
    rf"^\W*{any_of('metadata', 'issuer_labels')}\s*[:：]\s*(?P<issuer>.{{2,160}}?)\s*(?:{any_of('metadata', 'dated_after')}\s*[:：].*)?$",
    re.IGNORECASE,
)
_ISSUED_BY = stating("issued_by")
_BEFORE_DAY = "|".join(any_of("metadata", key) for key in ("date_labels", "force_from", "of_meetings"))
_DAY = rf"(?i:(?:{_BEFORE_DAY})?\s?(?:{DATE_AT_START.pattern}))"
_DAY_FIRST = re.compile(_DAY)
_NEXT = re.compile(
    rf"\s{{1,3}}(?=(?i:(?:our |your )?ref(?:erence)?\b)[.:：]?\s)|[,.;，。；]\s{{1,3}}(?=(?:{_DAY}|{NUMBER})\s?(?:[,.;，。；]|$))"
)
_SENTENCE = re.compile(r"[。；;.:：!?！？]$")
_HEAD = 12  # lines in which a document says such things
_UNDER_TITLE = 6  # lines with text among which a body may stand alone
_LONGEST = 200


def parted_head(lines: list[Line]) -> list[Line]:
    """Give the lines, those near the top that name a body, a number or a day beside others in lines of their own."""
    parted = [replace(line, text=text) for line in lines[:_HEAD] for text in _parts(line.text)]
    return [*parted, *lines[_HEAD:]]


def issued_by(text: str) -> tuple[str, str]:
    """Give the body and the ISO date of a line such as “Issued by … on …”; both are empty where it is none, the date where none is told."""
    for pattern in _ISSUED_BY:
        if (found := pattern.fullmatch(text)) and is_signing_body(found["issuer"]):
            return found["issuer"], date_in(found.groupdict().get("date") or "")
    return "", ""


def body_under_title(lines: list[Line], title: str) -> str:
    """Give the body that stands alone under the title, over a number or a date; empty where none does."""
    texts = [line.text.strip() for line in lines if line.text][:_UNDER_TITLE]
    head = [*takewhile(lambda text: not _SENTENCE.search(text), texts)][1:]
    alone = (text for text, below in pairwise(head) if is_signing_body(text) and text not in title and _states(below))
    return next(alone, "")


def _states(text: str) -> bool:
    return bool(number_alone(text) or date_of_line(text) or _DAY_FIRST.match(text) or is_front_line(text))


def _parts(text: str) -> Iterator[str]:
    if (label := ISSUER_LABEL.match(text)) and (day := date_in(text)) and (body := before_date(label["issuer"], day)):
        yield text[: label.start("issuer") + label["issuer"].index(body) + len(body)]
        yield label["issuer"][len(body) :].strip(" ,，")
        return
    cuts = list(_NEXT.finditer(text)) if len(text) <= _LONGEST else []
    first = text[: cuts[0].start()] if cuts else ""
    if not (is_signing_body(first) or number_alone(first) or any(issued_by(first))):
        cuts = []
    for start, end in zip([0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(text)], strict=True):
        yield text[start:end]
