"""How words stand beside each other in scripts that part none by spaces: Chinese and Japanese; Korean does."""

import re

from language.text.scripts import HAN, KANA

_UNSPACED = HAN + KANA
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05"  # digits, letters and the percent sign of full width
_SEAM = re.compile(
    f"[{_UNSPACED}{_WIDE}，。；：、！？）》”〕】」（《“〔【「][{_UNSPACED}{_WIDE}（《“〔【「]|[{_UNSPACED}，、（《“〔【「][0-9]|[0-9%][{_UNSPACED}]|[0-9][%‰]"
)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_STRAY = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[，。；：、！？）》”])")

_SET_OFF = re.compile(f"(?:[{HAN}] ){{3,}}[{HAN}]")
_SET_OFF_AT_END = re.compile(f"(?<=[{HAN}])(?<![{HAN}] [{HAN}])(?: [{HAN}]){{2,}}+$")


def seam(before: str, after: str) -> str:
    """Give what stands between two parts of a text that a line's end parted: nothing between characters of these scripts,
    nor between them and the digits of a figure."""
    return "" if _SEAM.fullmatch(before[-1:] + after[:1]) else " "


def is_unspaced(character: str) -> bool:
    """Say whether a character is of a script that parts no words."""
    return _IS_UNSPACED.match(character) is not None


def without_stray_spaces(text: str) -> str:
    """Give `text` without the spaces before marks of Chinese before which none is written."""
    return _STRAY.sub("", text)


def without_set_off_spaces(text: str) -> str:
    """Give a line whose characters all stand apart, as those of a letterhead do, without its spaces."""
    return text.replace(" ", "") if _SET_OFF.fullmatch(text) else text


def is_set_off(text: str) -> bool:
    """Say whether the characters of a line all stand apart, as those of a letterhead do."""
    return _SET_OFF.fullmatch(" ".join(text.split())) is not None


def without_spaces_at_end(text: str) -> str:
    """Give a title without the spaces between the characters of its last word where these stand apart."""
    return _SET_OFF_AT_END.sub(lambda found: found[0].replace(" ", ""), text)
