"""Marks of requirements and the progress of newcomers: the first tables, which the versions that have them made themselves."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Change nothing: a database that has this revision has its tables."""
