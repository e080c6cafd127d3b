"""Requirements have conditions, quantifiers, recurrences, what they replace, and a sentence made of their fields."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns, and let every file count as changed, so that its requirements are read anew when it is next ingested."""
    for name in ("quantifier", "condition", "recurrence", "rrule", "replaces", "replaced_by", "sentence"):
        op.add_column("requirements", Column(name, Text, nullable=False, server_default=""))
    op.execute("UPDATE documents SET sha256 = ''")
