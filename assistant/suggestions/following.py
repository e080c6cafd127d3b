"""Questions that follow an answer."""

from collections.abc import Iterator

from assistant.answer.answer import Answer
from assistant.suggestions.candidates import Candidate, candidates, subject_around
from assistant.suggestions.trials import in_turn
from language.language import language_of
from vectorstore.library import Library

_DOCUMENTS = 3  # of an answer that are looked at


def following(answer: Answer, question: str, library: Library) -> Iterator[Candidate]:
    """Give questions that may follow `question` and its `answer`, in the language of the question, the likeliest first: about the
    documents that it cites, around what it cites of them."""
    language, cited = language_of(question), answer.citations
    entries = library.catalogue().by_id
    ids = list(dict.fromkeys(one.span.document_id for one in cited))[:_DOCUMENTS]
    for id in ids:
        own = [one for one in cited if one.span.document_id == id]
        subject = subject_around(library, entries[id], own) if id in entries else None
        if subject is not None and subject.language == language:
            yield from in_turn(candidates(subject, question))
