"""Tables of answers as files for spreadsheets: what is shown, and where each row stands with its whole quote."""

from collections.abc import Sequence

from assistant.answer.blocks import Table
from assistant.answer.text import place
from assistant.spreadsheets import csv_of, workbook_of
from language.messages import translations

_WIDTH_OF_FIRST, _WIDTH_OF_PLACE, _WIDTH_OF_QUOTE = 60, 32, 80  # characters


def as_csv(tables: Sequence[Table]) -> str:
    """Give the tables as CSV, one under the other with an empty line between."""
    return "\r\n".join(csv_of(_rows(table)) for table in tables)


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """Give the tables as a workbook, each on a sheet of its own."""
    widths = {name: width for table in tables for name, width in _widths(table).items()}
    return workbook_of({str(number): _rows(table) for number, table in enumerate(tables, 1)}, widths)


def _rows(table: Table) -> Sequence[Sequence[str]]:
    cited = zip(table.rows, table.citations, strict=True)
    rows = [(*row, place(citation, table.language), citation.quote) for row, citation in cited]
    return [(*table.headers, *_added(table.language)), *rows]


def _added(language: str) -> tuple[str, str]:
    _ = translations(language)
    return _("Source"), _("Quote")


def _widths(table: Table) -> dict[str, float]:
    source, quote = _added(table.language)
    return {table.headers[0]: _WIDTH_OF_FIRST, source: _WIDTH_OF_PLACE, quote: _WIDTH_OF_QUOTE}
