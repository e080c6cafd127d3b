"""Which passages share words with a question: SQLite FTS5 with BM25, in the library's own file and transactions."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from language.tokens import words
from vectorstore.passage import Passage

CREATE_LEXICAL_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS lexical USING fts5(title, heading, body, tokenize = 'unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS lexical_words USING fts5vocab(lexical, row)",
)
_ADD = text("INSERT INTO lexical (rowid, title, heading, body) VALUES (:id, :title, :heading, :body)")
_WITHIN = "SELECT id FROM passages WHERE document_id IN (SELECT value FROM json_each(:documents))"
_WEIGHTS = "1.0, 0.5, 1.0"  # of title, heading and body


def index_words(connection: Connection, title: str, passages: Iterable[Passage]) -> None:
    """Add stored `passages` of one document to the index."""
    title_words = " ".join(words(title))
    rows = [_row(passage.id, title_words, passage.heading, passage.text) for passage in passages]
    if rows:
        connection.execute(_ADD, rows)


def _row(id: int, title_words: str, heading: str, body: str) -> dict[str, Any]:
    return {"id": id, "title": title_words, "heading": " ".join(words(heading)), "body": " ".join(words(body))}


def index_anew(connection: Connection, stored: Iterable[RowMapping]) -> None:
    """Build the index of the `stored` passages, each with its id, title, heading and text, in place of the one there is."""
    connection.execute(text("DELETE FROM lexical"))
    for row in stored:
        connection.execute(_ADD, _row(row["id"], " ".join(words(row["title"])), row["heading"], row["text"]))


def forget_words(connection: Connection, document_id: int) -> None:
    """Take the passages of one document out of the index; to be called before they leave the library."""
    chosen = "SELECT id FROM passages WHERE document_id = :document_id"
    connection.execute(text(f"DELETE FROM lexical WHERE rowid IN ({chosen})"), {"document_id": document_id})


def find_words(connection: Connection, sought: Iterable[str], most: int, documents: Iterable[int] | None = None) -> dict[int, float]:
    """Give the ids of the passages that hold words of `sought`, and their BM25 weight, best first.

    Only passages of `documents` are found, of all where it is None. Only quoted words reach the MATCH expression, so a
    question in FTS5's own syntax is a question like any other.
    """
    quoted = " OR ".join(f'"{word}"' for word in sought)
    if not quoted:
        return {}
    within = "" if documents is None else f"AND +rowid IN ({_WITHIN})"  # without “+” SQLite runs the MATCH once for each rowid
    found = connection.execute(
        text(
            f"SELECT rowid, -bm25(lexical, {_WEIGHTS}) AS weight FROM lexical WHERE lexical MATCH :match {within} "
            "ORDER BY weight DESC LIMIT :most"
        ),
        {"match": quoted, "most": most} | ({} if documents is None else {"documents": json.dumps(list(documents))}),
    )
    return {int(row[0]): float(row[1]) for row in found}


def indexed_words(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """Give the indexed words of passages, those of title, heading and text in order, each with a space on both sides."""
    chosen = text("SELECT rowid, title, heading, body FROM lexical WHERE rowid IN (SELECT value FROM json_each(:ids))")
    rows = connection.execute(chosen, {"ids": json.dumps(list(ids))})
    return {int(row[0]): f" {row[1]}  {row[2]}  {row[3]} " for row in rows}


def document_frequency(connection: Connection, word: str) -> int:
    """Count the passages that hold `word` in text, heading or title."""
    return int(connection.scalar(text("SELECT doc FROM lexical_words WHERE term = :word"), {"word": word}) or 0)
