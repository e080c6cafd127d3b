"""Users, conversations, the log and removed documents."""

from alembic import op
from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, String, Text

from vectorstore.sql.migration import permanent_ids

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _create_users()
    _create_conversations()
    op.create_table(
        "audit",
        Column("id", Integer, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("at", "user", "action")),
        Column("what", Text, nullable=False),
        if_not_exists=True,
        **permanent_ids(),
    )
    op.create_index("ix_audit_at", "audit", ["at"], if_not_exists=True)
    op.create_table(
        "removed",
        Column("id", Integer, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("name", "title", "source", "sha256")),
        Column("original", LargeBinary, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("beside", "properties")),
        *(Column(name, String, nullable=False) for name in ("user", "at")),
        if_not_exists=True,
        **permanent_ids(),
    )


def _create_users() -> None:
    op.create_table(
        "users",
        Column("name", String, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("password", "role", "created")),
        if_not_exists=True,
    )
    op.create_table(
        "failures",
        Column("name", String, primary_key=True),
        Column("tries", Integer, nullable=False),
        Column("until", Float, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "sessions",
        Column("token", String, primary_key=True),
        Column("user", String, ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
        Column("expires", Float, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_sessions_user", "sessions", ["user"], if_not_exists=True)


def _create_conversations() -> None:
    op.create_table(
        "conversations",
        Column("id", String, primary_key=True),
        *(Column(name, String, nullable=False) for name in ("user", "title")),
        Column("sought", Text, nullable=False),
        Column("changed", String, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "turns",
        Column("id", Integer, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
        *(Column(name, Text, nullable=False) for name in ("question", "answer")),
        *(Column(name, String, nullable=False) for name in ("outcome", "mode")),
        Column("seconds", Float, nullable=False),
        Column("asked", String, nullable=False),
        *(Column(name, String, nullable=False, server_default="") for name in ("rating", "reasons")),
        Column("remark", Text, nullable=False, server_default=""),
        Column("saved_time", String, nullable=False, server_default=""),
        if_not_exists=True,
        **permanent_ids(),
    )
    for name in ("conversation", "asked"):
        op.create_index(f"ix_turns_{name}", "turns", [name], if_not_exists=True)
