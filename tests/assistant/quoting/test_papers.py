"""Which papers are to be handed in, asked for by a word that the text does not have."""

import pytest

from assistant.quoting.papers import names_papers
from language.span import Span
from vectorstore.embedding.embedder import Levels
from vectorstore.passage import Match, Passage
from vectorstore.search.evidence import FoundPassage


@pytest.mark.parametrize(
    ("question", "text", "names"),
    [
        ("报名要带哪些证件？", "报名者应当在开赛前出具身份证和体检报告。", True),
        ("申报补贴需要什么材料", "申报单位应当向区农业局提交营业执照、合同复印件。", True),
        ("退款需要什么材料", "报名者应当在开赛前出具身份证和体检报告。", False),
        ("报名要带哪些证件？", "报名者应当在开赛前三十日内完成报名。", False),
        ("报名在哪里？", "报名者应当在开赛前出具身份证和体检报告。", False),
        ("What documents do I need to register a boat?", "Whoever registers a boat must submit proof of purchase and a list of its owners.", True),
        ("Which papers are needed for a mooring?", "Whoever registers a boat must submit proof of purchase and a list of its owners.", False),
    ],
)  # fmt: skip
def test_a_sentence_names_the_papers_of_the_matter_that_is_asked_about(question: str, text: str, names: bool) -> None:
    passage = Passage(Span(0, len(text), 1), text, id=1, title="补贴办法")
    found = FoundPassage(Match(passage, 1.0, 0.1, 1.0), {}, None, Levels(0.5, 0.6, 0.5, 0.1))
    assert names_papers(found, question) is names
