"""One state of a library: all that answering a question reads, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from sqlalchemy import Connection, func, select

from language.span import Span
from vectorstore.document import Document
from vectorstore.embedding.embedder import Vectors
from vectorstore.filter import Filter
from vectorstore.passage import Passage
from vectorstore.requirement import Requirement
from vectorstore.sql.catalogue import Catalogue, RankingData, ranking_data, vectors_of
from vectorstore.sql.documents import LazyDocuments, documents_by_id, passages_by_id
from vectorstore.sql.full_text import find_words
from vectorstore.sql.metadata import get_value
from vectorstore.sql.requirements import requirements_in
from vectorstore.sql.rows import vector_of
from vectorstore.sql.schema import passages

_FEW = 1000  # passages left out of a search, up to which more are fetched instead of naming those inside


class Nearest(Protocol):
    """Gives the ids nearest to a vector, shape (dimension,), and their cosines, nearest first; only ids `among` those given."""

    def __call__(self, vector: Vectors, most: int, among: Sequence[int] | None = None) -> dict[int, float]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of passages that were found: their BM25 weights, by those that share words with the question; where it has a vector, the
    cosines of all; and those `across`, in another script."""

    shared: dict[int, float]
    near: dict[int, float]
    across: frozenset[int]


class Snapshot:
    """Reads a library as it was when the snapshot was taken; used while its transaction is open, by one thread.

    `nearest` looks in the vector index, which may know passages that came later: whoever reads on leaves them out.
    """

    def __init__(self, connection: Connection, catalogue: Catalogue, nearest: Nearest) -> None:
        self.connection, self.catalogue, self._look = connection, catalogue, nearest

    def as_of(self) -> str:
        """Give the ISO date on which the documents last changed, empty where nothing was ever ingested."""
        return get_value(self.connection, "changed")[:10]

    def document_frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Count the passages that hold each of `words`."""
        return {word: self.catalogue.document_frequency(self.connection, word) for word in words}

    def words_beginning(self, beginning: str) -> Mapping[str, int]:
        """Give the indexed words that begin so, and how many passages hold each."""
        return self.catalogue.words_beginning(self.connection, beginning)

    def holding_words(self, words: Sequence[str], most: int) -> list[Passage]:
        """Give at most `most` passages that hold one of `words`, those that hold more and rarer ones first."""
        found = find_words(self.connection, words, most)
        known = self.passages(found)
        return [known[id] for id in found if id in known]

    def find(self, words: Sequence[str], vector: Vectors | None, most: int, filter: Filter, script: str = "") -> "Found":
        """Find the passages that hold `words` or lie near `vector`, `most` of each kind, of documents that `filter` admits.

        Where some of these are not written in `script`, that of the question, as many of their passages are looked for again among
        themselves: passages in one script lie nearer to each other, whatever they say.
        """
        admitted, left_out = self.catalogue.admitted(filter)
        shared = find_words(self.connection, words, most, admitted)
        if vector is None:
            return Found(shared, {}, frozenset())
        near = self._nearest(vector, most, admitted, left_out)
        others = set(self.catalogue.in_other_scripts(script)).intersection(admitted or self.catalogue.by_id)
        across = self.catalogue.passage_ids(self.connection, others) if others else []
        if across and len(others) < len(admitted or self.catalogue.by_id):
            near |= self._look(vector, most, across)
        unknown = [id for id in shared if id not in near]
        near |= zip(unknown, (vectors_of(self.connection, unknown, len(vector)) @ vector).tolist(), strict=True)
        return Found(shared, near, frozenset(across).intersection(near))

    def holding(self, ids: Iterable[int]) -> set[int]:
        """Give the ids of the documents that hold these passages."""
        return set(self.connection.scalars(select(passages.c.document_id).where(passages.c.id.in_(list(ids)))))

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Give the passages with these ids, leaving out those that are gone."""
        return passages_by_id(self.connection, ids)

    def vectors(self, document: int) -> dict[int, Vectors]:
        """Give the vectors of the passages of a document that have one, by their ids, in the order of the text."""
        chosen = select(passages.c.id, passages.c.vector).where(passages.c.document_id == document).order_by(passages.c.start)
        return {row.id: vector_of(row.vector) for row in self.connection.execute(chosen) if row.vector}

    def ranking_data(self, ids: Sequence[int]) -> RankingData:
        """Give what the search compares of these passages; those that are gone are left out."""
        return ranking_data(self.connection, ids)

    def requirements(self, spans: Sequence[Span]) -> list[Requirement]:
        """Give the requirements that lie in one of `spans`."""
        return requirements_in(self.connection, spans)

    def documents(self, ids: Iterable[int]) -> Mapping[int, Document]:
        """Give the documents with these ids, leaving out those that are gone; each is unpacked when it is first asked for."""
        return LazyDocuments(documents_by_id(self.connection, ids))

    def _nearest(self, vector: Vectors, most: int, admitted: list[int] | None, left_out: int) -> dict[int, float]:
        if admitted is None:
            return self._look(vector, most)
        inside = select(passages.c.id).where(passages.c.document_id.in_(admitted), func.length(passages.c.vector) > 0)
        if left_out > _FEW:
            return self._look(vector, most, list(self.connection.scalars(inside)))
        near = self._look(vector, most + left_out)
        admitted_ids = set(
            self.connection.scalars(select(passages.c.id).where(passages.c.id.in_(near), passages.c.document_id.in_(admitted)))
        )
        return dict(islice(((id, cosine) for id, cosine in near.items() if id in admitted_ids), most))
