"""Documents and passages as rows of `library.db`, and back."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select

from language.abbreviations import abbreviations_in
from language.messages import Message
from language.span import Span
from vectorstore.document import PROPERTIES, Document, DocumentSummary, RecognisedLine, Section
from vectorstore.embedding.embedder import Vectors
from vectorstore.passage import Passage
from vectorstore.requirement import Requirement
from vectorstore.sql.fetches import Fetch
from vectorstore.sql.full_text import index_words
from vectorstore.sql.relations import Relations, stored_sketch
from vectorstore.sql.rows import reads_rows
from vectorstore.sql.schema import abbreviations, documents, passages, stated, token_vectors
from vectorstore.term import TermUse


@dataclass(frozen=True, slots=True)
class SourceCopy:
    """A file as it was read.

    `source` is its resolved path, the identity under which a later version replaces it; of a file within another, that
    path, “!/” and its name inside. `beside` is the text of the file beside it that states properties, `sha256` the hash
    of both.
    """

    source: str
    sha256: str
    content: bytes
    beside: str = ""


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document that is ready to be stored.

    `vectors` has the shape (len(passages), dimension); the row of a passage whose script the embedder does not know is
    zero, and only its words are indexed. `tokens` holds what `pack` made of the token vectors of each passage,
    `beside` of those of the model beside the embedder.
    """

    document: Document
    passages: tuple[Passage, ...]
    vectors: Vectors
    tokens: tuple[bytes, ...]
    beside: tuple[bytes, ...]
    original: SourceCopy
    requirements: tuple[Requirement, ...] = ()
    terms: tuple[TermUse, ...] = ()


PASSAGES: Select[Any] = select(
    passages.c.id, passages.c.document_id, passages.c.start, passages.c.end, passages.c.heading, passages.c.headings, passages.c.text,
    documents.c.name.label("document"), documents.c.title,
).join(documents)  # fmt: skip


def passages_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Passage]:
    return {row["id"]: passage_of(row) for row in connection.execute(PASSAGES.where(passages.c.id.in_(list(ids)))).mappings()}


@reads_rows
def passage_of(row: RowMapping) -> Passage:
    """Give the passage that a row of PASSAGES holds."""
    own = {name: row[name] for name in ("text", "heading", "id", "document", "title")}
    return Passage(Span(row["start"], row["end"], row["document_id"]), headings=tuple(map(int, row["headings"].split())), **own)


_READ = [column for column in documents.c if column.name not in ("original", "sketch", "beside", "alike")]


def documents_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, RowMapping]:
    """Read the rows of the documents with these ids, without the files from which they were read."""
    chosen = select(*_READ).where(documents.c.id.in_(list(ids)))
    return {row["id"]: row for row in connection.execute(chosen).mappings()}


class LazyDocuments(Mapping[int, Document]):
    """Documents by their ids, each made of its row when it is first asked for."""

    def __init__(self, rows: Mapping[int, RowMapping]) -> None:
        self._rows = rows
        self._made: dict[int, Document] = {}

    def __getitem__(self, id: int) -> Document:
        if id not in self._made:
            self._made[id] = document_of(self._rows[id])
        return self._made[id]

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@reads_rows
def document_of(row: RowMapping) -> Document:
    return Document(
        id=row["id"], name=row["name"], text=row["text"], warnings=_warnings(row),
        pages=tuple(json.loads(row["pages"])), scanned=tuple(json.loads(row["scanned"])), recognised=_recognised(row),
        repeals=tuple(json.loads(row["repeals"])),
        **_properties(row),
        sections=tuple(Section(Span(start, end, row["id"]), tuple(path)) for start, end, path in json.loads(row["sections"])),
    )  # fmt: skip


def _recognised(row: RowMapping) -> tuple[RecognisedLine, ...]:
    return tuple(
        RecognisedLine(page, (left, top, right, bottom), text) for page, (left, top, right, bottom), text in json.loads(row["recognised"])
    )


def _properties(row: RowMapping) -> dict[str, Any]:
    return {key: row[key] for key in PROPERTIES}


def all_stated(connection: Connection) -> dict[str, dict[str, str]]:
    """Give the properties that users stated, by the sources of documents."""
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(select(stated)):
        found.setdefault(row.source, {})[row.property] = row.value
    return found


def insert_document(connection: Connection, document: Document, original: SourceCopy) -> int:
    sections = [[section.span.start, section.span.end, section.path] for section in document.sections]
    values = {
        "name": document.name, "source": original.source, "sha256": original.sha256, "original": original.content,
        "beside": original.beside, **{key: getattr(document, key) for key in PROPERTIES},
        "repeals": json.dumps(document.repeals, ensure_ascii=False), "alike": json.dumps(document.alike, ensure_ascii=False),
        "sketch": stored_sketch(document.sketch), "pages": json.dumps(document.pages), "scanned": json.dumps(document.scanned),
        "recognised": json.dumps([[one.page, one.place, one.text] for one in document.recognised], ensure_ascii=False),
        "text": document.text, "sections": json.dumps(sections, ensure_ascii=False),
        "warnings": json.dumps([warning.as_dict() for warning in document.warnings], ensure_ascii=False),
        "ingested": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip
    key = connection.execute(insert(documents).values(values)).inserted_primary_key
    assert key is not None
    explained = [{"document_id": key[0], "short": short, "long": long} for short, long in dict.fromkeys(abbreviations_in(document.text))]
    if explained:
        connection.execute(insert(abbreviations), explained)
    return int(key[0])


def insert_passages(connection: Connection, document: Document, parts: Sequence[Passage], one: IndexedDocument) -> None:
    """Store `parts`, the passages of `one` with their ids, under the stored `document`."""
    rows = [
        {
            "id": part.id, "document_id": document.id, "start": part.span.start, "end": part.span.end, "heading": part.heading,
            "headings": " ".join(map(str, part.headings)), "text": part.text,
            "vector": vector.tobytes() if vector.any() else b"",
        }
        for part, vector in zip(parts, one.vectors, strict=True)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(passages), rows)
    stored = zip(parts, one.tokens, one.beside, strict=True)
    signs = [{"passage_id": part.id, "signs": tokens, "beside": beside} for part, tokens, beside in stored if tokens]
    if signs:
        connection.execute(insert(token_vectors), signs)
    index_words(connection, document.title, parts)


def free_name(connection: Connection, preferred: str, source: str) -> str:
    """Give `preferred`, or the shortest longer end of the path `source` that no document has as its name."""
    ends = PurePath(source).parts
    longer = ("/".join(ends[-length:]) for length in range(len(PurePath(preferred).parts) + 1, len(ends) + 1))
    for name in chain([preferred], longer):
        if connection.scalar(select(documents.c.id).where(documents.c.name == name)) is None:
            return name
    return f"{source} {datetime.now(UTC).isoformat()}"


def _warnings(row: RowMapping) -> tuple[Message, ...]:
    """Give the messages that a row holds, mere sentences where an earlier version wrote it."""
    return tuple(map(Message.from_dict, json.loads(row["warnings"])))


def _implied_status(expires: str, superseded_on: str | None, today: str) -> str:
    """Give what ended the validity of a document first; `superseded_on` is None where nothing replaces it."""
    is_expired = bool(expires) and expires < today
    if superseded_on is not None and superseded_on <= (expires if is_expired else today):
        return "superseded"
    return "expired" if is_expired else ""


@reads_rows
def entry_of(row: RowMapping, relations: Relations, fetched: Mapping[str, Fetch], today: str) -> DocumentSummary:
    """Give the list's entry that a row of the documents, with counts, holds; `fetched` is what `all_fetches` gives."""
    superseded_by = tuple(relations.superseded.get(row["id"], ()))
    superseded_on = relations.superseded_on.get(row["id"], "")
    implied = _implied_status(row["expires"], superseded_on if superseded_by else None, today)
    failures = [one.failure for one in [fetched.get(row["source"])] if one and one.failure]
    return DocumentSummary(
        id=row["id"], name=row["name"], **(_properties(row) | {"status": row["status"] or implied}), passages=row["passages"],
        characters=row["characters"], ingested=row["ingested"], source=row["source"], superseded_by=superseded_by,
        superseded_on=superseded_on,
        warnings=(*_warnings(row), *relations.warnings(row["id"]), *failures),
        counterpart=relations.counterparts.get(row["id"], 0),
        parted=tuple(relations.parted.get(row["id"], ())),
    )  # fmt: skip
