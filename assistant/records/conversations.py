"""What was asked and answered, by user."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, desc, func, insert, or_, select, update

from assistant.answer.answer import Answer, Outcome
from assistant.answer.stored import dump, load
from assistant.errors import AssistantError
from assistant.records.database import Store, now
from assistant.records.schema import conversations, shares, turns

RATINGS = ("", "good", "bad")
REASONS = ("wrong source", "not what was asked", "incomplete", "wrong", "out of date", "hard to read")
"""Why an answer is rated badly."""
SAVED_TIME = ("", "yes", "no")
_LONGEST_TITLE, _LONGEST_REMARK = 120, 2000
_MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation, called by its first question until it is renamed; `sought` is the scope of its last question, as JSON.

    A pinned one is listed before the others. One is shared where others read it, or answers of it.
    """

    id: str
    title: str
    changed: str
    sought: str
    pinned: bool = False
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, its answer, None where none came, and what the user says of it."""

    id: int
    question: str
    answer: Answer | None
    asked: str
    rating: str = ""
    reasons: tuple[str, ...] = ()
    remark: str = ""
    saved_time: str = ""


@dataclass(frozen=True, slots=True)
class UsageRecord:
    """What Insights count of a turn."""

    question: str
    outcome: str
    mode: str
    seconds: float
    asked: str
    rating: str
    reasons: tuple[str, ...]
    remark: str
    saved_time: str


@dataclass(frozen=True, slots=True)
class GoodQuestion:
    """A question whose answer somebody rated as good, and how often it was."""

    question: str
    times: int


class Conversations:
    """The conversations of all users. What is asked for is given only to the user whose it is."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, user: str, question: str) -> str:
        """Begin a conversation and give its id."""
        id = secrets.token_hex(12)
        title = " ".join(question.split())[:_LONGEST_TITLE]
        with self._store.changing() as connection:
            connection.execute(insert(conversations).values(id=id, user=user, title=title, sought="{}", changed=now()))
        return id

    def find(self, user: str, text: str = "", most: int = _MOST_FOUND) -> list[Conversation]:
        """Give the user's conversations that hold `text` in title, question or answer, those pinned first, then the last changed."""
        chosen = _listed().where(conversations.c.user == user)
        for word in text.split()[:10]:
            held = select(turns.c.conversation).where(
                or_(turns.c.question.icontains(word, autoescape=True), turns.c.text.icontains(word, autoescape=True))
            )
            chosen = chosen.where(or_(conversations.c.title.icontains(word, autoescape=True), conversations.c.id.in_(held)))
        chosen = chosen.order_by(conversations.c.pinned.desc(), conversations.c.changed.desc(), conversations.c.id).limit(most)
        with self._store.reading() as connection:
            return [Conversation(*row) for row in connection.execute(chosen)]

    def conversation(self, user: str, id: str) -> Conversation | None:
        """Give a conversation of the user; None where there is none with this id."""
        with self._store.reading() as connection:
            row = connection.execute(_listed().where(*_own(user, id))).first()
        return Conversation(*row) if row else None

    def turns(self, user: str, id: str) -> list[Turn]:
        """Give the turns of a conversation of the user, in their order."""
        with self._store.reading() as connection:
            rows = connection.execute(select(turns).join(conversations).where(*_own(user, id)).order_by(turns.c.id))
            return [turn_of(row) for row in rows]

    def turn(self, user: str, id: int) -> Turn:
        """Give a turn of the user; raises AssistantError where there is none."""
        chosen = select(turns).join(conversations).where(conversations.c.user == user, turns.c.id == id)
        with self._store.reading() as connection:
            row = connection.execute(chosen).first()
        if row is None:
            raise AssistantError("There is no such answer.")
        return turn_of(row)

    def ask(self, user: str, id: str, question: str, sought: str = "{}", instead_of: int | None = None) -> int:
        """Add a question to a conversation of the user and give the turn's id.

        With `instead_of` it takes the place of that turn and all after it. Raises AssistantError where the conversation is gone.
        """
        with self._store.changing() as connection:
            if not connection.scalar(select(conversations.c.id).where(*_own(user, id))):
                raise AssistantError("This conversation was deleted; begin a new one.")
            if instead_of is not None:
                connection.execute(delete(turns).where(turns.c.conversation == id, turns.c.id >= instead_of))
            connection.execute(update(conversations).where(conversations.c.id == id).values(changed=now(), sought=sought))
            values = {
                "conversation": id,
                "question": question,
                "answer": "",
                "text": "",
                "outcome": "",
                "mode": "",
                "seconds": 0.0,
                "asked": now(),
            }
            return int(connection.execute(insert(turns).values(values).returning(turns.c.id)).scalar_one())

    def answer(self, turn: int, answer: Answer) -> None:
        """Keep the answer of a turn."""
        values = {
            "answer": dump(answer), "text": answer.text, "outcome": str(answer.outcome), "mode": answer.mode,
            "seconds": round(answer.seconds, 3),
        }  # fmt: skip
        with self._store.changing() as connection:
            connection.execute(update(turns).where(turns.c.id == turn).values(values))

    def rename(self, user: str, id: str, title: str) -> None:
        """Call a conversation of the user otherwise; raises AssistantError for an empty title."""
        title = " ".join(title.split())[:_LONGEST_TITLE]
        if not title:
            raise AssistantError("A conversation needs a title.")
        with self._store.changing() as connection:
            connection.execute(update(conversations).where(*_own(user, id)).values(title=title))

    def pin(self, user: str, id: str, pinned: bool) -> None:
        """List a conversation of the user before the others, or no more."""
        with self._store.changing() as connection:
            connection.execute(update(conversations).where(*_own(user, id)).values(pinned=pinned))

    def delete(self, user: str, ids: Sequence[str]) -> None:
        """Delete conversations of the user with all their turns."""
        with self._store.changing() as connection:
            connection.execute(delete(conversations).where(conversations.c.user == user, conversations.c.id.in_(ids)))

    def rate(self, user: str, turn: int, rating: str, reasons: Sequence[str], remark: str, saved_time: str) -> None:
        """Keep what the user says of an answer; raises AssistantError for what cannot be said, and where there is no such turn."""
        if rating not in RATINGS or saved_time not in SAVED_TIME or not set(reasons) <= set(REASONS):
            raise AssistantError("This is no rating.")
        self.turn(user, turn)
        values = {"rating": rating, "reasons": "\n".join(reasons), "remark": remark.strip()[:_LONGEST_REMARK], "saved_time": saved_time}
        with self._store.changing() as connection:
            connection.execute(update(turns).where(turns.c.id == turn).values(values))

    def good_questions(self, user: str, most: int) -> list[GoodQuestion]:
        """Give at most `most` questions that others than the user asked and whose answers they rated as good, the oftenest first."""
        rated = select(turns.c.question, func.count().label("times"), func.max(turns.c.id).label("last")).join(conversations)
        chosen = rated.where(conversations.c.user != user, turns.c.rating == "good", turns.c.outcome == str(Outcome.ANSWERED))
        ordered = chosen.group_by(turns.c.question).order_by(desc("times"), desc("last")).limit(most)
        with self._store.reading() as connection:
            return [GoodQuestion(row.question, row.times) for row in connection.execute(ordered)]

    def uses(self, since: str) -> Iterator[UsageRecord]:
        """Give every turn asked on or after the ISO date `since`, whoever asked it, the oldest first."""
        columns = [turns.c[name] for name in UsageRecord.__slots__]
        with self._store.reading() as connection:
            for row in connection.execute(select(*columns).where(turns.c.asked >= since).order_by(turns.c.id)):
                yield UsageRecord(**{**row._mapping, "reasons": _parted(row.reasons)})


def _own(user: str, id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return conversations.c.user == user, conversations.c.id == id


def _listed() -> Select[tuple[Any, ...]]:
    """Select what is told of a conversation, in the order of its fields."""
    is_shared = select(shares.c.token).where(shares.c.conversation == conversations.c.id).exists()
    columns = [conversations.c[name] for name in ("id", "title", "changed", "sought", "pinned")]
    return select(*columns, is_shared)


def turn_of(row: Row[Any]) -> Turn:
    """Read a turn from a row of its table."""
    kept = row._mapping
    answer = load(kept["answer"]) if kept["answer"] else None
    said = {name: kept[name] for name in ("rating", "remark", "saved_time")}
    return Turn(kept["id"], kept["question"], answer, kept["asked"], reasons=_parted(kept["reasons"]), **said)


def _parted(reasons: str) -> tuple[str, ...]:
    return tuple(reasons.split("\n")) if reasons else ()
