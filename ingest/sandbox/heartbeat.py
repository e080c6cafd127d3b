"""A sign of life from a reader at work on a long file, for whoever waits for it."""

from collections.abc import Callable

_listeners: list[Callable[[float], None]] = []


def still_at_work(share: float = 0.0) -> None:
    """Tell whoever listens that another part of the file is done: this share of all, 0 where that is not known."""
    for listener in _listeners:
        listener(share)


def listen(listener: Callable[[float], None]) -> None:
    """Have `listener` called at every sign of life."""
    _listeners.append(listener)
