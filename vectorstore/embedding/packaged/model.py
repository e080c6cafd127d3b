"""A packaged model: weights, tokenizer and graph."""

from collections.abc import Mapping
from itertools import takewhile

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from language.span import Span
from vectorstore.embedding.embedder import Side, Vectors, unit
from vectorstore.embedding.packaged.graph import graph_of
from vectorstore.embedding.packaged.weights import Weights


class PackagedModel:
    """Reads one text after the other, on one processor each. Safe to use from several threads."""

    def __init__(self, weights: Weights, tokenizer: Tokenizer, prompts: Mapping[Side, str]) -> None:
        self._weights, self._tokenizer, self._prompts = weights, tokenizer, prompts
        self._hidden = weights.shape.hidden
        self._positions = self._weights.floats("emb.pos").reshape(-1, self._hidden) + self._weights.floats("emb.type")[: self._hidden]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph_of(self._weights), options, providers=["CPUExecutionProvider"])
        self.max_tokens = len(self._positions) - max(len(self._encoded("", side).ids) - 2 for side in Side)
        """Marks included, prompts not."""

    def count_tokens(self, texts: list[str]) -> list[int]:
        return [len(one.ids) for one in self._tokenizer.encode_batch_fast(texts)]

    def read(self, text: str, side: Side) -> tuple[Vectors, Vectors]:
        """Give the unit vector of a text, shape (hidden,), and those of its tokens, prompt and marks left out, (tokens, hidden)."""
        encoded = self._encoded(text, side)
        ids = self._cut(encoded)
        embeddings = self._weights.rows("emb.word", ids) + self._positions[: len(ids)]
        vectors: Vectors = self._session.run(None, {"embeddings": embeddings[np.newaxis]})[0][0]
        return unit(vectors.mean(axis=0)), unit(vectors[self._first(encoded, side) : -1])

    def token_ids(self, text: str, side: Side) -> NDArray[np.int64]:
        """Give the tokens that `read` reads, prompt and marks among them."""
        return self._cut(self._encoded(text, side))

    def spans(self, text: str) -> list[Span]:
        """Give where in `text` the tokens stand for which `read` gives vectors, of a passage."""
        encoded, before = self._encoded(text, Side.PASSAGE), len(self._prompts[Side.PASSAGE])
        inside = encoded.offsets[self._first(encoded, Side.PASSAGE) : len(self._cut(encoded)) - 1]
        spans = [Span(max(0, start - before), end - before) for start, end in inside]
        if not before:
            return spans
        return [Span(one.end - len(one.of(text).lstrip()), one.end) if text[one.start : one.start + 1].isspace() else one for one in spans]

    def _encoded(self, text: str, side: Side) -> Encoding:
        return self._tokenizer.encode(self._prompts[side] + text)

    def _cut(self, encoded: Encoding) -> NDArray[np.int64]:
        """Give at most as many tokens as the model reads, the mark at the end among them."""
        ids, most = encoded.ids, len(self._positions)
        return np.array(ids if len(ids) <= most else [*ids[: most - 1], ids[-1]])

    def _first(self, encoded: Encoding, side: Side) -> int:
        """Give the place of the first token behind the prompt."""
        return 1 + sum(1 for _ in takewhile(lambda offsets: offsets[1] <= len(self._prompts[side]), encoded.offsets[1:-1]))
