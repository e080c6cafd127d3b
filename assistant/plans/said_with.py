"""What a part of a question asks of the first part, where the sentence that answers this one says it, or one beside that does."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Quote
from assistant.answer.citation import Citation
from assistant.modes.quoted import cautions
from assistant.plans.plan import Task
from assistant.question.rephrasing import own_words
from assistant.quoting.answer_type import is_of_type
from assistant.quoting.whole_sentences import whole_sentences
from language.language import language_of
from language.lexicon import pattern_of
from language.question_types import ASKING_FIGURE, QuestionType, question_types, without_question_words
from language.text.overlap import coverage
from language.text.tokens import words
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_QUOTED = 3  # quotes of the first part that are read
_HALF = 0.5
_DATED = frozenset({QuestionType.WHEN, QuestionType.HOW_LONG})
_FREQUENCY = pattern_of("questions", "frequency")


@dataclass(frozen=True, slots=True)
class SaidWith:
    """The sentence that says what a part asks, and the share of the part's own words, 0 to 1, that it holds; all where it has none."""

    answer: Answer
    share: float

    @property
    def is_sure(self) -> bool:
        return self.share >= _HALF


def said_with(task: Task, part: str, first: str, answer: Answer) -> SaidWith | None:
    """Find the sentence among the quotes of the `answer` to the `first` part that states the day or figure which `part` asks, and holds
    half of its own words if any does, in the quote that comes first; None where `part` asks none or no sentence states any."""
    if not question_types(part) & ASKING_FIGURE:
        return None
    evidence, _ = task.search(first)
    own = set(own_words(_without_asking(part))) - set(words(first))
    stating = [one for one in _quoted(evidence, answer) if _states(part, one.sentence.text)]
    best = max(stating, key=lambda one: one.rank(own), default=None)
    return SaidWith(_quoting(task, evidence, best), best.share(own)) if best else None


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A sentence in the quote of an answer that has this `place` among them."""

    place: int
    found: FoundPassage
    sentence: Sentence

    def share(self, own: set[str]) -> float:
        return coverage(own, self.sentence.words) if own else 1.0

    def rank(self, own: set[str]) -> tuple[bool, int, float, float]:
        """Order by whether it holds half of the words `own`, by the quote's place, by how many it holds, and by its nearness."""
        share = self.share(own)
        return share >= _HALF, -self.place, share, self.found.similarity_of(self.sentence.span)


def _quoted(evidence: Evidence, answer: Answer) -> Iterator[_Quoted]:
    for place, quoted in enumerate(answer.citations[:_QUOTED]):
        for found in evidence.passages:
            own = (one for one in found.sentences if not one.is_heading and one.span.overlaps(quoted.span))
            yield from (_Quoted(place, found, one) for one in own)


def _without_asking(part: str) -> str:
    """Give a part without the words that say only that a day, a figure or a span of time is asked."""
    for kind in question_types(part) & ASKING_FIGURE:
        part = without_question_words(part, kind)
    return part


def _states(part: str, text: str) -> bool:
    """Say whether a text states what a part asks; of a day also how often it comes."""
    return is_of_type(part, text) or bool(question_types(part) & _DATED and _FREQUENCY.search(text))


def _quoting(task: Task, evidence: Evidence, one: _Quoted) -> Answer:
    document = evidence.documents[one.sentence.span.document_id]
    units = (unit.within(document.id) for unit in whole_sentences(document, one.found.passage.span))
    span = next((unit for unit in units if unit.overlaps(one.sentence.span)), one.sentence.span)
    citation = Citation.of(1, document, span)
    blocks: tuple[Block, ...] = (Quote(language_of(citation.quote).code, (citation,)), *cautions(evidence, task.language, (citation,)))
    return Answer(Outcome.ANSWERED, blocks, task.language)
