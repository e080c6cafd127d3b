"""Which documents say the same in two languages: an original and its translation."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from vectorstore.sql.schema import counterparts


def counterparts_of_all(connection: Connection) -> list[tuple[str, str, bool]]:
    """Give the sources of all pairs, and whether whoever keeps the documents parted them."""
    return [(row.source, row.other, bool(row.parted)) for row in connection.execute(select(counterparts))]


def pair(connection: Connection, one: str, other: str) -> None:
    """Keep that the documents read from two sources say the same, and no others the same as they."""
    connection.execute(delete(counterparts).where(_either([one, other]), counterparts.c.parted == 0))
    _put(connection, one, other, parted=False)


def part(connection: Connection, one: str, other: str) -> None:
    """Keep that the documents read from two sources do not say the same, also when they are read again."""
    _put(connection, one, other, parted=True)


def forget_pairs(connection: Connection, source: str) -> None:
    """Forget what was found of the document read from `source`; what was parted stays so."""
    connection.execute(delete(counterparts).where(_either([source]), counterparts.c.parted == 0))


def _put(connection: Connection, one: str, other: str, parted: bool) -> None:
    first, last = sorted((one, other))
    connection.execute(delete(counterparts).where(and_(counterparts.c.source == first, counterparts.c.other == last)))
    connection.execute(insert(counterparts).values(source=first, other=last, parted=int(parted)))


def _either(sources: Iterable[str]) -> ColumnElement[bool]:
    known = list(sources)
    return or_(counterparts.c.source.in_(known), counterparts.c.other.in_(known))
