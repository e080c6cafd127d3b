"""A question that asks several things: each is answered under a heading of its own."""

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Heading
from assistant.answer.merging import Merging
from assistant.answer.sentences import in_another_language
from assistant.plans.plan import Plan, Task
from assistant.question.parts import asked_parts
from assistant.question.rephrasing import completed, rephrased
from assistant.question.understanding import Kind

_ANSWERED = frozenset({Outcome.ANSWERED, Outcome.PARTIAL, Outcome.CONFLICT})
_MOST_QUOTES = 2  # for each part


def _answer(task: Task) -> Answer | None:
    first, *others = asked_parts(task.question)
    answers = [(first, task.ask(first)), *(_answered(task, part, first) for part in others)]
    if not any(answer.outcome in _ANSWERED for _part, answer in answers):
        return None
    merging, blocks = Merging(), list[Block]()
    for part, answer in answers:
        most = _MOST_QUOTES if answer.outcome in _ANSWERED else 1
        blocks += [Heading(_opened(part), task.language), *merging.blocks_of(answer, most)]
    blocks += in_another_language(task.language, merging.citations)
    whole = all(answer.outcome in _ANSWERED - {Outcome.PARTIAL} for _part, answer in answers)
    requirements = tuple(dict.fromkeys(one for _part, answer in answers for one in answer.requirements))
    return Answer(Outcome.ANSWERED if whole else Outcome.PARTIAL, tuple(blocks), task.language, requirements=requirements)


def _answered(task: Task, part: str, first: str) -> tuple[str, Answer]:
    """Answer a part, which leans on the first one if it has to; also where it is not answered alone."""
    alone = rephrased(part, [first], task.library)
    answer = task.ask(alone)
    if answer.outcome in _ANSWERED or alone != part:
        return alone, answer
    leaning = completed(part, first, task.library)
    other = task.ask(leaning)
    return (leaning, other) if other.outcome in _ANSWERED else (part, answer)


def _opened(question: str) -> str:
    return question[0].upper() + question[1:]


PLAN = Plan(frozenset({Kind.PARTS}), _answer)
