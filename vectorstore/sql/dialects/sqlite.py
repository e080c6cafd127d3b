"""SQLite: one file, readers beside one writer, FTS5 for words."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from vectorstore.errors import Fault
from vectorstore.sql.dialect import Address, Dialect, PassageWords

_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "trusted_schema = OFF")
_LAST_CHARACTER = chr(sys.maxunicode)
_WAIT = 10  # seconds for another process that writes


def open_sqlite(address: Address) -> Engine:
    """Open the file at `address`, made where missing."""
    # sqlite3 by itself would begin a transaction only before the first row that changes, and none for a change of tables
    # who reads never waits for a connection, however many wait to write
    engine = create_engine(f"sqlite:///{address.file}", connect_args={"timeout": _WAIT, "isolation_level": None}, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def fault_of(error: DatabaseError) -> Fault:
    """Say what an error means, by the words of SQLite's messages."""
    reason = str(error.orig)
    if "full" in reason:
        return Fault.FULL
    if "locked" in reason or "busy" in reason:
        return Fault.BUSY
    if "readonly" in reason or "unable to open" in reason:
        return Fault.NOT_WRITABLE
    return Fault.DAMAGED if "malformed" in reason or "not a database" in reason else Fault.OTHER


def new_ids(connection: Connection, table: str, count: int) -> Sequence[int]:
    """Give the ids after the highest that `table` ever had."""
    last = last_id(connection, table)
    return range(last + 1, last + 1 + count)


def last_id(connection: Connection, table: str) -> int:
    """Give the highest id that `table` ever had."""
    return int(connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table}) or 0)


def count_on(connection: Connection, table: str, last: int) -> None:
    """Let `table` give no id up to `last`."""
    if last > last_id(connection, table):
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), {"name": table, "seq": last})


def damage_in(connection: Connection) -> str:
    """Say what is damaged, empty where the database is whole."""
    said = list(connection.scalars(text("PRAGMA integrity_check(3)")))
    if said != ["ok"]:
        return "; ".join(said)
    return "a row refers to none" if connection.execute(text("PRAGMA foreign_key_check")).first() else ""


class Fts5:
    """The words of passages in a table of FTS5, weighed by its BM25."""

    _TABLES = (
        "CREATE VIRTUAL TABLE IF NOT EXISTS lexical USING fts5(title, heading, body, tokenize = 'unicode61')",
        "CREATE VIRTUAL TABLE IF NOT EXISTS lexical_words USING fts5vocab(lexical, row)",
    )
    _ADD = "INSERT INTO lexical (rowid, title, heading, body) VALUES (:id, :title, :heading, :body)"
    _WITHIN = "SELECT id FROM passages WHERE document_id IN (SELECT value FROM json_each(:documents))"
    _WEIGHTS = "1.0, 0.5, 1.0"  # of title, heading and body

    def create(self, connection: Connection) -> None:
        for statement in self._TABLES:
            connection.exec_driver_sql(statement)

    def add(self, connection: Connection, rows: Sequence[PassageWords]) -> None:
        if rows:
            connection.execute(text(self._ADD), [asdict(row) for row in rows])

    def renew(self, connection: Connection) -> None:
        try:
            connection.exec_driver_sql("DROP TABLE IF EXISTS lexical_words")
            connection.exec_driver_sql("DROP TABLE IF EXISTS lexical")
        except DatabaseError:  # FTS5 cannot even take its tables down
            connection.exec_driver_sql("PRAGMA writable_schema = ON")
            connection.exec_driver_sql("DELETE FROM sqlite_master WHERE name IN ('lexical', 'lexical_words')")
            connection.exec_driver_sql("PRAGMA writable_schema = RESET")
            for part in ("data", "idx", "content", "docsize", "config"):
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS lexical_{part}")
        self.create(connection)

    def is_sound(self, connection: Connection, thorough: bool) -> bool:
        held = "SELECT (SELECT count(*) FROM passages) = (SELECT count(*) FROM lexical_docsize)"
        each = f"{held} AND NOT EXISTS (SELECT id FROM passages EXCEPT SELECT id FROM lexical_docsize)"
        try:
            connection.execute(text("SELECT rowid FROM lexical WHERE lexical MATCH 'a'")).first()
            connection.execute(text("SELECT doc FROM lexical_words WHERE term = 'a'")).first()
            if thorough:
                connection.execute(text("INSERT INTO lexical (lexical) VALUES ('integrity-check')"))
            return bool(connection.scalar(text(each if thorough else held)))
        except DatabaseError as error:
            return fault_of(error) in (Fault.FULL, Fault.NOT_WRITABLE)

    def forget(self, connection: Connection, document_id: int) -> None:
        chosen = "SELECT id FROM passages WHERE document_id = :document_id"
        connection.execute(text(f"DELETE FROM lexical WHERE rowid IN ({chosen})"), {"document_id": document_id})

    def find(self, connection: Connection, words: Sequence[str], most: int, documents: Sequence[int] | None) -> dict[int, float]:
        """As FullTextIndex says. Only quoted words reach the MATCH expression, so a question in FTS5's own syntax is one like any other."""
        quoted = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
        if not quoted:
            return {}
        within = "" if documents is None else f"AND +rowid IN ({self._WITHIN})"  # without “+” the MATCH is run once for each rowid
        found = connection.execute(
            text(
                f"SELECT rowid, -bm25(lexical, {self._WEIGHTS}) AS weight FROM lexical WHERE lexical MATCH :match {within} "
                "ORDER BY weight DESC LIMIT :most"
            ),
            {"match": quoted, "most": most} | ({} if documents is None else {"documents": json.dumps(documents)}),
        )
        return {int(row[0]): float(row[1]) for row in found}

    def words_of(self, connection: Connection, ids: Sequence[int]) -> list[PassageWords]:
        chosen = text("SELECT rowid, title, heading, body FROM lexical WHERE rowid IN (SELECT value FROM json_each(:ids))")
        return [PassageWords(*row) for row in connection.execute(chosen, {"ids": json.dumps(ids)})]

    def frequency(self, connection: Connection, word: str) -> int:
        return int(connection.scalar(text("SELECT doc FROM lexical_words WHERE term = :word"), {"word": word}) or 0)

    def words_beginning(self, connection: Connection, beginning: str) -> dict[str, int]:
        chosen = text("SELECT term, doc FROM lexical_words WHERE term >= :first AND term < :after")
        rows = connection.execute(chosen, {"first": beginning, "after": beginning + _LAST_CHARACTER})
        return {row.term: row.doc for row in rows}


DIALECT = Dialect(
    "sqlite", open_sqlite, Fts5(), new_ids, last_id, count_on, fault_of, damage_in, permanent_ids={"sqlite_autoincrement": True}
)
