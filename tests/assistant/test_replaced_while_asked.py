"""Questions that are asked while the documents that answer them are replaced and removed."""

import threading
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from tests.conftest import ingest
from tests.fakes import HashEmbedder
from vectorstore.library import Library

DUTY = "The Harbour board must report to the commission by 9 June 20{year}."
YEARS = range(27, 60)


def text_of(title: str, year: int) -> str:
    return f"{title}\n\n{DUTY.format(year=year)}"


def title(year: int) -> str:
    """Give a title of another length for each version, so that nothing stands where it stood in the one before."""
    return "rules " + "of boards " * (year % 5) + "that hold"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library whose documents contradict each other."""
    (tmp_path / "docs").mkdir()
    for name, called, year in (("plan", "plan", 26), ("rules", title(27), 27)):
        (tmp_path / "docs" / f"{name}.md").write_text(f"# {text_of(called, year)}\n", encoding="utf-8")
    with Library(tmp_path / "library", HashEmbedder()) as opened:
        ingest(opened, tmp_path / "docs")
        yield opened


@pytest.mark.slow
def test_an_answer_cites_what_stood_there_when_it_was_asked(library: Library, tmp_path: Path) -> None:
    stop, changes = threading.Event(), 0

    def change() -> None:
        nonlocal changes
        for year in cycle(YEARS):
            if stop.is_set():
                return
            (tmp_path / "docs" / "rules.md").write_text(f"# {text_of(title(year), year)}\n", encoding="utf-8")
            if year % 4 == 0:
                library.remove("rules.md")
            ingest(library, tmp_path / "docs")
            changes += 1

    assistant, changing = Assistant(library), threading.Thread(target=change)
    versions = {"plan.md": [text_of("plan", 26)], "rules.md": [text_of(title(year), year) for year in YEARS]}
    changing.start()
    outcomes = []
    try:
        for _ in range(60):
            answer = assistant.ask("When must the Harbour board report to the commission?")
            outcomes.append(answer.outcome)
            for one in answer.citations:
                assert one.quote in [text[one.span.start : one.span.end] for text in versions[one.document]]
    finally:
        stop.set()
        changing.join()
    assert changes > 3
    assert Outcome.CONFLICT in outcomes
