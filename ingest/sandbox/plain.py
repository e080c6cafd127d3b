"""Documents and what is found in them as plain values, in which a child process gives them to its parent."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ingest.contents import Contents
from language.messages import Message
from language.span import Span
from vectorstore.document import Document, Omission, RecognisedLine, Section
from vectorstore.passage import Passage
from vectorstore.requirement import Requirement, Target
from vectorstore.term import TermUse


def plain_document(document: Document) -> dict[str, Any]:
    """Give a document as a JSON object, from which `document_of` makes it again."""
    left_out = [asdict(one) | {"kind": one.kind.as_dict()} for one in document.left_out]
    return asdict(document) | {"warnings": [warning.as_dict() for warning in document.warnings], "left_out": left_out}


def document_of(row: Mapping[str, Any]) -> Document:
    """Give the document that a child process sent."""
    sections = tuple(Section(Span(**one["span"]), tuple(one["path"])) for one in row["sections"])
    warnings = tuple(map(Message.from_dict, row["warnings"]))
    left_out = tuple(Omission(**one | {"kind": Message.from_dict(one["kind"])}) for one in row["left_out"])
    tuples = {key: tuple(row[key]) for key in ("pages", "scanned", "repeals", "sketch")}
    recognised = tuple(RecognisedLine(one["page"], tuple(one["place"]), one["text"]) for one in row["recognised"])
    return Document(**{**row, "recognised": recognised, "sections": sections, "warnings": warnings, "left_out": left_out, **tuples})


def plain_contents(contents: Contents) -> dict[str, Any]:
    """Give contents as a JSON object, from which `contents_of_plain` makes them again; what a span tells is not written out."""
    return {
        "document": plain_document(contents.document),
        "passages": [[one.span.start, one.span.end, one.heading, one.headings] for one in contents.passages],
        "requirements": [
            asdict(one) | {"warnings": [warning.as_dict() for warning in one.warnings], "quote": ""} for one in contents.requirements
        ],
        "terms": [[one.term, one.span.start, one.span.end, one.explains] for one in contents.terms],
    }


def contents_of_plain(row: Mapping[str, Any]) -> Contents:
    """Give the contents that a child process sent."""
    document = document_of(row["document"])
    text = document.text
    return Contents(
        document,
        tuple(
            Passage(span := Span(start, end), span.of(text), heading, tuple(headings)) for start, end, heading, headings in row["passages"]
        ),
        tuple(_requirement(one, text) for one in row["requirements"]),
        tuple(TermUse(term, Span(start, end), explains) for term, start, end, explains in row["terms"]),
    )


def _requirement(row: Mapping[str, Any], text: str) -> Requirement:
    span = Span(**row["span"])
    targets = tuple(Target(**one) for one in row["targets"])
    return Requirement(
        **{**row, "span": span, "quote": span.of(text), "targets": targets, "warnings": tuple(map(Message.from_dict, row["warnings"]))}
    )
