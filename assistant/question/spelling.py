"""Words of a question that no document holds and that are written almost as one that they hold, read as that one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from language.language import Language, languages, latin_language_of
from language.lexicon import any_of, pattern_of
from language.text.edits import edits
from language.text.scripts import HAN
from language.text.sounds import sounding_like
from language.text.tokens import folded, words
from vectorstore.library import Library
from vectorstore.passage import Passage
from vectorstore.snapshot import Snapshot

_WORD = re.compile(r"(?<![^\W_])(?<!['’.@/-])[A-Za-z]{2,}(?![^\W_]|['’]\w|[./@]\w)|(?<=[a-z]-)[a-z]{4,}(?![^\W_])", re.ASCII)
_LATIN = re.compile(r"[^\W\d_]+")
_SHORT, _LONG = 5, 8  # letters of a word that may have a slip, and of one that may have two
_LEAST = 2  # passages that hold a word that as many slips as may be make of another
_TRIED = 6  # stems that come nearest
_LOOKED_AT = 12  # passages in which a word is looked for as it is written, or beside its neighbours
_MOST_SLIPS = 3  # Han characters of a question that are mended
_WINDOW = 4  # Han characters of which one may be wrong
_LONGEST = 120  # characters of a question in which characters are mended: each costs look-ups in the index
_ASKED = re.compile(any_of("sequels", "asking"))
_NEVER_MISWRITTEN = pattern_of("questions", "never_miswritten")
_HAN_PAIR = re.compile(f"[{HAN}]{{2}}")
_RUN = re.compile(f"[{HAN}]{{{_WINDOW},}}")


def mended(question: str, library: Library) -> str:
    """Give `question` with the words that are miswritten as the library writes them; itself where none is, or none is surely meant.

    A word is miswritten where no passage holds it, no model reads it in one piece as it does words that are known, and just one word
    that passages hold, and that is no name, is a slip or two away. Names, numbers and short words stay, and so do words in a language
    that no document is in. A Han character is where one that sounds alike makes it part of a phrase that passages hold, and never one of a
    word that asks, or that speech has and documents seldom.
    """
    with library.snapshot() as snapshot:
        by_character = _with_characters_mended(question, snapshot)
        return _with_words_mended(by_character, library, snapshot)


def _with_words_mended(question: str, library: Library, snapshot: Snapshot) -> str:
    language = latin_language_of(question)
    if language.code not in {entry.language for entry in snapshot.catalogue.entries}:
        return question
    parts, done = [], 0
    for found in _WORD.finditer(question):
        if _is_no_name(found, question) and (meant := _meant(found, question, library, snapshot, language)):
            parts += [question[done : found.start()], meant.capitalize() if found[0][0].isupper() else meant]
            done = found.end()
    return "".join([*parts, question[done:]])


def _is_no_name(found: re.Match[str], question: str) -> bool:
    """Say whether a word is in small letters, but for the first one where it opens the question."""
    return found[0].islower() or (_opens(found, question) and found[0][1:].islower())


def _opens(found: re.Match[str], question: str) -> bool:
    return not re.search(r"\w", question[: found.start()])


def _meant(found: re.Match[str], question: str, library: Library, snapshot: Snapshot, language: Language) -> str:
    """Give the word that is meant by one that is miswritten, empty where it is not, or nothing comes near enough."""
    written = found[0].lower()
    if _opens(found, question) and (slip := _of_asking(language, "slips").get(written)):
        return str(slip)
    if len(written) < _SHORT or written in language.stop_words() or _is_read_whole(written, library):
        return ""
    if asked := [word for word in _asking(language) if abs(len(word) - len(written)) < 2 and edits(written, word) < 2]:
        return asked[0] if len(asked) == 1 else ""
    stem = words(written, language)[0]
    if snapshot.document_frequencies([stem])[stem]:
        return ""
    return _nearest(written, _neighbours(question, found, language), snapshot, language)


def _is_read_whole(word: str, library: Library) -> bool:
    """Say whether a model reads a word in one piece, as it does the words that it knows."""
    embedder = library.embedder
    return any(len(one.token_spans(word)) == 1 for one in (embedder, embedder.beside) if one)


def _nearest(written: str, neighbours: Sequence[str], snapshot: Snapshot, language: Language) -> str:
    """Give the one word of the library that comes nearest, of several that beside which its neighbours stand; empty where none does."""
    stem_of: dict[str, str] = {}
    for stem in _near_stems(written, snapshot, language):
        stem_of |= dict.fromkeys(_forms(stem, snapshot.holding_words([stem], _LOOKED_AT), language), stem)
    distances = {form: edits(written, form) for form in stem_of}
    best = min(distances.values(), default=_most(written) + 1)
    meant = [form for form, distance in distances.items() if distance == best <= _most(written)]
    if len({stem_of[form] for form in meant}) > 1:
        meant = [form for form in meant if _stands_beside(stem_of[form], neighbours, snapshot, language)]
    return meant[0] if len({stem_of[form] for form in meant}) == 1 else ""


def _most(written: str) -> int:
    return 1 if len(written) < _LONG else 2


def _near_stems(written: str, snapshot: Snapshot, language: Language) -> list[str]:
    """Give the stems of the library that come nearest to that of a word, or to its beginning where a slip hid the ending from the
    stemmer, nearest and longest first; one that is held once only by a single slip."""
    stem, most = words(written, language)[0], _most(written)
    known = snapshot.words_beginning(stem[0])
    distances = {
        word: min(edits(form, word) for form in (stem, written[: len(word)]))
        for word in known
        if _SHORT - 1 <= len(word) <= len(written) + most
    }
    near = [word for word, distance in distances.items() if distance <= (most if known[word] >= _LEAST else most - 1)]
    return sorted(near, key=lambda word: (distances[word], -len(word)))[:_TRIED]


def _forms(stem: str, passages: Sequence[Passage], language: Language) -> list[str]:
    """Give the forms of a word that stand in small letters in passages, those that stand there most first; a name has none."""
    counts = Counter(word for passage in passages for word in _LATIN.findall(passage.text) if word[0] == stem[0] and word.islower())
    return [form for form, _ in counts.most_common() if words(form, language)[:1] == [stem]]


def _neighbours(question: str, found: re.Match[str], language: Language) -> list[str]:
    """Give the stems of the words before and after one, an empty one where there is none that tells anything."""
    beside = _LATIN.findall(question[: found.start()].lower())[-1:] or [""], _LATIN.findall(question[found.end() :].lower())[:1] or [""]
    return ["" if word in language.stop_words() else " ".join(words(word, language)) for [word] in beside]


def _stands_beside(stem: str, neighbours: Sequence[str], snapshot: Snapshot, language: Language) -> bool:
    before, after = neighbours
    pairs = [f" {before} {stem} "] * bool(before) + [f" {stem} {after} "] * bool(after)
    passages = snapshot.holding_words([word for word in (stem, before, after) if word], _LOOKED_AT)
    held = [f" {' '.join(words(f'{passage.heading} {passage.text}', language))} " for passage in passages]
    return any(pair in one for pair in pairs for one in held)


@cache
def _asking(language: Language) -> frozenset[str]:
    """Give the words that questions in a language are asked with."""
    return frozenset(word for line in _of_asking(language, "asking") for word in line.split())


def _of_asking(language: Language, key: str) -> Any:
    return (language.lexicon("spelling") or {}).get(key, {})


def _with_characters_mended(question: str, snapshot: Snapshot) -> str:
    for _slip in range(_MOST_SLIPS):
        mended_once = _with_a_character_mended(question, snapshot)
        if mended_once == question:
            break
        question = mended_once
    return question


def _with_a_character_mended(question: str, snapshot: Snapshot) -> str:
    plain = folded(question)
    if len(plain) != len(question) or len(question) > _LONGEST or not _RUN.search(plain):
        return question
    stop_words = frozenset().union(*(one.stop_words() for one in languages() if one.script))
    asking = {place for found in _ASKED.finditer(plain) for place in range(*found.span())}
    for run in _RUN.finditer(plain):
        for start in range(run.start(), run.end() - _WINDOW + 1):
            window = plain[start : start + _WINDOW]
            if asking & {*range(start, start + _WINDOW)} or any(word in window for word in stop_words) or _is_known(window, snapshot):
                continue
            meant = list(_phrases(window, plain[max(0, start - 1) : start], plain[start + _WINDOW :][:1], snapshot))
            if len(meant) == 1:
                return question[:start] + meant[0] + question[start + _WINDOW :]
    return question


def _is_known(phrase: str, snapshot: Snapshot) -> bool:
    return all(snapshot.document_frequencies(words(phrase)).values())


def _phrases(window: str, before: str, after: str, snapshot: Snapshot) -> Iterator[str]:
    """Find the phrases that passages hold and that differ from `window` in one character, which sounds alike and makes no pair that
    passages hold with the one before or after it."""
    whole = f"{before}{window}{after}"
    for place, character in enumerate(window):
        at = place + len(before)
        pairs = [pair for pair in (whole[max(0, at - 1) : at + 1], whole[at : at + 2]) if len(pair) > 1 and _HAN_PAIR.fullmatch(pair)]
        if _NEVER_MISWRITTEN.match(character) or any(_is_known(pair, snapshot) for pair in pairs):
            continue
        around = [pair for pair in (window[:place], window[place + 1 :]) if len(pair) > 1]
        if not all(_is_known(part, snapshot) for part in around):
            continue
        for other in sounding_like(character):
            phrase = window[:place] + other + window[place + 1 :]
            if other != character and _is_known(phrase, snapshot) and _stands(phrase, snapshot):
                yield phrase


def _stands(phrase: str, snapshot: Snapshot) -> bool:
    holding = snapshot.holding_words(words(phrase), _LOOKED_AT)
    return any(phrase in folded(f"{passage.title}\n{passage.heading}\n{passage.text}") for passage in holding)
