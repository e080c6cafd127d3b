"""Documents have requirements and terms; words are indexed in another form."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, String, Text, text

from vectorstore.sql.full_text import index_anew

revision = "0004"
down_revision = "0003"
_STORED = "SELECT passages.id, title, heading, passages.text FROM passages JOIN documents ON documents.id = document_id"


def upgrade() -> None:
    """Index all words anew, and let every file count as changed, so that what its document lacks comes when it is next ingested."""
    op.create_table(
        "requirements",
        Column("id", String, primary_key=True),
        Column("document_id", Integer, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
        *(Column(name, Integer, nullable=False) for name in ("start", "end")),
        Column("quote", Text, nullable=False),
        Column("modality", String, nullable=False),
        Column("action", Text, nullable=False),
        *(Column(name, String, nullable=False) for name in ("body", "named", "deadline", "deadline_text")),
        Column("targets", Text, nullable=False),
        Column("theme", String, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("warnings", "sought")),
        if_not_exists=True,
    )
    op.create_index("requirements_of_document", "requirements", ["document_id", "start"], if_not_exists=True)
    op.create_table(
        "terms",
        Column("document_id", Integer, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
        *(Column(name, String, nullable=False) for name in ("key", "term")),
        *(Column(name, Integer, nullable=False) for name in ("start", "end", "explains")),
        Column("quote", Text, nullable=False),
        if_not_exists=True,
    )
    for name in ("document_id", "key"):
        op.create_index(f"ix_terms_{name}", "terms", [name], if_not_exists=True)
    op.execute("UPDATE documents SET sha256 = ''")
    connection = op.get_bind()
    index_anew(connection, list(connection.execute(text(_STORED)).mappings()))
