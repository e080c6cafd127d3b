"""A question that goes on from the last answer: the sentence beside what that quotes which says what is now asked of it.

Few such questions can be made one that stands alone: they take another case (“and if it is complicated?”), or name what the last answer
spoke of by a word of their own. Documents say it where they say the first thing, in the same words or in the next sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import inf

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Quote
from assistant.answer.citation import Citation
from assistant.modes.quoted import cautions
from assistant.plans.plan import Ask, Search
from assistant.question.inquiry import Inquiry
from assistant.question.rephrasing import asks_for_more, narrows, own_words, points_back, rephrased, stands_alone
from assistant.quoting.answerability import Answerability
from assistant.quoting.asked_count import names_counted
from assistant.quoting.whole_sentences import whole_sentences
from language.language import language_of
from language.lexicon import any_word_of, pattern_of
from language.question_types import QuestionType, question_types
from language.span import Span
from language.text.overlap import coverage, weighted_coverage
from language.text.scripts import script_of
from language.text.tokens import words
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_SEARCHED = 3  # passages that may be quoted wherever they stand
_HALF = 0.5
_MOST = 3  # times the telling words that make a question stand alone
_BESIDE = 0.3  # what a sentence is better that stands near what the last answer quotes
_LEAST = 0.25  # similarity of a sentence that has no word of what is asked
_NOT_ANSWERED = frozenset({Outcome.NOT_FOUND, Outcome.RELATED})
_WHICH_HAVE_NOT = pattern_of("questions", "which_have_not")
_ASKS_EXEMPT, _EXEMPTS = pattern_of("exemptions", "asking"), pattern_of("exemptions", "stating")
_ANY_FIGURE = re.compile(any_word_of("kinds", "any_figure"), re.IGNORECASE)
_FEWEST = 2  # things asked anew that tell what a question asks
_ASKS = ("?", "？")  # a question of the document, under which its answer stands
_SPAN_OF_TIME = re.compile(any_word_of("comparisons", "span_of_time"), re.IGNORECASE)
_DATED = frozenset({QuestionType.WHEN, QuestionType.HOW_LONG})


class Reach(Enum):
    """How far from what answers the last question a sentence may stand: in the next ones, in what is found for both questions, or in what
    is found for the new one too."""

    NEAR = auto()
    FOUND = auto()
    ANYWHERE = auto()


_REACHED = {Reach.NEAR: 0.1, Reach.FOUND: 1.0, Reach.ANYWHERE: 1.0}  # of the length of a passage


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence of a passage that was found, and how near it stands to what the last answer quotes: 1 where that quotes it, 0 far off."""

    sentence: Sentence
    found: FoundPassage
    closeness: float

    def fit(self, own: dict[str, float]) -> float:
        """Say how well the sentence fits a question of which the weighed words `own` are new; 0 where it holds none of these."""
        share = weighted_coverage(own, self.sentence.words)
        around = weighted_coverage(self.found.weights, self.found.words)
        return share + self.similarity + around + _BESIDE * self.closeness if share else 0.0

    @property
    def similarity(self) -> float:
        return self.found.similarity_of(self.sentence.span)


def is_only_far(verdict: Answerability, question: str) -> bool:
    """Say whether a question was not answered for no other reason than that nothing comes near enough to it."""
    is_told_why = verdict.places or verdict.bodies or verdict.missing or verdict.unstated or _WHICH_HAVE_NOT.search(question)
    return verdict.outcome in _NOT_ANSWERED and not is_told_why


def going_on(inquiry: Inquiry, library: Library, search: Search, ask: Ask) -> Answer | None:
    """Quote the sentence near what the answer to the last question quotes that holds what is now asked; None where none does."""
    if not inquiry.history or asks_for_more(inquiry.question) or not _is_short(inquiry.question, library):
        return None
    last = rephrased(inquiry.history[-1], inquiry.history[:-1], library)
    reach = Reach.NEAR if stands_alone(inquiry.question, library) else Reach.FOUND
    if answer := beside(inquiry.question, last, inquiry.filter, search, ask, reach):
        inquiry.trace.question = f"{last} {inquiry.question}"
    return answer


def surely_going_on(inquiry: Inquiry, library: Library, search: Search, ask: Ask) -> Answer | None:
    """Quote the sentence near what the last answer quotes that holds all that a question which leans on it asks anew; None where none
    does, or it asks too little anew to tell."""
    question = inquiry.question
    if not inquiry.history or asks_for_more(question) or stands_alone(question, library):
        return None
    last = rephrased(inquiry.history[-1], inquiry.history[:-1], library)
    own = {word for word in own_words(_ANY_FIGURE.sub(" ", question)) if word not in words(last)}
    asks_figure = QuestionType.HOW_MUCH in question_types(question)
    asks_exempt = bool(_ASKS_EXEMPT.search(question))
    is_telling = language_of(question).parts_words and len(own) + asks_figure + narrows(question) >= _FEWEST and bool(own)
    if script_of(last) != script_of(question) or not (asks_exempt or is_telling) or not (citations := ask(last).citations):
        return None
    evidence = search(f"{last} {question}", replace(inquiry.filter, documents=frozenset(one.document for one in citations)))[0]
    near = list(_candidates(evidence, citations, Reach.FOUND))
    new = [
        one for one in near if one.closeness < 1 or not asks_figure
    ]  # the sentence quoted before may hold another thing, no other figure
    best = _exempting(last, evidence, near) if asks_exempt else _holding_all(own, asks_figure, evidence, new)
    if best is None:
        return None
    inquiry.trace.question = f"{last} {question}"
    return _quoted(evidence, best, question)


def _exempting(last: str, evidence: Evidence, candidates: Sequence[_Candidate]) -> _Candidate | None:
    """Give the sentence that exempts somebody and holds most of what the last question was about."""
    about = {word: weight for word in own_words(last) if (weight := _weight(word, evidence))}
    exempting = [one for one in candidates if _EXEMPTS.search(one.sentence.text) and weighted_coverage(about, one.sentence.words) >= _HALF]
    return max(exempting, key=lambda one: one.fit(about), default=None)


def _holding_all(own: set[str], asks_figure: bool, evidence: Evidence, candidates: Sequence[_Candidate]) -> _Candidate | None:
    """Give the sentence that holds all words which a question has anew and the documents know, and a figure if it asks one; of several
    the one that holds most of both questions."""
    known = {word for word in own if _weight(word, evidence)}
    holding = [one for one in candidates if known <= set(one.sentence.words) and (one.sentence.quantities or not asks_figure)]
    return max(holding, key=lambda one: one.fit(evidence.query.weights), default=None) if known else None


def beside(question: str, last: str, filter: Filter, search: Search, ask: Ask, reach: Reach) -> Answer | None:
    """Quote the sentence that holds what `question` asks beside what answers the `last` one, as far from that as `reach` says."""
    if script_of(last) != script_of(question) or not (citations := ask(last).citations):
        return None
    among = replace(filter, documents=frozenset(one.document for one in citations))
    searched = [search(f"{last} {question}", among)[0], *([search(question, among)[0]] if reach is Reach.ANYWHERE else [])]
    found = [(one, best) for one in searched if (best := _best(question, last, one, list(_candidates(one, citations, reach))))]
    if not found or (reach is Reach.NEAR and not _holds_enough(question, last, found[-1][1])):
        return None
    return _quoted(*found[-1], question)


def _holds_enough(question: str, last: str, best: _Candidate) -> bool:
    """Say whether a sentence holds half of the new words of a question, told only where spaces part words, and what it asks to count."""
    own = set(own_words(question)) - set(words(last))
    is_held = not language_of(question).parts_words or coverage(own, best.sentence.words) >= _HALF
    return is_held and names_counted(question, best.sentence.text)


def _is_short(question: str, library: Library) -> bool:
    """Say whether a question leans on the one before it, or is so short that it may."""
    few = language_of(question).limit("telling_words")
    return not stands_alone(question, library) or len(own_words(question)) <= _MOST * few


def _candidates(evidence: Evidence, citations: Sequence[Citation], reach: Reach) -> Iterator[_Candidate]:
    """Find the sentences near what is cited, and those of the first passages if they are within `reach`."""
    longest = language_of(evidence.question).limit("passage")
    for place, found in enumerate(evidence.passages):
        for sentence in (one for one in found.sentences if not one.is_heading and found.in_one_script):
            away = min((_away(one.span, sentence.span) for one in citations), default=longest)
            if away < longest * _REACHED[reach] or (place < _SEARCHED and reach is not Reach.NEAR):
                yield _Candidate(sentence, found, max(0.0, 1 - away / longest))


def _away(one: Span, other: Span) -> float:
    """Give how many characters stand between two spans, endlessly many where they stand in two documents."""
    return max(0, other.start - one.end, one.start - other.end) if one.document_id == other.document_id else inf


def _best(question: str, last: str, evidence: Evidence, candidates: Sequence[_Candidate]) -> _Candidate | None:
    """Give the sentence that holds most of what only the new question says; of one that points back, and of whose words no sentence holds
    any, the nearest new one that states what it asks for."""
    asked_before = set(words(last))
    own = {word: weight for word in own_words(question) if word not in asked_before and (weight := _weight(word, evidence))}
    stating = [one for one in candidates if _states_time(one.sentence)] if question_types(question) & _DATED else []
    for among in (stating, candidates):
        if best := max((one for one in among if one.fit(own)), key=lambda one: one.fit(own), default=None):
            return best
        new = [one for one in stating if 0 < one.closeness < 1 and one.similarity >= _LEAST]
        if new and points_back(question):
            return max(new, key=lambda one: one.similarity)
    return None


def _weight(word: str, evidence: Evidence) -> float:
    """Give the weight of a word of the question, 0 of one that no passage holds."""
    return evidence.query.weights.get(word, 0.0) if evidence.query.counts.get(word) else 0.0


def _states_time(sentence: Sentence) -> bool:
    """Say whether a sentence states a day or a span of time."""
    return any(one.kind == "date" for one in sentence.quantities) or bool(_SPAN_OF_TIME.search(sentence.text))


def _quoted(evidence: Evidence, best: _Candidate, question: str) -> Answer:
    document = evidence.documents[best.sentence.span.document_id]
    units = (one.within(document.id) for one in whole_sentences(document, best.found.passage.span))
    span = next((one for one in units if one.overlaps(best.sentence.span)), best.sentence.span)
    replies = [one.span for one in best.found.sentences if one.span.start >= span.end]
    if best.sentence.text.rstrip().endswith(_ASKS) and replies:
        span = Span(span.start, replies[0].end, document.id)
    citation = Citation.of(1, document, span)
    language = language_of(question).code
    blocks: tuple[Block, ...] = (Quote(language_of(citation.quote).code, (citation,)), *cautions(evidence, language, (citation,)))
    return Answer(Outcome.ANSWERED, blocks, language)
