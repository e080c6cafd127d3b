"""The tables of `library.db`, the one truth about the documents."""

from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
    text,
    update,
)

from vectorstore.sql.database import open_sqlite
from vectorstore.sql.full_text import CREATE_LEXICAL_INDEX, index_anew

SCHEMA_VERSION = "4"

tables = MetaData()
metadata = Table("facts", tables, Column("key", String, primary_key=True), Column("value", String, nullable=False))
documents = Table(
    "documents",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("source", String, nullable=False, unique=True),
    Column("sha256", String, nullable=False),
    Column("original", LargeBinary, nullable=False),
    Column("title", String, nullable=False),
    Column("issuer", String, nullable=False),
    Column("number", String, nullable=False, server_default=""),
    Column("issued", String, nullable=False),
    Column("effective", String, nullable=False, server_default=""),
    Column("expires", String, nullable=False, server_default=""),
    Column("language", String, nullable=False),
    Column("status", String, nullable=False, server_default=""),
    Column("text", Text, nullable=False),
    Column("sections", Text, nullable=False),
    Column("pages", Text, nullable=False, server_default="[]"),
    Column("scanned", Text, nullable=False, server_default="[]"),
    Column("warnings", Text, nullable=False),
    Column("ingested", String, nullable=False),
    Column("beside", Text, nullable=False, server_default=""),
    Column("repeals", Text, nullable=False, server_default="[]"),
    Column("alike", Text, nullable=False, server_default="[]"),
    Column("sketch", LargeBinary, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
stated = Table(
    "stated",
    tables,
    Column("source", String, primary_key=True),
    Column("property", String, primary_key=True),
    Column("value", String, nullable=False),
)
passages = Table(
    "passages",
    tables,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", String, nullable=False),
    Column("headings", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Index("passages_of_document", "document_id", "start"),
    sqlite_autoincrement=True,
)
abbreviations = Table(
    "abbreviations",
    tables,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("short", String, nullable=False),
    Column("long", String, nullable=False),
)
token_vectors = Table(
    "token_vectors",
    tables,
    Column("passage_id", ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("signs", LargeBinary, nullable=False),
)
requirements = Table(
    "requirements",
    tables,
    Column("id", String, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("modality", String, nullable=False),
    Column("action", Text, nullable=False),
    Column("body", String, nullable=False),
    Column("named", String, nullable=False),
    Column("deadline", String, nullable=False),
    Column("deadline_text", String, nullable=False),
    Column("targets", Text, nullable=False),
    Column("theme", String, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("sought", Text, nullable=False),
    Index("requirements_of_document", "document_id", "start"),
    *(Index(f"requirements_by_{name}", text(f"{name} = ''"), name, "document_id", "start") for name in ("deadline", "body", "theme")),
)
terms = Table(
    "terms",
    tables,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("key", String, nullable=False, index=True),
    Column("term", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("explains", Integer, nullable=False),
    Column("quote", Text, nullable=False),
)


_LATER: dict[str, tuple[str, ...]] = {
    "1": ("number", "effective", "expires", "status", "pages", "scanned", "beside", "repeals", "alike", "sketch"),
    "2": (),
    "3": (),
}  # columns that a format lacks


def brought_up(connection: Connection, version: str) -> bool:
    """Bring the tables of an older format to this one, documents kept; say whether that format is known.

    What older formats lack of a document comes when it is next ingested: its file counts as changed.
    Columns that an interrupted run added are kept: sqlite3 commits each ALTER TABLE at once.
    """
    if version not in _LATER:
        return False
    present = {column["name"] for column in inspect(connection).get_columns("documents")}
    for name in (name for name in _LATER[version] if name not in present):
        column = documents.c[name]
        default = "[]" if name in ("pages", "scanned", "repeals", "alike") else ""
        connection.exec_driver_sql(f"ALTER TABLE documents ADD COLUMN {name} {column.type} NOT NULL DEFAULT '{default}'")
    connection.execute(update(documents).values(sha256=""))
    chosen = select(passages.c.id, documents.c.title, passages.c.heading, passages.c.text).join(documents)
    index_anew(connection, list(connection.execute(chosen).mappings()))
    return True


def connect(path: Path) -> Engine:
    """Open the database at `path`, its tables made where missing."""
    engine = open_sqlite(path)
    with engine.begin() as connection:
        tables.create_all(connection)
        for statement in CREATE_LEXICAL_INDEX:
            connection.exec_driver_sql(statement)
    return engine
