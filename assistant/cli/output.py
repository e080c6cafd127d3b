"""Answers and documents as text for a terminal."""

from assistant.answer.answer import Answer
from language.messages import translations
from vectorstore.document import DocumentSummary


def printed(answer: Answer) -> str:
    """Give the answer with the place of each quote."""
    places = [
        f"[{cited.number}] {cited.document}, {f'page {cited.page}, ' if cited.page else ''}characters {cited.span.start}–{cited.span.end}"
        for cited in answer.citations
    ]
    _ = translations(answer.language)
    rephrased = [_("Understood as: {question}", question=answer.rephrased_question), ""] if answer.rephrased_question else []
    told = [*places, *(f"! {warning}" for warning in answer.warnings)]
    if answer.as_of:
        told.append(f"Documents as of {answer.as_of}.")
    return "\n".join([*rephrased, answer.text, *([""] if told else []), *told])


def described(entry: DocumentSummary) -> str:
    """Give a document's title and, in brackets, what else is known of it."""
    validity = [f"in force from {entry.effective}"] if entry.effective else []
    validity += [f"until {entry.expires}"] if entry.expires else []
    status = f"superseded by {', '.join(entry.superseded_by)}" if entry.superseded_by and entry.status == "superseded" else entry.status
    about = ", ".join(part for part in (entry.issuer, entry.number, entry.issued, *validity, status) if part)
    return f"{entry.title} ({about})" if about else entry.title
