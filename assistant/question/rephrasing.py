"""Completing a question that leans on the ones before it, without a model: a question that stands alone is made of both."""

import re
from collections.abc import Sequence

from assistant.question.slots import is_body_of, with_another
from assistant.question.small_talk import small_talk
from assistant.question.understanding import Kind, bodies_in, kind_of
from language.language import language_of
from language.lexicon import any_of, any_word_of
from language.sequels import sequel_grammar_of
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.library import Library

_CONNECTORS = re.compile(rf"^\W*(?:{any_word_of('sequels', 'connectors')}[\s,，]*)+", re.IGNORECASE)
_ABOUT = re.compile(rf"^\W*{any_word_of('sequels', 'about')}\s*", re.IGNORECASE)
_ENDS_ABOUT = re.compile(rf"{any_of('sequels', 'ends_about')}\W*$", re.IGNORECASE)
_LEANING = re.compile(rf"^\W*{any_word_of('sequels', 'leaning')}", re.IGNORECASE)
_ASKING = re.compile(any_word_of("sequels", "asking"), re.IGNORECASE)
_POINTS = re.compile(any_word_of("sequels", "points"), re.IGNORECASE)
_ONES = re.compile(any_word_of("sequels", "ones"), re.IGNORECASE)
_MORE = re.compile(rf"\W*(?:{any_word_of('sequels', 'connectors')}\W+)?{any_of('sequels', 'more')}\W*", re.IGNORECASE)
_NAMED = re.compile(r"[“「『《«][^“”「」『』《》«»]{2,}[”」』》»]")
_LOOKED_BACK = 8  # questions
_OWN_REFERENT = 3  # telling words before a pronoun, of which it may speak
_PARTICLES = frozenset(word for word in STOP_WORDS if len(word) == 1 and not word.isascii())  # a pair with one is no word
_PAIR = 2  # characters
_ON_THE_LIBRARY = frozenset({Kind.COUNT_DOCUMENTS, Kind.NEWEST, Kind.OLDEST, Kind.OUT_OF_FORCE, Kind.LIST_DOCUMENTS, Kind.REQUEST})


def rephrased(question: str, history: Sequence[str], library: Library) -> str:
    """Give the question that `question` asks after those of `history`, oldest first; itself where it stands alone.

    It leans on them where it opens as a sequel does, points back with a pronoun, or has few telling words and names nobody and nothing
    in quotation marks. Then what it asks, or whom, where, when or what it names, takes the place of what the earlier question has there.
    What was put in the place of something lasts; what a sequel asked does not.
    """
    base = topic_question(history, library)
    return question if not base or stands_alone(question, library) else completed(question, base, library)


def topic_question(history: Sequence[str], library: Library) -> str:
    """Give the question that the last ones of `history` are about, empty where there is none."""
    base = ""
    for earlier in history[-_LOOKED_BACK:]:
        if small_talk(earlier) is not None:
            continue
        if not base or stands_alone(earlier, library):
            base = " ".join(earlier.split())
        elif not asks_for_more(earlier) and not _asks(earlier):
            base = completed(earlier, base, library)
    return base


def asks_for_more(question: str) -> bool:
    """Say whether the whole of a question asks to go on where the last answer stopped."""
    return bool(_MORE.fullmatch(question))


def stands_alone(question: str, library: Library) -> bool:
    """Say whether a question can be understood without those before it."""
    rest = _CONNECTORS.sub("", question)
    if asks_for_more(question) or _ABOUT.match(rest) or points_back(question):
        return False
    if kind_of(question) in _ON_THE_LIBRARY:
        return True
    few = language_of(question).limit("telling_words") + (rest != question)
    few *= 2 if _LEANING.match(rest) else 1
    content = _ASKING.sub(" ", rest)
    tells = len(telling_words(content)) if set(words(content)) - STOP_WORDS else 0
    asks = sequel_grammar_of(language_of(question)).asks(rest)
    if _ENDS_ABOUT.search(rest) or (rest != question and not asks):
        return False
    return tells >= few or (asks and (bool(bodies_in(rest, library)) or bool(_NAMED.search(rest))))


def points_back(question: str) -> bool:
    """Say whether a pronoun stands in a question before anything of which it may speak, or one whose noun stood before it."""
    if narrows(question):
        return True
    pointing = _POINTS.search(question)
    before = question[: pointing.start()] if pointing else ""
    return pointing is not None and len(_telling(before)) < _OWN_REFERENT


def own_words(sequel: str) -> list[str]:
    """Give the telling words of a sequel but for those that connect it with what was before and that ask, none where it has no others."""
    said = _ONES.sub(lambda narrowed: narrowed[0].rpartition(" ")[0], _said(sequel))
    return _telling(_ASKING.sub(" ", said))


def narrows(question: str) -> bool:
    """Say whether a question asks for others of what the one before it named: “the wooden ones”."""
    return bool(_ONES.search(question))


def _telling(text: str) -> list[str]:
    return [word for word in telling_words(text) if word not in STOP_WORDS and not (len(word) == _PAIR and set(word) & _PARTICLES)]


def _asks(sequel: str) -> bool:
    """Say whether a sequel asks something itself, and does not only name something else."""
    plain = _said(sequel)
    return sequel_grammar_of(language_of(plain)).asks(plain)


def _said(sequel: str) -> str:
    """Give a sequel without the words that only connect it with what was before."""
    said = _CONNECTORS.sub("", sequel)
    return _ENDS_ABOUT.sub("", _ABOUT.sub("", said)).strip() or said


def completed(sequel: str, base: str, library: Library) -> str:
    """Give the question that a sequel asks after `base`, on which it leans."""
    if asks_for_more(sequel):
        return base
    said, own = _said(sequel), language_of(base)
    grammar = sequel_grammar_of(own)
    if _asks(sequel):
        is_own = language_of(said).script == own.script
        return grammar.asking(base, said, is_body_of(library)) if is_own else f"{said.rstrip('?？')} ({grammar.topic(base)})?"
    return with_another(base, said) or grammar.instead(base, said, is_body_of(library))
