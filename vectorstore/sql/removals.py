"""Documents that a user removed: what was begun before that does not bring them back."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from vectorstore.sql.schema import documents, removals


@dataclass(frozen=True, slots=True)
class Moment:
    """When the reading of a document began: the last ids of the documents and removals that there were then; later ones get higher ids.

    What `renews` is read from a version that the library held then, and takes the place of no later one.
    """

    document: int
    removal: int
    renews: bool = False


def moment_of(connection: Connection, renews: bool) -> Moment:
    """Give the present moment."""
    last_document, last_removal = (connection.scalar(select(func.max(table.c.id))) or 0 for table in (documents, removals))
    return Moment(last_document, last_removal, renews)


def is_overtaken(connection: Connection, source: str, sha256: str, since: Moment) -> bool:
    """Say whether the document read from `source` was removed since a moment or, where it is renewed, is another one by now.

    Then the removal is also one of the content with this hash, which was read meanwhile.
    """
    removed = update(removals).where(removals.c.source == source, removals.c.id > since.removal)
    if connection.execute(removed.values(sha256=sha256)).rowcount:
        return True
    renewed = exists().where(documents.c.source == source, documents.c.id <= since.document)
    return since.renews and not connection.scalar(select(renewed))


def note_removal(connection: Connection, source: str, sha256: str) -> None:
    """Keep that a user removed the document read from `source`, from content with this hash."""
    forget_removal(connection, source)
    connection.execute(insert(removals).values(source=source, sha256=sha256))


def forget_removal(connection: Connection, source: str) -> None:
    """Forget that a document was removed, as it is there again."""
    connection.execute(delete(removals).where(removals.c.source == source))


def removed_sources(connection: Connection) -> dict[str, str]:
    """Give the hashes of what users removed, by the sources."""
    return {row.source: row.sha256 for row in connection.execute(select(removals.c.source, removals.c.sha256))}
