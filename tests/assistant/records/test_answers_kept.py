"""Old answers after their documents changed, and answers as documents to hand on."""

import io
import re
from pathlib import Path

import docx
import pytest

from assistant.answer.anchoring import GONE, Anchored, Anchoring
from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Caution, Paragraph, Quote, Statement, Support
from assistant.answer.citation import Citation
from assistant.records.conversation_export import as_markdown
from assistant.records.conversations import Turn
from assistant.records.word_export import as_docx
from assistant.web.pages.ask.chat import messages
from assistant.web.pages.sources.finding import find_in
from language.messages import translations
from language.span import Span
from tests.conftest import ingest
from vectorstore.document import Document
from vectorstore.library import Library

SAY = translations("en")
TEXT = "# Plan\n\nThe board must meet twice. It must keep minutes.\n\nThe fund must report by 30 June 2031.\n"
QUOTE = "The fund must report by 30 June 2031."


def cited(library: Library, quote: str = QUOTE) -> Answer:
    (entry,) = library.entries()
    document = library.document(entry.id)
    assert document is not None
    start = document.text.index(quote)
    citation = Citation.of(1, document, Span(start, start + len(quote)))
    return Answer(Outcome.ANSWERED, (Quote("en", (citation,)),), as_of="2026-01-01")


def test_a_quote_is_found_in_the_version_that_took_the_documents_place(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text(TEXT)
    ingest(library, file)
    answer = cited(library)
    assert Anchoring(library).anchored(answer) == Anchored(answer)
    file.write_text("# Plan\n\nA new first paragraph.\n" + TEXT.removeprefix("# Plan\n"))
    ingest(library, file)
    anchored = Anchoring(library).anchored(answer)
    (citation,) = anchored.answer.citations
    document = library.document(citation.span.document_id)
    assert document is not None
    assert (anchored.moved, anchored.changed, anchored.gone) == (1, 0, 0)
    assert citation.span.document_id != answer.citations[0].span.document_id
    assert citation.span.of(document.text) == QUOTE == citation.quote


def test_a_quote_that_is_gone_opens_nothing_and_is_told(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text(TEXT)
    ingest(library, file)
    turn = Turn(1, "When?", cited(library), "2026-01-01T00:00:00+00:00")
    assert "#cite-" in messages([turn], library, SAY)[1]["content"]
    file.write_text(TEXT.replace("2031", "2032"))
    ingest(library, file)
    shown = messages([turn], library, SAY)[1]["content"]
    assert "stand in no document any more" in shown
    assert "#cite-" not in shown
    assert "30 June 2031" in shown
    library.remove("plan.md")
    assert turn.answer is not None
    anchored = Anchoring(library).anchored(turn.answer)
    assert anchored.gone == 1
    assert anchored.answer.citations[0].span.document_id == GONE
    assert anchored.answer.citations[0].quote == QUOTE


def test_a_quote_that_changed_in_part_opens_what_still_stands(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text(TEXT)
    ingest(library, file)
    answer = cited(library, "The board must meet twice. It must keep minutes.")
    file.write_text(TEXT.replace("meet twice", "meet four times"))
    ingest(library, file)
    anchored = Anchoring(library).anchored(answer)
    (citation,) = anchored.answer.citations
    document = library.document(citation.span.document_id)
    assert document is not None
    assert (anchored.moved, anchored.changed, anchored.gone) == (0, 1, 0)
    assert citation.span.of(document.text) == "It must keep minutes."
    assert citation.quote == "The board must meet twice. It must keep minutes."


def hostile() -> tuple[str, list[Turn]]:
    bad = "<script>alert(1)</script> ![x](http://evil.invalid/x.png) [a](javascript:alert(1)) # head | cell \u202etxt.exe\x00"
    citation = Citation(1, Span(0, 9, 1), f"1. {bad}\n\n- second line", f"{bad}.md", bad, bad, "2024", bad, 4)
    statement = Statement(bad, Support.UNCONFIRMED, "en", (citation,), (bad,))
    answer = Answer(Outcome.ANSWERED, (Paragraph(bad, "en"), statement, Caution(bad, "en")), as_of="2026-01-01")
    return bad, [Turn(1, bad, answer, "2026-01-02T00:00:00+00:00"), Turn(2, "no answer", None, "2026-01-02T00:00:00+00:00")]


def test_markdown_holds_no_markup_of_others() -> None:
    title, turns = hostile()
    text = as_markdown(title, turns, SAY)
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)!\\?\[", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search("[\u202a-\u202e\x00]", text)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert [heading.partition("<")[0] for heading in headings] == ["# \\", "## no answer"]  # the first question is the title
    assert "documents as of 1 January 2026" in text
    assert "p. 4" in text


def test_a_word_document_holds_question_claim_quote_and_place() -> None:
    title, turns = hostile()
    paper = docx.Document(io.BytesIO(as_docx(title, turns, SAY)))
    told = [one.text for one in paper.paragraphs]
    assert any("second line" in one for one in told)
    assert any("[1]" in one and "p. 4" in one for one in told)
    assert any("documents as of 1 January 2026" in one for one in told)
    assert told[-1] == "There is no answer."


@pytest.mark.parametrize(
    ("text", "after", "back", "found"),
    [
        ("MUST", -1, False, (1, 3)), ("must", 20, False, (2, 3)), ("must", 999, False, (1, 3)), ("must", 60, True, (2, 3)),
        ("twice.  It", -1, False, (1, 1)),
    ],
)  # fmt: skip
def test_words_are_found_in_a_document(text: str, after: int, back: bool, found: tuple[int, int]) -> None:
    hit = find_in(Document(title="Plan", text=TEXT), text, after, back)
    assert hit is not None
    assert (hit.number, hit.count) == found
    assert hit.span.of(TEXT).lower().split() == text.lower().split()


@pytest.mark.parametrize("text", ["  ", "zebra", ".*", "("])
def test_what_does_not_stand_in_a_document_is_not_found(text: str) -> None:
    assert find_in(Document(title="Plan", text=TEXT), text, -1, False) is None
