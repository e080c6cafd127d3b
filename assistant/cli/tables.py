"""Tables for a terminal. What is piped on, or has no room for columns, stays plain lines."""

import re
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.queries.query import Table

_NARROW = 72  # signs a line, below which lines read better than columns
_STYLES = {r"\(overdue\)": "red", r"\(due soon\)": "yellow", r"(?m)^! .*$": "yellow"}


def in_columns(json: bool = False) -> bool:
    """Say whether a result is shown as a table: on a terminal with room for one, where no JSON is asked for."""
    return not json and sys.stdout.isatty() and shutil.get_terminal_size().columns >= _NARROW


def show_table(table: "Table") -> None:
    """Print `table` as wide as the terminal, without columns of which all cells are empty; colours as NO_COLOR and the terminal allow."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    def text(content: str) -> Text:
        plain = Text("".join(sign for sign in content if sign.isprintable() or sign == "\n"))  # none may steer the terminal
        for pattern, style in _STYLES.items():
            plain.highlight_regex(re.compile(pattern), style)
        return plain

    console = Console(highlight=False)
    shown = [place for place, _ in enumerate(table["headings"]) if any(row[place] for row in table["rows"])]
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", leading=1 if len(shown) > 2 else 0)
    for place in shown:
        heading = table["headings"][place]
        most = None if heading == table["widest"] else max(10, console.width // (len(shown) + 1))
        drawn.add_column(heading, overflow="fold", max_width=most)
    for row in table["rows"]:
        drawn.add_row(*(text(row[place]) for place in shown))
    if shown:
        console.print(drawn)
    for line in table["below"]:
        console.print(text(line))
