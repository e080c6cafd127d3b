"""Grows a library and shows how searching in it slows down.

    python -m benchmarks.scale [PASSAGES...]        default: 10000 100000 500000

Texts are sentences of the evaluation sets in POLICY_EVAL_DIR (default ../shared) in a new order, so that words are as common
as in real documents; one document of each step is superseded, so that searches pass over it. Vectors are made cheaply, from
the words alone, and a passage has 32 token vectors: they take their room and time in the search, and mean little. What
counts is how the figures grow from line to line.
"""

import argparse
import json
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from language.span import Span
from language.text.sentences import sentences
from language.text.tokens import words
from vectorstore.document import Document
from vectorstore.embedding.embedder import FeatureWeights, Levels, Side, Vectors, silent
from vectorstore.embedding.token_vectors import pack
from vectorstore.library import Library
from vectorstore.passage import Passage
from vectorstore.search.evidence import search
from vectorstore.sql.documents import IndexedDocument, SourceCopy

SETS = ("obliqa_dev", "doc2dial", "policyqa_dev")
DIMENSION, TOKENS, SENTENCES, A_DOCUMENT = 384, 32, 5, 50
QUESTIONS = 200


class CheapEmbedder:
    """Gives each word a fixed direction and a text the sum of its words'."""

    name, revision, dimension, max_tokens, beside = "cheap", "1", DIMENSION, 512, None
    feature_weights = FeatureWeights(closest=0.54, sentence=0.37, clause=0.09)

    def __init__(self) -> None:
        self._table = np.random.default_rng(1).standard_normal((1 << 15, DIMENSION)).astype(np.float32)

    def levels(self, question: str, passage: str) -> Levels:  # noqa: ARG002 # its texts are all of one kind
        return Levels(near=0.5, answering=0.6, stated=0.5, words=0.1)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = silent, side: Side = Side.PASSAGE) -> Vectors:
        return self.embed_tokens(texts, progress, side)[0]

    def embed_tokens(
        self,
        texts: Sequence[str],
        progress: Callable[[int], None] = silent,
        side: Side = Side.PASSAGE,  # noqa: ARG002 # its words mean the same in questions and passages
    ) -> tuple[Vectors, list[Vectors]]:
        tokens = [self._table[[hash(word) % len(self._table) for word in text.lower().split()[:TOKENS] or [""]]] for text in texts]
        sums = np.stack([rows.sum(axis=0) for rows in tokens])
        progress(len(texts))
        return sums / np.linalg.norm(sums, axis=1, keepdims=True), tokens

    def token_spans(self, text: str) -> list[Span]:
        return [Span(0, 0)] * min(TOKENS, len(text.split()))

    def knows(self, text: str) -> bool:
        return bool(text)


def documents(pool: Sequence[str], count: int, embedder: CheapEmbedder, chance: random.Random) -> Iterator[IndexedDocument]:
    """Make documents of together `count` passages, the first of them superseded."""
    for number in range(0, count, A_DOCUMENT):
        texts = [" ".join(chance.choices(pool, k=SENTENCES)) for _ in range(min(A_DOCUMENT, count - number))]
        starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
        passages = tuple(Passage(Span(int(start), int(start) + len(text)), text) for start, text in zip(starts, texts, strict=False))
        vectors, tokens = embedder.embed_tokens(texts)
        name = f"{chance.getrandbits(60):x}"
        title, status = " ".join(words(texts[0])[:6]), "" if number else "superseded"
        document = Document(title=title, text=" ".join(texts), name=name, status=status)
        yield IndexedDocument(document, passages, vectors, tuple(map(pack, tokens)), (b"",) * len(texts), SourceCopy(name, name, b""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 500_000], metavar="PASSAGES")
    evaluation = Path(os.environ.get("POLICY_EVAL_DIR", "../shared")) / "eval"
    texts = [row["text"] for name in SETS for row in rows(evaluation / name / "corpus.jsonl")]
    asked = [row["question"] for name in SETS for row in rows(evaluation / name / "queries.jsonl")]
    pool = [span.of(text) for text in texts for span in sentences(text) if 40 < len(span) < 400]
    chance, embedder, held = random.Random(5), CheapEmbedder(), 0
    print("| passages | search p50 | search p95 | memory | disk | start | grown in |\n|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        for size in sorted(parser.parse_args().sizes):
            began = time.perf_counter()
            with Library(Path(temporary), embedder) as library:
                group: list[IndexedDocument] = []
                for one in documents(pool, size - held, embedder, chance):
                    group.append(one)
                    if len(group) == 20:
                        library.add(group)
                        group = []
                if group:
                    library.add(group)
            held, grown = size, time.perf_counter() - began
            began = time.perf_counter()
            with Library(Path(temporary), embedder) as library:
                search(library, asked[0])
                start = time.perf_counter() - began
                seconds = [timed(library, question) for question in chance.sample(asked, QUESTIONS)]
            disk = sum(path.stat().st_size for path in Path(temporary).rglob("*") if path.is_file())
            p95 = statistics.quantiles(seconds, n=20)[-1]
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
            room = f"{memory:.1f} GB | {disk / 1e9:.1f} GB"
            median = statistics.median(seconds)
            print(f"| {size:,} | {1000 * median:.0f} ms | {1000 * p95:.0f} ms | {room} | {start:.1f} s | {grown:.0f} s |", flush=True)


def rows(path: Path) -> list[dict[str, str]]:
    """Read a JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def timed(library: Library, question: str) -> float:
    """Give the seconds that one search takes."""
    began = time.perf_counter()
    search(library, question)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
