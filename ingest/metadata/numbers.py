"""Under which number a document was issued."""

import re
from collections.abc import Iterable

from ingest.metadata.signature import before_annexes
from ingest.readers.draft import Line
from language.lexicon import any_of

NUMBER = f"(?:{any_of('metadata', 'numbers')}|{any_of('metadata', 'numbers_of_standards')})"
_NUMBER = re.compile(NUMBER)
_LABEL = re.compile(rf"^\W*{any_of('metadata', 'number_labels')}\s*[:：]\s*(?P<number>\S.{{1,60}}?)\s*$", re.IGNORECASE)
_BESIDE = re.compile(rf"\s{any_of('metadata', 'beside_numbers')}\s?[:：].{{0,40}}$")
_EDGE = 12  # lines at the top of a text, and twice those at its end, in which a label may stand
_HEAD = 40  # lines with text among which a document states its number in one of its own


def found_number(lines: list[Line], cut: Iterable[Line]) -> str:
    """Give the document's own number, which a labelled line states, or a line of its own in the head of the text."""
    edges = [line.text for line in [*lines[:_EDGE], *lines[-_EDGE // 2 :], *cut]]
    labelled = next((found["number"] for text in edges if (found := _LABEL.match(text))), "")
    if labelled and re.search(r"\d", labelled):
        return re.sub(r"[)）]$", "", labelled) if not re.search(r"[(（]", labelled) else labelled
    top = list(before_annexes([line.text for line in lines if line.text]))[:_HEAD]
    return next((number for text in top if (number := number_alone(text))), "")


def number_alone(text: str) -> str:
    """Give the number of a document where a line is nothing else, but for brackets around it and who signs beside it; else nothing."""
    number = _BESIDE.sub("", text.strip())
    return next((one for one in (number, number.strip("（）() ")) if _NUMBER.fullmatch(one)), "")
