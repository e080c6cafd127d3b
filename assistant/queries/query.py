"""A query and what it is answered from."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypedDict

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from assistant.answer.answer import Answer
    from assistant.assistant import Assistant
    from assistant.records.records import Records
    from vectorstore.library import Library


class Installation(Protocol):
    """An open library, the assistant over it, and what users noted beside it."""

    @property
    def library(self) -> "Library": ...

    @property
    def assistant(self) -> "Assistant": ...

    @property
    def records(self) -> "Records": ...

    def note(self, answer: "Answer", by: str) -> None:
        """Count an answer to what was asked `by` a program."""


class Table(TypedDict):
    """A result in columns: a row has a cell for each heading, empty where there is nothing.

    `widest` is the heading of the column that gets the room that the others leave; `below` are lines that follow the rows.
    """

    headings: list[str]
    widest: str
    rows: list[list[str]]
    below: list[str]


class Query(BaseModel, ABC):
    """What a command asks. `searches` says that the embedder is needed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    searches: ClassVar[bool] = False

    @abstractmethod
    def answer(self, installation: Installation) -> Any:
        """Give the result: text with its last line ended, a Table, the bytes of a file, or what is printed as JSON."""
