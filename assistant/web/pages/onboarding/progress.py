"""How far a newcomer is."""

from collections.abc import Mapping, Sequence

from assistant.onboarding.quiz import QuizQuestion
from language.messages import Message, message

READ, ANSWERED = "read ", "quiz "
"""What the items begin with under which a user's progress is kept: a document's name, or the id of a question."""


def progress(documents: Sequence[str], questions: Sequence[QuizQuestion], learned: Mapping[str, str]) -> Message:
    """Say how many of the documents were read and how many of the questions answered rightly."""
    return message(
        "{read} of {documents} documents read, {right} of {questions} questions right.",
        read=sum(READ + name in learned for name in documents),
        documents=len(documents),
        right=sum(learned.get(ANSWERED + one.id) == "right" for one in questions),
        questions=len(questions),
    )
