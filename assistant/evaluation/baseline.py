"""A plain pipeline to be measured beside: pieces of 1,000 characters with 200 of overlap, and the ten nearest in meaning."""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.evaluation.batch import BatchQuestion
from vectorstore.embedding.embedder import Embedder, Side

_LENGTH, _OVERLAP, _MOST = 1000, 200, 10


class PlainPipeline:
    """Finds the pieces of documents whose vectors are nearest to the question's; `seconds` were needed to build it."""

    def __init__(self, texts: Mapping[str, str], embedder: Embedder) -> None:
        """Cut and embed the documents' `texts` by name."""
        began = time.perf_counter()
        splitter = RecursiveCharacterTextSplitter(chunk_size=_LENGTH, chunk_overlap=_OVERLAP)
        self._pieces = [(name, piece) for name, text in sorted(texts.items()) for piece in splitter.split_text(text)]
        self._embedder = embedder
        self._vectors = embedder.embed([piece for _, piece in self._pieces])
        self.seconds = time.perf_counter() - began

    def search_all(self, questions: Sequence[BatchQuestion]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give by each question's id the nearest pieces, best first, and the seconds."""
        for question in questions:
            began = time.perf_counter()
            matches = self._nearest(question.question)
            yield question.query_id, {"matches": matches, "seconds": time.perf_counter() - began}

    def _nearest(self, question: str) -> list[dict[str, Any]]:
        scores = self._vectors @ self._embedder.embed([question], side=Side.QUESTION)[0]
        nearest = np.argsort(-scores, kind="stable")[:_MOST]
        return [{"document": self._pieces[place][0], "text": self._pieces[place][1], "score": float(scores[place])} for place in nearest]
