"""The words of passages in PostgreSQL: a row for each word of each passage, weighed by BM25 as in other databases."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from vectorstore.sql.dialect import PassageWords

_TITLE, _HEADING, _BODY = 1.0, 0.5, 1.0  # weights of words
_K1, _B = 1.2, 0.75
_LEAST = 1e-6  # the weight of a word that stands in more than half of the passages
_LAST_CHARACTER = "\U0010ffff"
_TABLES = ("lexical", "lexical_words", "lexical_postings", "lexical_totals")


class Postings:
    """Postings, which the index over them holds whole, so that the table is not read; a full-text index of the server, over tsvector, is
    smaller, but knows neither how many passages hold a word nor the words that begin so, and BM25 must be reckoned from whole passages."""

    _CREATE = (
        "CREATE TABLE lexical "
        "(id integer PRIMARY KEY, title text NOT NULL, heading text NOT NULL, body text NOT NULL, size integer NOT NULL)",
        "CREATE TABLE lexical_words "
        '(id serial PRIMARY KEY, word text COLLATE "C" NOT NULL UNIQUE, passages integer NOT NULL) WITH (fillfactor = 70)',
        "CREATE TABLE lexical_postings (word integer, passage integer, weight real NOT NULL, size integer NOT NULL, "
        "PRIMARY KEY (word, passage) INCLUDE (weight, size))",
        "CREATE TABLE lexical_totals (passages bigint NOT NULL, size bigint NOT NULL)",
        "INSERT INTO lexical_totals VALUES (0, 0)",
    )
    _ADD = "INSERT INTO lexical (id, title, heading, body, size) VALUES (:id, :title, :heading, :body, :size)"
    _NEW_WORDS = """
        INSERT INTO lexical_words (word, passages) SELECT word, 0 FROM unnest(CAST(:words AS text[])) AS new (word)
        WHERE NOT EXISTS (SELECT FROM lexical_words AS known WHERE known.word = new.word)"""
    _COUNT = """
        UPDATE lexical_words SET passages = passages + more
        FROM unnest(CAST(:words AS text[]), CAST(:counts AS integer[])) AS new (held, more) WHERE word = held RETURNING word, id"""
    _POST = """
        INSERT INTO lexical_postings (word, passage, weight, size) SELECT * FROM
        unnest(CAST(:words AS integer[]), CAST(:passages AS integer[]), CAST(:weights AS real[]), CAST(:sizes AS integer[]))"""
    _TOTAL = "UPDATE lexical_totals SET passages = passages + :passages, size = size + :size"
    _FORGET = """
        WITH gone AS (
            DELETE FROM lexical_postings USING lexical_words AS known
            WHERE known.word = ANY(CAST(:words AS text[])) AND lexical_postings.word = known.id AND passage = ANY(CAST(:ids AS integer[]))
            RETURNING known.id)
        UPDATE lexical_words SET passages = passages - less FROM (SELECT id, count(*) AS less FROM gone GROUP BY id) AS counted
        WHERE lexical_words.id = counted.id"""
    _ASKED = """
        SELECT id, greatest(ln((total - passages + 0.5) / (passages + 0.5)), :least) AS rarity, total, total_size FROM lexical_words,
        (SELECT CAST(passages AS double precision) AS total, CAST(size AS double precision) AS total_size FROM lexical_totals) AS totals
        WHERE word = ANY(CAST(:words AS text[]))"""
    _FIND = """
        SELECT passage, sum(rarity * weight * (:k1 + 1) / (weight + :least_length + :length * size)) AS score
        FROM unnest(CAST(:words AS integer[]), CAST(:rarities AS double precision[])) AS asked (id, rarity)
        JOIN lexical_postings ON word = asked.id {within} GROUP BY passage ORDER BY score DESC, passage LIMIT :most"""
    _WITHIN = "WHERE passage IN (SELECT id FROM passages WHERE document_id = ANY(CAST(:documents AS integer[])))"

    def create(self, connection: Connection) -> None:
        for statement in self._CREATE:
            connection.exec_driver_sql(statement)

    def add(self, connection: Connection, rows: Sequence[PassageWords]) -> None:
        if not rows:
            return
        held = {row.id: _weights(row) for row in rows}
        sizes = {row.id: sum(len(words.split()) for words in (row.title, row.heading, row.body)) for row in rows}
        connection.execute(text(self._ADD), [asdict(row) | {"size": sizes[row.id]} for row in rows])
        counts = Counter(word for weights in held.values() for word in weights)
        connection.execute(text(self._NEW_WORDS), {"words": list(counts)})
        counted = connection.execute(text(self._COUNT), {"words": list(counts), "counts": list(counts.values())})
        ids = {row.word: row.id for row in counted}
        postings = [(ids[word], id, weight, sizes[id]) for id, weights in held.items() for word, weight in weights.items()]
        if postings:
            columns = map(list, zip(*postings, strict=True))
            connection.execute(text(self._POST), dict(zip(("words", "passages", "weights", "sizes"), columns, strict=True)))
        connection.execute(text(self._TOTAL), {"passages": len(rows), "size": sum(sizes.values())})

    def renew(self, connection: Connection) -> None:
        for table in _TABLES:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
        self.create(connection)

    def is_sound(self, connection: Connection, thorough: bool) -> bool:
        held = "SELECT (SELECT count(*) FROM passages) = (SELECT passages FROM lexical_totals)"
        each = (
            "SELECT NOT EXISTS (SELECT id FROM passages EXCEPT SELECT id FROM lexical) "
            "AND (SELECT count(*) FROM lexical_postings) = (SELECT coalesce(sum(passages), 0) FROM lexical_words)"
        )
        try:
            return all(connection.scalar(text(statement)) for statement in ((held, each) if thorough else (held,)))
        except DatabaseError:
            return False

    def forget(self, connection: Connection, document_id: int) -> None:
        chosen = text("SELECT id FROM passages WHERE document_id = :document_id")
        rows = self.words_of(connection, list(connection.scalars(chosen, {"document_id": document_id})))
        if not rows:
            return
        words, ids = list({word for row in rows for word in _weights(row)}), [row.id for row in rows]
        connection.execute(text(self._FORGET), {"words": words, "ids": ids})
        connection.execute(text("DELETE FROM lexical_words WHERE passages = 0 AND word = ANY(CAST(:words AS text[]))"), {"words": words})
        gone = text("DELETE FROM lexical WHERE id = ANY(CAST(:ids AS integer[])) RETURNING size")
        sizes = list(connection.scalars(gone, {"ids": ids}))
        connection.execute(text(self._TOTAL), {"passages": -len(sizes), "size": -sum(sizes)})

    def find(self, connection: Connection, words: Sequence[str], most: int, documents: Sequence[int] | None) -> dict[int, float]:
        """As FullTextIndex says; the constants are those of FTS5, and so is the weight of a word that stands nearly everywhere."""
        asked = connection.execute(text(self._ASKED), {"words": list(words), "least": _LEAST}).all()
        if not asked:
            return {}
        found = connection.execute(
            text(self._FIND.format(within="" if documents is None else self._WITHIN)),
            {
                "words": [row.id for row in asked], "rarities": [row.rarity for row in asked], "most": most, "k1": _K1,
                "least_length": _K1 * (1 - _B), "length": _K1 * _B * asked[0].total / asked[0].total_size,
            } | ({} if documents is None else {"documents": list(documents)}),
        )  # fmt: skip
        return {int(row.passage): float(row.score) for row in found}

    def words_of(self, connection: Connection, ids: Sequence[int]) -> list[PassageWords]:
        chosen = text("SELECT id, title, heading, body FROM lexical WHERE id = ANY(CAST(:ids AS integer[]))")
        return [PassageWords(*row) for row in connection.execute(chosen, {"ids": list(ids)})]

    def frequency(self, connection: Connection, word: str) -> int:
        return int(connection.scalar(text("SELECT passages FROM lexical_words WHERE word = :word"), {"word": word}) or 0)

    def words_beginning(self, connection: Connection, beginning: str) -> dict[str, int]:
        chosen = text("SELECT word, passages FROM lexical_words WHERE word >= :first AND word < :after")
        rows = connection.execute(chosen, {"first": beginning, "after": beginning + _LAST_CHARACTER})
        return {row.word: row.passages for row in rows}


def _weights(row: PassageWords) -> dict[str, float]:
    """Count the words of a passage, each by the weight of where it stands."""
    found = defaultdict[str, float](float)
    for words, weight in ((row.title, _TITLE), (row.heading, _HEADING), (row.body, _BODY)):
        for word in words.split():
            found[word] += weight
    return found
