"""The tables of `library.db`, the one truth about the documents."""

from sqlalchemy import Column, Engine, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from vectorstore.lexical import CREATE_LEXICAL_INDEX

SCHEMA_VERSION = "1"

tables = MetaData()
facts = Table("facts", tables, Column("key", String, primary_key=True), Column("value", String, nullable=False))
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
    Column("issued", String, nullable=False),
    Column("language", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("sections", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("ingested", String, nullable=False),
    sqlite_autoincrement=True,
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


def connect(path: str) -> Engine:
    """Open the SQLite database at `path`: readers beside one writer, foreign keys kept; its tables made where missing."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "trusted_schema = OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    with engine.begin() as connection:
        tables.create_all(connection)
        for statement in CREATE_LEXICAL_INDEX:
            connection.exec_driver_sql(statement)
    return engine
