"""A library that is asked by a command: opened here, or by the process that serves the page."""

from contextlib import ExitStack, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.bootstrap import make_assistant, open_library, open_records
from assistant.queries.query import Query
from vectorstore.errors import LibraryInUseError

if TYPE_CHECKING:
    from assistant.answer.answer import Answer
    from assistant.assistant import Assistant
    from assistant.queries.client import ServedLibrary
    from assistant.records.records import Records
    from assistant.settings import Settings


def library_to_ask(settings: "Settings") -> "OpenLibrary | ServedLibrary":
    """Open the library, or reach the process that has it open and serves the page.

    Raises LibraryError where it cannot be opened, and where a process holds it that serves no page.
    """
    try:
        return OpenLibrary(settings)
    except LibraryInUseError:
        from assistant.queries.client import ServedLibrary  # it knows all queries

        with suppress(OSError):  # no page is served, or it is another user's
            return ServedLibrary(settings.data)
        raise


class OpenLibrary:
    """A library that this process has opened, with what is built on it when a query needs it."""

    def __init__(self, settings: "Settings") -> None:
        """Open it; raises LibraryError as `open_library` does."""
        self._settings = settings
        self._opened = ExitStack()
        self.library = self._opened.enter_context(open_library(settings))

    def answer(self, query: Query) -> Any:
        """Give the result of a query."""
        return query.answer(self)

    def note(self, answer: "Answer", by: str) -> None:
        """Count nothing: this process ends with the answer."""

    @cached_property
    def assistant(self) -> "Assistant":
        made = make_assistant(self._settings, self.library, self.records)
        self._opened.callback(made.close)
        return made

    @cached_property
    def records(self) -> "Records":
        return self._opened.enter_context(open_records(self._settings))

    def __enter__(self) -> "OpenLibrary":
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()
