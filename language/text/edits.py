"""How far a word is from another as people miswrite it."""

from functools import cache

from language.language import languages

_OTHER = 2  # what writing a letter for one that neither sounds alike nor lies beside it costs


def edits(one: str, other: str) -> int:
    """Count the letters left out, put in, written for another or swapped with the next one that make `one` from `other`.

    A letter written for one that does not sound alike and does not lie beside it on the keyboard counts twice: that is rarely a slip.
    """
    rows = [list(range(len(other) + 1))]
    for place, letter in enumerate(one, 1):
        row = [place]
        for column, against in enumerate(other, 1):
            cost = 0 if letter == against else 1 if _alike(letter, against) else _OTHER
            least = min(rows[-1][column] + 1, row[-1] + 1, rows[-1][column - 1] + cost)
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == against and letter != against:
                least = min(least, rows[-2][column - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


@cache
def _alike(letter: str, other: str) -> bool:
    return any(letter in group and other in group for group in _groups())


@cache
def _groups() -> tuple[str, ...]:
    lexicon = languages()[0].lexicon("spelling")
    neighbours = (row[place : place + 2] for row in lexicon["rows"] for place in range(len(row) - 1))
    return (*lexicon["alike"], *neighbours)
