"""Answers and matches as the JSON of the commands' contract."""

from typing import Any

from assistant.answer.answer import Answer
from assistant.answer.blocks import Statement
from assistant.answer.requirement_text import requirement_as_dict
from vectorstore.passage import Match


def answer_as_dict(answer: Answer) -> dict[str, Any]:
    """Give the answer as a JSON object."""
    return {
        "outcome": str(answer.outcome),
        "answer": answer.text,
        "understood": answer.rephrased_question,
        "as_of": answer.as_of,
        "citations": [citation.as_dict() for citation in answer.citations],
        "near": [citation.as_dict() for citation in answer.related],
        "in_other_languages": [citation.as_dict() for citation in answer.in_other_languages],
        "warnings": list(answer.warnings),
        "mode": answer.mode,
        "statements": [statement.as_dict() for statement in answer.blocks_of(Statement)],
        "confirmed_share": None if (share := answer.confirmed_share) is None else round(share, 4),
        "requirements": [requirement_as_dict(requirement) for requirement in answer.requirements],
        "seconds": round(answer.seconds, 4),
    }


def match_as_dict(match: Match) -> dict[str, Any]:
    """Give a match as a JSON object."""
    passage = match.passage
    return {
        "document": passage.document, "title": passage.title, "heading": passage.heading, "text": passage.text,
        "start": passage.span.start, "end": passage.span.end, "score": round(match.score, 4),
        "id": passage.id, "same_as": match.same_as or None,
    }  # fmt: skip
