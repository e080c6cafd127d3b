"""The keys with which programs ask as a user."""

from alembic import op
from sqlalchemy import Column, ForeignKey, String

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "api_keys",
        Column("key", String, primary_key=True),
        Column("id", String, nullable=False, unique=True),
        Column("user", String, ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
        *(Column(name, String, nullable=False) for name in ("label", "role", "created", "used")),
        if_not_exists=True,
    )
