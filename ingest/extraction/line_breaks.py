"""Line ends within the words that say by when something is due, as in texts whose lines were broken by hand."""

import re

from ingest.extraction.deadlines import deadlines_stated
from language.statements.recurrences import recurrence_in

_NEAR = 60  # characters on either side of a line's end that are looked at
_BREAK = re.compile(r"(?<=[^\s.。；;：:!?！？|])\n(?=[^\s|#>*•-])")


def with_whole_deadlines(text: str) -> str:
    """Give `text` with a space for each single line end that lies within a deadline; it is as long as before."""
    parts, reached = [], 0
    for found in _BREAK.finditer(text):
        if _parts_a_deadline(text, found.start()):
            parts += [text[reached : found.start()], " "]
            reached = found.end()
    return "".join([*parts, text[reached:]])


def _parts_a_deadline(text: str, place: int) -> bool:
    before = text[max(0, place - _NEAR) : place].rpartition("\n")[2]
    after = text[place + 1 : place + 1 + _NEAR].partition("\n")[0]
    joined, seam = f"{before} {after}", len(before)
    if " | " in joined:
        return False
    recurrence = recurrence_in(joined)
    spans = [one.span for one in deadlines_stated(joined)] + ([recurrence.span] if recurrence else [])
    return any(span.start < seam and seam + 1 < span.end for span in spans)
