"""Reading rows that a fault of the disk or another program may have changed."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import numpy as np

from vectorstore.embedding.embedder import Vectors
from vectorstore.errors import DamagedRowError

P = ParamSpec("P")
T = TypeVar("T")


def reads_rows(read: Callable[P, T]) -> Callable[P, T]:
    """Let `read`, which makes something of rows, raise DamagedRowError where they hold what was never written."""

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except DamagedRowError:
            raise
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise DamagedRowError(f"{read.__name__}: {error}") from error

    return reading


def vector_of(stored: bytes) -> Vectors:
    """Read a stored vector, shape (dimension,); raises DamagedRowError where it is not whole."""
    try:
        return np.frombuffer(stored, dtype=np.float32)
    except ValueError as error:
        raise DamagedRowError(f"a vector: {error}") from error
