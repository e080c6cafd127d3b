"""How many questions of programs are answered at a time."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.web.shared.errors import RefusedError

_OF_USER, _OF_ALL = 4, 16


class Places:
    """Lets few questions of one user and not too many of all be answered at a time. Safe to use from several threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._taken: Counter[str] = Counter()

    @contextmanager
    def taken(self, user: str) -> Iterator[None]:
        """Keep a place while the context is open; raises RefusedError where there is none."""
        with self._turn:
            if self._taken[user] >= _OF_USER:
                raise RefusedError(429, "Your earlier questions are still being answered; ask again when they are.")
            if self._taken.total() >= _OF_ALL:
                raise RefusedError(503, "Very many are asking at this moment; try again in a minute.")
            self._taken[user] += 1
        try:
            yield
        finally:
            with self._turn:
                self._taken[user] -= 1
                if not self._taken[user]:
                    del self._taken[user]
