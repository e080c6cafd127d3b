"""How documents stand to each other: which one says that another is repealed, and which say the same, in one language or two."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from language.language import language_of
from language.messages import Message, message
from language.text.tokens import folded
from vectorstore.sql.rows import reads_rows

ALIKE = 0.8
"""Share of their runs of words that two documents have in common where they are nearly the same."""

_LEAST_FILLED = 12  # places of a sketch: shorter texts say nothing
_LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Relations:
    """`superseded` gives, by the id of a document, the names of those that say it is repealed, `superseded_on` the first ISO
    date from which one of them applies, empty where one tells none; `alike` those that nearly equal it.

    `counterparts` gives the id of the document that says the same in another language, `parted` the names of those that whoever keeps
    the documents parted from it.
    """

    superseded: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    superseded_on: dict[int, str] = field(default_factory=dict)
    supersedes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    alike: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    counterparts: dict[int, int] = field(default_factory=dict)
    parted: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def warnings(self, id: int) -> tuple[Message, ...]:
        """Give the messages that warn a reader of the document `id`."""
        found = [message("“{name}” says that this document is repealed or replaced.", name=name) for name in self.superseded.get(id, ())]
        found += [message("It says that it repeals or replaces “{name}”.", name=name) for name in self.supersedes.get(id, ())]
        return (*found, *(message("It is nearly the same as “{name}”.", name=name) for name in self.alike.get(id, ())))


@reads_rows
def relations_of(rows: Sequence[Mapping[Any, Any]], pairs: Iterable[tuple[str, str, bool]] = ()) -> Relations:
    """Find how the documents in `rows` of the table stand to each other; `pairs` are those of `counterparts_of_all`."""
    found = Relations()
    by_source = {row["source"]: row for row in rows}
    for source, other_source, is_parted in pairs:
        one, other = by_source.get(source), by_source.get(other_source)
        if one and other and is_parted:
            found.parted[one["id"]].append(other["name"])
            found.parted[other["id"]].append(one["name"])
        elif one and other:
            found.counterparts.update({one["id"]: other["id"], other["id"]: one["id"]})
    for row in rows:
        for source in json.loads(row["alike"]):
            if other := by_source.get(source):
                found.alike[row["id"]].append(other["name"])
                found.alike[other["id"]].append(row["name"])
    plain = [(row, letters_of(row["title"]), letters_of(row["number"])) for row in rows]
    for row in rows:
        parts = [letters_of(part) for part in json.loads(row["repeals"])]
        for other, title, number in plain if parts else []:
            is_later = bool(row["issued"] and other["issued"] and other["issued"] > row["issued"])
            if other["id"] != row["id"] and not is_later and any(is_named(part, title, number) for part in parts):
                begin = row["effective"] or row["issued"]
                found.superseded_on[other["id"]] = min(found.superseded_on.get(other["id"], begin), begin)
                found.superseded[other["id"]].append(row["name"])
                found.supersedes[row["id"]].append(other["name"])
    return found


def is_named(part: str, title: str, number: str) -> bool:
    """Say whether the letters of a text hold those of a title or a number that are long enough to tell a document."""
    return (len(number) >= 5 and number in part) or (len(title) >= language_of(title).limit("least_title") and title in part)


def letters_of(text: str) -> str:
    """Give the letters and digits of `text` without all between them, in one case."""
    return "".join(_LETTERS.findall(folded(text)))


class Sketches:
    """The sketches of the documents in a library, to find those that are nearly the same as another."""

    def __init__(self, sketches: Iterable[tuple[str, bytes]]) -> None:
        """Take the sources of documents and their stored sketches."""
        self._sources: list[str] = []
        self._rows: list[npt.NDArray[np.uint32]] = []
        for source, stored in sketches:
            if stored:
                self._sources.append(source)
                self._rows.append(np.frombuffer(stored, dtype=np.uint32))

    def alike(self, source: str, sketch: Sequence[int]) -> tuple[str, ...]:
        """Give the sources of up to five other documents that are nearly the same, and remember this one."""
        own = np.asarray(sketch, dtype=np.uint32)
        found: list[str] = []
        if np.count_nonzero(own) >= _LEAST_FILLED and self._rows:
            all_rows = np.stack(self._rows)
            filled = np.count_nonzero((all_rows > 0) | (own > 0), axis=1)
            shared = np.count_nonzero((all_rows == own) & (own > 0), axis=1) / np.maximum(1, filled)
            found = [self._sources[place] for place in np.argsort(-shared) if shared[place] >= ALIKE and self._sources[place] != source]
        if len(own):
            self._sources.append(source)
            self._rows.append(own)
        return tuple(found[:5])


def stored_sketch(sketch: Sequence[int]) -> bytes:
    """Give a sketch as it is stored."""
    return np.asarray(sketch, dtype=np.uint32).tobytes()
