"""Formulas of MathML, as of web pages, in a line, as a reader would say them: 1/2, 10^6, √(a + b)."""

import re
from collections.abc import Callable, Mapping

from lxml import etree

from ingest.readers.shared.formulas import as_operand, in_line

_LEFT_OUT = {"annotation", "annotation-xml", "mphantom", "semantics-annotation", "mprescripts", "none"}
_SET_OFF = frozenset("=+<>≤≥×≈±÷·")
_DEEPEST = 40
_WITH_TWO: Mapping[str, Callable[[str, str], str]] = {
    "mfrac": lambda upper, lower: f"{as_operand(upper)}/{as_operand(lower)}",
    "msup": lambda base, upper: f"{base}^{as_operand(upper)}",
    "msub": lambda base, lower: f"{base}_{as_operand(lower)}",
    "mroot": lambda inside, degree: f"{as_operand(inside)}^(1/{degree.strip()})",
}


def formula(element: etree._Element, depth: int = 0) -> str:
    """Give the text of a formula, or of a part of one."""
    tag = re.split("[:}]", str(element.tag))[-1]
    if depth > _DEEPEST or tag in _LEFT_OUT:
        return ""
    parts = [formula(child, depth + 1) for child in element if isinstance(child.tag, str)]
    if not parts:
        text = " ".join((element.text or "").split())
        return f" {text} " if tag == "mo" and text in _SET_OFF else text
    if tag in _WITH_TWO and len(parts) == 2:
        return _WITH_TWO[tag](*parts)
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return f"{parts[0]}_{as_operand(parts[1])}^{as_operand(parts[2])}"
    return _written(tag, element, parts)


def _written(tag: str, element: etree._Element, parts: list[str]) -> str:
    """Give an element that may have any number of parts."""
    if tag == "msqrt":
        return f"√{as_operand(''.join(parts).strip())}"
    if tag == "mfenced":
        return f"{element.get('open', '(')}{', '.join(part.strip() for part in parts)}{element.get('close', ')')}"
    if tag == "mtable":
        return "; ".join(part.strip() for part in parts)
    return " ".join(part.strip() for part in parts) if tag == "mtr" else in_line(parts)
