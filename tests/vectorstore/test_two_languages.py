"""One library in two languages, with the real embedder."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding import MINILM, MULTILINGUAL
from vectorstore.embedding.embedder import Embedder
from vectorstore.embedding.sentence_embedder import SentenceEmbedder
from vectorstore.errors import LibraryError
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.search.evidence import search

ENGLISH = (
    "The harbour office keeps a register of berths. Vessels longer than 40 metres must announce their arrival 48 hours before. "
    "Pilots are on duty from six in the morning to ten at night."
)
CHINESE = "图书馆对读者免费开放。读者可以借阅图书三十天，到期前可以续借一次。遗失图书的，应当按原价两倍赔偿。"
UNRELATED = [f"第{number}条 {thing}的管理由{office}负责，每年检查{number % 5 + 1}次。" for number in range(60)
             for thing, office in (("果园", "园林处"), ("船只", "港口处"), ("学校", "教育处"))]  # fmt: skip


@pytest.fixture(scope="module")
def mixed(database: str, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Library:
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "harbour.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "library.txt").write_text(CHINESE, encoding="utf-8")
    for number, text in enumerate(UNRELATED):
        (folder / f"other-{number}.txt").write_text(text, encoding="utf-8")
    library = Library(tmp_path_factory.mktemp("library"), embedder)
    ingest(library, folder)
    return library


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "document", "said"),
    [
        ("多长的船需要提前通知到港？", "harbour.txt", "48 hours"),
        ("引水员几点上班？", "harbour.txt", "six in the morning"),
        ("How long may readers keep a book?", "library.txt", "三十天"),
        ("What does a lost library book cost the reader?", "library.txt", "两倍"),
        ("读者可以借书多少天？", "library.txt", "三十天"),
        ("How early must long vessels announce their arrival?", "harbour.txt", "48 hours"),
    ],
)
def test_what_is_asked_in_one_language_is_found_in_the_other(mixed: Library, question: str, document: str, said: str) -> None:
    assert search(mixed, question)[0].passage.document == document
    answer = Assistant(mixed).ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.citations[0].quote


@pytest.mark.slow
def test_quotes_in_another_language_are_marked_and_counted(mixed: Library) -> None:
    answer = Assistant(mixed).ask("多长的船需要提前通知到港？", Filter(documents=frozenset({"harbour.txt"})))
    assert {citation.as_dict()["language"] for citation in answer.citations} == {"en"}
    assert answer.text.count("，英文") == len(answer.citations)
    assert answer.text.endswith("所引文件中有 1 份为其他语言。")
    assert "language" not in Assistant(mixed).ask("How early must long vessels announce their arrival?").text


@pytest.mark.slow
def test_the_english_embedder_alone_is_a_setting_that_works(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(ENGLISH, encoding="utf-8")
    with Library(tmp_path / "library", SentenceEmbedder(MINILM)) as library:
        ingest(library, tmp_path / "harbour.txt")
        answer = Assistant(library).ask("How early must long vessels announce their arrival?")
        assert answer.outcome is Outcome.ANSWERED
        assert "48 hours" in answer.citations[0].quote
        assert Assistant(library).ask("How do I bake bread?").outcome is Outcome.NOT_FOUND


def test_a_library_of_the_english_embedder_says_what_to_do(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "harbour.txt").write_text(ENGLISH, encoding="utf-8")
    with Library(tmp_path / "library", SentenceEmbedder(MINILM)) as library:
        ingest(library, tmp_path / "harbour.txt")
    with pytest.raises(LibraryError, match=rf"{MINILM}.*not with {MULTILINGUAL}.*POLICY_EMBEDDER"):
        Library(tmp_path / "library", embedder)
