"""The sentences of passages, and how near to a question those in another script come when each is read alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from language.equivalents import indexed
from language.span import Span
from language.statements.quantities import Quantity, quantities, spelled_numbers
from language.text.sentences import sentences
from vectorstore.embedding.embedder import Embedder
from vectorstore.passage import Passage, context
from vectorstore.search.across import Across
from vectorstore.search.query import Reading
from vectorstore.search.token_similarity import token_similarities

_READ = 2  # sentences of a passage, those whose tokens come nearest


@dataclass(frozen=True)
class Sentence:
    """A sentence of a document: `text` is what stands at `span`."""

    span: Span
    text: str
    is_heading: bool

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, as the library indexes them."""
        return frozenset(self.indexed.split())

    @cached_property
    def indexed(self) -> str:
        """Its words, as the library indexes them, in order, with spaces around them; after them the numbers that it spells out."""
        return f"{indexed(self.text)}{' '.join(spelled_numbers(self.text))} "

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        """Its dates, percentages and numbers."""
        return quantities(self.text)


@lru_cache(maxsize=100)
def sentences_of(passage: Passage) -> tuple[Sentence, ...]:
    """Give the sentences of a passage in order, headings among them."""
    headings = set(passage.headings)
    spans = [span.within(passage.span.document_id, passage.span.start) for span in sentences(passage.text)]
    return tuple(Sentence(span, span.shifted(-passage.span.start).of(passage.text), span.start in headings) for span in spans)


def read_alone(
    reading: Reading, across: Across, passages: Sequence[Passage], tokens: Mapping[int, bytes], embedder: Embedder
) -> dict[int, dict[Span, float]]:
    """Give, by the ids of `passages`, how near a few of their sentences come to the question: by the cosine of each, read with the title
    alone, and by what it says of the question in the words of another script.

    Between two scripts the order of passages and the choice of sentences rest on these: tokens of a passage, whose sense is that of the
    whole, tell its sentences apart less well.
    """
    similar = token_similarities(reading, passages, tokens, embedder)
    chosen: list[tuple[int, Sentence, str, float]] = []
    for passage in passages:
        near = similar.get(passage.id)
        around = indexed(f"{passage.title} {passage.heading}")
        said = {one.span: across.said(one.indexed, around) for one in sentences_of(passage) if not one.is_heading}
        own = [(said[one.span] + (near.of(one.span) if near else 0.0), one) for one in sentences_of(passage) if not one.is_heading]
        nearest = sorted(own, key=lambda one: -one[0])[:_READ]
        chosen += [(passage.id, one, context(passage.title, ""), said[one.span]) for _, one in nearest]
    read: dict[int, dict[Span, float]] = {passage.id: {} for passage in passages}
    vectors = embedder.embed([f"{before}{one.text}" for _, one, before, _ in chosen])
    for (id, one, _, said_of), vector in zip(chosen, vectors, strict=True):
        read[id][one.span] = float(vector @ reading.vector) + said_of
    return read
