"""What the words and names of a text are called in another script, as far as the lexicons `equivalents` and known names tell."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from language.language import language_by_code, language_of, languages
from language.names import KnownNames
from language.span import Span
from language.text.scripts import CJK, HAN, script_of
from language.text.tokens import STOP_WORDS, simplified, words

_TOKEN = re.compile(rf"[{HAN}]|[^\W_{CJK}]+")
_WORD = re.compile(r"[^\W_]+")
_HAN_STOP_WORDS = re.compile(f"(?=({'|'.join(sorted((one for one in STOP_WORDS if script_of(one) == 'han'), key=len, reverse=True))}))")
_BETWEEN = re.compile(r"[、,]\s*")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Equivalent:
    """What a text says at `span`: `forms` are how another script writes it, each as the words by which a library indexes it with spaces
    around them; none where that is not known. `is_name` says whether it is a known name, or stands in another script than the text."""

    span: Span
    forms: frozenset[str] = frozenset()
    is_name: bool = False


@lru_cache(maxsize=20_000)
def indexed(text: str) -> str:
    """Give the words of `text`, as a library indexes them, with spaces around them: what holds a form holds it as a string."""
    return f" {' '.join(words(text))} "


def equivalents(text: str, names: KnownNames) -> list[Equivalent]:
    """Cut `text` into what is known by its words or as a name, the longest first that begins at a place, and into other words.

    Figures, and what stands in another script than the text, are called the same there. Words that tell nothing are left out.
    """
    plain = simplified(text)
    tokens, named, telling_nothing = list(tokens_of(plain)), _named(plain, names), stop_places(plain)
    found: list[Equivalent] = []
    place = 0
    while place < len(tokens):
        length, one = _longest_at(tokens, place, named, script_of(plain))
        place += length
        if one.forms or one.span.start not in telling_nothing:
            found.append(one)
    return list(_joined(found))


def _joined(found: Iterable[Equivalent]) -> Iterator[Equivalent]:
    """Give what is not known and stands together as one."""
    pending: Equivalent | None = None
    for one in found:
        if pending and not one.forms and pending.span.end == one.span.start:
            pending = Equivalent(Span(pending.span.start, one.span.end))
            continue
        if pending:
            yield pending
        pending = None if one.forms else one
        if one.forms:
            yield one
    if pending:
        yield pending


def stop_places(text: str) -> set[int]:
    """Give the places in `text` where words stand that tell nothing."""
    places = {one.start() for one in _WORD.finditer(text) if one[0].lower() in STOP_WORDS}
    if not text.isascii():
        places |= {place for one in _HAN_STOP_WORDS.finditer(text) for place in range(*one.span(1))}
    return places


def _longest_at(tokens: list[tuple[str, Span]], place: int, named: Mapping[int, Equivalent], script: str) -> tuple[int, Equivalent]:
    """Give how many tokens belong together at a place, and what they say."""
    first, span = tokens[place]
    if one := named.get(span.start):
        return max(1, sum(one.span.contains(other) for _, other in tokens[place:])), one
    is_other = not first.isdigit() and script_of(first) != script
    for length in lengths_from(first):
        if place + length > len(tokens):
            continue
        key = tuple(token for token, _ in tokens[place : place + length])
        if forms := _forms().get(key):
            own = {f" {' '.join(key)} "} if is_other else set()
            return length, Equivalent(Span(span.start, tokens[place + length - 1][1].end), forms | own)
    is_same = first.isdigit() or is_other
    return 1, Equivalent(span, frozenset({f" {first} "} if is_same else ()), is_other)


def _named(text: str, names: KnownNames) -> dict[int, Equivalent]:
    """Give the known names in `text` by where they begin."""
    return {
        named.span.start: Equivalent(named.span, forms, is_name=True)
        for kind in (names.terms, names.kinds, names.bodies)
        for named in kind.found_in(text)
        if (forms := frozenset(_other_forms(kind.called(named.meaning), script_of(named.span.of(text)))))
    }


def _other_forms(called: frozenset[Key], script: str) -> Iterator[str]:
    for key in called:
        name = ("" if script_of(key[0]) else " ").join(key)
        if script_of(name) != script:
            yield indexed(name)


def tokens_of(text: str) -> Iterator[tuple[str, Span]]:
    """Cut `text` into the stems of words, numbers and single Han characters."""
    yield from ((token, Span(start, end)) for token, start, end in placed_tokens_of(text))


def placed_tokens_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Give what `tokens_of` gives, each with where it begins and ends."""
    for one in _TOKEN.finditer(text):
        yield _stem_of(one[0]), one.start(), one.end()


@lru_cache(maxsize=100_000)
def _stem_of(word: str) -> str:
    return words(word)[0]


@cache
def _forms() -> Mapping[Key, frozenset[str]]:
    """Give, by the tokens of each word of the lexicons, how other scripts write it."""
    found: dict[Key, set[str]] = defaultdict(set)
    for row in rows():
        for one in row:
            own = script_of(one)
            forms = {indexed(other) for other in row if script_of(other) != own and tells(other)}
            if forms and tells(one):
                found[tuple(token for token, _ in tokens_of(one))] |= forms
    return {key: frozenset(forms) for key, forms in found.items()}


def rows_of_one_script() -> Iterator[list[str]]:
    """Give the words of a language that mean about the same, those of speech beside those of documents, row by row of the lexicons."""
    yield from (_BETWEEN.split(row) for language in languages() for row in language.lexicon("everyday") or ())


def rows() -> Iterator[list[str]]:
    """Give the words, in all scripts, that mean about the same, row by row of the lexicons."""
    for language in languages():
        for one, others in (language.lexicon("equivalents") or {}).items():
            yield [*_BETWEEN.split(one), *_BETWEEN.split(others)]


def tells(word: str) -> bool:
    """Say whether a word tells something of a text that holds it: a single character is mostly a part of another word."""
    return len(word) > 1 and not STOP_WORDS.issuperset(word.lower().split())


def lengths_from(token: str) -> tuple[int, ...]:
    """Give how many tokens the words of the lexicons have that begin with `token`, the most first."""
    return _lengths().get(token, ())


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for key in (tuple(token for token, _ in tokens_of(one)) for row in chain(rows(), rows_of_one_script()) for one in row):
        found[key[0]].add(len(key))
    return {token: tuple(sorted(lengths, reverse=True)) for token, lengths in found.items()}


_MOST_TOLD = 6
_TELLING = {"han": re.compile(rf"[{HAN}]{{3,}}"), "latin": re.compile(r"\D+ \D+")}
"""What words are told in another language, by their script: shorter ones mean too much, or are a part of others."""
_READ_IN = {"en": "latin", "zh": "han"}
"""The script in which the rows of all lexicons have words of a language."""


def told_in(text: str, reader: str) -> list[tuple[str, str]]:
    """Give words of `text` that the lexicons know in one meaning, each with what a reader of a language calls it, in their order.

    Of many they are the longest; none where `text` is in that language, or the lexicons have no words of it.
    """
    own = script_of(text)
    if language_of(text).code == reader or own not in _TELLING or own not in (told := _told(reader)):
        return []
    known, pattern = told[own]
    found = {match[0].lower(): match[0] for match in pattern.finditer(text)}
    longest = sorted(found, key=len, reverse=True)[:_MOST_TOLD]
    return [(written, known[word]) for word, written in found.items() if word in longest]


@cache
def _told(reader: str) -> Mapping[str, tuple[Mapping[str, str], re.Pattern[str]]]:
    """Give by script the words that a reader of a language is told otherwise, each with the first of its row that is in that language,
    where one row pairs two words alone with that one, and an expression that finds them."""
    found: dict[str, dict[str, list[str]]] = {script: defaultdict(list) for script in _TELLING}
    pairs: dict[str, dict[str, str]] = {script: {} for script in _TELLING}
    for own, one, other, is_pair in _telling(reader):
        if _TELLING[own].fullmatch(one) and tells(one):
            found[own][one.lower()].append(other)
            pairs[own] |= {one.lower(): other} if is_pair else {}
    known = {own: {word: others[0] for word, others in words.items() if len(set(others)) == 1} | pairs[own] for own, words in found.items()}
    return {own: (words, _any_of(words, own)) for own, words in known.items() if words}


def _telling(reader: str) -> Iterator[tuple[str, str, str, bool]]:
    """Give the script of a word, the word, what a reader of a language calls it, and whether its row has these two alone."""
    own_words = language_by_code(reader).lexicon("told_words")
    if own_words:
        for called, others in own_words.items():
            yield from ((script_of(one), one, called, True) for one in others)
    elif reader in _READ_IN:
        named = ([name, *others] for language in languages() for name, others in (language.lexicon("names") or {}).items())
        for row in chain(named, rows()):
            other = next((one for one in row if script_of(one) == _READ_IN[reader]), "")
            yield from (
                (own, one, other, len(row) == 2) for one in row if other and (own := script_of(one)) != _READ_IN[reader] and own in _TELLING
            )


def _any_of(known: Iterable[str], script: str) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(either if script == "han" else rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
