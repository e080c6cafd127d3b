"""Which passages share words with a question; each dialect has an index of its own for it."""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection, RowMapping

from language.text.tokens import words
from vectorstore.passage import Passage
from vectorstore.sql.dialect import PassageWords, dialect_of

_BATCH = 1000


def index_words(connection: Connection, title: str, passages: Iterable[Passage]) -> None:
    """Add stored `passages` of one document to the index."""
    title_words = " ".join(words(title))
    rows = [_words(passage.id, title_words, passage.heading, passage.text) for passage in passages]
    dialect_of(connection).full_text.add(connection, rows)


def index_anew(connection: Connection, stored: Iterable[RowMapping]) -> None:
    """Build the index of the `stored` passages, each with its id, title, heading and text, in place of the one there is."""
    index = dialect_of(connection).full_text
    index.renew(connection)
    rows = iter(stored)
    while some := [_words_of(row) for row in islice(rows, _BATCH)]:
        index.add(connection, some)


def is_sound(connection: Connection, thorough: bool) -> bool:
    """Say whether the index holds each passage, and where `thorough` agrees with itself."""
    return dialect_of(connection).full_text.is_sound(connection, thorough)


def holds(connection: Connection, stored: Sequence[RowMapping]) -> bool:
    """Say whether the index holds the words of the `stored` passages, as `index_anew` takes them."""
    words = {row.id: row for row in dialect_of(connection).full_text.words_of(connection, [row["id"] for row in stored])}
    return all(words.get(row["id"]) == _words_of(row) for row in stored)


def forget_words(connection: Connection, document_id: int) -> None:
    """Take the passages of one document out of the index; to be called before they leave the library."""
    dialect_of(connection).full_text.forget(connection, document_id)


def find_words(connection: Connection, question: Iterable[str], most: int, documents: Iterable[int] | None = None) -> dict[int, float]:
    """Give the ids of the passages that hold words of `question`, and their BM25 weight, best first.

    Only passages of `documents` are found, of all where it is None.
    """
    among = None if documents is None else list(documents)
    return dialect_of(connection).full_text.find(connection, list(question), most, among)


def indexed_words(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """Give the indexed words of passages, those of title, heading and text in order, each with a space on both sides; of one that is
    not indexed none."""
    rows = dialect_of(connection).full_text.words_of(connection, list(ids))
    return dict.fromkeys(ids, "") | {row.id: f" {row.title}  {row.heading}  {row.body} " for row in rows}


def document_frequency(connection: Connection, word: str) -> int:
    """Count the passages that hold `word` in text, heading or title."""
    return dialect_of(connection).full_text.frequency(connection, word)


def words_beginning(connection: Connection, beginning: str) -> dict[str, int]:
    """Give the indexed words that begin so, and how many passages hold each in text, heading or title."""
    return dialect_of(connection).full_text.words_beginning(connection, beginning)


def _words(id: int, title_words: str, heading: str, body: str) -> PassageWords:
    return PassageWords(id, title_words, " ".join(words(heading)), " ".join(words(body)))


def _words_of(row: RowMapping) -> PassageWords:
    return _words(row["id"], " ".join(words(row["title"])), row["heading"], row["text"])
