"""A sign of life from a reader at work on a long file, for whoever waits for it."""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def still_at_work() -> None:
    """Tell whoever listens that another part of the file is done."""
    for listener in _listeners:
        listener()


def listen(listener: Callable[[], None]) -> None:
    """Have `listener` called at every sign of life."""
    _listeners.append(listener)
