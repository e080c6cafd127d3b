"""How near the words of a question come to those of a passage in meaning.

Every token of a passage has a vector of its own. Only the signs of its numbers are kept, 48 bytes a token for 384 numbers:
on four sets the order of matches was as good as with all of them.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedding.embedder import Vectors
from vectorstore.errors import DamagedRowError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_BLOCK = 8  # tokens; windows begin at every block
_SENTENCE, _CLAUSE = 4, 2  # blocks of a window, two of which a clause must be

Scores = NDArray[np.float64]


def pack(tokens: Vectors) -> bytes:
    """Give the signs of token vectors, shape (tokens, dimension), one bit a number."""
    return np.packbits(tokens > 0, axis=1).tobytes()


def token_cosines(question: Vectors, stored: Sequence[bytes]) -> list[NDArray[np.float32]]:
    """Give, for each passage, about the cosine of each row of `question` with each of its tokens, shape (rows, tokens).

    `question` has the shape (rows, dimension); `stored` holds what `pack` made of the passages' tokens.
    """
    width = _width(question.shape[1])
    ends = np.cumsum([len(one) // width for one in stored])[:-1]
    return np.split(_cosines(_unpacked(stored, question.shape[1]), question).T, ends, axis=1)


def maxsim_features(
    tokens: Vectors, weights: NDArray[np.float32], vector: Vectors | None, stored: Sequence[bytes]
) -> tuple[Scores, Scores, Scores]:
    """Say in three ways how near a question comes to each passage, shape (passages,); -1 where either has no token vectors.

    First the mean, weighted by `weights`, of the nearest token to each of the question's `tokens` (MaxSim); then the cosine
    of the question's `vector` with the nearest window of a sentence's length; last the plain MaxSim within the best window
    of a clause's length. `tokens` has the shape (tokens, dimension), `weights` (tokens,), `vector` (dimension,); without it
    the second is -1 throughout.
    """
    closest, sentence, clause = -np.ones((3, len(stored)))
    held = [place for place, one in enumerate(stored) if one]
    if not (held and len(tokens)):
        return closest, sentence, clause
    dimension = tokens.shape[1]
    width = _width(dimension)
    lengths = np.array([len(stored[place]) // width for place in held])
    blocks = -(-lengths // _BLOCK)
    first, end = np.cumsum(blocks) - blocks, np.cumsum(blocks)
    lacking = blocks * _BLOCK - lengths  # tokens to a full last block, there the last token again
    bits = _unpacked([stored[place] + lack * stored[place][-width:] for place, lack in zip(held, lacking, strict=True)], dimension)
    nearest = _cosines(bits, tokens).reshape(-1, _BLOCK, len(tokens)).max(axis=1)

    def best(values: NDArray[np.float32], starts: NDArray[np.bool_]) -> NDArray[np.float32]:
        return np.maximum.reduceat(np.where(starts, values, -1), first)

    closest[held] = np.maximum.reduceat(nearest, first, axis=0) @ weights
    starts, ends = _windows(first, end, _CLAUSE)
    clause[held] = best(np.maximum(nearest, nearest[ends - 1]).mean(axis=1), starts)
    if vector is not None:
        counts = bits.reshape(-1, _BLOCK, dimension).sum(axis=1, dtype=np.uint8).astype(np.float32)
        counts[end - 1] -= lacking[:, np.newaxis] * bits[end * _BLOCK - 1]
        sums = 2 * counts - _BLOCK
        sums[end - 1] += lacking[:, np.newaxis]
        starts, ends = _windows(first, end, _SENTENCE)
        windows = sums.copy()
        for step in range(1, _SENTENCE):
            inside = np.arange(len(sums)) + step < ends
            windows[:-step] += sums[step:] * inside[:-step, np.newaxis]
        sentence[held] = best(windows @ vector / np.maximum(np.linalg.norm(windows, axis=1), 1e-6), starts)
    return closest, sentence, clause


def _windows(first: NDArray[np.int64], end: NDArray[np.int64], length: int) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Say of each block whether a window of `length` begins there, and where it ends; a shorter passage is one window.

    The blocks of a passage are those from `first` to `end`, shape (passages,).
    """
    blocks = np.arange(end[-1])
    last = np.repeat(end, end - first)
    starts = blocks + length <= last
    starts[first] = True
    return starts, np.minimum(blocks + length, last)


def _width(dimension: int) -> int:
    """Give the bytes of a token."""
    return -(-dimension // 8)


def _unpacked(stored: Sequence[bytes], dimension: int) -> NDArray[np.uint8]:
    """Give the signs of all tokens as 1 and 0, shape (tokens, dimension); raises DamagedRowError where they are not whole."""
    if any(len(one) % _width(dimension) for one in stored):
        raise DamagedRowError("the signs of tokens are not whole")
    return np.unpackbits(np.frombuffer(b"".join(stored), dtype=np.uint8).reshape(-1, _width(dimension)), axis=1, count=dimension)


def _cosines(bits: NDArray[np.uint8], question: Vectors) -> NDArray[np.float32]:
    """Give the cosines of the signs with the rows of `question`, shape (tokens, rows), by whole numbers: a fifth of the time."""
    step = max(float(np.abs(question).max(initial=0.0)), 1e-9) / 127
    whole = np.rint(question.T / step).astype(np.int8)
    products: NDArray[np.int32] = _product().run(None, {"signs": bits, "question": whole})[0]
    cosines: NDArray[np.float32] = (2 * products - whole.sum(axis=0, dtype=np.int32)).astype(np.float32)
    return cosines * np.float32(step / np.sqrt(question.shape[1]))


@cache
def _product() -> "InferenceSession":
    """Give what multiplies two matrices of whole numbers."""
    from onnx import TensorProto, helper
    from onnxruntime import InferenceSession, SessionOptions

    given = [
        helper.make_tensor_value_info("signs", TensorProto.UINT8, ["tokens", "dimension"]),
        helper.make_tensor_value_info("question", TensorProto.INT8, ["dimension", "rows"]),
    ]
    product = helper.make_tensor_value_info("product", TensorProto.INT32, ["tokens", "rows"])
    graph = helper.make_graph([helper.make_node("MatMulInteger", ["signs", "question"], ["product"])], "product", given, [product])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
