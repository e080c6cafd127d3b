"""Whether one sentence says every word of a short question, in languages whose words spaces part."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.quoting.answer_type import is_of_type
from assistant.quoting.asked_count import has_count
from assistant.quoting.runs import is_anaphoric
from language.language import language_of
from language.lexicon import any_word_of
from language.question_types import ASKING_FIGURE, ASKING_NAME, QuestionType, question_types, without_question_words
from language.synonyms import light_words, same_words
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.search.evidence import FoundPassage
from vectorstore.search.sentences import Sentence

_FORBIDS_OR_ALLOWS = re.compile(any_word_of("questions", "allowed_or_not"), re.IGNORECASE)
_SAYS = re.compile(any_word_of("questions", "says"), re.IGNORECASE)
_FEWEST, _MOST = 2, 7  # words of a question
_COUNTED = frozenset({QuestionType.HOW_MUCH, QuestionType.HOW_LONG})
_NEW = 2  # words of a sentence beside those of the question


def says_it_whole(found: FoundPassage, question: str) -> bool:
    """Say whether a sentence of `found` says every telling word of a short question, or another for it, and something beside: with a
    figure where it asks for one, and with a word of what is allowed or forbidden, or that somebody says, where it asks that. Nothing is
    told of a question for a name or a meaning, which any sentence on the matter may seem to give, nor where no spaces part words."""
    language = language_of(question)
    if not found.in_one_script or not language.parts_words or language is not language_of(found.passage.text):
        return False
    asked = _asked(question)
    types, also = question_types(question), [one for one in (_FORBIDS_OR_ALLOWS, _SAYS) if one.search(question)]
    is_told_by_few = bool(asked) and bool(also) and (bool(types & ASKING_FIGURE) or _SAYS in also)
    asks_what_is = types & ASKING_NAME or (QuestionType.MEANING in types and not also)
    if asks_what_is or not _FEWEST <= len(asked) + is_told_by_few <= _MOST:
        return False
    same = same_words(language)
    return any(
        all(same.get(word, {word}) & one.words for word in asked)
        and len(one.words - asked) >= _NEW
        and not one.is_heading
        and not one.text.rstrip().endswith("?")
        and (not types & ASKING_FIGURE or is_of_type(question, one.text) or (types & _COUNTED and has_count(one.text)))
        and all(pattern.search(told) for pattern in also)
        for one, told in _with_what_leans_on_them(found.sentences)
    )


def _with_what_leans_on_them(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, str]]:
    """Give each sentence with its text, and that of the next one where it leans on it (“It proposed …”)."""
    for one, next in pairwise([*sentences, None]):
        if one:
            yield one, f"{one.text} {next.text}" if next and is_anaphoric(next.text) else one.text


@lru_cache(maxsize=1_000)
def _asked(question: str) -> frozenset[str]:
    """Give the telling words of a question but for those that ask."""
    rest = _SAYS.sub(" ", _FORBIDS_OR_ALLOWS.sub(" ", question))
    for one in QuestionType:
        rest = without_question_words(rest, one)
    telling = frozenset(telling_words(rest)) - light_words(language_of(question)) - STOP_WORDS
    return telling if set(words(rest)) - STOP_WORDS else frozenset()
