"""Files that wait for workers, wherever these are, and how far each is."""

import json
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from assistant.records.database import Store
from assistant.records.schema import jobs
from language.messages import Message

BUSY = ("waiting", "reading")
_REMEMBERED = 300


@dataclass(frozen=True, slots=True)
class KeptJob:
    """A file of `size` bytes that is read, as `Job` tells of it; `added` and `began` are seconds since 1970."""

    id: int
    name: str
    user: str
    size: int
    state: str
    messages: tuple[Message | str, ...]
    passages: int
    share: float
    added: float
    began: float


_SHOWN = [jobs.c[name] for name in KeptJob.__slots__]


class Jobs:
    """All jobs of an installation whose documents a server's database keeps."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, job: Mapping[str, Any], task: Mapping[str, Any], sha256: str, original: bytes | None, most: int) -> int | None:
        """Keep a job with what is to be done, and give its id; None where `most` wait already."""
        with self._store.changing() as connection:
            waiting = connection.scalar(select(func.count()).where(jobs.c.state == BUSY[0])) or 0
            if job["state"] == BUSY[0] and waiting >= most:
                return None
            number = _next(connection)
            _forget_old(connection)
            row = {"passages": 0, "share": 0.0, "added": time.time(), "began": 0.0, "messages": "[]"} | dict(job)
            row |= {"task": json.dumps(task, ensure_ascii=False), "sha256": sha256, "original": original, "changed": number}
            return int(connection.execute(insert(jobs).values(row).returning(jobs.c.id)).scalar_one())

    def of(self, user: str) -> list[KeptJob]:
        """Give the jobs of a user, the oldest first."""
        with self._store.reading() as connection:
            rows = connection.execute(select(*_SHOWN).where(jobs.c.user == user).order_by(jobs.c.id)).all()
        return [_shown(row) for row in rows]

    def coming(self) -> dict[str, str]:
        """Give the names of the files that wait or are read, by their hashes."""
        with self._store.reading() as connection:
            chosen = select(jobs.c.sha256, jobs.c.name).where(jobs.c.state.in_(BUSY), jobs.c.sha256 != "")
            return {row.sha256: row.name for row in connection.execute(chosen)}

    def waiting(self) -> list[int]:
        """Give the ids of the jobs that wait."""
        with self._store.reading() as connection:
            return list(connection.scalars(select(jobs.c.id).where(jobs.c.state == BUSY[0]).order_by(jobs.c.id)))

    def file(self, id: int) -> str:
        """Give the source of the file that a job reads, empty where there is no such job."""
        with self._store.reading() as connection:
            task = connection.scalar(select(jobs.c.task).where(jobs.c.id == id))
        return str(json.loads(task)["file"]) if task else ""

    def take(self, id: int) -> tuple[KeptJob, dict[str, Any], bytes | None] | None:
        """Begin a job that waits, and give it with its task and its file; None where it does not wait."""
        with self._store.changing() as connection:
            taken = update(jobs).where(jobs.c.id == id, jobs.c.state == BUSY[0])
            taken = taken.values(state=BUSY[1], began=time.time(), share=0.0, passages=0, changed=_next(connection))
            row = connection.execute(taken.returning(*_SHOWN, jobs.c.task, jobs.c.original)).first()
        return None if row is None else (_shown(row), json.loads(row.task), row.original)

    def note(self, id: int, share: float, passages: int) -> bool:
        """Keep how far a job is, and say whether it is to stop."""
        with self._store.changing() as connection:
            changed = update(jobs).where(jobs.c.id == id).values(share=share, passages=passages, changed=_next(connection))
            return bool(connection.scalar(changed.returning(jobs.c.is_stopped)))

    def end(self, id: int, state: str, messages: Sequence[Message | str], passages: int) -> None:
        """Keep what came of a job; its file is kept no more."""
        told = json.dumps([one.as_dict() if isinstance(one, Message) else one for one in messages], ensure_ascii=False)
        with self._store.changing() as connection:
            ended = {"state": state, "messages": told, "passages": passages, "original": None, "changed": _next(connection)}
            connection.execute(update(jobs).where(jobs.c.id == id).values(ended))

    def release(self, id: int) -> None:
        """Let a job that is read wait again, as whoever read it is gone."""
        with self._store.changing() as connection:
            again = update(jobs).where(jobs.c.id == id, jobs.c.state == BUSY[1])
            connection.execute(again.values(state=BUSY[0], share=0.0, passages=0, changed=_next(connection)))

    def stop(self, ids: Collection[int], user: str) -> None:
        """Let those of a user's jobs that wait be done no more, and those that are read stop."""
        with self._store.changing() as connection:
            own = (jobs.c.user == user, jobs.c.id.in_(list(ids)))
            number = _next(connection)
            left_out = update(jobs).where(*own, jobs.c.state == BUSY[0])
            connection.execute(left_out.values(state="cancelled", original=None, changed=number))
            connection.execute(update(jobs).where(*own, jobs.c.state == BUSY[1]).values(is_stopped=True, changed=number))

    def last_change(self) -> int:
        """Give a number that is another one after each change of a job."""
        with self._store.reading() as connection:
            return connection.scalar(select(func.max(jobs.c.changed))) or 0


def _next(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(jobs.c.changed))) or 0) + 1


def _forget_old(connection: Connection) -> None:
    kept = select(jobs.c.id).where(jobs.c.state.not_in(BUSY)).order_by(jobs.c.id.desc()).offset(_REMEMBERED)
    connection.execute(delete(jobs).where(jobs.c.id.in_(list(connection.scalars(kept)))))


def _shown(row: Any) -> KeptJob:
    values = {name: getattr(row, name) for name in KeptJob.__slots__}
    told = json.loads(values["messages"])
    return KeptJob(**values | {"messages": tuple(one if isinstance(one, str) else Message.from_dict(one) for one in told)})
