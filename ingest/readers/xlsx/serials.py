"""Dates and times as office programs store them: days since the end of 1899."""

from datetime import date, time, timedelta

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel


def moment_of(number: float, code: str) -> date | time | timedelta | None:
    """Give the moment that a number is where its format `code` shows one, None where it shows none."""
    return from_excel(number) if is_date_format(code) else None
