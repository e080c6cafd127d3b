"""Which Han characters sound alike."""

from collections import defaultdict
from functools import cache
from itertools import product

from language.lexicon import values_of

# The common characters of GB 2312, its first level, stand in the order of their sounds.
_FIRST, _LAST = b"\xb0\xa1", b"\xd7\xf9"


def sounding_like(character: str) -> str:
    """Give the common characters that sound as `character` does, it among them; none where it is not a common one.

    Of one that is read in several ways one sound counts. Sounds that differ by an h after z, c or s are alike.
    """
    return _by_character().get(character, "")


@cache
def _by_character() -> dict[str, str]:
    opening = {character: syllable for syllable, character in values_of("sounds", "first_of_syllable").items()}
    groups: dict[str, str] = defaultdict(str)
    sound = ""
    for high, low in product(range(_FIRST[0], _LAST[0] + 1), range(0xA1, 0xFF)):
        code = bytes((high, low))
        if code > _LAST:
            break
        character = code.decode("gb2312")
        sound = opening.get(character, sound)
        groups[_without_h(sound)] += character
    return {character: group for group in groups.values() for character in group}


def _without_h(sound: str) -> str:
    return sound[0] + sound[2:] if sound[:2] in ("zh", "ch", "sh") else sound
