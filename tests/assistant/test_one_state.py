"""A question is answered from one state of the library, whatever changes at whatever moment while it is answered."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from assistant.answer.answer import Answer
from assistant.assistant import Assistant
from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.document import Document
from vectorstore.library import Library
from vectorstore.sql.documents import IndexedDocument
from vectorstore.sql.removals import Moment

DOCUMENTS = {
    "plan-2023.md": "# Plan for Enterprises 2023\n\nIssued by: Technology Division\nDate: 2023-02-03\n\n"
    "The Supervision Division must keep the debt ratio below 65 % by 31 December 2023.\n\n"
    "The Technology Division must publish a catalogue by 1 May {year}.\n",
    "plan-2024.md": "# Plan for Enterprises 2024\n\nIssued by: Technology Division\nDate: 2024-02-03\n\n"
    "This plan replaces the Plan for Enterprises 2023.\n\n"
    "The Supervision Division must keep the debt ratio below 55 % by 31 December 2024.\n\n"
    "The Technology Division must publish a catalogue by 1 June {year}.\n",
    "harbour.md": "# Harbour rules\n\nIssued by: Harbour council\nDate: 2025-01-01\n\n“Green channel” means a short way for ships.\n\n"
    "The Harbour board must report to the commission by 9 June {year}.\n\n"
    "The Harbour board must not run a competing business before 30 June {year}.\n",
    "water.md": "# Water rules\n\nIssued by: Harbour council\nDate: 2025-02-01\n\n"
    "The Harbour board must report to the commission by 8 July {year}.\n\n"
    "The Harbour board must pay 5 million yuan to the fund by 3 March {year}. The green channel is open to ships.\n",
}
QUESTIONS = (
    "When must the Harbour board report to the commission?",
    "List all deadlines.",
    "Summarise the Harbour rules.",
    "Compare the Plan for Enterprises 2023 and the Plan for Enterprises 2024.",
    "What does “green channel” mean?",
    "Which documents are superseded?",
    "What debt ratio must the Supervision Division keep?",
)
CHANGED = ("harbour.md", "plan-2024.md")


class NotingLibrary(Library):
    """A library that notes what is put into it."""

    def add(self, prepared: Sequence[IndexedDocument], since: Moment | None = None) -> list[Document | None]:
        self.noted = {one.document.name: one for one in prepared}
        return super().add(prepared, since)


class Versions:
    """A library of documents, and of each another version that is ready to take its place."""

    def __init__(self, library: NotingLibrary, folder: Path) -> None:
        self.library = library
        self._others, self._own = (self._read(folder, year) for year in (2034, 2031))

    def _read(self, folder: Path, year: int) -> dict[str, IndexedDocument]:
        """Ingest the documents of a year, and give them as they were stored."""
        for name, text in DOCUMENTS.items():
            (folder / name).write_text(text.format(year=year), encoding="utf-8")
        Ingest(self.library, QuietWatcher()).run([folder])
        return self.library.noted

    def put_back(self, name: str) -> None:
        self.library.add([self._own[name]])

    def replace(self, name: str) -> None:
        self.library.add([self._others[name]])

    def remove(self, name: str) -> None:
        self.library.remove(name)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Versions]:
    folder = tmp_path_factory.mktemp("state")
    (folder / "docs").mkdir()
    with closing(NotingLibrary(folder / "library", HashEmbedder())) as library:
        yield Versions(library, folder / "docs")


@contextmanager
def acting_before(moment: int, act: Callable[[], None]) -> Iterator[list[int]]:
    """Count the transactions that this thread begins, and let another thread act before the one with a number, unless it has to wait."""
    asking, count, others = threading.get_ident(), [0], list[threading.Thread]()

    def begins(_: object) -> None:
        if threading.get_ident() == asking:
            count[0] += 1
            if count[0] == moment:
                others.append(threading.Thread(target=act))
                others[0].start()
                others[0].join(0.3)

    event.listen(Engine, "begin", begins)
    try:
        yield count
    finally:
        event.remove(Engine, "begin", begins)
        for one in others:
            one.join()


def told(answer: Answer) -> tuple[str, str]:
    return str(answer.outcome), answer.text


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_that_of_before_a_change_or_of_after_it(question: str, versions: Versions) -> None:
    assistant = Assistant(versions.library)
    for change in (versions.replace, versions.remove):
        for name in CHANGED:
            with acting_before(0, lambda: None) as begun:
                before = told(assistant.ask(question))
            change(name)
            after = told(assistant.ask(question))
            versions.put_back(name)
            for moment in range(1, begun[0] + 1):
                with acting_before(moment, partial(change, name)):
                    answered = told(assistant.ask(question))
                assert answered in (before, after), (name, moment)
                versions.put_back(name)
