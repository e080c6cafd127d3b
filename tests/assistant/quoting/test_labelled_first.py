"""What a label, what stands at it or under it, and the headings above say together answers a short question."""

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

_FERRY = """# Ferry Handbook

**Handbook Owner**: Chief Mate
**Next Edition**: May 2032

## Tickets

| Price of the load | Copies | Signed By |
|---|---|---|
| Up to ₱4,000 | 1 | Purser |
| ₱4,001 - ₱20,000 | 2 | Mate |
| Over ₱20,000 | 3 | Master |

## Waivers

**Waiver Request**:
- A letter to the purser
- Stamped by the master

**Accepted Waiver Grounds**:
- Sick passengers
- Broken ramps

## Lashing of Lorries

**Gear**:
- Chains of 10 millimetres (lorries over 3 tonnes)
- Two wedges for each axle

**Slack**: At most 4 % of the chain

## Forbidden on Deck

❌ Open fires
❌ Accepting tips from drivers
❌ Fishing
"""


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Assistant:
    folder = tmp_path_factory.mktemp("handbook")
    (folder / "ferry.md").write_text(_FERRY, encoding="utf-8")
    library = Library(folder / "library", embedder).__enter__()
    Ingest(library, QuietWatcher()).run([folder / "ferry.md"])
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who owns the handbook?", "Handbook Owner: Chief Mate"),
        ("What are the accepted grounds for a waiver?", "Broken ramps"),
        ("How much slack is allowed for lorries?", "At most 4 %"),
        ("When are chains needed for lorries?", "lorries over 3 tonnes"),
        ("May I accept tips from drivers?", "Accepting tips"),
    ],
)
def test_labels_with_what_stands_there_answer(handbook: Assistant, question: str, said: str) -> None:
    answer = handbook.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Who signs for a load of ₱12,000?", "Signed By: Mate"),
        ("How many copies are needed for a load of 30,000?", "Signed By: Master"),
    ],
)
def test_the_row_in_whose_range_a_sum_lies_is_quoted_first_and_alone(handbook: Assistant, question: str, row: str) -> None:
    answer = handbook.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.citations[0].quote.count("Signed By") == 1
    assert not any("Signed By" in one.quote for one in answer.citations[1:])
    assert row in answer.citations[0].quote


@pytest.mark.parametrize("question", ["Who gets the waiver request?", "What is the slack of the sails?"])
def test_a_list_names_nobody_and_other_things_are_not_told(handbook: Assistant, question: str) -> None:
    assert handbook.ask(question).outcome is not Outcome.ANSWERED
