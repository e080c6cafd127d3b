"""Answers are kept as versioned JSON of blocks; those of earlier versions are read."""

import json
from dataclasses import replace

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import (
    Caution,
    Heading,
    OtherLanguage,
    Paragraph,
    Quote,
    Related,
    RequirementLine,
    Statement,
    Support,
    Table,
)
from assistant.answer.citation import Citation
from assistant.answer.stored import dump, load
from assistant.answer.trace import Trace
from language.span import Span

CITATION = Citation(1, Span(10, 27, 7), "Boards must meet.", "plan.md", "Plan", "Board Office", "2031-01-01", "1 › 2", 3, True)
EVERY_BLOCK = (
    Paragraph("The documents differ: “30 June” [1].", "en", (CITATION,)),
    RequirementLine("Required: Boards. [1]", "en", (CITATION,)),
    Quote("en", (CITATION,)),
    Statement("Boards meet.", Support.UNCONFIRMED, "en", (CITATION,), ("meet",), 2, "- ", ("by May",), ("order", "condition")),
    Related("zh", (CITATION,)),
    OtherLanguage("zh", (CITATION,)),
    Heading("1 Boards", "zh"),
    Table("zh", ("What", "Who"), (("Boards must meet.", "Boards"),), (CITATION,)),
    Caution("“Plan” is a draft.", "en", (CITATION,)),
)
# As version 2 writes it. A change that cannot read this needs a new version, and code that reads this one.
VERSION_2 = """{"version": 2, "outcome": "partial", "language": "en", "mode": "quoted", "rephrased_question": "Which boards must meet?",
"as_of": "2031-02-01", "seconds": 0.25, "trace": {"question": "Which boards must meet?", "matches": [{"document": "plan.md", "heading": "",
"score": 1.0, "cosine": 0.5, "lexical": 3.0}], "model": "", "prompt_tokens": 0, "left_out": [], "checks": [], "seconds": {"searching": 0.1},
"failure": ""}, "blocks": [{"text": "No document speaks of 2040.", "language": "en", "citations": [], "kind": "paragraph"}, {"language": "en",
"citations": [{"number": 1, "span": {"start": 10, "end": 27, "document_id": 7}, "quote": "Boards must meet.", "document": "plan.md",
"title": "Plan", "issuer": "Board Office", "issued": "2031-01-01", "heading": "1 › 2", "page": 3, "scanned": true, "checked": true}],
"kind": "quote"}]}"""
CITATION_0_5 = {
    "number": 1, "document_id": 7, "document": "plan.md", "title": "Plan", "issuer": "Board Office", "issued": "2031-01-01",
    "heading": "1 › 2", "quote": "Boards must meet.", "start": 10, "end": 27, "page": 3, "scanned": True, "checked": True,
}  # fmt: skip
ANSWER_0_5 = {
    "outcome": "answered", "text": "Required: Boards. [1]\n\n“Boards must meet.” [1]\n— Plan (Board Office, 2031-01-01), p. 3, text recognised in a scan",
    "citations": [CITATION_0_5], "said": [], "required": ["Required: Boards. [1]"], "near": [], "warnings": ["“Plan” is a draft."],
    "understood": "", "as_of": "2031-02-01", "mode": "quoted", "seconds": 0.25, "statements": [], "trace": None,
    "rows": [{"start": 10, "end": 27, "quote": "Boards must meet.", "modality": "must", "action": "meet"}],
}  # fmt: skip


def test_an_answer_is_kept_whole_but_for_its_requirements() -> None:
    trace = Trace("Which boards?", [{"document": "plan.md"}], "openai:m", 12, ["other.md: 3"], [], {"searching": 0.1}, "late")
    answer = Answer(Outcome.PARTIAL, EVERY_BLOCK, "zh", "written", "Which boards?", "2031-02-01", 0.5, trace=trace)
    kept = load(dump(answer))
    assert kept is not None
    assert kept.trace is not None
    assert kept.trace.as_dict() == trace.as_dict()
    assert replace(kept, trace=None) == replace(answer, trace=None)


def test_the_second_version_is_read() -> None:
    answer = load(VERSION_2)
    assert answer is not None
    assert (answer.outcome, answer.rephrased_question, answer.citations) == (Outcome.PARTIAL, "Which boards must meet?", (CITATION,))
    added = {"trace": {"understood": {}}, "blocks": [{"address": ""}, {}]}
    expected = json.loads(VERSION_2)
    expected["trace"] |= added["trace"]
    expected["blocks"] = [block | more for block, more in zip(expected["blocks"], added["blocks"], strict=True)]
    assert json.loads(dump(answer)) == expected


def test_a_quoted_answer_of_0_5_is_read() -> None:
    answer = load(json.dumps(ANSWER_0_5))
    assert answer is not None
    assert answer.citations == (CITATION,)
    assert answer.text == str(ANSWER_0_5["text"]).replace("2031-01-01", "1 January 2031")
    assert [type(block) for block in answer.blocks] == [RequirementLine, Quote, Caution]


def test_a_written_answer_of_0_5_is_read() -> None:
    statement = {"text": "Boards meet.", "standing": "withdrawn", "citations": [CITATION_0_5], "differs": ["meet"], "line": 1, "lead": "- "}
    answer = load(
        json.dumps({**ANSWER_0_5, "required": [], "said": ["No document speaks of 2040."], "mode": "written", "statements": [statement]})
    )
    assert answer is not None
    assert answer.blocks == (
        Paragraph("No document speaks of 2040.", "en"),
        Statement("Boards meet.", Support.WITHDRAWN, "en", (CITATION,), ("meet",), 1, "- "),
        Caution("“Plan” is a draft.", "en"),
    )


def test_a_refusal_of_0_5_is_read() -> None:
    text = "现有文件没有回答这个问题。\n没有文件提到2040。\n相近的内容有：Plan (Board Office, 2031-01-01), p. 3。"
    row = {**ANSWER_0_5, "outcome": "not_found", "text": text, "citations": [], "required": [], "near": [CITATION_0_5], "warnings": []}
    answer = load(json.dumps(row))
    assert answer is not None
    assert answer.blocks == (
        Paragraph("现有文件没有回答这个问题。", "zh"),
        Paragraph("没有文件提到2040。", "zh"),
        Related("zh", (CITATION,)),
    )


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "null", '{"version": 3}', '{"version": 2, "outcome": "answered"}', "{}", json.dumps({**ANSWER_0_5, "outcome": "odd"})],
)
def test_what_is_damaged_or_of_a_later_version_is_no_answer(text: str) -> None:
    assert load(text) is None
