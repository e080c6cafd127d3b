"""Formulas of web pages (MathML) in a line, as a reader would say them: 1/2, 10^6, √(a + b)."""

from lxml.html import HtmlElement

from ingest.readers.shared.formulas import as_operand

_LEFT_OUT = {"annotation", "annotation-xml", "mphantom", "semantics-annotation"}
_DEEPEST = 40


def formula(element: HtmlElement, depth: int = 0) -> str:
    """Give the text of a formula, or of a part of one."""
    tag = str(element.tag).rpartition(":")[2]
    if depth > _DEEPEST or tag in _LEFT_OUT:
        return ""
    parts = [formula(child, depth + 1) for child in element if isinstance(child.tag, str)]
    if not parts:
        text = " ".join((element.text or "").split())
        return f" {text} " if tag == "mo" and text in ("=", "+", "<", ">", "≤", "≥", "×", "≈") else text
    if tag == "mfrac" and len(parts) == 2:
        return f"{as_operand(parts[0])}/{as_operand(parts[1])}"
    if tag in ("msup", "msub") and len(parts) == 2:
        return f"{parts[0]}{'^' if tag == 'msup' else '_'}{as_operand(parts[1])}"
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return f"{parts[0]}_{as_operand(parts[1])}^{as_operand(parts[2])}"
    if tag == "msqrt":
        return f"√{as_operand(''.join(parts).strip())}"
    return "".join(parts)
