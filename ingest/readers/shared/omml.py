"""Formulas of office programs (OMML) in a line, as a reader would say them: 1/2, 10^6, √(a + b)."""

from collections.abc import Callable, Mapping

from lxml import etree

from ingest.readers.shared.formulas import as_operand, in_line

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULA = f"{_MATH}oMath"
_DEEPEST = 40


def formula(element: etree._Element, depth: int = 0) -> str:
    """Give the text of a formula, or of a part of one."""
    if depth > _DEEPEST:
        return ""
    return in_line(_part(child, depth + 1) for child in element if isinstance(child.tag, str))


def _part(element: etree._Element, depth: int) -> str:
    name = str(element.tag)
    if name == f"{_MATH}t":
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    writer = _WRITERS.get(name.removeprefix(_MATH))
    if writer is None:
        return formula(element, depth)

    def argument(name: str) -> str:
        own = element.find(f"{_MATH}{name}")
        return formula(own, depth).strip() if own is not None else ""

    return writer(element, argument)


def _property(element: etree._Element, name: str, default: str) -> str:
    found = element.find(f"{_MATH}{str(element.tag).removeprefix(_MATH)}Pr/{_MATH}{name}")
    return str(found.get(f"{_MATH}val", "")) if found is not None else default


def _fraction(_: etree._Element, argument: Callable[[str], str]) -> str:
    return f"{as_operand(argument('num'))}/{as_operand(argument('den'))}"


def _scripts(_: etree._Element, argument: Callable[[str], str]) -> str:
    lower, upper = argument("sub"), argument("sup")
    return argument("e") + (f"_{as_operand(lower)}" if lower else "") + (f"^{as_operand(upper)}" if upper else "")


def _scripts_before(_: etree._Element, argument: Callable[[str], str]) -> str:
    lower, upper = argument("sub"), argument("sup")
    return (f"^{as_operand(upper)}" if upper else "") + (f"_{as_operand(lower)}" if lower else "") + argument("e")


def _unseen(element: etree._Element, argument: Callable[[str], str]) -> str:
    return argument("e") if _property(element, "show", "1") not in ("0", "off", "false") else ""


def _root(_: etree._Element, argument: Callable[[str], str]) -> str:
    degree, inside = argument("deg"), as_operand(argument("e"))
    return f"{inside}^(1/{degree})" if degree else f"√{inside}"


def _sum(element: etree._Element, argument: Callable[[str], str]) -> str:
    return f"{_property(element, 'chr', '∫')}{_scripts(element, lambda name: '' if name == 'e' else argument(name))} {argument('e')}"


def _brackets(element: etree._Element, _: Callable[[str], str]) -> str:
    inside = _property(element, "sepChr", "|").join(formula(one).strip() for one in element.findall(f"{_MATH}e"))
    return f"{_property(element, 'begChr', '(')}{inside}{_property(element, 'endChr', ')')}"


def _limit(_: etree._Element, argument: Callable[[str], str]) -> str:
    return f"{argument('e')}_{as_operand(argument('lim'))} "


def _rows(element: etree._Element, _: Callable[[str], str]) -> str:
    rows = element.findall(f"{_MATH}mr") or element.findall(f"{_MATH}e")
    return "; ".join(" ".join(formula(cell).strip() for cell in row.findall(f"{_MATH}e")) or formula(row).strip() for row in rows)


def _function(_: etree._Element, argument: Callable[[str], str]) -> str:
    return f"{argument('fName')} {argument('e')}"


_WRITERS: Mapping[str, Callable[[etree._Element, Callable[[str], str]], str]] = {
    "f": _fraction, "sSup": _scripts, "sSub": _scripts, "sSubSup": _scripts, "rad": _root, "nary": _sum, "d": _brackets,
    "limLow": _limit, "limUpp": _limit, "m": _rows, "eqArr": _rows, "func": _function,
    "sPre": _scripts_before, "phant": _unseen,
}  # fmt: skip
