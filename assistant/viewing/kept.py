"""What takes time to make, kept while it is used."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Kept(Generic[_Key, _Value]):
    """The values that were used last, at most `most` of them. Safe to use from several threads: one value is made at a time, and what is
    kept is given meanwhile."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[_Key, _Value] = OrderedDict()
        self._lock, self._making = threading.Lock(), threading.Lock()

    def get(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """Give the value of a key, made by `make` where it is not kept; what that raises is raised, and nothing kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        with self._making:
            with self._lock:
                if key in self._values:
                    return self._values[key]
            made = make()
            with self._lock:
                self._values[key] = made
                if len(self._values) > self._most:
                    self._values.popitem(last=False)
            return made
