"""Answers as they are kept: versioned JSON of blocks, and how those of earlier versions are read.

Version 2 is written since 0.6.0. What 0.5.0 kept has no version: it was the fields of its `Answer`. The names in the JSON
are part of the format: whoever renames a field of a block raises the version and reads the older one here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Caution, Paragraph, Quote, Related, RequirementLine, Statement, Support, Table
from assistant.answer.citation import Citation
from assistant.answer.trace import Trace
from language.language import language_of
from language.span import Span

VERSION = 2
_blocks = TypeAdapter(tuple[Annotated[Block, Field(discriminator="kind")], ...])
_trace = TypeAdapter(Trace | None)


def dump(answer: Answer) -> str:
    """Give the answer as JSON; its requirements are left out, as the library knows them better by then."""
    return json.dumps(
        {
            "version": VERSION, "outcome": str(answer.outcome), "language": answer.language, "mode": answer.mode,
            "rephrased_question": answer.rephrased_question, "as_of": answer.as_of, "seconds": answer.seconds,
            "blocks": [asdict(block) for block in answer.blocks], "trace": answer.trace.as_dict() if answer.trace else None,
        },
        ensure_ascii=False,
    )  # fmt: skip


def load(text: str) -> Answer | None:
    """Read a kept answer of any version; None where it is of a later one, or damaged."""
    try:
        row = json.loads(text)
        return _answer(row) if row.get("version") == VERSION else None if "version" in row else _answer_of_0_5(row)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _answer(row: Mapping[str, Any]) -> Answer:
    blocks, trace = _blocks.validate_python(row["blocks"]), _trace.validate_python(row["trace"])
    if any(len(block.rows) != len(block.citations) for block in blocks if isinstance(block, Table)):
        raise ValueError
    return Answer(
        Outcome(row["outcome"]), blocks, str(row["language"]), str(row["mode"]), str(row["rephrased_question"]), str(row["as_of"]),
        float(row["seconds"]), trace=trace,
    )  # fmt: skip


def _answer_of_0_5(row: Mapping[str, Any]) -> Answer:
    language = language_of(str(row["text"])).code
    said = (language, str(row["mode"]), str(row["understood"]), str(row["as_of"]))
    trace = _trace.validate_python(row["trace"])
    return Answer(Outcome(row["outcome"]), tuple(_blocks_of_0_5(row, language)), *said, float(row["seconds"]), trace=trace)


def _blocks_of_0_5(row: Mapping[str, Any], language: str) -> list[Block]:
    citations = [_citation_of_0_5(one) for one in row["citations"]]
    warnings = [Caution(one, language) for one in row["warnings"]]
    if not citations:
        sentences = str(row["text"]).split("\n")[: -1 if row["near"] else None]
        near = [Related(language, tuple(_citation_of_0_5(one) for one in row["near"]))] if row["near"] else []
        return [*(Paragraph(one, language) for one in sentences), *near, *warnings]
    said = [Paragraph(one, language, _cited_in(one, citations)) for one in row["said"]]
    if row["statements"]:
        return [*said, *(_statement_of_0_5(one, language) for one in row["statements"]), *warnings]
    lines = [RequirementLine(one, language, _cited_in(one, citations)) for one in row["required"]]
    quotes = [Quote(language_of(citation.quote).code, (citation,)) for citation in citations]
    return [*said, *lines, *quotes, *warnings]


def _citation_of_0_5(row: Mapping[str, Any]) -> Citation:
    rest = {key: value for key, value in row.items() if key not in ("start", "end", "document_id")}
    return Citation(span=Span(row["start"], row["end"], row["document_id"]), **rest)


def _cited_in(sentence: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    return tuple(one for one in citations if f"[{one.number}]" in sentence)


def _statement_of_0_5(row: Mapping[str, Any], language: str) -> Statement:
    citations = tuple(_citation_of_0_5(one) for one in row["citations"])
    return Statement(row["text"], Support(row["standing"]), language, citations, tuple(row["differs"]), row["line"], row["lead"])
