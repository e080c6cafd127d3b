"""Requirements exported and compared."""

from typing import Literal, get_args

Format = Literal["table", "json", "csv", "xlsx", "ics"]
FORMATS = get_args(Format)
"""How requirements can be written."""
