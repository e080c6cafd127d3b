"""PostgreSQL: a server that several machines reach. Each database of an installation is a schema of one on the server."""

import os
import platform
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from sqlalchemy import URL, Connection, Engine, String, Text, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import ConnectionPoolEntry

from vectorstore.errors import Fault, LibraryError
from vectorstore.sql.dialect import Address, Dialect, Server
from vectorstore.sql.dialects.postgresql.words import Postings

_CONNECT, _WAIT = 10, 10  # seconds for the server to answer, and for another process that writes
_KEY = "hashtext(current_setting('search_path'))"
_OWNS, _WRITES = 1, 2  # what an advisory lock under the key of a schema says of who has it
_TRIES, _PAUSE = 5, 0.2  # how often, and after how many seconds, a database is tried again whose owner cannot be named
_FAULTS = {
    "08": Fault.AWAY,
    "28": Fault.DENIED,
    "3D000": Fault.NO_DATABASE,
    "53100": Fault.FULL,
    "55P03": Fault.BUSY,
    "40": Fault.BUSY,
    "25006": Fault.NOT_WRITABLE,
    "42501": Fault.NOT_WRITABLE,
    "57P": Fault.AWAY,
    "XX": Fault.DAMAGED,
}
"""What the states of SQL mean that begin so."""
_REFUSALS = {"password": Fault.DENIED, "role ": Fault.DENIED, "pg_hba": Fault.DENIED, "does not exist": Fault.NO_DATABASE}
"""What the words mean with which a server lets nobody in: no state comes with them."""


@compiles(String, "postgresql")
@compiles(Text, "postgresql")
def _text(_: String, __: Any, **given: Any) -> str:
    """Order the texts of tables by their code points, whatever the server's locale, as other databases do."""
    return 'TEXT COLLATE "C"' if "type_expression" in given else "TEXT"


def open_postgresql(address: Address) -> Engine:
    """Open the schema of an address, made where missing by the first who writes; raises LibraryError where the driver is missing."""
    if find_spec("psycopg") is None:
        raise LibraryError('For a database on a server another package is needed: pip install "policy-assistant[postgresql]".')
    url = _url(address.url)
    given = url.query.get("options", "")
    # what is read together is of one moment; who reads never waits for a connection, however many wait to write
    engine = create_engine(
        url,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        max_overflow=-1,
        pool_pre_ping=True,
        connect_args={
            "application_name": " ".join(["policy-assistant", *sys.argv[1:2]])[:30] + f" (process {os.getpid()} on {platform.node()[:15]})",
            "connect_timeout": _CONNECT,
            "options": f"{given} -c search_path={address.name} -c lock_timeout={_WAIT}s",
        },
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: ConnectionPoolEntry) -> None:
        from psycopg.types.string import StrDumper

        class AnyText(StrDumper):
            """Writes the character NUL, which no text of PostgreSQL can hold, as the one for what is unknown, so that offsets stay."""

            def dump(self, obj: str) -> bytes | bytearray | memoryview | None:
                return super().dump(obj.replace("\0", "\ufffd"))

        connection.adapters.register_dumper(str, AnyText)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("writes"):
            return
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_KEY}, {_WRITES})")
        if connection.exec_driver_sql("SELECT current_schema()").scalar() is None:
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {address.name}")

    return engine


def fault_of(error: DatabaseError) -> Fault:
    """Say what an error means, by its state of SQL or the words of the server."""
    state, reason = getattr(error.orig, "sqlstate", None), str(error.orig)
    if state:
        return next((fault for beginning, fault in _FAULTS.items() if state.startswith(beginning)), Fault.OTHER)
    if "FATAL" in reason:
        return next((fault for words, fault in _REFUSALS.items() if words in reason), Fault.AWAY)
    return Fault.AWAY if isinstance(error, OperationalError) else Fault.OTHER


def new_ids(connection: Connection, table: str, count: int) -> Sequence[int]:
    """Give ids of the sequence of `table`."""
    taken = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
    return [int(id) for id in connection.scalars(taken, {"table": table, "count": count})]


def last_id(connection: Connection, table: str) -> int:
    """Give the highest id that the sequence of `table` gave."""
    name = connection.scalar(text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": table})
    return int(connection.scalar(text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")) or 0)


def count_on(connection: Connection, table: str, last: int) -> None:
    """Let the sequence of `table` give no id up to `last`."""
    if last > last_id(connection, table):
        connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"), {"table": table, "last": last})


def damage_in(_: Connection) -> str:
    """Say nothing: the server itself looks at the pages that it reads, and at what rows refer to."""
    return ""


def place(url: str) -> str:
    """Tell where a database is: no password, nor what else is set, which may be one."""
    known = _url(url)
    return URL.create("postgresql", known.username, None, known.host, known.port, known.database).render_as_string()


def own(connection: Connection, alone: bool) -> str:
    """Own the schema, or say who does."""
    kind = "" if alone else "_shared"
    trying = f"SELECT pg_try_advisory_lock{kind}({_KEY}, {_OWNS})"
    owner = (
        f"SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND objid = {_OWNS} "
        f"AND classid::bigint = ({_KEY}::bigint & 4294967295) AND objsubid = 2 AND granted "
        "AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    told = ""
    for _ in range(_TRIES):
        if connection.exec_driver_sql(trying).scalar():
            told = ""
            break
        if told := str(connection.exec_driver_sql(owner).scalar() or ""):
            break
        told = "?"  # whoever had it ends at this moment, or may not be seen
        time.sleep(_PAUSE)
    connection.commit()  # the lock stays with the session, which keeps no state from being cleared away
    return told


def _url(url: str) -> URL:
    """Read an address; raises LibraryError, which does not quote it, where it is none."""
    try:
        return make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise LibraryError("POLICY_DATABASE must be like postgresql+psycopg://user@host/database.") from None


_SERVER = Server(place, own, "pg_dump", "pg_restore")
DIALECT = Dialect("postgresql", open_postgresql, Postings(), new_ids, last_id, count_on, fault_of, damage_in, server=_SERVER)
