"""Questions and passages in two scripts that share no words."""

from collections.abc import Iterator

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from language.equivalents import indexed
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library
from vectorstore.search.across import read_across

TEXT = """# 临海港务管理办法

第一条 监事会应当于每年4月20日前向审计处报送决算。监事会每季度召开一次会议。

第二条 码头工人连续工作不得超过六小时。迟到的，扣减奖金。

第三条 总会计师由董事会任命，任期三年。

第四条 对检举走私有功的个人给予奖励。
"""


@pytest.fixture(scope="module")
def harbour(database: str, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "港务.md").write_text(TEXT, encoding="utf-8")
    with Library(tmp_path_factory.mktemp("library"), embedder) as library:
        ingest(library, folder)
        yield library


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("By what date must the supervisory board submit the final accounts?", "4月20日"),
        ("Who appoints the chief accountant?", "董事会任命"),
    ],
)
def test_the_sentence_that_says_the_words_of_the_question_in_another_script_is_quoted_first(
    harbour: Library, question: str, said: str
) -> None:
    answer = Assistant(harbour).ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.citations[0].quote


def test_a_question_of_which_only_the_name_stands_in_the_documents_is_not_stated(harbour: Library) -> None:
    with harbour.snapshot() as snapshot:
        across = read_across("GACC 的养老金是多少？", snapshot)
    assert not across.may_be_stated_in(indexed("The GACC keeps a list."))
    assert across.may_be_stated_in(indexed("The GACC pays a pension."))


def test_a_text_says_more_of_a_question_the_more_of_its_words_it_has(harbour: Library) -> None:
    with harbour.snapshot() as snapshot:
        across = read_across("Who appoints the chief accountant?", snapshot)
    assert (
        across.share(indexed("总会计师由董事会任命")) > across.share(indexed("总会计师由企业选举")) > across.share(indexed("码头工人")) == 0
    )
