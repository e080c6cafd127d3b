"""Documents know where the lines stand that were recognised in pictures of pages."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column, empty: what was recognised before has no places until its file is ingested again."""
    op.add_column("documents", Column("recognised", Text, nullable=False, server_default="[]"))
