"""What a way to make answers is, and which there are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import assistant.modes
from assistant.answer.answer import Answer, PartialAnswer, Stage
from assistant.question.inquiry import Inquiry
from assistant.quoting.answerability import Answerability
from assistant.writing.model import Model
from language.messages import PolicyError
from language.registry import declared
from vectorstore.search.evidence import Evidence

Event = Stage | PartialAnswer | Answer


class ModeFailed(PolicyError):  # noqa: N818 # the next mode answers: nothing that the user has to mend
    """A mode can give no answer after all; the message says why."""


class AnswerMode(Protocol):
    """Makes answers of evidence."""

    def suits(self, verdict: Answerability) -> bool:
        """Say whether a question that can be answered so far is for this mode."""

    def answer(self, inquiry: Inquiry, evidence: Evidence, verdict: Answerability) -> Iterator[Event]:
        """Give what is being done and drafts, if any, and last the answer; raises ModeFailed where there is none."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode by its name. Those of the lowest `order` are tried first; `build` gives None where it cannot be had."""

    name: str
    order: int
    build: Callable[[Model | None], AnswerMode | None]


def modes(model: Model | None) -> list[AnswerMode]:
    """Give the modes that can be had with `model`, in the order in which they are tried."""
    known = sorted(declared(assistant.modes, "MODE", Mode), key=lambda mode: mode.order)
    return [built for mode in known if (built := mode.build(model))]
