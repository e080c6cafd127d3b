"""Users, their passwords and sessions."""

import re
import secrets
import threading
import time
from dataclasses import dataclass
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, insert, select, update

from assistant.errors import AssistantError
from assistant.records.database import Store, now
from assistant.records.schema import calendar_tokens, conversations, failures, learned, sessions, users
from assistant.user_roles import ROLES

SHORTEST_PASSWORD, _LONGEST_PASSWORD = 10, 200
_NAME = re.compile(r"[\w.@+-]{1,64}")
_TRIES, _TRIES_OF_ALL = 5, 100  # from one address, from all together
_LOCKED = 15 * 60.0  # seconds
_LONGEST_NAME = 64
_MOST_FAILURES = 10_000  # names whose failures are remembered


class LoginError(AssistantError):
    """A login that is refused; the text says why."""


@dataclass(frozen=True, slots=True)
class User:
    """Who asks, with one of ROLES."""

    name: str
    role: str

    def may_be(self, role: str) -> bool:
        """Say whether the user's role is `role` or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The users of an installation. Names are in small letters; passwords are kept as Argon2 hashes, sessions as SHA-256 of tokens."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hasher = PasswordHasher()
        self._turn = threading.RLock()
        self._nobody = self._hasher.hash(secrets.token_hex())  # a wrong name takes as long as a wrong password

    def add(self, name: str, role: str, password: str | None) -> User:
        """Add a user, without a password where a proxy names them; raises AssistantError for a bad name or password, or a known name."""
        name = plain_name(name)
        if role not in ROLES:
            raise AssistantError("“{role}” is no role; {roles} are.", role=role[:40], roles=", ".join(ROLES))
        hashed = "" if password is None else self._hashed(password)
        with self._store.changing() as connection:
            if connection.scalar(select(users.c.name).where(users.c.name == name)):
                raise AssistantError("There is a user {name} already.", name=name)
            connection.execute(insert(users).values(name=name, password=hashed, role=role, created=now()))
        return User(name, role)

    def remove(self, name: str) -> None:
        """Remove a user with all sessions and conversations; raises AssistantError where there is none."""
        name = plain_name(name)
        with self._store.changing() as connection:
            if not connection.execute(delete(users).where(users.c.name == name)).rowcount:
                raise AssistantError("There is no user {name}.", name=name)
            connection.execute(delete(conversations).where(conversations.c.user == name))
            connection.execute(delete(learned).where(learned.c.user == name))
            connection.execute(delete(calendar_tokens).where(calendar_tokens.c.user == name))
            _forget_failures(connection, name)

    def change_password(self, name: str, password: str) -> None:
        """Give a user another password, which ends their sessions; raises AssistantError where there is none, or for a bad one."""
        name = plain_name(name)
        hashed = self._hashed(password)
        with self._store.changing() as connection:
            if not connection.execute(update(users).where(users.c.name == name).values(password=hashed)).rowcount:
                raise AssistantError("There is no user {name}.", name=name)
            connection.execute(delete(sessions).where(sessions.c.user == name))
            _forget_failures(connection, name)

    def all(self) -> list[User]:
        """Give the users by name."""
        with self._store.reading() as connection:
            return [_user(row.name, row.role) for row in connection.execute(select(users).order_by(users.c.name))]

    def known(self, name: str) -> User | None:
        """Give the user called `name`, None where there is none."""
        with self._store.reading() as connection:
            row = connection.execute(select(users).where(users.c.name == name)).first()
        return _user(row.name, row.role) if row else None

    def log_in(self, name: str, password: str, lasting: float, address: str = "") -> str:
        """Begin a session of `lasting` seconds and give its token.

        Raises LoginError where name or password is wrong; after five failures in a row from one address, or a hundred from all, for
        15 minutes, also where they are right: from elsewhere nobody is kept out by whoever knows a name.
        """
        name = "".join(name.split()).lower()[:_LONGEST_NAME]
        if not self._may_try(name, address):
            raise LoginError("Too many failed logins; try again in 15 minutes.")
        with self._store.reading() as connection:
            row = connection.execute(select(users).where(users.c.name == name)).first()
        is_right = self._fits(row.password if row and row.password else self._nobody, password[:_LONGEST_PASSWORD])
        if not (is_right and row and row.password):
            raise LoginError("The name or the password is wrong.")
        token = secrets.token_urlsafe(32)
        with self._store.changing() as connection:
            _forget_failures(connection, name)
            connection.execute(delete(sessions).where(sessions.c.expires < time.time()))
            connection.execute(insert(sessions).values(token=_kept(token), user=name, expires=time.time() + lasting))
        return token

    def enter(self, name: str, role: str, lasting: float) -> str:
        """Begin a session of `lasting` seconds of one whom a provider let in, who has no password here, and give its token; they are added
        or get the role. Raises LoginError where the name cannot be one, or is that of a user with a password."""
        try:
            name = plain_name(name)
        except AssistantError as error:
            raise LoginError("“{name}” cannot be the name of a user here.", name=name[:_LONGEST_NAME]) from error
        token = secrets.token_urlsafe(32)
        with self._store.changing() as connection:
            row = connection.execute(select(users).where(users.c.name == name)).first()
            if row is not None and row.password:
                raise LoginError("{name} is a user with a password here; log in with that.", name=name)
            if row is None:
                connection.execute(insert(users).values(name=name, password="", role=role, created=now()))
            else:
                connection.execute(update(users).where(users.c.name == name).values(role=role))
            connection.execute(delete(sessions).where(sessions.c.expires < time.time()))
            connection.execute(insert(sessions).values(token=_kept(token), user=name, expires=time.time() + lasting))
        return token

    def of_session(self, token: str) -> User | None:
        """Give the user of a session that has not expired, else None."""
        chosen = select(users.c.name, users.c.role).join(sessions).where(sessions.c.token == _kept(token), sessions.c.expires > time.time())
        with self._store.reading() as connection:
            row = connection.execute(chosen).first()
        return _user(*row) if row else None

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._store.changing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token == _kept(token)))

    def _may_try(self, name: str, address: str) -> bool:
        """Count a try before its outcome is known, so that many at once get no more; say whether it may be made."""
        limits = {name: _TRIES_OF_ALL, _from(name, address): _TRIES}
        with self._turn, self._store.changing() as connection:
            connection.execute(delete(failures).where(failures.c.until < time.time()))
            chosen = select(failures.c.name, failures.c.tries).where(failures.c.name.in_(limits))
            tries = {row.name: row.tries for row in connection.execute(chosen)}
            if any(tries.get(key, 0) >= most for key, most in limits.items()):
                return False
            connection.execute(delete(failures).where(failures.c.name.in_(limits)))
            oldest = select(failures.c.name).order_by(failures.c.until.desc()).offset(_MOST_FAILURES)
            connection.execute(delete(failures).where(failures.c.name.in_(oldest)))
            for key in limits:
                connection.execute(insert(failures).values(name=key, tries=tries.get(key, 0) + 1, until=time.time() + _LOCKED))
            return True

    def _hashed(self, password: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
            raise AssistantError("A password has {least} to {most} characters.", least=SHORTEST_PASSWORD, most=_LONGEST_PASSWORD)
        return self._hasher.hash(password)

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            with self._turn:  # a check takes 64 MB
                return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


def _from(name: str, address: str) -> str:
    """Give under what failures of a name from one address are counted; no name of a user has a space."""
    return f"{name} {address}"


def _forget_failures(connection: Connection, name: str) -> None:
    connection.execute(delete(failures).where((failures.c.name == name) | failures.c.name.startswith(_from(name, ""), autoescape=True)))


def _user(name: str, role: str) -> User:
    """Give a user as kept; what is no role of ours counts as the lowest."""
    return User(name, role if role in ROLES else ROLES[0])


def plain_name(name: str) -> str:
    """Give a user's name in small letters; raises AssistantError for one that cannot be."""
    if not _NAME.fullmatch(name.strip()):
        raise AssistantError("“{name}” is no name of a user: 1 to 64 letters, digits and . _ @ + - are.", name=name[:64])
    return name.strip().lower()


def _kept(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
