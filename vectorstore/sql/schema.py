"""The tables of `library.db`, the one truth about the documents."""

from pathlib import Path

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, literal_column

from vectorstore.sql.database import create_tables
from vectorstore.sql.dialect import dialect_of
from vectorstore.sql.migration import History

ADDED_TO_REQUIREMENTS = ("quantifier", "condition", "recurrence", "rrule", "replaces", "replaced_by", "sentence")

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
    Column("recognised", Text, nullable=False, server_default="[]"),
    Column("warnings", Text, nullable=False),
    Column("ingested", String, nullable=False),
    Column("beside", Text, nullable=False, server_default=""),
    Column("repeals", Text, nullable=False, server_default="[]"),
    Column("alike", Text, nullable=False, server_default="[]"),
    Column("sketch", LargeBinary, nullable=False, server_default=""),
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
    Column("beside", LargeBinary),  # of the model beside the embedder, none where there is none or it does not know the script
)
counterparts = Table(
    "counterparts",
    tables,
    Column("source", String, primary_key=True),
    Column("other", String, primary_key=True),  # the greater of the two sources
    Column("parted", Integer, nullable=False, server_default="0"),  # whether whoever keeps the documents said that they are not
)
fetches = Table(
    "fetches",
    tables,
    Column("source", String, primary_key=True),
    *(Column(name, String, nullable=False) for name in ("at", "landed", "etag", "modified")),
    Column("failure", Text, nullable=False),
)
removals = Table(
    "removals",
    tables,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False, unique=True),
    Column("sha256", String, nullable=False),
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
    Column("body_as_written", String, nullable=False),
    Column("deadline", String, nullable=False),
    Column("deadline_text", String, nullable=False),
    Column("targets", Text, nullable=False),
    Column("theme", String, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("search_text", Text, nullable=False),
    *(Column(name, Text, nullable=False, server_default="") for name in ADDED_TO_REQUIREMENTS),
    Index("requirements_of_document", "document_id", "start"),
)
for _ordered in (requirements.c.deadline, requirements.c.body, requirements.c.theme):
    _last = _ordered == literal_column("''")  # what has none
    Index(f"requirements_by_{_ordered.name}", _last, _ordered, requirements.c.document_id, requirements.c.start)
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


def _create(connection: Connection) -> None:
    create_tables(connection, tables)
    dialect_of(connection).full_text.create(connection)


HISTORY = History(Path(__file__).with_name("migrations") / "versions", "0011", tables, _create, "schema")
