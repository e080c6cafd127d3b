"""A page as a picture, where its characters stand, the marks that lead to pages, and files brought into pages."""

from dataclasses import dataclass

FULL = 10_000
"""The width and the height of a page in the units in which characters are placed."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of a page as WebP, its width and height in pixels, the page's characters, and of each its left, top, right and bottom
    edge, from 0 to FULL."""

    picture: bytes
    width: int
    height: int
    text: str
    places: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A title in the outline that a file has of itself: its level, 1 for the highest, and the number of the page, from 1."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class PagedCopy:
    """A file without pages of its own as PDF, and the characters of each page."""

    content: bytes
    texts: tuple[str, ...]
