"""How text is cut into words for the lexical index and for comparing a question with a sentence."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from opencc import OpenCC
from Stemmer import Stemmer  # type: ignore[import-not-found] # it has no types

from language.language import Language, language_by_code, languages, latin_language_of
from language.statements.fractions import in_figures
from language.statements.quantities import quantity_words
from language.text.scripts import CJK as CJK
from language.text.scripts import HAN as HAN

_TOKEN = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")
_TURN = threading.Lock()
_FORMAT = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_HAN = re.compile(f"[{HAN}]")
_SIMPLIFIED = OpenCC("t2s")
_IS_CJK = re.compile(rf"[{CJK}]")

_SHORT = 40  # characters of a text whose words are remembered: words and names are asked for again and again
_SENTENCE = 400  # characters of one of which fewer are remembered: those that are compared are asked for again soon

STOP_WORDS = frozenset().union(*(one.stop_words() for one in languages()))


def folded(text: str) -> str:
    """Bring `text` into one Unicode form, one case and simplified characters, without format characters such as direction marks, and with
    fractions in figures."""
    text = unicodedata.normalize("NFKC", in_figures(text)).lower()
    if text.isascii():
        return text
    return simplified(_FORMAT.sub("", text))


def simplified(text: str) -> str:
    """Give `text` in simplified characters."""
    return str(_SIMPLIFIED.convert(text)) if _HAN.search(text) else text


def words(text: str, language: Language | None = None) -> list[str]:
    """Cut `text` into the stems of its words, its numbers, and its runs of CJK characters as overlapping pairs.

    After them stands a word for each date, percentage and amount, the same however the text writes it. Words are stemmed as
    those of `language`, or of the one that `latin_language_of` tells.
    """
    cut = _words if len(text) > _SENTENCE else _words_of_sentence if len(text) > _SHORT else _words_of_short
    return list(cut(text, language))


def _words(text: str, language: Language | None) -> list[str]:
    text = folded(text)
    code = (language or latin_language_of(text)).code
    return [_stem(token, code) for token in _tokens(text)] + quantity_words(text)


_words_of_short = lru_cache(maxsize=50_000)(_words)
_words_of_sentence = lru_cache(maxsize=2_000)(_words)


def telling_words(text: str) -> list[str]:
    """Give the distinct `words` of `text` that can tell one passage from another, in order; all words if none can."""
    text = folded(text)
    tokens = list(_tokens(text))
    language = latin_language_of(text)
    stop_words = _stop_words(language.code)
    telling = [token for token in tokens if token not in stop_words] or tokens
    return list(dict.fromkeys([*(_stem(token, language.code) for token in telling), *quantity_words(text)]))


@cache
def _stop_words(code: str) -> frozenset[str]:
    """Give the stop words of a language, and of those in other scripts, whose words may stand beside its own."""
    return frozenset().union(*(one.stop_words() for one in languages() if one.script or one.code == code))


def _tokens(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        if len(token) > 1 and _IS_CJK.match(token):
            yield from (token[i : i + 2] for i in range(len(token) - 1))
        else:
            yield token


@lru_cache(maxsize=200_000)
def _stem(token: str, code: str) -> str:
    stemmer, pattern = _stemming(code)
    if stemmer is None or not pattern.fullmatch(token):
        return token
    with _TURN:  # a stemmer holds the word that it works on
        return str(stemmer.stemWord(token))


@cache
def _stemming(code: str) -> tuple[Stemmer | None, re.Pattern[str]]:
    language = language_by_code(code)
    return Stemmer(language.stemmer) if language.stemmer else None, re.compile(f"[{language.letters}]+")
