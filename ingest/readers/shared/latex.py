r"""Formulas of LaTeX in a line, as a reader would say them: \frac{1}{2} as 1/2, 10^{6} as 10^6."""

import re
from unicodedata import lookup

from ingest.readers.shared.formulas import as_operand, in_line

_SIGNS = {
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "ge": "≥", "geq": "≥", "geqslant": "≥", "le": "≤", "leq": "≤", "leqslant": "≤",
    "ne": "≠", "neq": "≠", "approx": "≈", "sim": "∼", "circ": "°", "to": "→", "rightarrow": "→",
    "sum": "∑", "prod": "∏", "int": "∫", "infty": "∞",
    "square": "□", "boxtimes": "☒", "checkmark": "✓", "ldots": "…", "cdots": "…", "quad": " ", "left": "", "right": "", "displaystyle": "",
    "begin": "", "end": "", "prime": "′",
}  # fmt: skip
_TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z]+)\s*|\\(?P<escaped>.)|(?P<script>[\^_])\s*|(?P<open>\{)|(?P<close>\})|(?P<other>[^\\{}^_]+)", re.DOTALL
)
_GREEK = frozenset("alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi pi rho sigma tau upsilon phi chi psi omega".split())
_OF_TEXT = frozenset(
    "text textbf textit textrm mathrm mathbf mathit operatorname mathbb mathcal boldsymbol mbox overline underline".split()
)
_DEEPEST = 20


def formula(source: str) -> str:
    """Give the text of a formula."""
    return _Walk(source).all().strip()


class _Walk:
    """Passes over a formula once."""

    def __init__(self, source: str) -> None:
        self._tokens = [*_TOKEN.finditer(source)]
        self._place = self._depth = 0

    def all(self) -> str:
        """Give the text up to the end of the group that is open."""
        parts: list[str] = []
        while self._place < len(self._tokens):
            token = self._tokens[self._place]
            if token["close"]:
                self._place += 1
                break
            if token["script"]:
                self._place += 1
                parts.append(f"{token['script']}{as_operand(self._argument())}")
            else:
                parts.append(self._one())
        return in_line(part for part in parts if part)

    def _one(self) -> str:
        """Give the next sign, word or group."""
        token = self._tokens[self._place]
        self._place += 1
        if token["open"]:
            return self._group()
        if token["name"]:
            return self._command(token["name"])
        if token["other"]:
            return token["other"].replace("~", " ")
        return token["escaped"] if token["escaped"] and token["escaped"] in "%$#&_{}" else " " if token["escaped"] else ""

    def _group(self) -> str:
        self._depth += 1
        text = self.all() if self._depth < _DEEPEST else ""
        self._depth -= 1
        return text

    def _argument(self) -> str:
        """Give what a command or script is about: a group, a command, or one character."""
        if self._place >= len(self._tokens) or self._tokens[self._place]["close"]:
            return ""
        token = self._tokens[self._place]
        if token["other"]:
            first, rest = token["other"][0], token["other"][1:]
            self._tokens[self._place : self._place + 1] = [*_TOKEN.finditer(rest)]
            return first
        return self._one().strip()

    def _command(self, name: str) -> str:
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            upper = self._argument()
            return f"{as_operand(upper)}/{as_operand(self._argument())}"
        if name == "sqrt":
            return f"√{as_operand(self._argument())}"
        if name in _OF_TEXT:
            return self._argument()
        if name.lower() in _GREEK:
            return lookup(f"GREEK {'SMALL' if name.islower() else 'CAPITAL'} LETTER {name.upper()}")
        return _SIGNS.get(name, name)
