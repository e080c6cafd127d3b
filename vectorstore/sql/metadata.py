"""What a library says of itself: its embedder, its table of bodies and when it last changed."""

import secrets

from sqlalchemy import Connection, func, insert, select, update

from vectorstore.aliases import Bodies
from vectorstore.embedding.embedder import Embedder
from vectorstore.errors import LibraryError
from vectorstore.sql.schema import documents, metadata, requirements

LIBRARY = "library"
"""The key under which the random id of a library is kept."""
_VERSION = "version"


def get_value(connection: Connection, key: str) -> str:
    """Give what is kept under `key`, empty where nothing is kept."""
    return connection.scalar(select(metadata.c.value).where(metadata.c.key == key)) or ""


def set_value(connection: Connection, key: str, value: str) -> None:
    """Keep `value` under `key`."""
    if not connection.execute(update(metadata).where(metadata.c.key == key).values(value=value)).rowcount:
        connection.execute(insert(metadata).values(key=key, value=value))


def version_of(connection: Connection) -> int:
    """Give how often the library was changed; never the same again after a change."""
    known = get_value(connection, _VERSION)[:18]
    return int(known) if known.isdecimal() else 0


def count_change(connection: Connection) -> None:
    """Count a change of the library, by which each process that has it open sees that there was one."""
    set_value(connection, _VERSION, str(version_of(connection) + 1))


def library_id(connection: Connection) -> str:
    """Give the random id of the library, made where it has none."""
    if not get_value(connection, LIBRARY):
        set_value(connection, LIBRARY, secrets.token_hex(16))
    return get_value(connection, LIBRARY)


def check_embedder(connection: Connection, place: str, embedder: Embedder) -> None:
    """State the embedder of an empty library; raises LibraryError where another one made its vectors."""
    ours = {"embedder": embedder.name, "revision": embedder.revision}
    theirs = {key: get_value(connection, key) for key in ours}
    if theirs == ours:
        return
    if connection.scalar(select(func.count()).select_from(documents)):
        raise LibraryError(
            "The library in {place} was made with the embedder {theirs}, not with {ours}: set POLICY_EMBEDDER to the former, or ingest "
            "into a new directory (--data).",
            place=place,
            **{whose: f"{one['embedder']} ({one['revision'][:12]})" for whose, one in (("theirs", theirs), ("ours", ours))},
        )
    for key, value in ours.items():
        set_value(connection, key, value)


def check_bodies(connection: Connection, bodies: Bodies) -> None:
    """Name the bodies of all requirements by the table `bodies`, where another one named them."""
    if get_value(connection, "bodies") == bodies.version:
        return
    for named in list(connection.scalars(select(requirements.c.body_as_written).distinct())):
        connection.execute(update(requirements).where(requirements.c.body_as_written == named).values(body=bodies.normal(named)))
    set_value(connection, "bodies", bodies.version)
