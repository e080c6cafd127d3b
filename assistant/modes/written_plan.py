"""Lists, summaries and comparisons with a language model: it writes from what a plan gathered, which stays below its text."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.answer.answer import Answer, Outcome
from assistant.answer.citation import Citation
from assistant.answer.sentences import quotes_instead
from assistant.modes.mode import Event
from assistant.question.inquiry import Inquiry
from assistant.question.understanding import Kind
from assistant.writing.drafting import confirmed, drafted_by_parts
from assistant.writing.model import Model, ModelError
from assistant.writing.prompting import Brief
from prompts import render
from vectorstore.document import Document
from vectorstore.library import Library
from vectorstore.passage import Passage

_PROMPTS: Mapping[str, str] = {
    Kind.LIST: "of_list",
    Kind.COUNT: "of_list",
    Kind.SUMMARY: "of_summary",
    Kind.COMPARE: "of_comparison",
    Kind.CHANGES: "of_changes",
    Kind.PARTS: "of_several",
}
"""What the model is told beside the rules, by the kind of the question; answers of plans for other kinds stand as they are."""


def with_text(planned: Answer, inquiry: Inquiry, library: Library, model: Model | None) -> Iterator[Event]:
    """Give drafts of what a model writes from a plan's answer, then that answer below what of the text the documents confirm.

    Where nothing is confirmed the plan's answer stands, after a sentence that says why. It is given at once where there is no model, or
    it is not the answer to a question of which one writes.
    """
    kind = str(inquiry.trace.understood.get("kind", ""))
    if model is None or kind not in _PROMPTS or planned.outcome not in (Outcome.ANSWERED, Outcome.PARTIAL) or not planned.citations:
        yield planned
        return
    try:
        yield from _written(planned, inquiry, library, model, render(_PROMPTS[kind]))
    except ModelError as error:
        inquiry.trace.failure = str(error)
        yield planned.preceded_by(quotes_instead(planned.language, error.message))


def _written(planned: Answer, inquiry: Inquiry, library: Library, model: Model, wanted: str) -> Iterator[Event]:
    """Give drafts and the answer with what of them is confirmed before it; raises ModelError where nothing is."""
    question = inquiry.trace.question
    with library.snapshot() as snapshot:
        documents = snapshot.documents({citation.span.document_id for citation in planned.citations})
        names = snapshot.catalogue.names
    replies = yield from drafted_by_parts(model, Brief(question, inquiry.history, _gathered(planned, documents), wanted), inquiry.trace)
    found = confirmed(replies, documents, planned.language, names, inquiry.trace)
    yield replace(planned.preceded_by(*found), mode="written")


def _gathered(planned: Answer, documents: Mapping[int, Document]) -> dict[int, Passage]:
    """Give the rows and quotes of an answer as passages under their numbers; what a document does not hold any more is left out."""
    standing = [
        one for one in planned.citations if (document := documents.get(one.span.document_id)) and one.span.of(document.text) == one.quote
    ]
    return {one.number: _passage(one) for one in standing}


def _passage(citation: Citation) -> Passage:
    """Give a citation as a passage, with the date of its document behind the title, which tells versions apart."""
    title = f"{citation.title} ({citation.issued})" if citation.issued else citation.title
    return Passage(citation.span, citation.quote, citation.heading, document=citation.document, title=title)
