"""How near the words of a question come to those of a passage in meaning.

Every token of a passage has a vector of its own. Only the signs of its numbers are kept, 48 bytes a token for 384 numbers:
on four sets the order of matches was as good as with all of them.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from vectorstore.embedder import Vectors

_BLOCK = 8  # tokens; windows begin at every block
_SENTENCE, _CLAUSE = 4, 2  # blocks of a window

Scores = NDArray[np.float64]


def packed(tokens: Vectors) -> bytes:
    """Give the signs of token vectors, shape (tokens, dimension), one bit a number."""
    return np.packbits(tokens > 0, axis=1).tobytes()


def token_cosines(question: Vectors, stored: Sequence[bytes]) -> list[NDArray[np.float32]]:
    """Give, for each passage, about the cosine of each row of `question` with each of its tokens, shape (rows, tokens).

    `question` has the shape (rows, dimension); `stored` holds what `packed` made of the passages' tokens.
    """
    signs, starts = _unpacked(stored, question.shape[1])
    return np.split(_cosines(question, signs), starts[1:-1], axis=1)


def token_signs(tokens: Vectors, weights: NDArray[np.float32], vector: Vectors, stored: Sequence[bytes]) -> tuple[Scores, Scores, Scores]:
    """Say in three ways how near a question comes to each passage, shape (passages,); -1 where either has no token vectors.

    First the mean, weighted by `weights`, of the nearest token to each of the question's `tokens` (MaxSim); then the cosine
    of the question's `vector` with the nearest window of a sentence's length; last the plain MaxSim within the best window
    of a clause's length. `tokens` has the shape (tokens, dimension), `weights` (tokens,), `vector` (dimension,).
    """
    closest, sentence, clause = -np.ones((3, len(stored)))
    held = [place for place, one in enumerate(stored) if one]
    if not (held and len(tokens)):
        return closest, sentence, clause
    signs, starts = _unpacked([stored[place] for place in held], len(vector))
    first_blocks = np.cumsum([0, *(-(-length // _BLOCK) for length in np.diff(starts))])
    blocks = np.concatenate([np.arange(start, end, _BLOCK) for start, end in pairwise(starts)])
    nearest = np.maximum.reduceat(_cosines(tokens, signs), blocks, axis=1)
    sums = np.add.reduceat(signs, blocks, axis=0)
    for place, (first, last) in zip(held, pairwise(first_blocks), strict=True):
        own = nearest[:, first:last]
        closest[place] = own.max(axis=1) @ weights
        windows = _windows(sums[first:last].T, _SENTENCE).sum(axis=-1).T
        sentence[place] = (windows @ vector / np.maximum(np.linalg.norm(windows, axis=1), 1e-6)).max()
        clause[place] = _windows(own, _CLAUSE).max(axis=-1).mean(axis=0).max()
    return closest, sentence, clause


def _unpacked(stored: Sequence[bytes], dimension: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Give the signs of all tokens as 1 and -1, shape (tokens, dimension), and where each passage's begin, and the end."""
    width = -(-dimension // 8)
    bits = np.unpackbits(np.frombuffer(b"".join(stored), dtype=np.uint8)).reshape(-1, width * 8)[:, :dimension]
    return 2 * bits.astype(np.float32) - 1, np.cumsum([0, *(len(one) // width for one in stored)])


def _cosines(question: Vectors, signs: NDArray[np.float32]) -> NDArray[np.float32]:
    return question @ signs.T / np.float32(np.sqrt(question.shape[1]))


def _windows(rows: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Give the windows of `length` neighbours in each row, one of the whole row where it is shorter."""
    return sliding_window_view(rows, min(length, rows.shape[1]), axis=1)
