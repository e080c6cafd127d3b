"""Vectors of short texts that are compared again with every question: titles, names of bodies."""

from vectorstore.embedding.embedder import Embedder, Side, Vectors

_KNOWN: dict[tuple[str, str, tuple[str, ...]], Vectors] = {}
_REMEMBERED = 64  # sets of texts


def remembered_vectors(texts: tuple[str, ...], embedder: Embedder) -> Vectors:
    """Give a vector a text, as of passages, shape (len(texts), dimension); remembered while the same texts are asked for again."""
    known = (embedder.name, embedder.revision, texts)
    if known not in _KNOWN:
        if len(_KNOWN) >= _REMEMBERED:
            _KNOWN.clear()
        _KNOWN[known] = embedder.embed(texts, side=Side.PASSAGE)
    return _KNOWN[known]
