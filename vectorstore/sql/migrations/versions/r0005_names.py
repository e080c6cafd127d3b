"""Columns of requirements have the names of what they hold; there is an index for each order."""

from alembic import op
from sqlalchemy import text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Rename the columns; make the indexes that 0.5.0 made only in new libraries."""
    op.alter_column("requirements", "named", new_column_name="body_as_written")
    op.alter_column("requirements", "sought", new_column_name="search_text")
    for name in ("deadline", "body", "theme"):
        op.drop_index(f"ix_requirements_{name}", if_exists=True)
        columns = [text(f"{name} = ''"), name, "document_id", "start"]
        op.create_index(f"requirements_by_{name}", "requirements", columns, if_not_exists=True)
