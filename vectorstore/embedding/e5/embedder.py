"""Texts in any language to vectors, by multilingual-e5-small."""

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from language.language import language_of
from language.span import Span
from vectorstore.embedding import MULTILINGUAL_E5
from vectorstore.embedding.e5.weights import SHA256
from vectorstore.embedding.embedder import Side, Vectors, silent, unit

if TYPE_CHECKING:
    from vectorstore.embedding.e5.model import E5Model

CENTRES = Path(__file__).with_name("centres.npz")
"""The mean vectors, of texts and of tokens, shape (2, dimension) each, which `benchmarks/centres.py` writes."""


def centre_name(text: str, side: Side) -> str:
    """Name the means that vectors of texts such as `text` have: others for each script, and for questions and passages."""
    return f"{side}-{'han' if language_of(text).script else 'latin'}"


class E5Embedder:
    """The packaged model: a text a processor at a time. Safe to use from several threads.

    Making one is cheap; the weights are read and checked at the first text. All vectors of this model share a large mean, those of one
    script another than those of another: it is taken off before they are brought to length 1, so that a question lies nearer to its
    answer in another language than to anything in its own.
    """

    def __init__(self) -> None:
        self.name = MULTILINGUAL_E5
        self.revision = hashlib.sha256(SHA256.encode() + CENTRES.read_bytes()).hexdigest()  # both make the vectors
        self.dimension = 384
        self._lock = threading.Lock()
        self._loaded: E5Model | None = None
        self._centres: dict[str, Vectors] = {}

    @property
    def max_tokens(self) -> int:
        return self._model.max_tokens

    @property
    def _model(self) -> "E5Model":
        with self._lock:
            if self._loaded is None:
                from vectorstore.embedding.e5.model import E5Model

                with np.load(CENTRES) as centres:
                    self._centres = {name: centres[name] for name in centres.files}
                self._loaded = E5Model()
            return self._loaded

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._model.count_tokens(list(texts))

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE) -> Vectors:
        return self.embed_tokens(texts, progress, side)[0]

    def embed_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE
    ) -> tuple[Vectors, list[Vectors]]:
        model = self._model

        def read(text: str) -> tuple[Vectors, Vectors]:
            (vector, tokens), (of_texts, of_tokens) = model.read(text, side), self._centres[centre_name(text, side)]
            return unit(vector - of_texts), unit(tokens - of_tokens)

        vectors, tokens = np.zeros((len(texts), self.dimension), dtype=np.float32), []
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            for place, (vector, own) in enumerate(map(read, texts) if len(texts) == 1 else threads.map(read, texts)):
                vectors[place] = vector
                tokens.append(own)
                progress(1)
        return vectors, tokens

    def token_spans(self, text: str) -> list[Span]:
        return self._model.spans(text)

    def knows(self, text: str) -> bool:  # noqa: ARG002 # it was trained on a hundred languages
        return True
