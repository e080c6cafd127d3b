"""The scripts that texts are written in: classes of their characters, to stand between the brackets of a regular expression, and which
one a text has."""

import re
from collections import Counter

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
KANA = "\u3040-\u30ff"
HANGUL = "\uac00-\ud7af"
CJK = HAN + KANA + HANGUL

VOWELS = "aeiouyáéíóúàèìòùäëïöüâêîôûаеиоуыэюя"
"""Letters, Latin and Cyrillic, of which a word has at least one."""

_LOOKED_AT = 500  # characters that tell the script of a text
_LETTERS = re.compile(r"[^\W\d_]+")
_HAN = re.compile(f"[{HAN}]")
_LATIN_END = "\u0250"


def is_latin(text: str) -> bool:
    """Say whether most letters of `text` are Latin."""
    return script_of(text) == "latin"


def script_of(text: str) -> str:
    """Name the script of most letters of the first characters of `text`: Latin where there is none."""
    if text.isascii():
        return "latin"
    letters = "".join(_LETTERS.findall(text[:_LOOKED_AT]))
    if len(_HAN.findall(letters)) > 0.2 * len(letters):
        return "han"
    if max(letters, default="") < _LATIN_END:
        return "latin"
    blocks = Counter("latin" if letter < _LATIN_END else f"block {ord(letter) // 256}" for letter in letters)
    return blocks.most_common(1)[0][0]
