"""Documents have pages, a number, a validity and a status; users state properties."""

from alembic import op
from sqlalchemy import Column, String, Text

from vectorstore.sql.migration import add_columns

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give documents what earlier ones lack as empty, until they are read again."""
    texts = (Column(name, String, nullable=False, server_default="") for name in ("number", "effective", "expires", "status"))
    lists = (Column(name, Text, nullable=False, server_default="[]") for name in ("pages", "scanned"))
    add_columns("documents", *texts, *lists, Column("beside", Text, nullable=False, server_default=""))
    op.create_table(
        "stated",
        Column("source", String, primary_key=True),
        Column("property", String, primary_key=True),
        Column("value", String, nullable=False),
        if_not_exists=True,
    )
