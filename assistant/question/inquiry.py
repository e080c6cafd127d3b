"""A question as it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer.trace import Trace
from assistant.errors import AssistantError
from assistant.question.cleaning import plainly
from vectorstore.filter import IN_FORCE, Filter

LONGEST_QUESTION = 4_000


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question without what is said out of courtesy, in which documents to look, and the questions before it, oldest first.

    `citation_numbers` keeps the numbers of passages, by their ids, through a conversation; a mode may add to it. `trace` notes
    how the answer comes about.
    """

    question: str
    filter: Filter = IN_FORCE
    history: tuple[str, ...] = ()
    citation_numbers: dict[int, int] = field(default_factory=dict)
    trace: Trace = field(default_factory=Trace)

    @classmethod
    def of(
        cls, question: str, filter: Filter = IN_FORCE, history: Sequence[str] = (), citation_numbers: dict[int, int] | None = None
    ) -> "Inquiry":
        """Take a question as a user typed it; raises AssistantError where it is empty, endless or without a word."""
        plain = plainly(checked(question))
        numbers = {} if citation_numbers is None else citation_numbers
        return cls(plain, filter, tuple(map(plainly, history)), numbers, Trace(plain))


def checked(question: str) -> str:
    """Give `question` without the space around it; raises AssistantError where it is empty, endless or without a word."""
    question = question.strip()
    if not question:
        raise AssistantError("The question is empty.")
    if not any(letter.isalnum() for letter in question):
        raise AssistantError("The question has no words.")
    if len(question) > LONGEST_QUESTION:
        raise AssistantError(
            "The question has {count} characters; at most {most} can be asked.", count=len(question), most=LONGEST_QUESTION
        )
    return question
