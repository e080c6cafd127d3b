"""How an answer came about."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from vectorstore.passage import Match, Passage


@dataclass(slots=True)
class Trace:
    """What was looked for and how it was understood, what was found, sent to a language model and checked, and the seconds that each
    stage took.

    `left_out` are the documents and headings of passages that did not fit into the model's window; `failure` says why
    quotes were given where a model should have written. It holds no key and no address.
    """

    question: str = ""
    matches: list[dict[str, object]] = field(default_factory=list)
    model: str = ""
    prompt_tokens: int = 0
    left_out: list[str] = field(default_factory=list)
    checks: list[dict[str, object]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    failure: str = ""
    understood: dict[str, object] = field(default_factory=dict)
    _began: float = field(default_factory=time.perf_counter)
    _since: float = field(default_factory=time.perf_counter)

    def elapsed(self) -> float:
        """Give the seconds since the question was asked."""
        return time.perf_counter() - self._began

    def found(self, matches: Sequence[Match]) -> None:
        """Note what a search found."""
        self.matches = [
            {
                "document": match.passage.document,
                "heading": match.passage.heading,
                "score": round(match.score, 3),
                "cosine": round(match.cosine, 3),
                "lexical": round(match.lexical, 2),
            }
            for match in matches
        ]

    def prompted(self, model: str, tokens: int, left_out: Sequence[Passage]) -> None:
        """Note what is sent to a language model, and which passages did not fit."""
        self.model, self.prompt_tokens = model, tokens
        self.left_out = [f"{passage.document}: {passage.heading}" for passage in left_out]

    def ended(self, stage: str) -> None:
        """Note that `stage` ended now, and began when the one before it ended; the times of one that comes twice are added."""
        now = time.perf_counter()
        self.seconds[stage] = round(self.seconds.get(stage, 0.0) + now - self._since, 4)
        self._since = now

    def as_dict(self) -> dict[str, object]:
        """Give the trace as a JSON object."""
        keys = ("question", "understood", "matches", "model", "prompt_tokens", "left_out", "checks", "seconds", "failure")
        return {key: getattr(self, key) for key in keys}
