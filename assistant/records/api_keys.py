"""The keys with which programs ask as a user."""

import logging
import secrets
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import delete, insert, select, update

from assistant.errors import AssistantError
from assistant.records.database import Store, now
from assistant.records.schema import api_keys, users
from assistant.records.users import User, plain_name
from assistant.user_roles import ROLES

PREFIX = "pa_"
"""With what every key begins."""
_LONGEST_LABEL, _LONGEST_KEY = 80, 100
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of a key: `id` names it, `label` says what it is for, `role` is the highest that it gives; `used` is the ISO day on
    which it was used last, empty where it never was."""

    id: str
    user: str
    label: str
    role: str
    created: str
    used: str


class ApiKeys:
    """The keys of all users; only the SHA-256 of each is kept, so that it can be given once. A key lives no longer than its user, and gives
    no more than they may do at the moment."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._used: set[str] = set()  # keys, as kept, of which it is to be kept that they were used
        self._turn = threading.Lock()
        self._thread = ThreadPoolExecutor(1, "keys")  # who asks does not wait where somebody else writes
        self._noting: Future[None] | None = None

    def close(self) -> None:
        """Wait until it is kept which keys were used, at most until the database gives up."""
        self._thread.shutdown()

    def issue(self, user: str, label: str, role: str = ROLES[0]) -> str:
        """Give a new key; raises AssistantError for a user that there is not, a label that is empty or used by another key of the user,
        and a role that is none."""
        user, label = plain_name(user), " ".join(label.split())[:_LONGEST_LABEL]
        if role not in ROLES:
            raise AssistantError("“{role}” is no role; {roles} are.", role=role[:40], roles=", ".join(ROLES))
        if not label:
            raise AssistantError("A key needs a label that says what it is for.")
        key = PREFIX + secrets.token_urlsafe(30)
        row = {"key": _kept(key), "id": secrets.token_hex(4), "user": user, "label": label, "role": role, "created": now(), "used": ""}
        with self._store.changing() as connection:
            if not connection.scalar(select(users.c.name).where(users.c.name == user)):
                raise AssistantError("There is no user {name}.", name=user)
            if connection.scalar(select(api_keys.c.id).where(api_keys.c.user == user, api_keys.c.label == label)):
                raise AssistantError("{name} has a key “{label}” already.", name=user, label=label)
            connection.execute(insert(api_keys).values(row))
        return key

    def all(self) -> list[ApiKey]:
        """Give all keys by user and label."""
        columns = [api_keys.c[name] for name in ApiKey.__slots__]
        with self._store.reading() as connection:
            return [ApiKey(*row) for row in connection.execute(select(*columns).order_by(api_keys.c.user, api_keys.c.label))]

    def revoke(self, id: str) -> ApiKey:
        """End a key and give what it was; raises AssistantError where there is none with this id."""
        known = next((one for one in self.all() if one.id == id), None)
        if known is None:
            raise AssistantError("There is no key {id}.", id=id[:40])
        with self._store.changing() as connection:
            connection.execute(delete(api_keys).where(api_keys.c.id == id))
        return known

    def user_of(self, key: str) -> User | None:
        """Give as whom and with what role a key lets ask, None where it is no key of ours; it is soon kept that it was used today."""
        if not key.startswith(PREFIX) or len(key) > _LONGEST_KEY:
            return None
        chosen = select(users.c.name, users.c.role, api_keys.c.role.label("most"), api_keys.c.used).join(api_keys)
        with self._store.reading() as connection:
            row = connection.execute(chosen.where(api_keys.c.key == _kept(key))).first()
        if row is None:
            return None
        if row.used != _today():
            with self._turn:
                self._used.add(_kept(key))
                if self._noting is None or self._noting.done():
                    self._noting = self._thread.submit(self._note_used)
        return User(row.name, min(row.role, row.most, key=_rank))

    def _note_used(self) -> None:
        with self._turn:
            used, self._used = self._used, set()
        try:
            with self._store.changing() as connection:
                connection.execute(update(api_keys).where(api_keys.c.key.in_(used)).values(used=_today()))
        except AssistantError as error:
            _log.warning("It is not kept that a key was used: %s", error)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _rank(role: str) -> int:
    return ROLES.index(role) if role in ROLES else 0


def _kept(key: str) -> str:
    return sha256(key.encode("utf-8", "replace")).hexdigest()
