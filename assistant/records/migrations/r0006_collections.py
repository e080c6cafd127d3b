"""Collections of documents that administrators keep."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, String

from vectorstore.sql.migration import permanent_ids

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "collections",
        Column("id", Integer, primary_key=True),
        Column("name", String, nullable=False, unique=True),
        Column("created", String, nullable=False),
        if_not_exists=True,
        **permanent_ids(),
    )
    op.create_table(
        "collection_documents",
        Column("collection", Integer, ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
        Column("document", String, primary_key=True),
        if_not_exists=True,
    )
