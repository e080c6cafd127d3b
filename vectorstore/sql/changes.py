"""What changes the documents of a library, each within the transaction of a connection."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from language.text.tokens import folded
from vectorstore.document import Document
from vectorstore.passage import Passage
from vectorstore.sql.counterparts import forget_pairs
from vectorstore.sql.documents import IndexedDocument, free_name, insert_document, insert_passages
from vectorstore.sql.full_text import forget_words
from vectorstore.sql.glossary import insert_terms
from vectorstore.sql.metadata import set_value
from vectorstore.sql.removals import Moment, forget_removal, is_overtaken, note_removal
from vectorstore.sql.requirements import insert_requirements
from vectorstore.sql.schema import documents, fetches, passages, requirements, stated

CORRECTABLE = ("body", "modality", "deadline", "sentence")
"""The fields of a requirement that a user can correct."""


def replace_document(
    connection: Connection, one: IndexedDocument, parts: Sequence[Passage], since: Moment | None
) -> tuple[Document | None, list[int]]:
    """Store a document and its `parts` in place of the version read from the same source; give it with its id and name.

    Also give the ids of the passages that are gone with the earlier version; or None and those of `parts` where the document was read
    `since` a moment after which another change of it came first.
    """
    if since is not None and is_overtaken(connection, one.original.source, one.original.sha256, since):
        return None, [part.id for part in parts]
    old, gone = _forget(connection, documents.c.source == one.original.source)
    named = replace(one.document, name=old or free_name(connection, one.document.name, one.original.source))
    document = replace(named, id=insert_document(connection, named, one.original))
    insert_passages(connection, document, parts, one)
    insert_requirements(connection, document, one.requirements)
    insert_terms(connection, document, one.terms)
    forget_removal(connection, one.original.source)
    _note_change(connection)
    return document, gone


def remove_document(connection: Connection, name: str, version: int | None, is_gone: bool) -> list[int] | None:
    """Remove a document, where `version` is given only the one with this id; give the ids of its passages, None where there is none.

    Unless its file `is_gone`, it is kept that a user removed it.
    """
    chosen = documents.c.name == name if version is None else and_(documents.c.name == name, documents.c.id == version)
    row = connection.execute(select(documents.c.source, documents.c.sha256).where(chosen)).first()
    if row is None:
        return None
    _, gone = _forget(connection, chosen)
    if not is_gone:
        note_removal(connection, row.source, row.sha256)
    for kept in (stated, fetches):
        connection.execute(delete(kept).where(kept.c.source.not_in(select(documents.c.source))))
    _note_change(connection)
    return gone


def state_properties(connection: Connection, source: str, properties: Mapping[str, str]) -> None:
    """Keep what a user states of the document read from `source`; "" takes it back."""
    for key, value in properties.items():
        connection.execute(delete(stated).where(stated.c.source == source, stated.c.property == key))
        if value:
            connection.execute(insert(stated).values(source=source, property=key, value=value))


def set_body(connection: Connection, requirement: str, body: str, as_written: str) -> None:
    """Keep the body of the requirement with this id."""
    changed = update(requirements).where(requirements.c.id == requirement)
    connection.execute(changed.values(body=body, body_as_written=as_written))


def correct_requirement(connection: Connection, requirement: str, fields: Mapping[str, str]) -> None:
    """Let the requirement with this id say `fields`, each one of CORRECTABLE."""
    chosen = select(requirements.c.quote, documents.c.title).join(documents).where(requirements.c.id == requirement)
    row = connection.execute(chosen).first()
    if row is None:
        return
    found_by = folded(f"{row.quote} {fields.get('body', '')} {row.title}")
    own = {name: fields[name] for name in CORRECTABLE if name in fields}
    connection.execute(update(requirements).where(requirements.c.id == requirement).values(**own, search_text=found_by))


def set_replaced(connection: Connection, document: str, replaced: Mapping[str, str]) -> None:
    """Keep which requirements the document called so says no longer apply, by their ids, with what takes their place."""
    own = select(requirements.c.id).where(requirements.c.document_id.in_(select(documents.c.id).where(documents.c.name == document)))
    column = requirements.c.replaced_by
    gone = column.not_in(select(requirements.c.id)) & column.not_in(select(documents.c.name))
    connection.execute(update(requirements).where(column != "", or_(column == document, column.in_(own), gone)).values(replaced_by=""))
    for id, by in replaced.items():
        connection.execute(update(requirements).where(requirements.c.id == id).values(replaced_by=by))


def _forget(connection: Connection, which: ColumnElement[bool]) -> tuple[str | None, list[int]]:
    """Take a document out; give its name, None where there is none, and the ids of its passages."""
    row = connection.execute(select(documents.c.id, documents.c.name, documents.c.source).where(which)).first()
    if row is None:
        return None, []
    forget_pairs(connection, row.source)
    gone = list(connection.scalars(select(passages.c.id).where(passages.c.document_id == row.id)))
    forget_words(connection, row.id)
    connection.execute(delete(documents).where(documents.c.id == row.id))
    return row.name, gone


def _note_change(connection: Connection) -> None:
    set_value(connection, "changed", datetime.now(UTC).isoformat())
