"""How text is cut into words for the lexical index and for comparing a question with a sentence."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from opencc import OpenCC
from Stemmer import Stemmer  # type: ignore[import-not-found] # it has no types

from language.language import language_of, languages
from language.quantities import quantity_words
from language.scripts import CJK as CJK
from language.scripts import HAN as HAN

_TOKEN = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")
_ENGLISH = Stemmer("english")
_TURN = threading.Lock()
_FORMAT = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_HAN = re.compile(f"[{HAN}]")
_SIMPLIFIED = OpenCC("t2s")
_IS_CJK = re.compile(rf"[{CJK}]")

STOP_WORDS = frozenset().union(*(one.stop_words() for one in languages()))


def is_cjk(text: str) -> bool:
    """Say whether `text` is in a language whose words no spaces part."""
    return not language_of(text).parts_words


def folded(text: str) -> str:
    """Bring `text` into one Unicode form, one case and simplified characters, without format characters such as direction marks."""
    text = unicodedata.normalize("NFKC", text).lower()
    if text.isascii():
        return text
    text = _FORMAT.sub("", text)
    return str(_SIMPLIFIED.convert(text)) if _HAN.search(text) else text


def words(text: str) -> list[str]:
    """Cut `text` into the stems of its words, its numbers, and its runs of CJK characters as overlapping pairs.

    After them stands a word for each date, percentage and amount, the same however the text writes it.
    """
    text = folded(text)
    return [_stem(token) for token in _tokens(text)] + quantity_words(text)


def telling_words(text: str) -> list[str]:
    """Give the distinct `words` of `text` that can tell one passage from another, in order; all words if none can."""
    text = folded(text)
    tokens = list(_tokens(text))
    telling = [token for token in tokens if token not in STOP_WORDS] or tokens
    return list(dict.fromkeys([*(_stem(token) for token in telling), *quantity_words(text)]))


def _tokens(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        if len(token) > 1 and _IS_CJK.match(token):
            yield from (token[i : i + 2] for i in range(len(token) - 1))
        else:
            yield token


@lru_cache(maxsize=200_000)
def _stem(token: str) -> str:
    if not (token.isascii() and token.isalpha()):
        return token
    with _TURN:  # a stemmer holds the word that it works on
        return str(_ENGLISH.stemWord(token))
