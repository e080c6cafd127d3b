"""How words stand beside each other in scripts that part none by spaces: Chinese and Japanese; Korean does."""

import re

from language.text.scripts import HAN, KANA

_UNSPACED = HAN + KANA
_SEAM = re.compile(f"[{_UNSPACED}，。；：、！？）》”][{_UNSPACED}（《“]")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_STRAY = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[，。；：、！？）》”])")


def seam(before: str, after: str) -> str:
    """Give what stands between two parts of a text that a line's end parted: nothing between characters of these scripts."""
    return "" if _SEAM.fullmatch(before[-1:] + after[:1]) else " "


def is_unspaced(character: str) -> bool:
    """Say whether a character is of a script that parts no words."""
    return _IS_UNSPACED.match(character) is not None


def without_stray_spaces(text: str) -> str:
    """Give `text` without the spaces before marks of Chinese before which none is written."""
    return _STRAY.sub("", text)
