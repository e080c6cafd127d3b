"""Ordering the first matches anew with a cross-encoder that the user sets, by sentence-transformers."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import LibraryError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """A cross-encoder in a folder, or one of a name that the user configured. It is loaded at first use.

    Safe to call from several threads.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._loaded: CrossEncoder | None = None
        self._lock = threading.Lock()

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Say how well each of `texts` answers `question`, higher for better; raises LibraryError where the model cannot be loaded."""
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            found = np.asarray(self._loaded.predict([(question, text) for text in texts], show_progress_bar=False), dtype=np.float64)
        return found if found.ndim == 1 else found[:, -1]

    def _load(self) -> "CrossEncoder":
        if Path(self.name).is_dir():
            os.environ["HF_HUB_OFFLINE"] = "1"
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(self.name, device="cpu")
        except (OSError, ValueError, KeyError) as error:
            raise LibraryError("POLICY_RERANKER: cannot load the model “{model}”: {reason}", model=self.name, reason=str(error)) from error
        return model
