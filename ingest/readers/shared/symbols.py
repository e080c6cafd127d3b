"""Characters that fonts of symbols draw, as Unicode has them: ☑ for a tick of Wingdings, ≥ for a sign of Symbol."""

from unicodedata import lookup

_FIRST = 0xF000  # Word counts the characters of a font of symbols from here
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x75: "◆", 0x76: "•", 0x77: "•", 0x9E: "•", 0x9F: "•",
    0xA1: "○", 0xA2: "○", 0xA7: "•", 0xA8: "☐", 0xD8: "•", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xF0: "→", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x4F: "✗", 0x2A: "☐", 0x30: "☐", 0xA3: "☐", 0x97: "●", 0x98: "•"}
# The letters of the font Symbol at the places of a to m, and of n to z.
_GREEK = "alpha beta chi delta epsilon phi gamma eta iota phi kappa lamda mu".split()
_GREEK += "nu omicron pi theta rho sigma tau upsilon pi omega xi psi zeta".split()
_LETTERS = {ord("a") + place: lookup(f"GREEK SMALL LETTER {one}") for place, one in enumerate(_GREEK)}
_CAPITALS = {ord("A") + place: lookup(f"GREEK CAPITAL LETTER {one}") for place, one in enumerate(_GREEK)}
_SYMBOL = _LETTERS | _CAPITALS | {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD0: "∠", 0xD5: "∏", 0xD6: "√", 0xD7: "·",
    0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": {0x61: "✓", 0x63: "☐", 0x72: "✗"}, "symbol": _SYMBOL}
_BULLETS = dict.fromkeys((0xB7, 0xA7, 0xD8, 0xFC), "•")


def draws_symbols(font: str) -> bool:
    """Say whether a font draws signs in place of letters."""
    return font.lower() in _FONTS


def in_unicode(text: str, font: str = "") -> str:
    """Give `text` as `font` draws it; marks of lists whose font is not known become “•”."""
    table = _FONTS.get(font.lower())
    if table is None:
        return text.translate({_FIRST + place: sign for place, sign in _BULLETS.items()})
    return "".join(table.get(ord(one) - _FIRST if ord(one) >= _FIRST else ord(one), one) for one in text)
