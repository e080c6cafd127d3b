"""The tables of `records.db`."""

from pathlib import Path

from sqlalchemy import Boolean, Column, Connection, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, false

from vectorstore.sql.database import create_tables
from vectorstore.sql.migration import History

tables = MetaData()
facts = Table("facts", tables, Column("key", String, primary_key=True), Column("value", String, nullable=False))
marks = Table(
    "marks",
    tables,
    Column("requirement", String, primary_key=True),
    Column("document", String, nullable=False, index=True),
    Column("quote", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("name", String, nullable=False),
    Column("at", String, nullable=False),
    Column("assignee", String, nullable=False, server_default=""),
)
changes = Table(
    "changes",
    tables,
    Column("id", Integer, primary_key=True),
    Column("subject", String, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("user", String, nullable=False),
    Column("what", String, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)
corrections = Table(
    "corrections",
    tables,
    Column("requirement", String, primary_key=True),
    Column("document", String, nullable=False),
    Column("quote", Text, nullable=False),
    Column("corrected", Text, nullable=False),
    Column("read", Text, nullable=False),  # what the program reads of the text, which comes back when the correction is undone
    Column("name", String, nullable=False),
    Column("at", String, nullable=False),
)
calendar_tokens = Table(
    "calendar_tokens",
    tables,
    Column("token", String, primary_key=True),
    Column("user", String, nullable=False, unique=True),
    Column("created", String, nullable=False),
)
learned = Table(
    "learned",
    tables,
    Column("user", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("value", String, nullable=False),
)
users = Table(
    "users",
    tables,
    Column("name", String, primary_key=True),
    Column("password", String, nullable=False),
    Column("role", String, nullable=False),
    Column("created", String, nullable=False),
)
failures = Table(
    "failures",
    tables,
    Column("name", String, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("until", Float, nullable=False),
)
sessions = Table(
    "sessions",
    tables,
    Column("token", String, primary_key=True),
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires", Float, nullable=False),
)
api_keys = Table(
    "api_keys",
    tables,
    Column("key", String, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("label", String, nullable=False),
    Column("role", String, nullable=False),
    Column("created", String, nullable=False),
    Column("used", String, nullable=False),
)
conversations = Table(
    "conversations",
    tables,
    Column("id", String, primary_key=True),
    Column("user", String, nullable=False),
    Column("title", String, nullable=False),
    Column("sought", Text, nullable=False),
    Column("changed", String, nullable=False),
    Column("pinned", Boolean, nullable=False, server_default=false()),
    Index("ix_conversations_listed", "user", "pinned", "changed"),
)
shares = Table(
    "shares",
    tables,
    Column("token", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("user", String, nullable=False),
    Column("created", String, nullable=False),
)
turns = Table(
    "turns",
    tables,
    Column("id", Integer, primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("outcome", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("asked", String, nullable=False, index=True),
    Column("rating", String, nullable=False, server_default=""),
    Column("reasons", String, nullable=False, server_default=""),
    Column("remark", Text, nullable=False, server_default=""),
    Column("saved_time", String, nullable=False, server_default=""),
)
audit = Table(
    "audit",
    tables,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False, index=True),
    Column("user", String, nullable=False),
    Column("action", String, nullable=False),
    Column("what", Text, nullable=False),
)
removed = Table(
    "removed",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("source", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("original", LargeBinary, nullable=False),
    Column("beside", Text, nullable=False),
    Column("properties", Text, nullable=False),
    Column("user", String, nullable=False),
    Column("at", String, nullable=False),
)
collections = Table(
    "collections",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("created", String, nullable=False),
)
collection_documents = Table(
    "collection_documents",
    tables,
    Column("collection", ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    Column("document", String, primary_key=True),
)
jobs = Table(
    "jobs",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("user", String, nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("messages", Text, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("share", Float, nullable=False),
    Column("added", Float, nullable=False),  # seconds since 1970
    Column("began", Float, nullable=False),
    Column("changed", Integer, nullable=False, index=True),  # a number that grows at each change of a job
    Column("is_stopped", Boolean, nullable=False, server_default=false()),
    Column("task", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("original", LargeBinary),
)
counted = Table(
    "counted",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("second", Integer, nullable=False, index=True),  # since 1970
)


def _create(connection: Connection) -> None:
    create_tables(connection, tables)


HISTORY = History(Path(__file__).with_name("migrations"), "0010", tables, _create, "version")
