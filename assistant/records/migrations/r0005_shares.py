"""Pinned conversations, an index by which a user's are listed, and links by which colleagues read them."""

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, false

from vectorstore.sql.migration import add_columns

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column and the index and make the table; no earlier conversation is pinned or shared."""
    add_columns("conversations", Column("pinned", Boolean, nullable=False, server_default=false()))
    op.create_index("ix_conversations_listed", "conversations", ["user", "pinned", "changed"], if_not_exists=True)
    op.create_table(
        "shares",
        Column("token", String, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
        *(Column(name, Integer, nullable=False) for name in ("first", "last")),
        *(Column(name, String, nullable=False) for name in ("user", "created")),
        if_not_exists=True,
    )
