"""A term is explained by the sentence that does so, whole, with the list under it."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

RULES = """# Berth Rules

Ships with a "short stay" pay no fee.

"Short stay" means a stay of less than six hours between two tides.

What does “tow ship” mean?

A tow ship is defined as a ship that draws another one.

A safe berth means:

1. a berth with two bollards;
2. a berth with a lamp.

The harbour office rents safe berths. Every safe berth has a lampkeeper.

A lampkeeper is a person who lights the lamp at dusk.

The procedure for tidal auctions shall include a notice.

(i) Tidal Auction means a sale of berths at high water.

For this chapter, the term “idle” for berths shall refer only to berths without a ship for a week.

The office lists pilots who know the bay. Such pilots will be known as “Bay Pilots”.
"""
CHINESE = (
    "# 泊位办法\n\n第二条 本办法所称长期停泊，是指船舶停泊超过三十日；所称短期停泊，是指长期停泊以外的停泊。\n\n第三条 长期停泊应当缴费。"
    "专业长期停泊，是指修船的长期停泊。\n"
)


@pytest.fixture
def asking(library: Library, tmp_path: Path) -> Assistant:
    (tmp_path / "rules.md").write_text(RULES, encoding="utf-8")
    (tmp_path / "泊位.md").write_text(CHINESE, encoding="utf-8")
    ingest(library, tmp_path)
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What does “short stay” mean?", "“Short stay” means".replace("“", '"').replace("”", '"'), "two tides."),
        ("Definition of short stay", '"Short stay" means', "two tides."),
        ("What is the meaning of safe berth?", "A safe berth means:", "2. a berth with a lamp."),
        ("What is a lampkeeper?", "A lampkeeper is a person", "at dusk."),
        ("What is meant by a tidal auction?", "(i) Tidal Auction means", "high water."),
        ("When does a berth count as idle?", "For this chapter, the term", "a week."),
        ('What does "Bay Pilots" mean?', "The office lists pilots", "“Bay Pilots”."),
        ("长期停泊的定义", "第二条", "超过三十日；"),
        ("办法所说的短期停泊是什么意思？", "所称短期停泊", "以外的停泊。"),
        ("什么算短期停泊？", "所称短期停泊", "以外的停泊。"),
        ("什么是专业长期停泊？", "专业长期停泊，是指", "修船的长期停泊。"),
        ("“长期停泊”是什么意思？", "第二条", "超过三十日；"),
        ("What does “tow ship” mean?", "A tow ship is defined as a ship that draws another one.", "another one."),
    ],
)
def test_the_explaining_sentence_comes_first_and_whole(asking: Assistant, question: str, first: str, last: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.trace is not None
    assert answer.trace.understood["kind"] == "term"
    assert answer.citations[0].quote.startswith(first)
    assert answer.citations[0].quote.endswith(last)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "told"), [("什么是合规官？", "“Compliance officer” means"), ("什么叫一票否决？", ""), ("什么叫混合所有制？", "")]
)
def test_in_another_language_only_the_definition_of_what_is_asked_is_found(
    tmp_path: Path, embedder: Embedder, question: str, told: str
) -> None:
    (tmp_path / "rules.md").write_text(
        "# Berth Rules\n\n“Compliance officer” means whoever sees that the port keeps the rules.\n\nA compliance officer reports each month.\n",
        encoding="utf-8",
    )
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "rules.md")
        quotes = [one.quote for one in Assistant(library).ask(question).citations]
    assert quotes[0].startswith(told) if told else quotes == []
