"""The order in which the shapes of a slide are read: column by column where a gap parts them from top to bottom, else row by row."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pptx.shapes.base import BaseShape

_Shape = TypeVar("_Shape", bound=BaseShape)
_Edges = tuple[int, int]
_LABELS = 0.5  # of the length of the texts beside them


def in_reading_order(shapes: Iterable[_Shape], length: Callable[[_Shape], int]) -> list[_Shape]:
    """Give shapes in the order of reading; `length` tells how much a shape says.

    A narrow column of labels is read with the rows beside it.
    """
    left = sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))
    if len(left) < 2:
        return left
    columns, rows = _parted(left, _across), _parted(left, _down)
    if len(columns) > 1 and not (len(rows) > 1 and _are_labels(columns, length)):
        return [shape for column in columns for shape in in_reading_order(column, length)]
    parts = rows if len(columns) > 1 else _in_columns(rows)
    return [shape for part in parts for shape in in_reading_order(part, length)] if len(parts) > 1 else left


def _in_columns(rows: Sequence[list[_Shape]]) -> list[list[_Shape]]:
    """Join rows that follow each other as long as a gap runs through them from top to bottom."""
    parts: list[list[_Shape]] = []
    for row in rows:
        if parts and len(_parted([*parts[-1], *row], _across)) > 1:
            parts[-1] += row
        else:
            parts.append(list(row))
    return parts


def _across(shape: BaseShape) -> _Edges:
    return (shape.left or 0), (shape.left or 0) + (shape.width or 0)


def _down(shape: BaseShape) -> _Edges:
    return (shape.top or 0), (shape.top or 0) + (shape.height or 0)


def _parted(shapes: Sequence[_Shape], edges: Callable[[BaseShape], _Edges]) -> list[list[_Shape]]:
    """Part shapes where a gap runs through between them."""
    parts: list[list[_Shape]] = []
    end = 0
    for shape in sorted(shapes, key=edges):
        first, last = edges(shape)
        if not parts or first >= end:
            parts.append([])
        parts[-1].append(shape)
        end = max(end, last)
    return parts


def _are_labels(columns: Sequence[Sequence[_Shape]], length: Callable[[_Shape], int]) -> bool:
    """Say whether the first column only names what stands beside it in as many rows."""
    first, second = columns[0], columns[1]
    if len(first) < 2 or len(first) != len(second):
        return False
    return sum(map(length, first)) < _LABELS * sum(map(length, second)) and all(
        map(_is_beside, sorted(first, key=_down), sorted(second, key=_down))
    )


def _is_beside(one: BaseShape, other: BaseShape) -> bool:
    (top, bottom), (other_top, other_bottom) = _down(one), _down(other)
    return top < other_bottom and other_top < bottom
