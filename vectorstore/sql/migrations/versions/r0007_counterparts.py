"""Documents that say the same in two languages are known as one."""

from alembic import op
from sqlalchemy import Column, Integer, String

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table; what there is is compared when a document is next read."""
    op.create_table(
        "counterparts",
        Column("source", String, primary_key=True),
        Column("other", String, primary_key=True),
        Column("parted", Integer, nullable=False, server_default="0"),
    )
