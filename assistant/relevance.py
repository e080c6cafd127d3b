"""Whether the passages that were found answer a question at all."""

from collections.abc import Sequence

from vectorstore.library import Library
from vectorstore.passage import Match


def answers(question: str, matches: Sequence[Match], library: Library) -> bool:
    return bool(matches)
