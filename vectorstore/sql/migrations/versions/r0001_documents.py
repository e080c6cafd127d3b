"""Documents and passages: the tables of 0.1, which made them itself."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Change nothing: a database that has this revision has its tables."""
