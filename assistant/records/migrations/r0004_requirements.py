"""Who a requirement is assigned to, what changed in its mark, what an editor corrected, and tokens of calendars."""

from alembic import op
from sqlalchemy import Column, Integer, String, Text

from vectorstore.sql.migration import add_columns, permanent_ids

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column and make the tables; of earlier marks no history is known."""
    add_columns("marks", Column("assignee", String, nullable=False, server_default=""))
    op.create_table(
        "mark_changes",
        Column("id", Integer, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("requirement", "at", "user", "what")),
        *(Column(name, Text, nullable=False) for name in ("before", "after")),
        if_not_exists=True,
        **permanent_ids(),
    )
    op.create_index("ix_mark_changes_requirement", "mark_changes", ["requirement"], if_not_exists=True)
    op.create_table(
        "corrections",
        Column("requirement", String, primary_key=True),
        Column("document", String, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("quote", "corrected", "read")),
        *(Column(name, String, nullable=False) for name in ("name", "at")),
        if_not_exists=True,
    )
    op.create_table(
        "calendar_tokens",
        Column("token", String, primary_key=True),
        Column("user", String, nullable=False, unique=True),
        Column("created", String, nullable=False),
        if_not_exists=True,
    )
