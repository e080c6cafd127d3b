"""What stands on a page of a PDF: words with their boxes."""

from dataclasses import dataclass, replace

Edge = tuple[float, float, float, float]
"""A horizontal or vertical line: left, top, right, bottom."""


@dataclass(slots=True)
class Box:
    """Where something stands on the page, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class Word(Box):
    """Characters that stand together; `size` is that of the font in points, `baseline` the height at which they stand.

    `ends_line` and `spaced` say that the page's content goes on in another line, or with a space of its own; `joined` that no
    space parts the word from the one before. `turn` counts the quarter turns from the text of the page to that of the word;
    it is `raised` where it stands above its line.
    """

    text: str
    size: float
    bold: bool
    ends_line: bool = False
    spaced: bool = False
    baseline: float = 0.0
    joined: bool = False
    turn: int = 0
    raised: bool = False


def turned(box: Edge, quarter: int, corner: tuple[float, float]) -> Edge:
    """Bring a box from PDF coordinates, y upwards, to ours, y downwards, with text of `quarter` turns upright."""
    x1, y1, x2, y2 = box[0] - corner[0], box[1] - corner[1], box[2] - corner[0], box[3] - corner[1]
    found = {0: (x1, -y1, x2, -y2), 1: (-y1, -x1, -y2, -x2), 2: (-x1, y1, -x2, y2), 3: (y1, x1, y2, x2)}[quarter]
    return min(found[0], found[2]), min(found[1], found[3]), max(found[0], found[2]), max(found[1], found[3])


def upright(word: Word) -> Word:
    """Give a word as it stands where the page is turned so that its text is upright."""
    left, top, right, bottom = turned((word.left, -word.top, word.right, -word.bottom), word.turn, (0, 0))
    return replace(word, left=left, top=top, right=right, bottom=bottom, turn=0)
