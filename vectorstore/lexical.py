"""Which passages share words with a question: SQLite FTS5 with BM25, in the library's own file and transactions."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from vectorstore.passage import Passage
from vectorstore.words import telling_words, words

CREATE_LEXICAL_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS lexical USING fts5(title, heading, body, tokenize = 'unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS lexical_words USING fts5vocab(lexical, row)",
)
_WEIGHTS = "1.0, 0.5, 1.0"  # of title, heading and body


def index_words(connection: Connection, title: str, passages: Iterable[Passage]) -> None:
    """Add stored `passages` of one document to the index."""
    title_words = " ".join(words(title))
    rows = [
        {"id": passage.id, "title": title_words, "heading": " ".join(words(passage.heading)), "body": " ".join(words(passage.text))}
        for passage in passages
    ]
    if rows:
        connection.execute(text("INSERT INTO lexical (rowid, title, heading, body) VALUES (:id, :title, :heading, :body)"), rows)


def forget_words(connection: Connection, document_id: int) -> None:
    """Take the passages of one document out of the index; to be called before they leave the library."""
    chosen = "SELECT id FROM passages WHERE document_id = :document_id"
    connection.execute(text(f"DELETE FROM lexical WHERE rowid IN ({chosen})"), {"document_id": document_id})


def find_words(connection: Connection, question: str, most: int) -> dict[int, float]:
    """Give the ids of the passages that share telling words with `question`, and their BM25 weight, best first.

    Only quoted words reach the MATCH expression, so a question in FTS5's own syntax is a question like any other.
    """
    quoted = " OR ".join(f'"{word}"' for word in telling_words(question))
    if not quoted:
        return {}
    found = connection.execute(
        text(
            f"SELECT rowid, -bm25(lexical, {_WEIGHTS}) AS weight FROM lexical WHERE lexical MATCH :match ORDER BY weight DESC LIMIT :most"
        ),
        {"match": quoted, "most": most},
    )
    return {int(row[0]): float(row[1]) for row in found}


def count_holding(connection: Connection, sought: Iterable[str]) -> dict[str, int]:
    """Count the passages that hold each of the words `sought`, in text, heading or title."""
    counted = text("SELECT doc FROM lexical_words WHERE term = :word")
    return {word: int(connection.scalar(counted, {"word": word}) or 0) for word in sought}
