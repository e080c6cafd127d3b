"""Questions that name no subject: one question back, with some that the library answers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, islice

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Paragraph
from assistant.plans.plan import Plan, Task, plan_for
from assistant.question.understanding import Kind, understand
from language.language import Language, language_by_code, language_of
from language.messages import translations
from language.question_types import question_about
from language.text.tokens import telling_words
from vectorstore.sql.requirements import RequirementFilter

_TRIED = 3  # bodies, years and documents for one choice
_LONGEST_TITLE = 80  # characters, of a document in a choice
_ANSWERED = (Outcome.ANSWERED, Outcome.PARTIAL, Outcome.CONFLICT)


def _answer(task: Task) -> Answer:
    _ = translations(task.language)
    asked = _("For which body, for what time or on what subject do you want to know this?")
    choices = list(_choices(task))
    if choices:
        asked = "\n".join([_("{question} You can ask, for example:", question=asked), *(f"• {choice}" for choice in choices)])
    return Answer(Outcome.SMALL_TALK, (Paragraph(asked, task.language),), task.language)


def _choices(task: Task) -> Iterator[str]:
    """Give a question on a body, one on the deadlines of a year and one on a document, each only where the library answers it."""
    language = language_by_code(task.language)
    kinds = (_on_bodies(task, language), _on_deadlines(task, language), _on_documents(task, language))
    offered = (next((one for one in islice(questions, _TRIED) if _is_answered(task, one)), "") for questions in kinds)
    return filter(None, offered)


def _on_bodies(task: Task, language: Language) -> Iterator[str]:
    """Ask what the bodies with the most requirements must do, by the names that they have in the language of the question; names of one
    word, which mostly stand for any body of a kind, last."""
    bodies = task.library.requirements.counts("body", RequirementFilter(documents=task.inquiry.filter))
    for body in sorted(bodies, key=lambda body: len(telling_words(body)) == 1):
        names = [name for name in (body, *task.library.bodies.others(body)) if language_of(name).script == language.script]
        if names:
            yield question_about(language, "duty", body=names[0])


def _on_deadlines(task: Task, language: Language) -> Iterator[str]:
    """Ask for the deadlines of this year and those after it, then of the years before it."""
    dated = task.library.requirements.find(RequirementFilter(with_deadline=True, documents=task.inquiry.filter))
    years = Counter(one.deadline[:4] for one in dated)
    now = str(date.today().year)
    coming, past = sorted(year for year in years if year >= now), sorted((year for year in years if year < now), reverse=True)
    return (question_about(language, "deadlines", year=year) for year in chain(coming, past))


def _on_documents(task: Task, language: Language) -> Iterator[str]:
    """Ask for a summary of the newest documents, those in the script of the question first."""
    admitted = [entry for entry in task.library.entries(task.inquiry.filter) if 0 < len(entry.title) <= _LONGEST_TITLE]
    newest = sorted(admitted, key=lambda entry: entry.issued, reverse=True)
    newest.sort(key=lambda entry: language_of(entry.title).script != language.script)
    return (question_about(language, "summary", title=entry.title) for entry in newest)


def _is_answered(task: Task, question: str) -> bool:
    """Ask a question as it would be if the user chose it, and say whether it is answered."""
    understood = understand(question, task.library)
    if understood.kind is Kind.VAGUE:
        return False
    plan = plan_for(understood.kind)
    asked = replace(task, inquiry=replace(task.inquiry, question=question), understood=understood)
    if plan and (answer := plan.answer(asked)):
        return answer.outcome in _ANSWERED
    return task.search(question)[1].outcome in _ANSWERED


PLAN = Plan(frozenset({Kind.VAGUE}), _answer)
