"""The one requirement that states all that a question asks of something: who must do it, by when, how often, and how much."""

import re
from collections.abc import Callable, Iterator

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Quote
from assistant.modes.quoted import cautions, cited
from assistant.plans.plan import Task
from assistant.quoting.contradicted import contradicted
from assistant.quoting.excerpts import Excerpt
from language.language import language_of
from language.lexicon import any_of, any_word_of
from language.messages import translations
from language.question_types import QuestionType, question_types
from language.text.overlap import coverage
from language.text.scripts import script_of
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.requirement import Requirement
from vectorstore.search.evidence import Evidence

_ASKING = re.compile(any_word_of("sequels", "asking"), re.IGNORECASE)
_ANY_FIGURE = re.compile(any_word_of("kinds", "any_figure"), re.IGNORECASE)
_OFTEN = re.compile(any_of("parts", "often"), re.IGNORECASE)
_FREQUENCY = re.compile(any_of("parts", "frequency"), re.IGNORECASE)
_FEWEST = 2  # words of the question beside those that ask
_HELD = {True: 1.0, False: 0.6}  # share of them that the requirement holds, where spaces part words and where pairs of characters count

_Fits = Callable[[Requirement], bool]


def stated_at_once(task: Task, question: str, of_all: bool = False) -> Answer | None:
    """Quote the one requirement among the best passages that states what `question` asks, None where none or several do.

    Where this is `of_all` the parts of a question, the answer says so.
    """
    evidence, verdict = task.search(question)
    found = [] if verdict.missing else list(_stating(question, evidence))
    if len(found) != 1:
        return None
    citations = cited(evidence, [Excerpt.of(found[0].span, found[0].quote)])
    told = [Paragraph(translations(task.language)("One sentence says all that is asked:"), task.language)] if of_all else []
    blocks: list[Block] = [*told, *(Quote(language_of(one.quote).code, (one,)) for one in citations)]
    blocks += cautions(evidence, task.language, citations)
    answer = Answer(Outcome.ANSWERED, tuple(blocks), task.language, requirements=tuple(found))
    return contradicted(answer, evidence, task.library)


def _stating(question: str, evidence: Evidence) -> Iterator[Requirement]:
    """Find the requirements in the script of `question` that hold its words and state each thing that it asks for."""
    fits = list(_asked(question))
    asked = {one for one in telling_words(_ANY_FIGURE.sub(" ", _ASKING.sub(" ", question))) if one not in STOP_WORDS}
    least = _HELD[language_of(question).parts_words]
    for row in evidence.requirements if fits and len(asked) >= _FEWEST else ():
        holds = coverage(asked, set(words(f"{row.quote} {row.body}"))) >= least
        if holds and script_of(row.quote) == script_of(question) and all(fit(row) for fit in fits):
            yield row


def _asked(question: str) -> Iterator[_Fits]:
    types = question_types(question)
    if QuestionType.WHO in types:
        yield lambda row: bool(row.body)
    if QuestionType.WHEN in types:
        yield lambda row: bool(row.deadline or row.deadline_text)
    if _OFTEN.search(question):
        yield lambda row: bool(_FREQUENCY.search(row.quote))
    elif QuestionType.HOW_LONG in types:
        yield lambda row: bool(row.deadline_text or row.targets)
    if QuestionType.HOW_MUCH in types or _ANY_FIGURE.search(question):
        yield lambda row: bool(row.targets)
