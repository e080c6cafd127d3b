"""The tokens by which calendar programs read what is due, without a login."""

import secrets
from hashlib import sha256

from sqlalchemy import delete, insert, select

from assistant.records.database import Store, now
from assistant.records.schema import calendar_tokens


class CalendarTokens:
    """At most one token a user; only its SHA-256 is kept, so that it can be given once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def issue(self, user: str) -> str:
        """Give `user` a new token, with which an earlier one ends."""
        token = secrets.token_urlsafe(24)
        with self._store.changing() as connection:
            connection.execute(delete(calendar_tokens).where(calendar_tokens.c.user == user))
            connection.execute(insert(calendar_tokens).values(token=_kept(token), user=user, created=now()))
        return token

    def revoke(self, user: str) -> None:
        """End the token of `user`, if there is one."""
        with self._store.changing() as connection:
            connection.execute(delete(calendar_tokens).where(calendar_tokens.c.user == user))

    def user_of(self, token: str) -> str | None:
        """Give the name of the user whose token this is, None where it is nobody's."""
        with self._store.reading() as connection:
            return connection.scalar(select(calendar_tokens.c.user).where(calendar_tokens.c.token == _kept(token)))


def _kept(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
