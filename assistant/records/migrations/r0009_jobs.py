"""Files that wait for workers or are read by one."""

from alembic import op
from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, String, Text, false

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "jobs",
        Column("id", Integer, primary_key=True),
        Column("name", Text, nullable=False),
        *(Column(name, String, nullable=False, index=True) for name in ("user", "state")),
        *(Column(name, Text, nullable=False) for name in ("messages", "task")),
        Column("sha256", String, nullable=False),
        *(Column(name, Integer, nullable=False) for name in ("size", "passages")),
        Column("changed", Integer, nullable=False, index=True),
        *(Column(name, Float, nullable=False) for name in ("share", "added", "began")),
        Column("is_stopped", Boolean, nullable=False, server_default=false()),
        Column("original", LargeBinary),
        if_not_exists=True,
    )
