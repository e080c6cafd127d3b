"""A question of what somebody does or is there for is answered first by the sentence in which they act."""

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

_HARBOUR = """澄湾港务章程

第一条 港务公司的理事单位委派代表组成港务监事会，港务监事会设在码头。

第二条 港务公司设立董事会和港务监事会，办公地点由镇政府安排。

第三条 港务公司的港务监事会对吊车的检修进行监督，并查看航道账目。

第四条 船长不得把缆绳交给港务监事会保管。
"""

_MUSEUM = """# Rules of the Amber Museum

The trustees set up a collections committee. Every report goes to the collections committee by post.

The collections committee checks each loan and keeps the list of restored pieces.
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Assistant:
    folder = tmp_path_factory.mktemp("doings")
    (folder / "港务.txt").write_text(_HARBOUR, encoding="utf-8")
    (folder / "museum.md").write_text(_MUSEUM, encoding="utf-8")
    library = Library(folder / "library", embedder).__enter__()
    Ingest(library, QuietWatcher()).run(sorted(folder.glob("*.*")))
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("港务监事会的职责是什么？", "对吊车的检修进行监督"),
        ("港务监事会负责什么？", "对吊车的检修进行监督"),
        ("What does the collections committee do?", "checks each loan"),
        ("What is the role of the collections committee?", "checks each loan"),
    ],
)
def test_the_sentence_in_which_they_act_is_quoted_first(rules: Assistant, question: str, said: str) -> None:
    answer = rules.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.citations[0].quote


def test_of_nobody_who_acts_nothing_is_told(rules: Assistant) -> None:
    assert rules.ask("灯塔看守的职责是什么？").outcome is not Outcome.ANSWERED
