"""Documents that users removed are remembered, so that what was begun before does not bring them back."""

from alembic import op
from sqlalchemy import Column, Integer, String

from vectorstore.sql.migration import permanent_ids

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "removals",
        Column("id", Integer, primary_key=True),
        Column("source", String, nullable=False, unique=True),
        Column("sha256", String, nullable=False),
        **permanent_ids(),
    )
