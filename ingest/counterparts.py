"""Finding the document that says in one language what another says in another: an original and its translation."""

from collections.abc import Iterable

import numpy as np

from language.language import language_by_code
from language.statements.quantities import quantities
from language.text.overlap import jaccard
from vectorstore.document import STATUSES
from vectorstore.embedding.embedder import Vectors
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.snapshot import Snapshot

_NEAR = 0.45
"""Mean cosine of each passage of one document and the nearest of the other, at least: 0.50 to 0.67 in 24 pairs, at most 0.39 between
documents on one field."""
_FIGURES, _FEW = 0.5, 3  # share of their figures in common, where there are more than a few: 0.58 and more in pairs, 0.43 between others
_IN_ORDER, _ORDERED = 0.7, 4  # correlation of the places of nearest passages, where there are so many
_ITEM = 31  # plain numbers up to this may number items
_ANY = Filter(statuses=frozenset(STATUSES))
_NEAREST = 5  # passages in another script whose documents are compared


def find_counterparts(library: Library, names: Iterable[str]) -> list[tuple[str, str]]:
    """Give each of the documents called `names` that has one with its counterpart: the two come nearest to each other of all in their
    languages, in the same order and with the same figures."""
    pairs = []
    with library.snapshot() as snapshot:
        by_id = snapshot.catalogue.by_id
        ids = {entry.name: entry.id for entry in snapshot.catalogue.entries}
        for id in (ids[name] for name in names if name in ids):
            other = _counterpart(id, snapshot)
            if other is not None and _counterpart(other, snapshot) == id:
                pairs.append((by_id[id].name, by_id[other].name))
    return pairs


def _counterpart(id: int, snapshot: Snapshot) -> int | None:
    """Give the id of the document in another script that comes nearest to the document `id`, None where none says the same."""
    entry, own = snapshot.catalogue.by_id[id], list(snapshot.vectors(id).values())
    script = language_by_code(entry.language).script
    if not own or not entry.language or not snapshot.catalogue.in_other_scripts(script):
        return None
    across = (snapshot.find([], own[place], _NEAREST, _ANY, script).across for place in {0, len(own) // 2})
    others = snapshot.holding(frozenset().union(*across)) - {id}
    parted = [other for other in others if snapshot.catalogue.by_id[other].name in entry.parted]
    nearness = {other: _nearness(np.stack(own), np.stack(list(snapshot.vectors(other).values()))) for other in others.difference(parted)}
    best = max(nearness, key=lambda other: nearness[other], default=None)
    if best is None or nearness[best] < _NEAR:
        return None
    texts = snapshot.documents([id, best])
    return best if _share_figures(texts[id].text, texts[best].text) else None


def _nearness(one: Vectors, other: Vectors) -> float:
    """Give the mean cosine of the passages of two documents, shapes (passages, dimension), 0 where they do not follow each other."""
    cosines = one @ other.T
    places = cosines.argmax(axis=1)
    if len(places) >= _ORDERED and len(other) > 1 and not np.ptp(places):
        return 0.0
    if len(places) >= _ORDERED and len(other) > 1 and np.corrcoef(np.arange(len(places)), places)[0, 1] < _IN_ORDER:
        return 0.0
    return float(min(cosines.max(axis=1).mean(), cosines.max(axis=0).mean()))


def _share_figures(one: str, other: str) -> bool:
    """Say whether two texts state the same figures and dates, or hardly any."""
    figures, others = _figures(one), _figures(other)
    return len(figures | others) <= _FEW or jaccard(figures, others) >= _FIGURES


def _figures(text: str) -> set[str]:
    return {f"{one.kind} {one.value}" for one in quantities(text) if one.kind != "number" or float(one.value) > _ITEM}
