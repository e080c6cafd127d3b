"""Stopping a run from another thread."""

import threading
from collections.abc import Callable

from language.messages import PolicyError


class StoppedError(PolicyError):
    """A run was stopped; what it had stored stays."""


class Stop:
    """Whether a run is to stop. Safe to use from several threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._is_set = False
        self._enders: list[Callable[[], None]] = []

    def set(self) -> None:
        """Let the run stop: end what reads for it, and let `check` raise from now on."""
        with self._turn:
            self._is_set, enders = True, self._enders
        for end in enders:
            end()

    def ends(self, end: Callable[[], None]) -> None:
        """Have `end` called when the run is to stop."""
        with self._turn:
            self._enders = [*self._enders, end]

    def check(self) -> None:
        """Raise StoppedError where the run is to stop."""
        if self._is_set:
            raise StoppedError("It was stopped.")
