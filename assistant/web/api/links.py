"""Where the page shows what programs are told of."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from fastapi import Request

from assistant.answer.answer import Answer
from assistant.answer.as_json import answer_as_dict, match_as_dict
from assistant.answer.citation import Citation
from language.span import Span
from vectorstore.passage import Match


def link(request: Request, document: str, span: Span) -> str:
    """Give the address at which a span is highlighted in its document."""
    return f"{request.state.base}document?name={quote(document)}#cite-{span.document_id}-{span.start}-{span.end}"


def answer_with_links(request: Request, answer: Answer) -> dict[str, Any]:
    """Give an answer as the commands print it, each citation with its address."""

    def linked(citations: Iterable[Citation]) -> list[dict[str, Any]]:
        return [one.as_dict() | {"link": link(request, one.document, one.span)} for one in citations]

    return answer_as_dict(answer) | {
        "citations": linked(answer.citations),
        "near": linked(answer.related),
        "in_other_languages": linked(answer.in_other_languages),
    }


def match_with_link(request: Request, match: Match) -> dict[str, Any]:
    """Give a match as the commands print it, with its address."""
    return match_as_dict(match) | {"link": link(request, match.passage.document, match.passage.span)}
