"""Passages have token vectors; documents explain abbreviations, repeal others and can be nearly the same as others."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Text

from vectorstore.sql.migration import add_columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Give documents what earlier ones lack as empty, until they are read again."""
    lists = (Column(name, Text, nullable=False, server_default="[]") for name in ("repeals", "alike"))
    add_columns("documents", *lists, Column("sketch", LargeBinary, nullable=False, server_default=""))
    op.create_table(
        "abbreviations",
        Column("document_id", Integer, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
        Column("short", String, nullable=False),
        Column("long", String, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_abbreviations_document_id", "abbreviations", ["document_id"], if_not_exists=True)
    op.create_table(
        "token_vectors",
        Column("passage_id", Integer, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
        Column("signs", LargeBinary, nullable=False),
        if_not_exists=True,
    )
