"""What any embedder does, which turns texts into vectors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from language.span import Span

Vectors = NDArray[np.float32]


class Side(StrEnum):
    """What a text is for: models with prompts read a question otherwise than a passage."""

    QUESTION = "question"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class FeatureWeights:
    """How much each of the three features that compare tokens tells, together 1: see `maxsim_features`."""

    closest: float
    sentence: float
    clause: float


@dataclass(frozen=True, slots=True)
class Levels:
    """What `FoundPassage.nearness` means between two scripts: what has nothing to do with a question mostly stays under `near`, what
    answers it mostly lies above `answering`; a sentence whose similarity lies above `stated` answers in any company. `words` is how much
    words in common count in nearness, `sentence` how much the nearest sentence does. Cosines up to `floor` say nothing, and each `rise`
    above it as much as in another script."""

    near: float
    answering: float
    stated: float
    words: float
    sentence: float = 0.35
    floor: float = 0.37
    rise: float = 0.13


OF_MINILM = Levels(near=0.51, answering=0.64, stated=0.5, words=0.1)
"""Measured of all-MiniLM-L6-v2; of other models a guess."""


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` and `revision` together say which model made a vector.

    `beside` is another model, whose token vectors are kept beside this one's of the texts that it knows.
    """

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def beside(self) -> "Embedder | None": ...

    @property
    def feature_weights(self) -> FeatureWeights: ...

    def levels(self, question: str, passage: str) -> "Levels":
        """Say how near texts in the scripts of these come to each other."""

    @property
    def max_tokens(self) -> int:
        """The longest text that is read to its end, in the model's tokens, its marks at both ends included."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text as the model would read it, its marks at both ends included."""

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = ..., side: Side = ...) -> Vectors:
        """Give one unit vector a text, float32, shape (len(texts), dimension); report each finished batch's size."""

    def embed_tokens(self, texts: Sequence[str], progress: Callable[[int], None] = ..., side: Side = ...) -> tuple[Vectors, list[Vectors]]:
        """Give what `embed` gives and, for each text, a unit vector a token, shape (tokens, dimension), marks and prompt left out."""

    def token_spans(self, text: str) -> list[Span]:
        """Give the place in `text` of each token for which `embed_tokens` gives a vector."""

    def knows(self, text: str) -> bool:
        """Say whether the model knows the script of `text`, so that its vector means something."""


def silent(done: int) -> None:
    """Report nothing."""


def unit(rows: Vectors) -> Vectors:
    lengths: Vectors = np.sqrt((rows * rows).sum(axis=-1, keepdims=True))
    return (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
