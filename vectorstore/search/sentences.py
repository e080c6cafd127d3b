"""The sentences of passages, and how near to a question those in another script come when each is read alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from language.span import Span
from language.statements.quantities import Quantity, quantities
from language.text.sentences import sentences
from language.text.tokens import words
from vectorstore.embedding.embedder import Embedder
from vectorstore.passage import Passage, context
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
        return frozenset(words(self.text))

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
    reading: Reading, passages: Sequence[Passage], tokens: Mapping[int, bytes], embedder: Embedder
) -> dict[int, dict[Span, float]]:
    """Give, by the ids of `passages`, the cosines of the question with a few of their sentences, each read with the title alone.

    Between two scripts the order of passages and the choice of sentences rest on these: tokens of a passage, whose sense is that of the
    whole, tell its sentences apart less well.
    """
    similar = token_similarities(reading, passages, tokens, embedder)
    chosen: list[tuple[int, Sentence, str]] = []
    for passage in passages:
        near = similar.get(passage.id)
        own = [(near.of(one.span) if near else 0.0, one) for one in sentences_of(passage) if not one.is_heading]
        nearest = sorted(own, key=lambda one: -one[0])[:_READ]
        chosen += [(passage.id, one, context(passage.title, "")) for _, one in nearest]
    read: dict[int, dict[Span, float]] = {passage.id: {} for passage in passages}
    for (id, one, _), vector in zip(chosen, embedder.embed([f"{before}{one.text}" for _, one, before in chosen]), strict=True):
        read[id][one.span] = float(vector @ reading.vector)
    return read
