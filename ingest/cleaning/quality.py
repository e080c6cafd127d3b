"""What a text says that a reader should be warned of, and what it says of other documents."""

import re
from zlib import crc32

from language.language import language_of
from language.lexicon import any_of, pattern_of
from language.messages import Message, message
from language.span import Span
from language.text.scripts import VOWELS
from language.text.sentences import sentences
from language.text.tokens import folded
from vectorstore.document import GARBLED, SKETCH_PLACES

_OVER_100 = re.compile(
    r"(?<![\d.,$¥￥])(?P<value>\d{1,3}(,\d{3})+(\.\d+)?|\d{3,}(\.\d+)?)\s?"
    rf"{any_of('quality', 'percents')}|(?P<spelled>{any_of('quality', 'over_a_whole')})"
)
_OF_A_WHOLE = re.compile(any_of("quality", "of_a_whole"), re.IGNORECASE)
_GROWS = re.compile(any_of("quality", "grows"), re.IGNORECASE)
_MOJIBAKE = re.compile(rf"Ã[\u0080-\u00bf©¨¤¶¼]|â€[\u0080-\u00bf™œ“”]|{any_of('quality', 'mojibake')}|ï»¿|\ufffd")
_WORD = re.compile(r"[^\W\d_]{2,}")
_VOWEL = re.compile(f"[{VOWELS}]", re.IGNORECASE)
_REPEALS = re.compile(any_of("quality", "repeals"), re.IGNORECASE)
_IS_REPEALED = re.compile(any_of("quality", "is_repealed"), re.IGNORECASE)
_BASIS = re.compile(rf"^\W*{any_of('quality', 'on_the_basis_of')}", re.IGNORECASE)
_OF_A_DOCUMENT = pattern_of("replacing", "of_a_document")
_NOT_YET = re.compile(any_of("quality", "not_yet"), re.IGNORECASE)
_MOST = 20
_SHORTEST, _LONGEST = 4, 400
_SHINGLE = 4  # words that are compared together; a character of a script without spaces counts as one
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")


def warnings_of(text: str) -> list[Message]:
    """Give messages on what in `text` cannot be right: shares of more than a whole, and text that looks garbled."""
    found = []
    for number in _OVER_100.finditer(text):
        value = float((number["value"] or "0").replace(",", ""))
        sentence = _sentence_around(text, number.start(), number.end())
        around = text[max(sentence.start, number.start() - 120) : min(sentence.end, number.end() + 40)]
        if (value > 100 or number["spelled"]) and _OF_A_WHOLE.search(around) and not _GROWS.search(around):
            figure = _shortened(sentence.of(text), number.start() - sentence.start, number.end() - sentence.start)
            found.append(message("A figure that cannot be: “{figure}”.", figure=figure))
    if _is_garbled(text):
        found.append(GARBLED)
    return found[:_MOST]


def repealed_in(text: str) -> list[str]:
    """Give the parts of sentences that name what the text says to be repealed, superseded or replaced as a whole."""
    named: list[str] = []
    for verb in _REPEALS.finditer(text):
        if not _OF_A_DOCUMENT.search(part := text[verb.end() : _sentence_around(text, verb.start(), verb.end()).end]):
            named.append(part)
    for verb in _IS_REPEALED.finditer(text):
        start = _sentence_around(text, verb.start(), verb.end()).start
        if not _OF_A_DOCUMENT.search(text[start : verb.end()]):
            named.append(_BASIS.sub("", text[start : verb.start()]))
    return [part.strip()[:_LONGEST] for part in named if len(part) > _SHORTEST and not _NOT_YET.search(part)][:_MOST]


def sketch_of(text: str) -> tuple[int, ...]:
    """Give SKETCH_PLACES numbers by which texts that share most of their wording are alike, 0 where a place stays empty.

    The text's runs of four words are hashed; each place keeps the least hash that falls into it (one permutation hashing,
    Li, Owen and Zhang 2012). Of two texts, the share of places that are alike estimates the share of runs in common.
    """
    least = [0] * SKETCH_PLACES
    tokens = _TOKEN.findall(folded(text))
    for first in range(len(tokens) - _SHINGLE + 1):
        value = crc32(" ".join(tokens[first : first + _SHINGLE]).encode("utf-8", errors="replace"))
        place, rank = value % SKETCH_PLACES, value // SKETCH_PLACES + 1
        if not least[place] or rank < least[place]:
            least[place] = rank
    return tuple(least)


def _sentence_around(text: str, start: int, end: int) -> Span:
    first = max(0, start - 500)
    spans = sentences(text, first, min(len(text), end + 300))
    return next((span for span in spans if span.start <= start < span.end), Span(start, end))


def _is_garbled(text: str) -> bool:
    """Say whether too much of a text is signs of a wrong encoding, or of words that no language has."""
    sample = text[:10_000]
    if len(_MOJIBAKE.findall(sample)) > max(3, 0.005 * len(sample)):
        return True
    if language_of(sample).script or not re.search("[A-Za-z]", sample):
        return False
    words = [word for word in _WORD.findall(sample) if len(word) > 3]
    odd = sum(not _VOWEL.search(word) or (not word.isupper() and not word.istitle() and not word.islower()) for word in words)
    return len(words) >= 30 and odd > 0.4 * len(words)


def _shortened(sentence: str, start: int, end: int) -> str:
    first, last = max(0, start - 80), min(len(sentence), end + 40)
    return ("… " if first else "") + sentence[first:last].strip() + (" …" if last < len(sentence) else "")
