"""Bodies and places that a question names and the library does not know."""

from collections.abc import Iterator

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.question.unknown import unknown_bodies
from tests.conftest import ingest
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

TEXTS = {
    "ferries.md": "# Ferry Rules of Hebei\n\nIssued by: Hebei Transport Department\n\nThe Blue Star Ferry Group must report its trips by 30 June "
    "2031. The Harbour Division checks the reports. The fare may rise by 3 % a year. FSA sends the forms.\n",
    "wreck.md": "# Report on a Wreck\n\nIssued by: Hebei Transport Department\n\nA ferry sank in Hunan in 2030.\n",
    "渡船.md": "# 渡船管理办法\n\n发布机关：河北省交通运输厅\n\n蓝星渡船集团应当于2031年6月30日前报告航次。港务处负责检查。票价每年上涨不得超过3%。\n",
}


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("unknown")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library(folder / "library", embedder) as library:
        ingest(library, *folder.glob("*.md"))
        yield library


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What must the Red Moon Ferry Group report?", ("Red Moon Ferry Group",)),
        ("What must the Bank of Wales report?", ("Bank of Wales",)),
        ("红月渡船集团应当何时报告？", ("红月渡船集团",)),
        ("What must the Blue Star Ferry Group report?", ()),
        ("What must the Blue Star Ferry Company report?", ()),
        ("What does the Ferry Safety Agency send?", ()),
        ("Which Division checks the reports?", ()),
        ("蓝星渡船公司应当何时报告？", ()),
        ("各集团应当何时报告？", ()),
    ],
)
def test_a_body_is_unknown_where_no_document_has_its_name_in_any_form(question: str, names: tuple[str, ...], ferries: Library) -> None:
    assert unknown_bodies(question, ferries) == names


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("By when must the Red Moon Ferry Group report its trips?", "No document mentions the name Red Moon Ferry Group."),
        ("红月渡船集团应当何时报告航次？", "没有文件提到“红月渡船集团”这一名称。"),
        ("By how much may the fare rise a year in Hunan?", "No document of Hunan is in the library."),
        ("湖南的票价每年最多可以上涨多少？", "资料库中没有湖南的文件。"),
    ],
)
def test_what_the_library_does_not_know_is_said_first_and_the_near_thing_is_given_as_such(
    question: str, first: str, ferries: Library
) -> None:
    answer = Assistant(ferries).ask(question)
    assert answer.outcome in (Outcome.RELATED, Outcome.NOT_FOUND)
    assert answer.text.startswith(first)


@pytest.mark.parametrize("question", ["By how much may the fare rise a year in Hebei?", "When did a ferry sink in Hunan?"])
def test_a_place_of_a_document_or_of_the_quote_is_known(question: str, ferries: Library) -> None:
    answer = Assistant(ferries).ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert "is in the library" not in answer.text
