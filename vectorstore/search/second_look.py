"""A second look at what was found for a question that it would not answer: words of like meaning count, and sentences are read alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from language.span import Span
from vectorstore.embedding.embedder import Vectors
from vectorstore.library import Library
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.sentences import Sentence
from vectorstore.search.within import read_within

_LOOKED_AT = 6  # passages
_MOST_READ = 12  # sentences of a passage that are read alone, those whose tokens come nearest


def look_again(evidence: Evidence, library: Library) -> Evidence:
    """Give `evidence` with its first passages in the question's script read anew: what they say of the question in other words, in
    whichever script, and how near each of their sentences comes when it is read alone.

    Counted for every question, words of like meaning would change the choice of quotes where the question's own words tell it best.
    """
    vector = evidence.query.vector
    if vector is None:
        return evidence
    with library.snapshot() as snapshot:
        query = replace(evidence.query, within=read_within(evidence.question, snapshot))
    first, others = evidence.passages[:_LOOKED_AT], evidence.passages[_LOOKED_AT:]
    alone = _read_alone(first, vector, library)
    read = (replace(found, within=query.within, alone=alone) if found.in_one_script else found for found in first)
    return replace(evidence, query=query, passages=(*read, *(replace(found, within=query.within) for found in others)))


def _read_alone(passages: Sequence[FoundPassage], vector: Vectors, library: Library) -> dict[Span, float]:
    """Give the cosines of sentences of `passages` in the question's script."""
    chosen = [one for found in passages if found.in_one_script for one in _nearest(found)]
    vectors: Iterable[Vectors] = library.embedder.embed([one.text for one in chosen]) if chosen else ()
    return {one.span: float(own @ vector) for one, own in zip(chosen, vectors, strict=True)}


def _nearest(found: FoundPassage) -> list[Sentence]:
    own = [one for one in found.sentences if not one.is_heading]
    return sorted(own, key=lambda one: -found.similarity_of(one.span))[:_MOST_READ]
