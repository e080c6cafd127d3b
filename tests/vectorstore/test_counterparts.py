"""Originals and translations in one library are known as one, with the real embedder."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.onboarding.reading_path import reading_path
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.errors import LibraryError
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.search.evidence import search
from vectorstore.sql.requirements import RequirementFilter

pytestmark = pytest.mark.slow

ENGLISH = """# Measures for the Lake Fund

Chapter 1 The fund

Article 1 The Lake Office must set up a fund of 300 million yuan for clean water by 31 March 2027.

Article 2 Each town must pay 2.5 per cent of its water revenue into the fund every year before 30 June.

Chapter 2 Its use

Article 3 At least 60 per cent of the fund must be spent on sewage plants, and no more than 5 per cent on staff.

Article 4 A town that pays late owes 0.3 per cent of the amount for each day.
"""
CHINESE = """# 湖泊基金管理办法

第一章 基金的设立

第一条 湖泊管理处应当于2027年3月31日前设立规模3亿元的清洁水源基金。

第二条 各镇应当于每年6月30日前将水费收入的2.5%缴入基金。

第二章 基金的使用

第三条 基金用于污水处理厂的部分不得低于60%，用于人员经费的部分不得超过5%。

第四条 各镇逾期缴纳的，每日按应缴金额的0.3%加收滞纳金。
"""
EARLIER = CHINESE.replace("2027年3月31日", "2024年9月30日").replace("3亿元", "1亿元").replace("2.5%", "1.5%").replace("60%", "40%")
OTHER = "# 图书馆借阅办法\n\n读者可以借阅图书三十天，到期前可以续借一次。\n\n遗失图书的，应当按原价两倍赔偿。\n"


@pytest.fixture
def paired(tmp_path: Path, embedder: Embedder) -> Library:
    """A library with an original, its translation and a document on something else."""
    return _library(tmp_path, embedder, {"fund.md": ENGLISH, "基金.md": CHINESE, "图书馆.md": OTHER})


def _library(folder: Path, embedder: Embedder, texts: dict[str, str]) -> Library:
    (folder / "texts").mkdir()
    for name, text in texts.items():
        (folder / "texts" / name).write_text(text, encoding="utf-8")
    library = Library(folder / "library", embedder)
    ingest(library, folder / "texts")
    return library


def counterparts(library: Library) -> dict[str, str]:
    entries = library.entries()
    names = {entry.id: entry.name for entry in entries}
    return {entry.name: names[entry.counterpart] for entry in entries if entry.counterpart}


def test_an_original_and_its_translation_are_paired_and_nothing_else(paired: Library) -> None:
    assert counterparts(paired) == {"fund.md": "基金.md", "基金.md": "fund.md"}


def test_an_earlier_version_with_other_figures_is_no_translation(tmp_path: Path, embedder: Embedder) -> None:
    library = _library(tmp_path, embedder, {"fund.md": ENGLISH, "earlier.md": EARLIER})
    assert counterparts(library) == {}


@pytest.mark.parametrize(
    ("question", "quoted", "offered", "said"),
    [
        ("How large is the fund for clean water?", "fund.md", "基金.md", "300 million"),
        ("清洁水源基金的规模是多少？", "基金.md", "fund.md", "3亿元"),
    ],
)
def test_the_one_in_the_language_of_the_question_is_quoted_and_the_other_offered(
    paired: Library, question: str, quoted: str, offered: str, said: str
) -> None:
    answer = Assistant(paired).ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert {citation.document for citation in answer.citations} == {quoted}
    assert said in answer.citations[0].quote
    (other,) = answer.in_other_languages
    assert other.document == offered
    assert "300 million" in other.quote or "3亿元" in other.quote
    assert other.number == len(answer.citations) + 1


def test_a_search_gives_the_other_after_the_one_in_the_language_of_the_question(paired: Library) -> None:
    matches = search(paired, "逾期缴纳怎么处理？")
    assert [match.passage.document for match in matches[:2]] == ["基金.md", "fund.md"]
    assert matches[1].same_as == matches[0].passage.id


def test_a_filter_for_the_other_document_is_kept(paired: Library) -> None:
    matches = search(paired, "逾期缴纳怎么处理？", filter=Filter(documents=frozenset({"fund.md"})))
    assert {match.passage.document for match in matches} == {"fund.md"}


def test_lists_count_both_as_one_in_the_language_of_the_reader(paired: Library) -> None:
    def held(reader: str | None) -> set[str]:
        return {one.document for one in paired.requirements.find(RequirementFilter(documents=Filter(reader=reader)))}

    assert {"fund.md", "基金.md"} <= held(None)
    assert "基金.md" not in held("en")
    assert "fund.md" in held("en")
    assert "fund.md" not in held("zh")
    assert "基金.md" in held("zh")
    assert len({"fund.md", "基金.md"} & held("fr")) == 1
    assert {step.entry.name for step in reading_path(paired, "zh")} == {"基金.md", "图书馆.md"}


def test_what_the_filter_leaves_alone_is_listed_in_any_language(paired: Library) -> None:
    chosen = RequirementFilter(documents=Filter(documents=frozenset({"fund.md"}), reader="zh"))
    assert {one.document for one in paired.requirements.find(chosen)} == {"fund.md"}


def test_parted_documents_stay_parted_when_they_are_read_again_until_they_are_paired(paired: Library, tmp_path: Path) -> None:
    paired.part("fund.md", "基金.md")
    assert counterparts(paired) == {}
    assert [entry.parted for entry in paired.entries() if entry.name == "fund.md"] == [("基金.md",)]
    (tmp_path / "texts" / "fund.md").write_text(f"{ENGLISH}\nArticle 5 These measures take effect on 1 May 2027.\n", encoding="utf-8")
    ingest(paired, tmp_path / "texts")
    assert counterparts(paired) == {}
    paired.pair("基金.md", "fund.md")
    assert counterparts(paired) == {"fund.md": "基金.md", "基金.md": "fund.md"}
    with pytest.raises(LibraryError, match=r"No document is called “none\.md”"):
        paired.part("fund.md", "none.md")


def test_a_pair_ends_where_a_document_becomes_another(paired: Library, tmp_path: Path) -> None:
    (tmp_path / "texts" / "基金.md").write_text(OTHER.replace("三十天", "六十天"), encoding="utf-8")
    ingest(paired, tmp_path / "texts")
    assert counterparts(paired) == {}
