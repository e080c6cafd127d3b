"""Choosing the sentences that answer: runs of neighbouring sentences out of the best passages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from statistics import pstdev

from assistant.quoting.answer_type import is_of_type
from assistant.quoting.below_headings import below_headings
from assistant.quoting.paraphrase import said_of_what_is_told
from assistant.quoting.runs import CELLS, items_of, longest_run, runs
from assistant.quoting.scoring import Measure
from language.span import Span
from language.statements.bounds import lies_in_range
from language.statements.quantities import quantities
from language.text.numbering import end_of_bullet
from language.text.overlap import overlap_coefficient
from language.text.scripts import script_of
from language.text.tokens import words
from vectorstore.passage import Passage
from vectorstore.search.evidence import QUOTED, Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_MOST = 3
_MOST_ALIKE = 0.8  # share of the words of the shorter of two quotes that the other may have too
_LEAST_SHARE = 0.4  # of the question that a quote takes up, as a share of what the best one does
_NEAR, _FAR = 1.5, 2.5  # standard deviations of all scores below the best: within the first a quote is welcome, within the other
_FEW = 0.4  # of what is known of the question in another script
_SAID_WELL = 0.8  # share of the question by which a sentence in its script says it well
_SAID_MOSTLY, _AS_WELL = 0.7, 0.75  # the same of the best quote, beside which another one says so much of what that says
_LONGEST_JOINED = 2  # as a share of the longest run
_ADDED = 0.1  # where it takes up so much more of the question


_OF_TYPE = 0.2  # for what is of the kind that is asked for, such as a date


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Neighbouring sentences of one passage: `text` is what stands at `span`, `words` are its words.

    `shared` is the share, 0 to 1, of the question's telling words that the excerpt itself holds, rare words weighing more, in another
    script what its similarity makes of that;
    `score` says how well it fits the question.
    """

    span: Span
    text: str
    words: frozenset[str] = frozenset()
    shared: float = 0.0
    score: float = 0.0
    told: float = 0.0

    @classmethod
    def of(cls, span: Span, text: str) -> "Excerpt":
        """Give what stands at `span`, without its bullet where it is one item."""
        return cls(span, text, frozenset(words(text))).without_bullet()

    def without_bullet(self) -> "Excerpt":
        """Leave out the bullet of what is one item."""
        begins = 0 if "\n" in self.text else end_of_bullet(self.text)
        return replace(self, span=replace(self.span, start=self.span.start + begins), text=self.text[begins:]) if begins else self


def best_excerpts(evidence: Evidence, room: int, most: int = _MOST, without: Sequence[Span] = ()) -> list[Excerpt]:
    """Give the excerpts that fit the question best, best first: none touch or say the same, together at most `room` characters and
    `most` excerpts.

    One good quote is better than three: an excerpt is left out that takes up far less of the question than the best one, that says less
    of it than a best one that says it well, or that fits far less well and adds nothing of it. Those that follow each other in a line are
    given as one, if that is not long. What overlaps a span of `without` is left out; beside it, and where more are asked for, what fits
    less well is welcome.
    """
    passages = _quotable(evidence)
    measure, ranked = _ranked(evidence, passages)
    spread = pstdev([one.score for one in ranked]) if len(ranked) > 1 and most <= _MOST and not without else inf
    known = [excerpt for excerpt in ranked if any(excerpt.span.overlaps(span) for span in without)]
    chosen: list[Excerpt] = []
    for excerpt in (one for one in ranked if one not in known):
        fits = _adds(excerpt, [*known, *chosen], spread, measure)
        if fits and len(excerpt.text) <= room and not any(_says_the_same(excerpt, one) for one in chosen):
            chosen.append(excerpt)
            room -= len(excerpt.text)
        if len(chosen) == most:
            break
    narrowed = [_narrowed(one, passages, measure, evidence.saying) for one in chosen]
    joined = _joined(narrowed, [found.passage for found in passages])
    return [_below_headings(one, passages, measure).without_bullet() for one in joined]


def _quotable(evidence: Evidence) -> list[FoundPassage]:
    """Leave out what stands in another script and may not answer, but for the best match; all of it where a sentence in the question's
    script says the question well, and behind a best match that answers what comes less near and says little."""
    passages = evidence.passages[:QUOTED]
    if not passages:
        return []
    best = passages[0]
    is_said = evidence.saying is not None and said_of_what_is_told(best, best.said_at(evidence.saying)) >= _SAID_WELL
    others = [one for one in passages if one.answers and not is_said and not (best.answers and _says_less(one, best))]
    return [found for found in passages if found is best or found.in_one_script or found in others]


def _says_less(found: FoundPassage, best: FoundPassage) -> bool:
    """Say whether a passage comes less near than the best one, in the question's script, and says little in another."""
    return best.in_one_script and found.above < best.above and found.said_across < _FEW * found.across.known


def _ranked(evidence: Evidence, passages: Sequence[FoundPassage]) -> tuple[Measure, list[Excerpt]]:
    """Give all excerpts of `passages`, best first but for those that say the question, and what measures them."""
    saying = evidence.saying
    excerpts = [(_excerpt(found.passage, run), run, found) for found in passages for run in [*runs(found), *_rows_at(saying, found)]]
    measure = Measure.of(evidence.query, (excerpt.words | found.context_words for excerpt, _, found in excerpts))
    ranked = sorted((_measured(excerpt, run, found, measure) for excerpt, run, found in excerpts), key=lambda one: -one.score)
    return measure, sorted(ranked, key=lambda one: (not one.span.contains(saying), not one.span.overlaps(saying))) if saying else ranked


def _rows_at(saying: Span | None, found: FoundPassage) -> list[list[Sentence]]:
    """Give the rows of a table that say the question together as a run, where these are several."""
    inside = [one for one in found.sentences if saying and saying.contains(one.span)]
    return [inside] if len(inside) > 1 and all(CELLS in one.text for one in inside) else []


def _measured(excerpt: Excerpt, run: Sequence[Sentence], found: FoundPassage, measure: Measure) -> Excerpt:
    fit = measure.fit(found, excerpt.span, excerpt.text, excerpt.words)
    typed = _OF_TYPE if is_of_type(measure.question, excerpt.text) else 0.0
    return replace(excerpt, shared=fit.shared, score=fit.score + typed, told=_told(excerpt, run, found, fit.shared))


def _told(excerpt: Excerpt, run: Sequence[Sentence], found: FoundPassage, shared: float) -> float:
    """Give the share of the question that an excerpt says below its heading, 0 in another script."""
    if not found.in_one_script:
        return 0.0
    below = next((one.span.start for one in run if not one.is_heading), excerpt.span.start)
    return max(said_of_what_is_told(found, found.said_at(replace(excerpt.span, start=below))), shared)


def _adds(excerpt: Excerpt, chosen: Sequence[Excerpt], spread: float, measure: Measure) -> bool:
    """Say whether an excerpt is worth quoting beside those chosen before, where none is it always is."""
    if not chosen:
        return True
    if chosen[0].told >= _SAID_MOSTLY and excerpt.told < _AS_WELL * chosen[0].told:
        return False
    if _is_of_other_rows(excerpt, chosen[0], measure.question):
        return False
    if excerpt.shared < _LEAST_SHARE * max(one.shared for one in chosen):
        return False
    behind = max(one.score for one in chosen) - excerpt.score
    in_other_script = script_of(excerpt.text) != script_of(chosen[0].text)  # no words tell whether it says the same
    if behind <= _NEAR * spread:
        return True
    return behind <= _FAR * spread and (in_other_script or measure.added(excerpt.words, [one.words for one in chosen]) >= _ADDED)


def _is_of_other_rows(excerpt: Excerpt, first: Excerpt, question: str) -> bool:
    """Say whether an excerpt holds rows of a table other than the one in whose range each figure of the question lies, which stands in the
    first."""
    are_rows = all(CELLS in one.text for one in (excerpt, first)) and excerpt.span.document_id == first.span.document_id
    has_figures = are_rows and any(one.kind != "date" for one in quantities(question))
    return has_figures and _states_figures(first.text, question) and not _states_figures(excerpt.text, question)


def _narrowed(excerpt: Excerpt, passages: Sequence[FoundPassage], measure: Measure, saying: Span | None) -> Excerpt:
    """Give the one item of an excerpt that says alone all that the excerpt says of the question, in words of its script, and each figure of
    it or a range in which it lies, or where it has none of these words, as in another script, the one that holds the sentence `saying` what
    is asked; else the whole, and where several rows are `saying` it."""
    found = next((one for one in passages if one.passage.span.contains(excerpt.span)), None)
    if found is None:
        return excerpt
    items = [_excerpt(found.passage, item) for item in items_of([one for one in found.sentences if excerpt.span.contains(one.span)])]
    if saying and _rows_at(saying, found) and excerpt.span.contains(saying):
        return excerpt
    if not (found.in_one_script and excerpt.shared):
        holding = next((one for one in items if saying and one.span.contains(saying)), None)
        return replace(excerpt, span=holding.span, text=holding.text, words=holding.words) if holding else excerpt
    typed = is_of_type(measure.question, excerpt.text)
    telling = [
        one
        for one in items
        if measure.held_by(one.words) >= excerpt.shared
        and (not typed or is_of_type(measure.question, one.text))
        and _states_figures(one.text, measure.question)
    ]
    one = next((one for one in telling if saying and one.span.contains(saying)), next(iter(telling), None))
    return replace(excerpt, span=one.span, text=one.text, words=one.words) if one else excerpt


def _states_figures(text: str, question: str) -> bool:
    """Say whether `text` states each figure of `question`, or a range in which it lies."""
    said = {one.value for one in quantities(text)}
    return all(one.value in said or lies_in_range(one.span.of(question), question, text) for one in quantities(question))


def _below_headings(excerpt: Excerpt, passages: Sequence[FoundPassage], measure: Measure) -> Excerpt:
    """Give an excerpt without the headings that it begins with, where they add nothing of the question."""
    found = next((one for one in passages if one.passage.span.contains(excerpt.span)), None)
    if found is None:
        return excerpt
    inside = [one for one in found.sentences if excerpt.span.contains(one.span)]
    below = below_headings(inside, found, measure)
    if len(below) == len(inside):
        return excerpt
    span = replace(excerpt.span, start=below[0].span.start)
    return replace(excerpt, span=span, text=_text_at(span, found.passage), words=frozenset().union(*(one.words for one in below)))


def _excerpt(passage: Passage, sentences: Sequence[Sentence]) -> Excerpt:
    span = Span(sentences[0].span.start, sentences[-1].span.end, passage.span.document_id)
    return Excerpt(span, _text_at(span, passage), frozenset().union(*(sentence.words for sentence in sentences)))


def _text_at(span: Span, passage: Passage) -> str:
    return span.shifted(-passage.span.start).of(passage.text)


def _joined(chosen: Sequence[Excerpt], passages: Sequence[Passage]) -> list[Excerpt]:
    """Give excerpts that follow each other in one line as one, at the place of the better."""
    joined: list[Excerpt] = []
    for excerpt in chosen:
        place, whole = next(((at, whole) for at, one in enumerate(joined) if (whole := _as_one(one, excerpt, passages))), (-1, None))
        if whole:
            joined[place] = whole
        else:
            joined.append(excerpt)
    return joined


def _as_one(one: Excerpt, other: Excerpt, passages: Sequence[Passage]) -> Excerpt | None:
    """Give two excerpts of one passage, between which nothing but a space stands, as one; None where more does, or that is long."""
    first, last = sorted((one, other), key=lambda excerpt: excerpt.span.start)
    whole = Span(first.span.start, last.span.end, one.span.document_id)
    passage = next((passage for passage in passages if passage.span.contains(whole)), None)
    if passage is None or first.span.document_id != last.span.document_id:
        return None
    between = _text_at(Span(first.span.end, max(first.span.end, last.span.start), one.span.document_id), passage)
    if len(between) > 1 or "\n" in between or whole.end - whole.start > _LONGEST_JOINED * longest_run(one.text):
        return None
    return Excerpt(whole, _text_at(whole, passage), one.words | other.words, max(one.shared, other.shared), one.score)


def _says_the_same(excerpt: Excerpt, other: Excerpt) -> bool:
    """Say whether two excerpts overlap in their document, or share nearly all words."""
    return excerpt.span.overlaps(other.span) or overlap_coefficient(excerpt.words, other.words) > _MOST_ALIKE
