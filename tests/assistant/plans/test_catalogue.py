"""Questions on the library itself are answered from its list of documents."""

from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.assistant import Assistant
from assistant.web.shared.render import answer_html
from language.messages import translations
from tests.conftest import ingest
from vectorstore.library import Library

PLAN = "# Harbour Plan 2021\n\nIssued by: Harbour Office\nDate: 3 May 2021\n\nThe harbour office must dredge the basin by 30 June 2022.\n"
CHARTER = "# Pilot Charter\n\nIssued by: Pilot Guild, Harbour Ministry\nDate: 4 June 2029\n\nPilots must wear a cap.\n"
RULES = "# Ferry Rules\n\nIssued by: Ferry Office\nDate: 9 March 2024\n\nThese rules take effect on 1 April 2024. The Harbour Plan 2021 is repealed.\n"


@pytest.fixture
def asking(library: Library, tmp_path: Path) -> Assistant:
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "ferries.md").write_text(RULES, encoding="utf-8")
    (tmp_path / "灯塔.md").write_text("# 灯塔办法\n\n灯办发〔2031〕6号\n\n灯塔管理处应当每年检查灯塔两次。\n", encoding="utf-8")
    ingest(library, tmp_path)
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "kind", "said"),
    [
        ("How many documents are in the library?", "count_documents", "3 documents"),
        ("库里有多少份文件？", "count_documents", "3"),
        ("What is the newest document?", "newest", "Ferry Rules"),
        ("Which document is the oldest?", "oldest", "Harbour Plan 2021"),
        ("Which documents are superseded?", "out_of_force", "superseded by “Ferry Rules”"),
        ("哪些文件已经失效？", "out_of_force", "Harbour Plan 2021"),
        ("Please list all documents", "list_documents", "灯塔办法"),
        ("Is the harbour plan still in force?", "in_force", "No: “Harbour Plan 2021” is superseded"),
        ("灯塔办法还有效吗？", "in_force", "灯塔办法"),
        ("资料里有没有中文的？", "in_languages", "灯塔办法"),
        ("Which documents were issued in 2021?", "list_documents", "1 document of the library fits."),
        ("Show me the documents issued by the Ferry Office", "list_documents", "1 document of the library fits."),
        ("Which documents did the Ferry Office issue?", "list_documents", "1 document of the library fits."),
        ("Show documents from the Ferry Office", "list_documents", "1 document of the library fits."),
        ("all documents that the Harbour Office published", "list_documents", "Harbour Plan 2021"),
        ("2024年发布了哪些文件？", "list_documents", "Ferry Rules"),
        ("灯塔办法是什么文件？", "about_documents", "灯塔办法, 灯办发〔2031〕6号 [灯塔.md]"),
        ("灯办发〔2031〕6号是什么文件？", "about_documents", "灯塔办法, 灯办发〔2031〕6号 [灯塔.md]"),
    ],
)
def test_the_library_tells_of_its_documents(asking: Assistant, question: str, kind: str, said: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.trace is not None
    assert answer.trace.understood["kind"] == kind
    assert said in answer.text


def test_a_question_on_a_duty_is_none_on_the_library(asking: Assistant) -> None:
    answer: Answer = asking.ask("How many documents must each ferry carry?")
    assert answer.trace is not None
    assert answer.trace.understood["kind"] != "count_documents"


def test_what_is_superseded_is_told_with_the_sentence_that_says_so(asking: Assistant) -> None:
    answer = asking.ask("Is the harbour plan still in force?")
    assert "The Harbour Plan 2021 is repealed." in answer.citations[0].quote


def test_documents_of_a_body_that_issued_none_are_not_told_to_be_all(asking: Assistant) -> None:
    answer = asking.ask("Show me the documents issued by the Lantern Office")
    assert "Ferry Rules" not in answer.text


def test_documents_are_listed_with_iso_days_that_the_page_shows_in_words(asking: Assistant) -> None:
    answer = asking.ask("Show documents from the Ferry Office")
    assert "• Ferry Rules (Ferry Office, 2024-03-09) [ferries.md]" in answer.text
    assert "Ferry Rules (Ferry Office, 9 March 2024) [ferries.md]" in answer_html(answer, translations("en"))


def test_every_document_that_states_a_figure_is_told(library: Library, tmp_path: Path) -> None:
    for name, text in {
        "nets.md": "Fishermen must dry 35 % of their nets ashore.",
        "sails.md": "Sailors must mend 35 % of the sails in winter.",
        "oars.md": "Rowers must paint 35 % of the oars each spring.",
        "ropes.md": "Pilots must replace 35 % of the ropes each year.",
        "lamps.md": "Keepers must trim 53 % of the lamps each night.",
    }.items():
        (tmp_path / name).write_text(f"# Rules of {name[:-3]}\n\n{text}\n", encoding="utf-8")
    ingest(library, tmp_path)
    every = Assistant(library).ask("Which documents mention a 35 % target?")
    assert {one.document for one in every.citations} == {"nets.md", "sails.md", "oars.md", "ropes.md"}
    assert all("35 %" in one.quote for one in every.citations)
    one = Assistant(library).ask("Which documents say that 35 % of the oars must be painted?")
    assert [cited.document for cited in one.citations] == ["oars.md"]


def test_what_several_issued_together_is_listed_for_each(asking: Assistant, library: Library, tmp_path: Path) -> None:
    (tmp_path / "charter.md").write_text(CHARTER, encoding="utf-8")
    ingest(library, tmp_path / "charter.md")
    for issuer in ("Harbour Ministry", "Pilot Guild"):
        assert "Pilot Charter" in answer_html(asking.ask(f"Which documents did the {issuer} issue?"), translations("en"))
