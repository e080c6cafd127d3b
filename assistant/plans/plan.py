"""What a plan for a kind of question is, and which there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import assistant.plans
from assistant.answer.answer import Answer
from assistant.question.inquiry import Inquiry
from assistant.question.understanding import Kind, Understanding
from assistant.quoting.answerability import Answerability
from language.registry import declared
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.search.evidence import Evidence


class Search(Protocol):
    """Gathers what the documents hold on a question, and judges how far that answers it: those that the filter of the inquiry admits
    where no other is given."""

    def __call__(self, question: str, filter: Filter | None = None, /) -> tuple[Evidence, Answerability]: ...


class Ask(Protocol):
    """Answers another question, by a plan for its kind if it may be `planned`, else by quotes."""

    def __call__(self, question: str, planned: bool = True) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Task:
    """A question to be answered: what was asked and how it is understood, the library, the search that facts are answered by, and what
    answers another question by quotes. Where a language model `writes`, what one sentence answers is left to it."""

    inquiry: Inquiry
    understood: Understanding
    library: Library
    search: Search
    ask: Ask
    writes: bool = False

    @property
    def question(self) -> str:
        return self.understood.question

    @property
    def language(self) -> str:
        """The code of the language in which it is answered."""
        return self.understood.language


@dataclass(frozen=True, slots=True)
class Plan:
    """How questions of some kinds are answered; `answer` gives None where a plan cannot, and the question is answered as one for a
    fact."""

    kinds: frozenset[Kind]
    answer: Callable[[Task], Answer | None]


def plan_for(kind: Kind) -> Plan | None:
    """Give the plan for a kind of question, None where there is none."""
    return next((plan for plan in declared(assistant.plans, "PLAN", Plan) if kind in plan.kinds), None)
