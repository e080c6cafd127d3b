"""Whether the database is what it was: its words, and its passages, which stand in the texts of their documents."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, inspect, select

from vectorstore.sql.database import Database
from vectorstore.sql.dialect import dialect_of
from vectorstore.sql.full_text import holds, index_anew, is_sound
from vectorstore.sql.schema import documents, passages, tables

_QUICK = 5_000  # passages up to which the words are compared with each other at every start
_BATCH = 1000
_INDEXED = select(passages.c.id, documents.c.title, passages.c.heading, passages.c.text).join(documents).order_by(passages.c.id)


def lacking_tables(connection: Connection) -> list[str]:
    """Name the tables that there should be and are not."""
    return sorted(tables.tables.keys() - set(inspect(connection).get_table_names()))


def damage_in(connection: Connection) -> str:
    """Say what is damaged in the database as such, empty where it is whole; its time grows with the database."""
    return dialect_of(connection).damage_in(connection)


def damaged_documents(connection: Connection) -> list[str]:
    """Name the documents that are not whole: passages that do not stand where they say, or none of what was counted."""
    damaged = []
    own = select(passages.c.start, passages.c.end, passages.c.text)
    for id, name in connection.execute(select(documents.c.id, documents.c.name)).all():
        text = connection.scalar(select(documents.c.text).where(documents.c.id == id)) or ""
        rows = connection.execute(own.where(passages.c.document_id == id)).all()
        if not rows or any(text[row.start : row.end] != row.text for row in rows):
            damaged.append(name)
    return damaged


def mend_words(database: Database, thorough: bool) -> bool:
    """Compare the index of words with the passages, all of them where `thorough`; where it differs, build it anew and give False."""
    with database.writing() as connection:
        count = connection.scalar(select(func.count()).select_from(passages)) or 0
        if is_sound(connection, thorough or count <= _QUICK) and not (thorough and not _all_held(connection)):
            return True
    with database.writing() as connection:  # another transaction: what failed in the first still holds the tables
        index_anew(connection, connection.execute(_INDEXED).mappings().all())
    return False


def _all_held(connection: Connection) -> bool:
    parts: list[Sequence[RowMapping]] = list(connection.execute(_INDEXED).mappings().partitions(_BATCH))
    return all(holds(connection, some) for some in parts)
