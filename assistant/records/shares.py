"""Links by which colleagues read an answer, or what was asked in a conversation until it was shared."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from assistant.errors import AssistantError
from assistant.records.conversations import Turn, turn_of
from assistant.records.database import Store, now
from assistant.records.schema import conversations, shares, turns

_FROM_THE_FIRST = 0


@dataclass(frozen=True, slots=True)
class Share:
    """What `user` shares of a conversation: its turns from the id `first`, 0 for all, to the id `last`."""

    token: str
    conversation: str
    title: str
    first: int
    last: int
    user: str
    created: str

    @property
    def is_whole(self) -> bool:
        return self.first == _FROM_THE_FIRST


class Shares:
    """The shares of all users: what a token opens is given to whoever has it, all else only to the user whose it is."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def share_conversation(self, user: str, conversation: str) -> str:
        """Share what was asked so far in a conversation of the user, and give the token, the same as before where it is shared already.

        Raises AssistantError where the user has no such conversation.
        """
        with self._store.changing() as connection:
            last = connection.scalar(_own_turns(user, func.max(turns.c.id), turns.c.conversation == conversation))
            if last is None:
                raise AssistantError("There is no such conversation.")
            return _shared(connection, user, conversation, _FROM_THE_FIRST, last)

    def share_answer(self, user: str, turn: int) -> str:
        """Share one answer of the user, and give the token; raises AssistantError where there is none."""
        with self._store.changing() as connection:
            conversation = connection.scalar(_own_turns(user, turns.c.conversation, turns.c.id == turn))
            if conversation is None:
                raise AssistantError("There is no such answer.")
            return _shared(connection, user, conversation, turn, turn)

    def of(self, user: str) -> list[Share]:
        """Give what the user shares, the last shared first."""
        return self._found(shares.c.user == user)

    def shared(self, token: str) -> tuple[Share, list[Turn]] | None:
        """Give what a token opens; None where it opens nothing any more."""
        found = self._found(shares.c.token == token)
        if not found:
            return None
        (share,) = found
        within = (turns.c.conversation == share.conversation, turns.c.id.between(share.first, share.last))
        with self._store.reading() as connection:
            asked = [turn_of(row) for row in connection.execute(select(turns).where(*within).order_by(turns.c.id))]
        return (share, asked) if asked else None

    def revoke(self, user: str, token: str) -> None:
        """Let a token of the user open nothing from now on."""
        with self._store.changing() as connection:
            connection.execute(delete(shares).where(shares.c.user == user, shares.c.token == token))

    def _found(self, which: ColumnElement[bool]) -> list[Share]:
        columns = [conversations.c.title if name == "title" else shares.c[name] for name in Share.__slots__]
        chosen = select(*columns).select_from(shares.join(conversations)).where(which).order_by(shares.c.created.desc(), shares.c.token)
        with self._store.reading() as connection:
            return [Share(*row) for row in connection.execute(chosen)]


def _own_turns(user: str, what: ColumnElement[Any], which: ColumnElement[bool]) -> Select[tuple[Any]]:
    return select(what).select_from(turns.join(conversations)).where(conversations.c.user == user, which)


def _shared(connection: Connection, user: str, conversation: str, first: int, last: int) -> str:
    """Share the turns, or share more of a conversation that is shared, and give the token."""
    same = (shares.c.conversation == conversation, shares.c.first == first)
    token: str | None = connection.scalar(select(shares.c.token).where(*same))
    if token is not None:
        connection.execute(update(shares).where(*same).values(last=last))
        return token
    token = secrets.token_urlsafe(24)
    row = {"token": token, "conversation": conversation, "first": first, "last": last, "user": user, "created": now()}
    connection.execute(insert(shares).values(row))
    return token
