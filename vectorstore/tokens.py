"""How near the words of a question come to those of a passage in meaning.

Every token of a passage has a vector of its own. Only the signs of its numbers are kept, 48 bytes a token for 384 numbers:
on four sets the order of matches was as good as with all of them.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedder import Vectors

_WINDOW, _STEP = 32, 8  # tokens


def packed(tokens: Vectors) -> bytes:
    """Give the signs of token vectors, shape (tokens, dimension), one bit a number."""
    return np.packbits(tokens > 0, axis=1).tobytes()


def token_cosines(question: Vectors, stored: Sequence[bytes]) -> list[NDArray[np.float32]]:
    """Give, for each passage, about the cosine of each row of `question` with each of its tokens, shape (rows, tokens).

    `question` has the shape (rows, dimension); `stored` holds what `packed` made of the passages' tokens.
    """
    dimension = question.shape[1]
    bits = np.unpackbits(np.frombuffer(b"".join(stored), dtype=np.uint8)).reshape(-1, -(-dimension // 8) * 8)[:, :dimension]
    signs = bits.astype(np.float32)
    products = (2 * (question @ signs.T) - question.sum(axis=1, keepdims=True)) / np.float32(np.sqrt(dimension))
    ends = np.cumsum([len(one) // (-(-dimension // 8)) for one in stored])[:-1]
    return np.split(products, ends, axis=1)


def closest(cosines: NDArray[np.float32], weights: NDArray[np.float32]) -> float:
    """Give the weighted mean, over the question's tokens, of each one's nearest token in a passage (MaxSim)."""
    return float(cosines.max(axis=1) @ weights) if cosines.size else -1.0


def best_window(cosines: NDArray[np.float32]) -> float:
    """Give the highest mean of the cosines of neighbouring tokens with the question as a whole, shape (tokens,)."""
    if not cosines.size:
        return -1.0
    sums = np.concatenate([[0.0], np.cumsum(cosines)])
    first = np.arange(0, max(1, len(cosines) - _WINDOW + 1), _STEP)
    last = np.minimum(first + _WINDOW, len(cosines))
    return float(((sums[last] - sums[first]) / (last - first)).max())
