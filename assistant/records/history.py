"""What was changed in what several may change, by whom and when; who changes what another has changed meanwhile is told so.

The `subject` of changes is the id of a requirement, or names a document or a collection. Its version is the id of its last change, 0
where it was never changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce

from sqlalchemy import Connection, func, insert, select

from assistant.errors import AssistantError
from assistant.records.database import Store, now
from assistant.records.schema import changes
from language.messages import Message, message

WHAT = {
    "state": message("state"),
    "note": message("note"),
    "assignee": message("assigned to"),
    "correction": message("corrected"),
    "name": message("Name"),
    "documents": message("Documents"),
    "title": message("Title"),
    "issuer": message("Issuer"),
    "number": message("Number"),
    "issued": message("Issued"),
    "effective": message("In force from"),
    "expires": message("Expires"),
    "language": message("Language"),
    "status": message("Status"),
}
"""How the parts of subjects are called."""
_MOST = 200
_NOBODY = ("", "local")  # who changes something where nobody logs in
_LONGEST = 80  # characters of a value that are told


class ChangedError(AssistantError):
    """What was to be changed is no longer as whoever wants to change it has seen it."""


@dataclass(frozen=True, slots=True)
class Change:
    """At ISO time `at`, `user` changed `what` of a subject, a key of WHAT, from `before` to `after`."""

    at: str
    user: str
    what: str
    before: str
    after: str


class History:
    """The changes of all subjects; nothing takes one out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, subjects: Iterable[str]) -> list[Change]:
        """Give the last changes of the subjects, the newest first."""
        with self._store.reading() as connection:
            return _last(connection, list(subjects))

    def versions(self, subjects: Iterable[str]) -> dict[str, int]:
        """Give the version of each of the subjects that was ever changed."""
        chosen = select(changes.c.subject, func.max(changes.c.id)).where(changes.c.subject.in_(list(subjects)))
        with self._store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(chosen.group_by(changes.c.subject))}

    @contextmanager
    def changing(self, subject: str, version: int, made: Sequence[Change]) -> Iterator[None]:
        """Keep that changes were made, which its body makes, unless that fails; raises ChangedError as `check_version` does."""
        with self._store.changing() as connection:
            check_version(connection, [subject], version)
            note_changes(connection, subject, made)
            yield


def subject_of_document(source: str) -> str:
    """Give the subject of the document that is read from `source`."""
    return f"document:{source}"


def subject_of_collection(id: int) -> str:
    """Give the subject of a collection."""
    return f"collection:{id}"


def note_changes(connection: Connection, subject: str, made: Iterable[Change]) -> None:
    """Keep changes of a subject."""
    rows = [{"subject": subject} | {name: getattr(one, name) for name in Change.__slots__} for one in made]
    if rows:
        connection.execute(insert(changes), rows)


def change_of(user: str, what: str, before: str, after: str) -> Change:
    """Give a change that is made now."""
    return Change(now(), user, what, before, after)


def check_version(connection: Connection, subjects: Sequence[str], version: int | None) -> None:
    """Raise ChangedError, which says who changed what, where one of `subjects` has changed since `version`; None is any."""
    newer = [] if version is None else _last(connection, subjects, version)
    if not newer:
        return
    told = [_told(one) for one in newer if one.user == newer[0].user][:5]
    raise ChangedError(
        "{user} has changed this since it was shown ({changes}). Nothing of yours was kept; look at it and try again.",
        user=message("Somebody") if newer[0].user in _NOBODY else newer[0].user,
        changes=reduce(lambda one, other: message("{one}; {other}", one=one, other=other), reversed(told)),
    )


def _last(connection: Connection, subjects: Sequence[str], after: int = 0) -> list[Change]:
    columns = [changes.c[name] for name in Change.__slots__]
    chosen = select(*columns).where(changes.c.subject.in_(subjects), changes.c.id > after).order_by(changes.c.id.desc()).limit(_MOST)
    return [Change(*row) for row in connection.execute(chosen)]


def _told(change: Change) -> Message:
    before, after = (_value(change.what, one) for one in (change.before, change.after))
    return message("{what}: “{before}” → “{after}”", what=WHAT.get(change.what, change.what), before=before, after=after)


def _value(what: str, value: str) -> str | Message:
    if what in ("state", "status") and value:
        return message(value)
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
