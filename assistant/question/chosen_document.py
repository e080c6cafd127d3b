"""Questions that point at the document that was chosen: “this document”."""

from dataclasses import replace

from assistant.answer.text import titled
from assistant.question.inquiry import Inquiry
from language.language import language_of
from language.lexicon import pattern_of
from vectorstore.library import Library

_POINTED = pattern_of("documents", "pointed")


def with_the_chosen_named(inquiry: Inquiry, library: Library) -> Inquiry:
    """Give the inquiry with the title of the one document that its filter names, where the question points at it; else as it is."""
    if len(inquiry.filter.documents) != 1 or not _POINTED.search(inquiry.question):
        return inquiry
    title = next((entry.title for entry in library.entries() if entry.name in inquiry.filter.documents), "")
    named = titled(title, language_of(inquiry.question).code)
    return replace(inquiry, question=_POINTED.sub(lambda _: named, inquiry.question, count=1)) if title else inquiry
