"""How far a newcomer is: what to read in which order, what was read, and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.onboarding.quiz.quiz import QuizQuestion, Quizzes
from assistant.onboarding.reading_path import Step, reading_path
from assistant.records.onboarding import LearningProgress
from language.messages import Message, message
from vectorstore.library import Library

_READ, _ANSWERED = "read ", "quiz "
"""What the items begin with under which a user's progress is kept: a document's name, the id of a question."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What one newcomer has to read and was asked, and how far that is; `reader` is the language in which they read."""

    user: str
    reader: str
    role: str
    steps: Sequence[Step]
    questions: Sequence[QuizQuestion]
    learned: Mapping[str, str]

    def read_on(self, name: str) -> str:
        """Give the ISO date on which a document was read, empty where it was not."""
        return self.learned.get(_READ + name, "")

    def result(self, question: QuizQuestion) -> str:
        """Say how a question was answered last: “right”, “wrong”, or empty."""
        return self.learned.get(_ANSWERED + question.id, "")

    @property
    def steps_read(self) -> list[Step]:
        """The documents that were read, in the order of the path."""
        return [step for step in self.steps if self.read_on(step.entry.name)]

    @property
    def right(self) -> int:
        """How many of the questions were answered rightly."""
        return sum(self.result(one) == "right" for one in self.questions)

    @property
    def progress(self) -> Message:
        """How many of the documents were read and how many of the questions answered rightly, in words."""
        return message(
            "{read} of {documents} documents read, {right} of {questions} questions right.",
            read=len(self.steps_read),
            documents=len(self.steps),
            right=self.right,
            questions=len(self.questions),
        )


class Newcomers:
    """The newcomers to a library."""

    def __init__(self, library: Library, learning: LearningProgress) -> None:
        self._library, self._learning = library, learning
        self._quizzes = Quizzes(library)

    def of(self, user: str, reader: str) -> Newcomer:
        """Give a user who reads in the language `reader`."""
        learned = self._learning.learned(user)
        role = self._learning.role(user)
        return Newcomer(user, reader, role, reading_path(self._library, reader, role), self._quizzes.of(user, reader, role), learned)

    def read(self, user: str, name: str, day: date | None) -> None:
        """Keep on which day the user read a document; None takes it back."""
        self._learning.learn(user, _READ + name, day.isoformat() if day else "")

    def answered(self, user: str, question: str, is_right: bool) -> None:
        """Keep how the user answered a question, given by its id."""
        self._learning.learn(user, _ANSWERED + question, "right" if is_right else "wrong")
