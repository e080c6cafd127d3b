"""The marks of list items as a browser shows them."""

import re

from lxml.html import HtmlElement

from ingest.readers.html.elements import text_of
from ingest.readers.shared.numerals import written

_TYPES = {"a": "lower-letter", "A": "upper-letter", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
STYLES = {
    "lower-alpha": "lower-letter", "lower-latin": "lower-letter", "upper-alpha": "upper-letter", "upper-latin": "upper-letter",
    "lower-roman": "lower-roman", "upper-roman": "upper-roman", "decimal": "decimal", "decimal-leading-zero": "zero",
    "cjk-ideographic": "chinese", "simp-chinese-informal": "chinese", "trad-chinese-informal": "chinese", "cjk-decimal": "chinese-digits",
    "simp-chinese-formal": "chinese-legal", "trad-chinese-formal": "chinese-legal", "cjk-heavenly-stem": "stem",
    "cjk-earthly-branch": "branch", "lower-greek": "greek", "lower-russian": "russian-lower", "katakana": "japanese-syllables",
    "hangul": "korean-syllables",
}  # fmt: skip
_BULLETS = ("disc", "circle", "square")
_CHINESE = "[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}"
_OWN = rf"(?:\d{{1,3}}|[a-z]|[ivx]{{1,5}}|{_CHINESE})"
_NUMBERED = re.compile(rf"^(?:[(\uff08]{_OWN}[)\uff09]|\d{{1,3}}(?:\.\d{{1,3}})*[.)\u3001\uff0e](?!\d)|{_CHINESE}\u3001|[a-z][.)]\s)")
_COUNTED = "data-counted"
_WHOLE = re.compile(r"^\s*([+-]?\d{1,6})\s*$")


def mark_of(item: HtmlElement) -> str:
    """Give the mark before a list item, with a space; nothing where it shows none, or begins with a number of its own."""
    around = item.getparent()
    if around is None or around.tag != "ol":
        return "" if "none" in (item.get("data-marker") or (around.get("data-marker") if around is not None else "") or "") else "- "
    shown = " ".join(filter(None, (around.get("data-marker"), item.get("data-marker")))).split()
    if "none" in shown or _NUMBERED.match(text_of(item)):
        return ""
    if any(bullet in shown for bullet in _BULLETS):
        return "- "
    style = next((STYLES[one] for one in reversed(shown) if one in STYLES), "")
    style = style or _TYPES.get((item.get("type") or around.get("type") or "1").strip(), "decimal")
    return f"({written(_number(item, around), style)}) "


def _number(item: HtmlElement, around: HtmlElement) -> int:
    """Count as HTML does: from `start`, downwards where reversed, and anew from an item's own `value`."""
    if item.get(_COUNTED) is None:
        items = list(around.iterchildren("li"))
        step = -1 if around.get("reversed") is not None else 1
        number = _whole(around.get("start"), len(items) if step < 0 else 1)
        for one in items:
            number = _whole(one.get("value"), number)
            one.set(_COUNTED, str(number))
            number += step
    return int(item.get(_COUNTED) or 1)


def _whole(value: str | None, otherwise: int) -> int:
    found = _WHOLE.match(value or "")
    return int(found[1]) if found else otherwise
