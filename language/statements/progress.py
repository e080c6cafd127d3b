"""How far a task is, as the row of a table says it in a column for that."""

import re

from language.lexicon import pattern_of

_CELL = re.compile(r"(?:^|(?<= \| ))(?P<name>[^|:：]{1,60}): (?P<value>[^|]{1,40})(?= \| |$)")
_COLUMN, _DONE, _BEGUN = pattern_of("tables", "progress"), pattern_of("tables", "done"), pattern_of("tables", "begun")


def progress_in(row: str) -> str:
    """Say whether the line of a row tells that its task is “done” or “in progress”; empty where it tells neither."""
    if " | " not in row:
        return ""
    told = [cell["value"].strip() for cell in _CELL.finditer(row) if _COLUMN.search(cell["name"])]
    if any(map(_DONE.search, told)):
        return "done"
    return "in progress" if any(map(_BEGUN.search, told)) else ""
