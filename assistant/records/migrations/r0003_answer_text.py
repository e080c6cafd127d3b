"""The text of each answer, in which conversations are found."""

from sqlalchemy import Column, Text

from vectorstore.sql.migration import add_columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; the text of earlier answers is not found by its words."""
    add_columns("turns", Column("text", Text, nullable=False, server_default=""))
