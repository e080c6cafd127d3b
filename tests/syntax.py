"""Trees of Python's sources, as several tests look at them."""

import ast
import gc


def tree_of(source: str) -> ast.Module:
    """Give a source's tree, made while no garbage is collected.

    CPython 3.11 counts the depth of a tree in one place for all threads: where a collection lets another thread run
    that parses too, as it does to print a traceback, the count is off and `ast.parse` raises SystemError.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(source)
    finally:
        if collects:
            gc.enable()
