"""When the web addresses were last asked from which documents were read, and what they answered."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, insert, select

from language.messages import Message
from vectorstore.sql.schema import fetches


@dataclass(frozen=True, slots=True)
class Fetch:
    """The last time that the web address `source` was asked: `at` is an ISO time in UTC.

    `landed` is the address to which it led; `etag` and `modified` are the headers ETag and Last-Modified of what was read there, empty
    where it sent none. `failure` says why it could not be read, None where it could.
    """

    source: str
    at: str
    landed: str = ""
    etag: str = ""
    modified: str = ""
    failure: Message | None = None


def all_fetches(connection: Connection) -> dict[str, Fetch]:
    """Give the last time of each address, by the address."""
    return {row["source"]: _fetch_of(row) for row in connection.execute(select(fetches)).mappings()}


def note_fetch(connection: Connection, fetch: Fetch) -> None:
    """Keep a fetch in place of the one before."""
    failure = json.dumps(fetch.failure.as_dict(), ensure_ascii=False) if fetch.failure else ""
    values = {name: getattr(fetch, name) for name in ("source", "at", "landed", "etag", "modified")}
    connection.execute(delete(fetches).where(fetches.c.source == fetch.source))
    connection.execute(insert(fetches).values(**values, failure=failure))


def _fetch_of(row: RowMapping) -> Fetch:
    failure = Message.from_dict(json.loads(row["failure"])) if row["failure"] else None
    return Fetch(row["source"], row["at"], row["landed"], row["etag"], row["modified"], failure)
