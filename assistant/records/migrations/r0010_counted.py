"""Questions and other requests of the last minute."""

from alembic import op
from sqlalchemy import Column, Integer, String

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "counted",
        Column("id", Integer, primary_key=True),
        Column("name", String, nullable=False, index=True),
        Column("second", Integer, nullable=False, index=True),
        if_not_exists=True,
    )
