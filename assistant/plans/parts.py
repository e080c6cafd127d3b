"""A question that asks several things: each is answered under a heading of its own."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Heading, Quote, Table
from assistant.answer.merging import Merging
from assistant.answer.sentences import in_another_language
from assistant.plans.going_on import Reach, beside
from assistant.plans.plan import Plan, Task
from assistant.plans.said_with import said_with
from assistant.plans.stated_at_once import stated_at_once
from assistant.question.parts import asked_parts, without_asides
from assistant.question.rephrasing import completed, own_words, rephrased
from assistant.question.understanding import Kind
from language.language import language_of
from language.text.overlap import coverage
from language.text.tokens import words

_ANSWERED = frozenset({Outcome.ANSWERED, Outcome.PARTIAL, Outcome.CONFLICT})
_MOST_QUOTES, _MOST_ROWS = 3, 6  # for each part
_HALF = 0.5  # of the words of the first part


def _answer(task: Task) -> Answer | None:
    first, *others = asked_parts(task.question)
    if not others:
        return None if task.writes else stated_at_once(task, task.question, of_all=True)
    of_first = _asked(task, first)
    answers = [(first, of_first), *(_answered(task, part, first, of_first) for part in others)]
    outcome = _outcome([answer.outcome for _part, answer in answers])
    whole = task.ask(task.question, planned=False)
    if outcome is Outcome.NOT_FOUND or (outcome is Outcome.RELATED and whole.outcome in _ANSWERED):
        return None
    answers[0] = (first, _with_what_answers_several(whole, answers))
    merging, blocks = Merging(), list[Block]()
    for part, answer in answers:
        most = _MOST_QUOTES - (len(answers) > 2) if answer.outcome in _ANSWERED else 1  # fewer where there are many parts
        blocks += [Heading(_opened(part), task.language), *merging.blocks_of(answer, most)]
    blocks += in_another_language(task.language, merging.citations)
    requirements = tuple({one.id: one for _part, answer in answers for one in answer.requirements}.values())
    return Answer(outcome, tuple(blocks), task.language, requirements=requirements)


def _outcome(parts: Sequence[Outcome]) -> Outcome:
    """Give the outcome of the whole: in part where a part is not answered."""
    if not any(one in _ANSWERED for one in parts):
        return Outcome.RELATED if Outcome.RELATED in parts else Outcome.NOT_FOUND
    return Outcome.ANSWERED if all(one in _ANSWERED - {Outcome.PARTIAL} for one in parts) else Outcome.PARTIAL


def _answered(task: Task, part: str, first: str, of_first: Answer) -> tuple[str, Answer]:
    """Answer a part, which leans on the first one if it has to, and is then answered from what answers that, if this says it; also where
    it is not answered alone."""
    bare = without_asides(first)
    alone = rephrased(part, [bare], task.library)
    beside_first = said_with(task, part, bare, of_first) if alone != part and of_first.outcome in _ANSWERED else None
    if beside_first and beside_first.is_sure:
        return part, beside_first.answer
    answer = _asked(task, alone)
    if answer.outcome in _ANSWERED and (beside_first is None or _is_on(answer, of_first, bare)):
        return alone, answer
    if beside_first:
        return part, beside_first.answer
    if alone != part:
        return alone, beside(part, bare, task.inquiry.filter, task.search, task.ask, Reach.ANYWHERE) or answer
    other = _asked(task, completed(part, first, task.library))
    if other.outcome in _ANSWERED and _holds_any(other, part):
        return part, other
    beneath = beside(part, bare, task.inquiry.filter, task.search, task.ask, Reach.ANYWHERE)
    return part, beneath or (other if other.outcome in _ANSWERED else answer)


def _is_on(answer: Answer, of_first: Answer, first: str) -> bool:
    """Say whether what an answer quotes first is on what the first part is about: it quotes the same first, or has half of its words."""
    quoted = answer.citations[0] if answer.citations else None
    if quoted is None or any(quoted.span.overlaps(one.span) for one in of_first.citations[:1]):
        return True
    return coverage(set(own_words(first)), set(words(f"{quoted.quote} {quoted.title}"))) >= _HALF


def _holds_any(answer: Answer, part: str) -> bool:
    """Say whether what an answer quotes holds a word that only this part has, if that has any."""
    own = set(own_words(part))
    return not own or any(own & set(words(one.quote)) for one in answer.citations)


def _asked(task: Task, part: str) -> Answer:
    """Answer a part: by the one requirement that states it where nothing else does, by quotes where a table would be long."""
    answer = task.ask(part)
    if answer.outcome not in _ANSWERED:
        return stated_at_once(task, part) or answer
    return task.ask(part, planned=False) if any(len(table.rows) > _MOST_ROWS for table in answer.blocks_of(Table)) else answer


def _with_what_answers_several(whole: Answer, answers: Sequence[tuple[str, Answer]]) -> Answer:
    """Give the answer to the first part, with the quote that answers the whole question best before it if another part finds it too."""
    first = answers[0][1]
    best = whole.citations[0] if whole.citations and whole.outcome in _ANSWERED else None
    found = [one.span for _part, answer in answers for one in answer.citations[:_MOST_QUOTES]]
    if best is None or first.blocks_of(Table) or not any(best.span.overlaps(span) for span in found):
        return first
    others = [one for one in first.blocks if not any(best.span.overlaps(citation.span) for citation in one.citations)]
    quote = Quote(language_of(best.quote).code, (replace(best, number=0),))
    return replace(first, outcome=Outcome.ANSWERED, blocks=(quote, *others))


def _opened(question: str) -> str:
    return question[0].upper() + question[1:]


PLAN = Plan(frozenset({Kind.PARTS}), _answer)
