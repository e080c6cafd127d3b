"""Passages have token vectors of a second model."""

from alembic import op
from sqlalchemy import Column, LargeBinary

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; what there is has none."""
    op.add_column("token_vectors", Column("beside", LargeBinary))
