"""Formulas whose results a workbook does not store, calculated where they only reckon with cells of their sheet."""

import math
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

Value = float | str | bool
_DEEPEST = 60
_MOST_CELLS = 20_000  # of a range
_MOST_READ = 1_000_000  # cells that the formulas of a sheet look at
_LONGEST_TEXT = 32_767
_LOOSEST, _TIGHTEST = 1, 5
_BINDS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


class _Blank(float):
    """What a blank cell counts as: 0, and beside a text, an empty one."""


class _UnknownError(Exception):
    """A formula holds what is not calculated here."""


class Formulas:
    """The open formulas of a sheet, by the references of their cells (“D2”), without “=”."""

    def __init__(self, sheet: Worksheet, formulas: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._formulas = formulas
        self._results: dict[str, Value] = {}
        self._open: set[str] = set()
        self._read = 0

    def result(self, reference: str) -> Value | None:
        """Give the result of the formula in a cell; None where it cannot be calculated here."""
        try:
            found = self._cell(reference)
            return str(found).upper() if isinstance(found, bool) else found
        except (_UnknownError, ArithmeticError, ValueError, RecursionError):
            return None

    def _is_blank(self, reference: str) -> bool:
        cell = self._sheet._cells.get(coordinate_to_tuple(reference))
        return reference not in self._formulas and (cell is None or cell.value is None)

    def _cell(self, reference: str) -> Value:
        self._read += 1
        if self._read > _MOST_READ:
            raise _UnknownError
        if reference not in self._formulas:
            cell = self._sheet._cells.get(coordinate_to_tuple(reference))
            value = cell.value if cell is not None else None
            if value is None:
                return _Blank()
            if isinstance(value, bool) or not isinstance(value, int | float | str):
                raise _UnknownError
            return value if isinstance(value, str) else float(value)
        if reference not in self._results:
            if reference in self._open or len(self._open) > _DEEPEST:
                raise _UnknownError
            self._open.add(reference)
            try:
                self._results[reference] = _Reckoning(f"={self._formulas[reference]}", self._cell, self._is_blank).value()
            finally:
                self._open.discard(reference)
        return self._results[reference]


class _Reckoning:
    """The value of one formula; `cell` gives that of a cell by its reference, and `is_blank` says whether it holds nothing."""

    def __init__(self, formula: str, cell: Callable[[str], Value], is_blank: Callable[[str], bool]) -> None:
        self._tokens = [token for token in Tokenizer(formula).items if token.type != Token.WSPACE]
        self._cell, self._is_blank = cell, is_blank
        self._place = 0

    def value(self) -> Value:
        found = self._sum(_LOOSEST)
        if self._place != len(self._tokens):
            raise _UnknownError
        return found

    def _next(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _taken(self) -> Token:
        if (token := self._next()) is None:
            raise _UnknownError
        self._place += 1
        return token

    def _sum(self, binding: int) -> Value:
        """Read operands that are joined at least as tightly as `binding`."""
        if binding > _TIGHTEST:
            return self._operand()
        left = self._sum(binding + 1)
        while (token := self._next()) is not None and token.type == Token.OP_IN and _BINDS.get(token.value) == binding:
            self._place += 1
            left = _joined(token.value, left, self._sum(binding + 1))
        return left

    def _operand(self) -> Value:
        token = self._taken()
        if token.type == Token.OP_PRE:
            return _number(self._operand()) * (-1 if token.value == "-" else 1)
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            found = self._sum(_LOOSEST)
            self._close(Token.PAREN)
        elif token.type == Token.FUNC and token.value.upper() == "IF(":
            found = self._chosen()
        elif token.type == Token.FUNC and token.value.upper() == "IFERROR(":
            found = self._unless_wrong()
        elif token.type == Token.FUNC and token.subtype == Token.OPEN:
            found = _called(token.value, list(self._arguments()))
        else:
            found = self._single(token)
        while (after := self._next()) is not None and after.type == Token.OP_POST:
            self._place += 1
            found = _number(found) / 100
        return found

    def _single(self, token: Token) -> Value:
        if token.subtype == Token.NUMBER:
            return float(token.value)
        if token.subtype == Token.TEXT:
            return str(token.value)[1:-1].replace('""', '"')
        if token.subtype == Token.RANGE and ":" not in token.value and "!" not in token.value:
            return self._cell(str(token.value).replace("$", ""))
        raise _UnknownError

    def _chosen(self) -> Value:
        """Read the arguments of IF and reckon only the one that holds."""
        holds = _number(self._sum(_LOOSEST)) != 0
        found: Value = holds
        for is_wanted in (holds, not holds):
            if (token := self._next()) is None or token.type != Token.SEP:
                break
            self._place += 1
            if is_wanted:
                found = self._sum(_LOOSEST)
            else:
                self._pass_over()
        self._close(Token.FUNC)
        return found

    def _unless_wrong(self) -> Value:
        """Read the arguments of IFERROR: the second holds where the first divides by zero."""
        place, found = self._place, None
        try:
            found = self._sum(_LOOSEST)
        except ZeroDivisionError:
            self._place = place
            self._pass_over()
        if self._taken().type != Token.SEP:
            raise _UnknownError
        if found is None:
            found = self._sum(_LOOSEST)
        else:
            self._pass_over()
        self._close(Token.FUNC)
        return found

    def _pass_over(self) -> None:
        """Pass over one argument of a function."""
        depth = 0
        while (token := self._next()) is not None and (depth or (token.type != Token.SEP and token.subtype != Token.CLOSE)):
            depth += (token.subtype == Token.OPEN) - (token.subtype == Token.CLOSE)
            self._place += 1

    def _arguments(self) -> Iterator[list[Value]]:
        """Read the arguments of a function, each as the values of its cells, blank ones left out."""
        while (token := self._next()) is not None and not (token.type == Token.FUNC and token.subtype == Token.CLOSE):
            if token.type == Token.SEP:
                self._place += 1
            elif token.type == Token.OPERAND and token.subtype == Token.RANGE and ":" in token.value:
                self._place += 1
                yield list(self._range(str(token.value)))
            else:
                yield [self._sum(_LOOSEST)]
        self._close(Token.FUNC)

    def _range(self, reference: str) -> Iterator[Value]:
        if "!" in reference:
            raise _UnknownError
        left, top, right, bottom = (edge or 0 for edge in range_boundaries(reference.replace("$", "")))
        if not (left and top) or (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
            raise _UnknownError
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                place = f"{get_column_letter(column)}{row}"
                found = self._cell(place)
                if not self._is_blank(place):
                    yield found

    def _close(self, kind: str) -> None:
        token = self._taken()
        if token.type != kind or token.subtype != Token.CLOSE:
            raise _UnknownError


def _number(value: Value) -> float:
    if isinstance(value, str):
        raise _UnknownError
    return value


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, _Blank):
        return ""
    return value if isinstance(value, str) else f"{value:.15g}"


def _concatenated(values: list[Value]) -> str:
    """Join values as text, as far as a cell can hold it."""
    text = "".join(map(_text, values))
    if len(text) > _LONGEST_TEXT:
        raise _UnknownError
    return text


def _joined(operator: str, left: Value, right: Value) -> Value:
    if operator == "&":
        return _concatenated([left, right])
    if _BINDS[operator] == _LOOSEST:
        return _compared(operator, left, right)
    one, other = _number(left), _number(right)
    result = {"+": one + other, "-": one - other, "*": one * other, "/": one / other if operator == "/" else 0.0}.get(operator)
    result = one**other if result is None else result
    if isinstance(result, complex) or not math.isfinite(result):
        raise _UnknownError
    return result


def _compared(operator: str, left: Value, right: Value) -> bool:
    """Compare two values; where one is a text, only whether they are the same, in capitals or not."""
    if (isinstance(left, str) or isinstance(right, str)) and operator in ("=", "<>"):
        texts = [value.lower() if isinstance(value, str) else "" if isinstance(value, _Blank) else None for value in (left, right)]
        return (texts[0] == texts[1]) is (operator == "=")
    one, other = _number(left), _number(right)
    return {"=": one == other, "<>": one != other, "<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other}[operator]


def _called(name: str, arguments: list[list[Value]]) -> Value:
    function = _FUNCTIONS.get(name.rstrip("(").upper())
    if function is None:
        raise _UnknownError
    return function(arguments)


def _numbers(arguments: list[list[Value]]) -> list[float]:
    return [value for values in arguments for value in values if not isinstance(value, str | bool)]


def _average(arguments: list[list[Value]]) -> float:
    numbers = _numbers(arguments)
    return math.fsum(numbers) / len(numbers)


def _rounded(arguments: list[list[Value]]) -> float:
    (value,), (places,) = arguments
    return float(Decimal(repr(_number(value))).quantize(Decimal(1).scaleb(-int(_number(places))), ROUND_HALF_UP))


_FUNCTIONS: Mapping[str, Callable[[list[list[Value]]], Value]] = {
    "SUM": lambda arguments: math.fsum(_numbers(arguments)),
    "AVERAGE": _average,
    "MIN": lambda arguments: min(_numbers(arguments)),
    "MAX": lambda arguments: max(_numbers(arguments)),
    "COUNT": lambda arguments: float(len(_numbers(arguments))),
    "ABS": lambda arguments: abs(_number(arguments[0][0])),
    "ROUND": _rounded,
    "AND": lambda arguments: all(_number(value) != 0 for values in arguments for value in values),
    "OR": lambda arguments: any(_number(value) != 0 for values in arguments for value in values),
    "NOT": lambda arguments: _number(arguments[0][0]) == 0,
    "PRODUCT": lambda arguments: math.prod(_numbers(arguments)),
    "COUNTA": lambda arguments: float(sum(map(len, arguments))),
    "CONCATENATE": lambda arguments: _concatenated([value for values in arguments for value in values]),
}
