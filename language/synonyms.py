"""What the words of a text may be called in its own script: words that stand in one row of the lexicons `equivalents` or `everyday` mean
about the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from language.equivalents import Key, indexed, lengths_from, placed_tokens_of, rows, rows_of_one_script, stop_places, tells, tokens_of
from language.language import Language
from language.lexicon import pattern_of
from language.span import Span
from language.statements.quantities import quantity_words
from language.text.scripts import script_of
from language.text.tokens import simplified, words

_ASKING = pattern_of("questions", "only_asks")


@dataclass(frozen=True, slots=True)
class Meaning:
    """Something that a text says: `own` is how it writes it, `others` how other texts in its script may, each as the words by which a
    library indexes it with spaces around them. `words` is how many words it counts for: pairs of characters that overlap share those."""

    own: str
    others: frozenset[str] = frozenset()
    words: float = 1.0


def meanings(text: str) -> list[Meaning]:
    """Cut `text` into the words of the lexicons, the longest first that begins at a place, and other words, each once.

    Words that tell nothing or only ask are left out, unless they are part of a longer one that the lexicons have.
    """
    plain = _ASKING.sub(lambda found: " " * len(found[0]), simplified(text))
    tokens, telling_nothing = list(placed_tokens_of(plain)), stop_places(plain)
    names = tuple(token for token, _, _ in tokens)
    found: dict[str, Meaning] = {}
    unknown: list[Span] = []
    place = 0
    known = _others()
    while place < len(tokens):
        length = _longest_at(names, place)
        key = names[place : place + length]
        start = tokens[place][1]
        if others := known.get(key):
            own = indexed(plain[start : tokens[place + length - 1][2]])
            found.setdefault(own, Meaning(own, others - {own}))
        elif start not in telling_nothing:
            unknown.append(Span(start, tokens[place][2]))
        place += length
    for one in (*_words_in(plain, unknown), *(Meaning(f" {word} ") for word in quantity_words(plain))):
        found.setdefault(one.own, one)
    return list(found.values())


def _words_in(text: str, unknown: list[Span]) -> Iterator[Meaning]:
    """Give the words in spans that no lexicon knows; those that stand together, as characters do, are cut as the index cuts them."""
    joined: list[Span] = []
    for span in unknown:
        if joined and joined[-1].end == span.start:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    for span in joined:
        own = span.of(text)
        if script_of(own) != "han":
            yield from (Meaning(f" {one} ") for one in words(own))
        elif len(own) > 1:
            yield from (Meaning(f" {one} ", words=len(own) / 2 / (len(own) - 1)) for one in words(own))


def _longest_at(names: Key, place: int) -> int:
    for length in lengths_from(names[place]):
        if place + length <= len(names) and names[place : place + length] in _others():
            return length
    return 1


@cache
def _others() -> Mapping[Key, frozenset[str]]:
    """Give, by the tokens of each word of the lexicons, what stands in its rows in the same script; by those of several words with spaces
    between them only where something else stands there."""
    found: dict[Key, set[str]] = defaultdict(set)
    for row in chain(rows(), rows_of_one_script()):
        for one in filter(tells, row):
            forms = {indexed(other) for other in row if script_of(other) == script_of(one) and tells(other)}
            found[tuple(token for token, _ in tokens_of(one))] |= forms
    return {key: frozenset(forms) for key, forms in found.items() if len(forms) > 1 or len(key) == 1 or script_of(key[0]) == "han"}


@cache
def same_words(language: Language) -> Mapping[str, frozenset[str]]:
    """Give, by each word of a language as it is indexed, those that say the same where somebody acts or something is stated."""
    rows = [frozenset(words(row, language)) for row in (language.lexicon("same_words") or {}).get("same", ())]
    same: dict[str, frozenset[str]] = {}
    for row in rows:
        same |= {word: row | same.get(word, frozenset()) for word in row}
    return same


@cache
def light_words(language: Language) -> frozenset[str]:
    """Give the verbs of a language, as they are indexed, that say little of what is or has something."""
    return frozenset(word for one in (language.lexicon("same_words") or {}).get("light", ()) for word in words(one, language))
