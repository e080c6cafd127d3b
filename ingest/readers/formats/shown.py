"""What a cell shows for the value that it holds."""

from datetime import date, time, timedelta
from decimal import Decimal

from ingest.readers.formats.moments import moment_shown
from ingest.readers.formats.numbers import general, number_shown
from ingest.readers.formats.sections import sections_of

Value = str | bool | int | float | date | time | timedelta


def shown(value: Value, code: str) -> str:
    """Give a value as a cell with the format `code` shows it.

    A date has all four figures of its year, and the order year, month, day where its format leaves the order to the country;
    where it would be another with day and month exchanged, that order stands in brackets behind it.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return _texted(value, code) if "@" in code and code != "@" else value
    if isinstance(value, date | time | timedelta):
        return moment_shown(value, code)
    if code == "General" or code == "@" or not code:
        return general(value)
    return number_shown(Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value), code)


def _texted(value: str, code: str) -> str:
    """Give a text where the last section of its format says what stands around it."""
    section = next((section for section in reversed(sections_of(code)) if any(kind == "text" for kind, _ in section.marks)), None)
    return "".join(value if kind == "text" else mark for kind, mark in section.marks) if section else value
