"""What Word's fields show that have no text of their own: fractions (EQ), numbers that they count (AUTONUM, LISTNUM), buttons."""

import re
from dataclasses import dataclass, field

from ingest.readers.shared.formulas import as_operand
from ingest.readers.shared.numerals import written

_CODE = re.compile(r"\s*(?P<name>[A-Za-z]+)\s*(?P<rest>.*)", re.DOTALL)
_BUTTON = re.compile(r"\S+\s+(?P<text>.*\S)", re.DOTALL)
_SWITCH = re.compile(r"\\(?P<name>[a-z]+)\s*(?P<value>\S+)?", re.IGNORECASE)
_LEVELS = ("{})", "{})", "{})", "({})", "({})", "({})", "{}.", "{}.", "{}.")
_STYLES = ("decimal", "lower-letter", "lower-roman")
_CIRCLE = "○"
_DEEPEST = 20


@dataclass(slots=True)
class Fields:
    """Counts the fields of a document as they come, in order."""

    paragraphs: int = 0
    items: dict[int, int] = field(default_factory=dict)

    def shown(self, code: str) -> str:
        """Give what the field of a code shows, empty where it shows nothing, or what stands in its result."""
        found = _CODE.match(code)
        if found is None:
            return ""
        name, rest = found["name"].upper(), found["rest"]
        if name == "EQ":
            return equation(rest).strip()
        if name in ("MACROBUTTON", "GOTOBUTTON"):
            button = _BUTTON.match(rest)
            return button["text"] if button else ""
        if name.startswith("AUTONUM"):
            self.paragraphs += 1
            ending = _switches(rest).get("s", ".")
            return f"{self.paragraphs}{'' if chr(92) + 'e' in rest else ending}"
        return self._item(rest) if name == "LISTNUM" else ""

    def _item(self, rest: str) -> str:
        """Count an item of the list that stands within paragraphs."""
        switches = _switches(rest)
        level = min(max(_whole(switches.get("l"), 1), 1), len(_LEVELS))
        self.items[level] = _whole(switches.get("s"), self.items.get(level, 0) + 1)
        for deeper in [one for one in self.items if one > level]:
            del self.items[deeper]
        return _LEVELS[level - 1].format(written(self.items[level], _STYLES[(level - 1) % len(_STYLES)]))


def equation(code: str, depth: int = 0) -> str:
    r"""Give the text of the code of a formula as a reader would say it: \f(1,2) as 1/2."""
    text, place = "", 0
    while place < len(code):
        command = re.compile(r"\\([a-z]+)(?:\s*\\[a-z]+\d*)*\s*\(", re.IGNORECASE).match(code, place)
        if command is None or depth > _DEEPEST:
            text, place = text + code[place].replace("\\", ""), place + 1
            continue
        arguments, place = _arguments(code, command.end(), depth)
        text += _written(command[1].lower(), command[0].lower(), arguments)
    return text


def _arguments(code: str, place: int, depth: int) -> tuple[list[str], int]:
    """Give the arguments that begin behind a bracket, and the place behind their end."""
    parts, open_brackets, start = list[str](), 1, place
    while place < len(code) and open_brackets:
        escaped = code[place] == "\\" and code[place + 1 : place + 2] in ("(", ")", ",", ";", "\\")
        open_brackets += (code[place] == "(") - (code[place] == ")") if not escaped else 0
        if not open_brackets or (code[place] in ",;" and open_brackets == 1):
            parts.append(code[start:place])
            start = place + 1
        place += 2 if escaped else 1
    return [equation(part, depth + 1).strip() for part in parts], place


def _written(name: str, command: str, arguments: list[str]) -> str:
    if name == "f" and len(arguments) == 2:
        return "/".join(map(as_operand, arguments))
    if name == "r" and arguments:
        inside = as_operand(arguments[-1])
        return f"{inside}^(1/{arguments[0]})" if len(arguments) > 1 and arguments[0] else f"√{inside}"
    if name == "o" and len(arguments) == 2 and arguments[0] == _CIRCLE:  # a number set in a circle
        number = _whole(arguments[1], 0)
        return written(number, "circled") if number else arguments[1]
    if name == "s" and "\\up" in command and "".join(arguments):
        return f"^{as_operand(''.join(arguments))}"
    return " ".join(arguments)


def _switches(code: str) -> dict[str, str]:
    return {found["name"].lower(): found["value"] or "" for found in _SWITCH.finditer(code)}


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and len(value) < 6 and value.isascii() and value.isdigit() else default
