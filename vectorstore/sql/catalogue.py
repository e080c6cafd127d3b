"""What is known of all documents of a library at one time, and what is looked up of its passages."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from language.abbreviations import Abbreviations
from language.language import language_by_code
from language.names import KnownNames, known_names
from vectorstore.document import DocumentSummary
from vectorstore.embedding.embedder import Vectors
from vectorstore.filter import Filter
from vectorstore.passage import Passage
from vectorstore.references import DocumentReferences
from vectorstore.sql.counterparts import counterparts_of_all
from vectorstore.sql.documents import entry_of, passages_by_id
from vectorstore.sql.fetches import all_fetches
from vectorstore.sql.full_text import document_frequency, indexed_words, words_beginning
from vectorstore.sql.metadata import version_of
from vectorstore.sql.relations import Relations, relations_of
from vectorstore.sql.rows import reads_rows, vector_of
from vectorstore.sql.schema import abbreviations, documents, passages, token_vectors

Pairs = Sequence[tuple[str, str]]


class Catalogue:
    """The `entries` are the documents of a library on one day, by name, after as many changes as its `version`. It remembers what was
    counted of them.

    Safe to share between threads: what is remembered is only added to, and never changes.
    """

    def __init__(self, version: int, day: date, entries: Sequence[DocumentSummary], explained: Pairs, bodies: Pairs) -> None:
        """`explained` are the names that the documents explain by others, `bodies` those of bodies that mean the same."""
        self.version, self.day = version, day
        self.entries = tuple(entries)
        self._explained, self._bodies = explained, bodies
        self.abbreviations = Abbreviations([*explained, *bodies])
        self._frequencies: dict[str, int] = {}
        self._beginning: dict[str, dict[str, int]] = {}
        self._passage_ids: dict[int, list[int]] | None = None
        self.remembered: dict[str, Any] = {}
        """What others have read of the same documents, by a name for it."""

    @cached_property
    def names(self) -> KnownNames:
        """The names of bodies and terms that mean the same in several languages."""
        return known_names(self._bodies, self._explained)

    @cached_property
    def passages(self) -> int:
        """All passages of all documents."""
        return sum(entry.passages for entry in self.entries)

    @cached_property
    def by_id(self) -> dict[int, DocumentSummary]:
        """The documents by their ids."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def references(self) -> DocumentReferences:
        """What the documents can be named by."""
        return DocumentReferences(self.entries)

    def document_frequency(self, connection: Connection, word: str) -> int:
        """Count the passages that hold `word`; remembered, as counting takes the longer the more there are."""
        count = self._frequencies.get(word) or document_frequency(connection, word)
        if count:
            self._frequencies[word] = count
        return count

    def words_beginning(self, connection: Connection, beginning: str) -> Mapping[str, int]:
        """Give the indexed words that begin so, and how many passages hold each; remembered."""
        if beginning not in self._beginning:
            self._beginning[beginning] = words_beginning(connection, beginning)
        return self._beginning[beginning]

    def in_other_scripts(self, script: str) -> list[int]:
        """Give the ids of the documents in languages that are not written in `script`, as `Language.script` has it."""
        return [entry.id for entry in self.entries if entry.language and language_by_code(entry.language).script != script]

    def passage_ids(self, connection: Connection, document_ids: Iterable[int]) -> list[int]:
        """Give the ids of the passages with a vector that these documents have; remembered."""
        if self._passage_ids is None:
            found: dict[int, list[int]] = defaultdict(list)
            for row in connection.execute(select(passages.c.document_id, passages.c.id).where(func.length(passages.c.vector) > 0)):
                found[row.document_id].append(row.id)
            self._passage_ids = found
        return [id for document in document_ids for id in self._passage_ids.get(document, ())]

    def admitted(self, filter: Filter) -> tuple[list[int] | None, int]:
        """Give the ids of the documents that `filter` admits, None where it admits all, and the number of passages left out."""
        outside = {entry.id: entry.passages for entry in self.entries if not filter.admits(entry)}
        if filter.reader is not None:
            outside |= {entry.id: entry.passages for entry in self.entries if self._is_second(entry, filter.reader, outside)}
        if not outside:
            return None, 0
        return [entry.id for entry in self.entries if entry.id not in outside], sum(outside.values())

    def _is_second(self, entry: DocumentSummary, reader: str, outside: Container[int]) -> bool:
        """Say whether another document that is not `outside` says the same in the reader's language, or before this one."""
        other = self.by_id.get(entry.counterpart)
        if other is None or other.id in outside or entry.language == reader:
            return False
        return other.language == reader or (other.issued, other.id) < (entry.issued, entry.id)


@dataclass(frozen=True, slots=True)
class RankingData:
    """What the search compares of passages, by id: themselves, their indexed words, and their token vectors as `pack` made them,
    those of the model beside the embedder last."""

    passages: dict[int, Passage]
    words: dict[int, str]
    tokens: dict[int, bytes]
    beside: dict[int, bytes]

    def with_others(self, others: "RankingData") -> "RankingData":
        """Give this together with what `others` hold."""
        return RankingData(
            self.passages | others.passages, self.words | others.words, self.tokens | others.tokens, self.beside | others.beside
        )


def catalogue(connection: Connection, day: date, bodies: Pairs = ()) -> Catalogue:
    """Read what is known of the documents; `bodies` are names of bodies that mean the same, which no document explains."""
    counts = select(func.count()).where(passages.c.document_id == documents.c.id).scalar_subquery()
    columns = [column for column in documents.c if column.name not in ("text", "original", "sections", "beside", "sketch")]
    chosen = select(*columns, counts.label("passages"), func.length(documents.c.text).label("characters"))
    rows = connection.execute(chosen.order_by(documents.c.name)).mappings().all()
    relations, fetched, today = relations_of(rows, counterparts_of_all(connection)), all_fetches(connection), day.isoformat()
    explained = connection.execute(select(abbreviations.c.short, abbreviations.c.long).distinct())
    pairs = [(row.short, row.long) for row in explained]
    return Catalogue(version_of(connection), day, [entry_of(row, relations, fetched, today) for row in rows], pairs, bodies)


def relations(connection: Connection) -> Relations:
    """Read how the documents stand to each other."""
    columns = [documents.c[name] for name in ("id", "name", "source", "title", "number", "issued", "effective", "repeals", "alike")]
    return relations_of(connection.execute(select(*columns).order_by(documents.c.name)).mappings().all())


def ranking_data(connection: Connection, ids: Sequence[int]) -> RankingData:
    """Read what the search compares of these passages; those that are gone are left out."""
    found = passages_by_id(connection, ids)
    chosen = select(token_vectors).where(token_vectors.c.passage_id.in_(ids))
    tokens, beside = dict.fromkeys(found, b""), dict.fromkeys(found, b"")
    for row in connection.execute(chosen):
        if row.passage_id in found:
            tokens[row.passage_id], beside[row.passage_id] = row.signs, row.beside or b""
    return RankingData(found, indexed_words(connection, found), tokens, beside)


@reads_rows
def vectors_of(connection: Connection, ids: Sequence[int], dimension: int) -> Vectors:
    """Read the stored vectors of these passages, shape (len(ids), dimension), zeros where there is none."""
    chosen = select(passages.c.id, passages.c.vector).where(passages.c.id.in_(ids))
    found = {row.id: vector_of(row.vector) for row in connection.execute(chosen) if row.vector}
    rows = np.zeros((len(ids), dimension), dtype=np.float32)
    for position, id in enumerate(ids):
        if id in found:
            rows[position] = found[id]
    return rows
