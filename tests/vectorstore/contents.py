"""Documents to fill a library with, and what it then holds."""

from pathlib import Path

import numpy as np

from tests.databases import rows
from vectorstore.embedding.embedder import Vectors
from vectorstore.filter import IN_FORCE
from vectorstore.index.chroma import ENGINE
from vectorstore.library import Library
from vectorstore.search.evidence import search

TEXT = "# {title}\n\nThe commission of {title} must report on the reform by the end of {year}.\n"


def write(folder: Path, *names: str, year: int = 2024) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.md").write_text(TEXT.format(title=name.capitalize(), year=year), encoding="utf-8")


def found(library: Library, question: str) -> list[str]:
    return [match.passage.document for match in search(library, question)]


def nearest(library: Library, vector: Vectors, most: int) -> dict[int, float]:
    """Give the cosines of the passages nearest to `vector`, by their ids."""
    with library.snapshot() as now:
        return now.find([], vector, most, IN_FORCE).near


def indexed(directory: Path) -> set[int]:
    """Give the ids that the index of a closed library holds."""
    index = ENGINE.open(next(directory.glob("index-*")))
    try:
        return index.ids()
    finally:
        index.close()


def passage_ids(directory: Path) -> set[int]:
    return {row.id for row in rows(directory, "SELECT id FROM passages")}


def stored_vectors(directory: Path) -> dict[int, Vectors]:
    """Give the vectors of the passages of a library by their ids."""
    return {row.id: np.frombuffer(row.vector, dtype=np.float32) for row in rows(directory, "SELECT id, vector FROM passages")}
