"""Of what two documents say in two languages, the passage in the language of the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vectorstore.document import DocumentSummary
from vectorstore.embedding.embedder import Vectors
from vectorstore.filter import Filter
from vectorstore.passage import Match, Passage
from vectorstore.snapshot import Snapshot

_SAME = 0.3  # cosine of a passage and the nearest of the other document, at least: that of 24 pairs of documents is 0.5 to 0.67 on average


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A passage that says the same as one of another document, which is in another language."""

    passage: Passage
    vector: Vectors


def counterparts_in(language: str, passages: Sequence[Passage], snapshot: Snapshot, filter: Filter) -> dict[int, Counterpart]:
    """Give, by the ids of those of `passages` that have one, what says the same in a document in `language` that `filter` admits."""
    known = snapshot.catalogue.by_id
    own = [known[passage.span.document_id] for passage in passages if passage.span.document_id in known]
    pairs = {entry.id: known[entry.counterpart] for entry in own if entry.counterpart in known and entry.language != language}
    found: dict[int, Counterpart] = {}
    for id, other in pairs.items():
        if other.language == language and filter.admits(other):
            found |= _between([one for one in passages if one.span.document_id == id], id, other, snapshot)
    return found


def _between(passages: Sequence[Passage], id: int, other: DocumentSummary, snapshot: Snapshot) -> dict[int, Counterpart]:
    own, others = snapshot.vectors(id), snapshot.vectors(other.id)
    ids = list(others)
    if not ids:
        return {}
    nearest = {}
    for passage in passages:
        cosines = np.stack(list(others.values())) @ own[passage.id] if passage.id in own else np.zeros(len(ids), dtype=np.float32)
        if cosines.max() >= _SAME:
            nearest[passage.id] = ids[int(cosines.argmax())]
    texts = snapshot.passages(nearest.values())
    return {id: Counterpart(texts[same], others[same]) for id, same in nearest.items() if same in texts}


def in_the_language(matches: Sequence[Match], counterparts: Mapping[int, Counterpart], question: Vectors) -> list[Match]:
    """Put what says the same in the question's language before each match that has such a counterpart, which becomes the same as it."""
    known = {match.passage.id: match for match in matches}
    ordered: dict[int, Match] = {}
    for match in matches:
        other = counterparts.get(match.passage.id)
        if other is None:
            ordered.setdefault(match.passage.id, match)
            continue
        found = known.get(other.passage.id) or Match(other.passage, match.score, float(other.vector @ question), 0.0)
        ordered.setdefault(other.passage.id, replace(found, score=max(found.score, match.score)))
        ordered[match.passage.id] = replace(match, same_as=other.passage.id)
    return list(ordered.values())
