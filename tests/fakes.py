"""Small, real stand-ins for slow things."""

import hashlib
import re
import threading
from collections.abc import Callable, Sequence

import numpy as np

from language.span import Span
from vectorstore.embedding.embedder import FeatureWeights, Levels, Side, Vectors, silent


class HashEmbedder:
    """Gives every word a fixed random direction and a text the sum of its words': alike texts lie near, at once and without a model."""

    def __init__(self, name: str = "hash", revision: str = "1", max_tokens: int = 400) -> None:
        self.name = name
        self.revision = revision
        self.dimension = 48
        self.beside = None
        self.feature_weights = FeatureWeights(closest=0.54, sentence=0.37, clause=0.09)
        self.max_tokens = max_tokens
        self.embedded: list[str] = []

    def levels(self, question: str, passage: str) -> Levels:
        return Levels(near=0.51, answering=0.64, stated=0.5, words=0.1)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [2 + sum(max(1, len(word) // 4) for word in text.split()) for text in texts]

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE) -> Vectors:
        self.embedded += texts
        vectors = np.stack(
            [sum((_direction(word, self.dimension) for word in text.lower().split()), np.zeros(self.dimension)) for text in texts]
        )
        progress(len(texts))
        return (vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))).astype(np.float32)

    def embed_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE
    ) -> tuple[Vectors, list[Vectors]]:
        own = [np.stack([_direction(word, self.dimension) for word in text.lower().split()] or [np.zeros(48)]) for text in texts]
        lengths = [np.maximum(1e-9, np.linalg.norm(rows, axis=1, keepdims=True)) for rows in own]
        return self.embed(texts, progress), [(rows / length).astype(np.float32) for rows, length in zip(own, lengths, strict=True)]

    def token_spans(self, text: str) -> list[Span]:
        return [Span(*found.span()) for found in re.finditer(r"\S+", text)] or [Span(0, 0)]

    def knows(self, text: str) -> bool:
        return True


class HeldEmbedder(HashEmbedder):
    """Embeds only once it is let go on, and then tells how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.begun = threading.Semaphore(0)

    def embed_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE
    ) -> tuple[Vectors, list[Vectors]]:
        self.begun.release()
        assert self.go_on.wait(30)
        return super().embed_tokens(texts, progress, side)


def _direction(word: str, dimension: int) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
    return np.random.default_rng(seed).standard_normal(dimension)


class QuietWatcher:
    """Watches an ingest run and remembers what it was told."""

    def __init__(self) -> None:
        self.files = 0
        self.passages = 0

    def begin(self, files: int) -> None:
        self.files = files

    def more(self, files: int) -> None:
        self.files += files

    def passages_done(self, count: int) -> None:
        self.passages += count

    def share_done(self, share: float) -> None:
        pass

    def file_done(self, report: object) -> None:
        pass
