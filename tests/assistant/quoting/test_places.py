"""A question on one place is answered from what is on it, and more of it is what follows there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

GANSU = """Gansu mends its ferries
2031-03-02
Gansu will mend its ferries and light its piers. Ferries carry a spare rope. At the meeting in Lanzhou it was said that at least 80 % of the piers must
be lit by the end of the year.
"""
HUBEI = """Hubei mends its ferries
2031-04-05
The tasks of Hubei for its ferries are:

1. Hulls: paint all hulls.

2. Ropes: buy ropes of hemp.

Hubei will also train pilots on the river. The guild of Wuhan keeps the list of them.
"""


@pytest.fixture
def asking(tmp_path: Path, embedder: Embedder) -> Iterator[Assistant]:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "gansu.txt").write_text(GANSU, encoding="utf-8")
    (tmp_path / "texts" / "hubei.txt").write_text(HUBEI, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "texts")
        yield Assistant(library)


@pytest.mark.parametrize("question", ["How does Gansu mend its ferries?", "How does Hubei mend its ferries?"])
def test_what_is_on_another_place_is_not_quoted(asking: Assistant, question: str) -> None:
    other = {"Gansu": "hubei.txt", "Hubei": "gansu.txt"}
    answer = asking.ask("What about Hubei?" if "Hubei" in question else question, history=["How does Gansu mend its ferries?"])
    assert answer.outcome is Outcome.ANSWERED
    assert other[question.split()[2]] not in {one.document for one in answer.citations}
    assert not any(one.quote.strip().endswith(("2031-03-02", "2031-04-05")) for one in answer.citations)


def test_the_share_of_another_place_is_not_given_for_the_one_asked(asking: Assistant) -> None:
    assert asking.ask("What share of the piers must be lit in Gansu?").outcome is Outcome.ANSWERED
    assert asking.ask("What about Hubei?", history=["What share of the piers must be lit in Gansu?"]).outcome is not Outcome.ANSWERED


def test_more_is_what_follows_the_list_that_was_shown(asking: Assistant) -> None:
    history = ["What are the tasks of Gansu for its ferries?", "What about Hubei?"]
    answer = asking.ask("tell me more", history=history)
    assert "train pilots" in answer.text
    assert {one.document for one in answer.citations} == {"hubei.txt"}
