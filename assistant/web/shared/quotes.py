"""Quotes in parts: text, and lines that tell of rows of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.rendition.tables import parts_of_row

Row = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class QuotePart:
    """Lines of a quote as they stand; where they tell of rows of one table, the names of its columns and the cells below them."""

    text: str
    names: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def quote_parts(quote: str) -> Iterator[QuotePart]:
    """Give a quote in parts; rows stand together that name the same first column."""
    lines = [(line, parts_of_row(line)) for line in quote.split("\n")]
    for column, group in groupby(lines, lambda one: one[1][0][0] if one[1] else ""):
        told = list(group)
        text = "\n".join(line for line, _ in told)
        yield _table(text, [row for _, row in told]) if column else QuotePart(text)


def _table(text: str, rows: Sequence[Row]) -> QuotePart:
    names = list(dict.fromkeys(name for row in rows for name, _ in row))
    return QuotePart(text, names, [[dict(row).get(name, "") for name in names] for row in rows])
