"""The changes of marks become those of whatever several may change."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Call the table and its column otherwise, and the index with it."""
    op.drop_index("ix_mark_changes_requirement", "mark_changes")
    op.rename_table("mark_changes", "changes")
    op.alter_column("changes", "requirement", new_column_name="subject")
    op.create_index("ix_changes_subject", "changes", ["subject"])
