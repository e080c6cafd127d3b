"""Who does something, or to whom it goes, in another form or by another verb than the question has."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from tests.assistant.quoting.test_answerability import judged
from tests.conftest import ingest
from vectorstore.library import Library


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who hears objections?", "Objections are dealt with by the Warden."),
        ("Who decides on mooring permits?", "Applications for mooring permits go to the Quay Court, which rules on them in May."),
        ("Who sets the tolls of ferries?", "Ferries call twice a day. Their tolls are laid down by the Toll Office."),
        ("Who can waive the tolls?", "Tolls may be waived only by the harbour master."),
        ("Who signs off the tide table?", "The tide table needs the approval of the Astronomer."),
        ("By whom are the lamps inspected?", "The Lamp Warden shall check all lamps each week."),
        ("To whom may a pilot appeal a second time?", "A further review can be brought before the Pilots’ Court."),
        ("To whom are wrecks reported?", "Whoever finds wrecks makes a note, which is sent to the coastguard."),
        ("Who is the log handed in to?", "The log must be submitted on Friday to the registrar."),
    ],
)
def test_a_sentence_that_says_who_in_other_words_answers(question: str, text: str) -> None:
    assert judged(question, text, cosine=0.3).outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who hears objections?", "Objections are dealt with by this procedure."),  # nobody is named
        ("Who hears objections?", "Complaints are dealt with by the Warden."),
        ("Who hears objections of pilots?", "Objections are dealt with by the Warden."),
        ("To whom are wrecks reported?", "Wrecks are described in the log."),
        ("Who inspects?", "The Lamp Warden inspects."),  # nothing says what
    ],
)
def test_a_sentence_on_something_else_or_without_anybody_does_not(question: str, text: str) -> None:
    assert judged(question, text, cosine=0.3).outcome is not Outcome.ANSWERED


def test_the_sentence_that_says_who_is_quoted_first(tmp_path: Path, library: Library) -> None:
    text = (
        "# Rules of the pilots\n\nAn appeal must be in writing and state the grounds of the appeal. Appeals are free of charge.\n\n"
        "Pilots wear blue. The lamp on the mole burns all night.\n\nAn appeal is determined by the Council of Masters.\n"
    )
    (tmp_path / "rules.md").write_text(text, encoding="utf-8")
    ingest(library, tmp_path / "rules.md")
    answer = Assistant(library).ask("Who hears appeals?")
    assert answer.outcome is Outcome.ANSWERED
    assert "Council of Masters" in answer.citations[0].quote
