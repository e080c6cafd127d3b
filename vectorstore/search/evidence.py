"""What a search hands over: read from the library once, and read by all that makes an answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from language.equivalents import indexed
from language.names import NO_NAMES, KnownNames
from language.span import Span
from language.text.overlap import weighted_coverage
from language.text.scripts import script_of
from language.text.tokens import words
from vectorstore.document import Document, DocumentSummary
from vectorstore.embedding.embedder import Embedder, Levels
from vectorstore.embedding.reranker import Reranker
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.library import Library
from vectorstore.passage import Match, Passage
from vectorstore.requirement import Requirement
from vectorstore.search.across import NOTHING_ACROSS, Across
from vectorstore.search.query import Query, analyse, preferring
from vectorstore.search.ranking import Ranked, rank
from vectorstore.search.sentences import Sentence, sentences_of
from vectorstore.search.token_similarity import TokenSimilarity, token_similarities
from vectorstore.search.within import NOTHING_WITHIN, Within
from vectorstore.term import Term

QUOTED = 6
"""First passages that may be quoted: their requirements are read, and their tokens compared with the question's."""
_MOSTLY_KNOWN, _SAYS_ENOUGH = 0.7, 0.6  # shares of a question known in another script, and of that said by a sentence that may answer
_MANY_KNOWN, _SAYS_ANY = 0.4, 0.1  # the same for what is not even shown
_TOO_NEAR = 0.2  # above the level of nearness from which on a passage answers, where it cannot be said to say little
_NOT_READ = 0.1  # by which the tokens of a sentence that was not read alone count for less


@dataclass(frozen=True)
class FoundPassage:
    """A passage that a search found, cut into sentences and words once.

    `weights` are those of the question's words; `similarity` is None where the embedder does not know the question's script, or nothing
    is stored of the passage's tokens; `levels` are the embedder's for the scripts of both; `in_one_script` says whether that is one.
    `read_alone` gives the cosines of sentences that were read alone, none in one script; `alone` those of a second look, in one script.
    """

    match: Match
    weights: Mapping[str, float]
    similarity: TokenSimilarity | None
    levels: Levels
    in_one_script: bool = True
    read_alone: Mapping[Span, float] = field(default_factory=dict)
    across: Across = NOTHING_ACROSS
    within: Within = NOTHING_WITHIN
    alone: Mapping[Span, float] = field(default_factory=dict)

    @property
    def passage(self) -> Passage:
        return self.match.passage

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order, headings among them."""
        return sentences_of(self.passage)

    def similarity_of(self, span: Span) -> float:
        """Say how near what stands at `span` comes to the question: in another script by its sentences that were read alone, else by its
        tokens."""
        similar = self.similarity.of(span) if self.similarity else 0.0
        alone = max((near for one, near in self.read_alone.items() if one.overlaps(span)), default=None)
        if alone is not None:
            return alone
        return similar - (_NOT_READ if self.read_alone else 0.0) + (0.0 if self.in_one_script else self._said_across(span))

    def _said_across(self, span: Span) -> float:
        """Say what one of the sentences in `span` says of the question in the words of another script."""
        return max((self.across.said(one.indexed, self._around) for one in self.sentences if one.span.overlaps(span)), default=0.0)

    def similarity_beyond_title(self, span: Span) -> float:
        """Say how near what stands at `span` comes to what the question asks beyond the title and the headings; in another script how
        near it comes to the whole."""
        return self._beyond_title.of(span) if self.in_one_script and self._beyond_title else self.similarity_of(span)

    @cached_property
    def _beyond_title(self) -> TokenSimilarity | None:
        return self.similarity.beyond(self.passage.span.start) if self.similarity else None

    @cached_property
    def nearest_sentence(self) -> float:
        """The similarity of the sentence that comes nearest to the question in meaning."""
        return max((self.similarity_of(one.span) for one in self.sentences), default=0.0)

    @cached_property
    def may_state_what_is_asked(self) -> bool:
        """Whether one of its sentences says something of the question beside names; in another script as far as its words are known."""
        return self.in_one_script or any(self.across.may_be_stated_in(one.indexed) for one in self.sentences)

    @property
    def answers(self) -> bool:
        """Whether it comes so near that it answers; in a passage on many things one sentence may."""
        is_near = self.nearness >= self.levels.answering and not self.says_little
        return is_near or self.nearest_sentence >= self.levels.stated

    @cached_property
    def says_little(self) -> bool:
        """Whether it is in another script, most words of the question are known there, and no sentence says enough of these or is near,
        nor all of it very near."""
        if self.in_one_script or self.across.known < _MOSTLY_KNOWN or self.nearest_sentence >= self.levels.stated:
            return False
        if self.nearness >= self.levels.answering + _TOO_NEAR:
            return False
        return self.said_across < _SAYS_ENOUGH * self.across.known

    @property
    def says_nothing(self) -> bool:
        """Whether it is in another script, does not answer, many words of the question are known there, and no sentence says any."""
        return not self.in_one_script and not self.answers and self.across.known >= _MANY_KNOWN and self.said_across < _SAYS_ANY

    @property
    def above(self) -> float:
        """By how much its nearness lies above that from which on a passage answers."""
        return self.nearness - self.levels.answering

    @cached_property
    def nearness(self) -> float:
        """How near it comes to the question: by its vector, its nearest sentence in meaning, and that which has most of its words, of
        its numbers where the scripts differ. What it means say `levels`."""
        weights = self.weights if self.in_one_script else {word: weight for word, weight in self.weights.items() if word.isdigit()}
        in_common = max((weighted_coverage(weights, one.words | self.context_words) for one in self.sentences), default=0.0)
        return self.match.cosine + self.levels.sentence * self.nearest_sentence + self.levels.words * in_common

    def said_at(self, span: Span) -> float:
        """Give the share of the question that the sentences in `span` say, in whichever words of its script; 0 between two scripts."""
        said = [shares for one, shares in self._shares.items() if one.overlaps(span)]
        return self.within.share(said, self._shares_around) if self.in_one_script and said else 0.0

    @cached_property
    def said_across(self) -> float:
        """The share of the question that the sentence which says most of it says in the words of another script."""
        return max((self.across.share(one.indexed, self._around) for one in self.sentences if not one.is_heading), default=0.0)

    def nearest_alone(self, span: Span) -> float:
        """Give the cosine of the sentence in `span` that comes nearest when it is read alone; 0 where a second look read none."""
        return max((near for one, near in self.alone.items() if one.overlaps(span)), default=0.0)

    @cached_property
    def said_by(self) -> Sequence[tuple[Sentence, float]]:
        """Its sentences with what each says of the question, that which says most first; none in another script, and no headings."""
        own = [(one, self.said_at(one.span)) for one in self.sentences if not one.is_heading] if self.in_one_script else []
        return sorted(own, key=lambda one: -one[1])

    @cached_property
    def said_in_title(self) -> float:
        """The share of the question that the document's title says, in whichever words of its script."""
        return self.within.share([self.within.shares(indexed(self.passage.title))])

    @cached_property
    def _shares(self) -> Mapping[Span, Sequence[float]]:
        return {one.span: self.within.shares(one.indexed) for one in self.sentences}

    @cached_property
    def _shares_around(self) -> Sequence[float]:
        return self.within.shares(self._around)

    @cached_property
    def _around(self) -> str:
        return indexed(f"{self.passage.title} {self.passage.heading}")

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of the document's title."""
        return frozenset(words(self.passage.title))

    @cached_property
    def context_words(self) -> frozenset[str]:
        """The words of the document's title and of the headings over the passage."""
        return self.title_words | frozenset(words(self.passage.heading))

    @cached_property
    def words(self) -> frozenset[str]:
        """All its words, those of its title and headings among them."""
        return self.context_words.union(*(sentence.words for sentence in self.sentences))


@dataclass(frozen=True)
class Evidence:
    """What the documents hold on a question, as they were at one moment.

    `passages` are the best matches, best first; of what two documents say in two languages only that in the question's.
    `requirements` are those that lie in the first of them; `terms` those that the question has; `documents`, by id, those of the
    passages and terms, and what says the same in another language. `summaries` is what the library's list says of all documents,
    `as_of` the ISO date on which these last changed; `names` are those that the library knows in several languages; `saying` is where a
    sentence stands that says the question and is quoted before all others, None where none is known.
    """

    query: Query
    passages: tuple[FoundPassage, ...]
    requirements: tuple[Requirement, ...]
    terms: tuple[Term, ...]
    documents: Mapping[int, Document]
    summaries: Mapping[int, DocumentSummary]
    as_of: str
    names: KnownNames = NO_NAMES
    saying: Span | None = None

    @property
    def question(self) -> str:
        return self.query.question

    @property
    def matches(self) -> tuple[Match, ...]:
        return tuple(found.match for found in self.passages)

    def led_by(self, found: FoundPassage, saying: Span) -> "Evidence":
        """Give this with one of its passages first, scored as the best of them, and the sentence in it that is quoted before others."""
        lifted = replace(found, match=replace(found.match, score=max(one.match.score for one in self.passages)))
        return replace(self, passages=(lifted, *(one for one in self.passages if one is not found)), saying=saying)


def gather(
    library: Library, question: str, top: int, filter: Filter = IN_FORCE, reranker: Reranker | None = None, named: Iterable[int] = ()
) -> Evidence:
    """Search the documents that `filter` admits and read what an answer to `question` may need.

    `named` are the ids of documents that the question names in another script than theirs; they are preferred as those that it names are.
    All but the terms is read in one transaction; a term whose document has gone meanwhile is left out.
    """
    terms = tuple(library.glossary.found_in(question, filter))
    with library.snapshot() as snapshot:
        query = preferring(analyse(question, snapshot, library.embedder), named)
        ranked = rank(query, snapshot, library.embedder, top, filter, reranker)
        matches = [match for match in ranked.matches if not _is_counterpart(match, ranked.matches, snapshot.catalogue.by_id)]
        passages = [match.passage for match in matches]
        spans = [one.span for one in passages[:QUOTED]]
        requirements = tuple(snapshot.requirements(spans))
        ids = {*(one.span.document_id for one in passages), *(term.place.span.document_id for term in terms)}
        known = snapshot.catalogue.by_id
        documents = snapshot.documents(ids | {known[id].counterpart for id in ids if id in known})
        as_of = snapshot.as_of()
    present = set(documents)
    terms = tuple(term for term in terms if term.place.span.document_id in present)
    beside = library.embedder.beside
    similar = token_similarities(query.beside, passages[:QUOTED], ranked.beside, beside) if beside else {}
    others = [passage for passage in passages[:QUOTED] if passage.id not in similar]
    similar |= token_similarities(query.reading, others, ranked.tokens, library.embedder)
    found = tuple(_found(match, query, similar.get(match.passage.id), library.embedder, ranked) for match in matches)
    return Evidence(
        query, _in_own_script_first(found), requirements, terms, documents, snapshot.catalogue.by_id, as_of, snapshot.catalogue.names
    )


def _in_own_script_first(found: tuple[FoundPassage, ...]) -> tuple[FoundPassage, ...]:
    """Put the first passage in the question's script that comes near enough to answer before those in another."""
    own = next((one for one in found[:QUOTED] if one.in_one_script and one.answers), None)
    if own is None or found[0].in_one_script:
        return found
    return (own, *(one for one in found if one is not own))


def _is_counterpart(match: Match, matches: Sequence[Match], summaries: Mapping[int, DocumentSummary]) -> bool:
    """Say whether another of the matches says the same in the language of the question."""
    other = next((one for one in matches if match.same_as and one.passage.id == match.same_as), None)
    own = summaries.get(match.passage.span.document_id)
    return other is not None and own is not None and own.counterpart == other.passage.span.document_id


def _found(match: Match, query: Query, similarity: TokenSimilarity | None, embedder: Embedder, ranked: Ranked) -> FoundPassage:
    text = match.passage.text
    in_one_script = script_of(text) == script_of(query.question)
    return FoundPassage(
        match,
        query.weights,
        similarity,
        embedder.levels(query.question, text),
        in_one_script,
        ranked.read_alone.get(match.passage.id, {}),
        query.across,
        query.within,
    )


def search(
    library: Library, question: str, top: int = 10, filter: Filter = IN_FORCE, reranker: Reranker | None = None, named: Iterable[int] = ()
) -> list[Match]:
    """Give the best matches of `question`, at most `top`, of the documents that `filter` admits; `named` is as `gather` has it."""
    with library.snapshot() as snapshot:
        query = preferring(analyse(question, snapshot, library.embedder), named)
        return list(rank(query, snapshot, library.embedder, top, filter, reranker).matches)
