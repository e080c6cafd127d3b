"""Asking a question before it is suggested, to know whether its answer is good."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.citation import Citation
from assistant.question.rephrasing import stands_alone
from assistant.suggestions.candidates import Candidate
from language.span import Span
from language.text.tokens import folded
from vectorstore.library import Library

_LONGEST = 700  # characters of a first quote: a longer one answers nothing in particular
_MOST_KNOWN = 2_000  # questions whose answers are remembered
_OF_A_KIND = 2  # suggestions


class Trials:
    """Asks questions that may be suggested, each once while no document changes. Safe to use from several threads."""

    def __init__(self, library: Library, ask: Callable[[str], Answer]) -> None:
        self._library, self._ask = library, ask
        self._known: tuple[object, dict[str, Citation | None]] = (None, {})

    def choose(
        self,
        offered: Iterable[Candidate],
        most: int,
        seconds: float,
        read: Sequence[Span] = (),
        asked: Sequence[str] = (),
    ) -> list[Candidate]:
        """Choose at most `most` questions whose answers are good: of those that are known, and that can be tried in so many `seconds`
        of this thread's work.

        An answer is good where it stands alone, answers wholly, and cites first what the question was made of and neither what was
        `read` already nor what another one cites first. None of them was `asked` before.
        """
        until, chosen, places = time.thread_time() + seconds, list[Candidate](), list(read)
        before = {folded(one) for one in asked}
        for one in offered:
            if len(chosen) == most:
                break
            if time.thread_time() >= until and not self._is_known(one.question):
                continue
            if folded(one.question) in before or (one.kind and [other.kind for other in chosen].count(one.kind) >= _OF_A_KIND):
                continue
            first = self.first_cited(one)
            if first and not any(place.overlaps(first) for place in places):
                chosen.append(one)
                places.append(first)
                before.add(folded(one.question))
        return chosen

    def first_cited(self, candidate: Candidate) -> Span | None:
        """Give what the answer to a question cites first; None where that answer is not good."""
        first = self._first(candidate.question)
        return first.span if first and _is_of(first, candidate) else None

    def _first(self, question: str) -> Citation | None:
        """Give what the answer to a question cites first; None where it does not answer wholly, or leans on others."""
        known = self._current()
        if question not in known:
            known[question] = self._tried(question)
        return known[question]

    def _is_known(self, question: str) -> bool:
        return question in self._current()

    def _current(self) -> dict[str, Citation | None]:
        """Give what is known of the documents as they are now."""
        version = self._library.catalogue()
        if self._known[0] is not version or len(self._known[1]) > _MOST_KNOWN:
            self._known = (version, {})
        return self._known[1]

    def _tried(self, question: str) -> Citation | None:
        if not stands_alone(question, self._library):
            return None
        answer = self._ask(question)
        return answer.citations[0] if answer.outcome is Outcome.ANSWERED and answer.citations else None


def in_turn(kinds: Sequence[Sequence[Candidate]]) -> Iterator[Candidate]:
    """Give the first candidate of each kind, then the second ones, and so on."""
    return (one for row in zip_longest(*kinds) for one in row if one is not None)


def _is_of(first: Citation, candidate: Candidate) -> bool:
    """Say whether a citation is of what a question was made of, and holds not much else."""
    if not candidate.places:
        return True
    return len(first.quote) <= _LONGEST and any(first.span.overlaps(place) for place in candidate.places)
