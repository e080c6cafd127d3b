"""Numbers as English words: Twenty-one, Twenty-first."""

_SMALL = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen"
).split()
_TENS = "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split()
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
MOST = 99


def cardinal(number: int) -> str:
    """Write a number from 0 to MOST as a word with a capital."""
    tens, ones = divmod(number, 10)
    if number < len(_SMALL):
        return _SMALL[number]
    return _TENS[tens - 2] + (f"-{_SMALL[ones].lower()}" if ones else "")


def ordinal(number: int) -> str:
    """Write the place of a number from 0 to MOST as a word with a capital."""
    before, hyphen, last = cardinal(number).rpartition("-")
    word = _ORDINALS.get(last.lower(), f"{last.removesuffix('y')}ieth" if last.endswith("y") else f"{last}th")
    return before + hyphen + (word if hyphen else word.capitalize())
