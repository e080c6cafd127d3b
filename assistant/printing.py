"""An answer as text for a terminal."""

from assistant.answer import Answer


def printed(answer: Answer) -> str:
    """Give the answer with the place of each quote."""
    places = [f"[{cited.number}] {cited.document}, characters {cited.start}–{cited.end}" for cited in answer.citations]
    told = [*places, *(f"! {warning}" for warning in answer.warnings)]
    if answer.as_of:
        told.append(f"Documents as of {answer.as_of}.")
    return "\n".join([answer.text, "", *told]) if told else answer.text
