"""Headings by which one goes through a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.rendition.picture import Bookmark
from vectorstore.document import Document

MOST_HEADINGS = 2_000
_LONGEST = 200  # characters


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, 1 for the highest, and the number of the page or part on which it stands; `place` tells how many headings
    stand in the part before it."""

    level: int
    title: str
    number: int
    place: int = 0


def outline_of(bookmarks: Sequence[Bookmark], document: Document) -> list[Heading]:
    """Give the bookmarks of a file with pages as headings, or where it has none those of its document."""
    if bookmarks or not document.pages:
        return levelled([Heading(one.level, one.title, one.page) for one in bookmarks if one.title.strip()])
    sections = [one for one in document.sections if one.path][:MOST_HEADINGS]
    return levelled([Heading(len(one.path), one.path[-1], document.page_at(one.span.start) or 1) for one in sections])


def levelled(headings: Sequence[Heading]) -> list[Heading]:
    """Give headings with levels from 1 on, none more than one below the heading before it."""
    found: list[Heading] = []
    above: list[int] = []
    for one in headings:
        while above and above[-1] >= one.level:
            above.pop()
        above.append(one.level)
        found.append(Heading(len(above), _short(one.title), one.number, one.place))
    return found


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
