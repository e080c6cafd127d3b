"""Greetings, thanks and questions about the assistant itself, which get a fixed reply."""

import re
from dataclasses import dataclass

from language.language import Language, languages
from language.lexicon import patterns_in

_KINDS = ("greeting", "thanks", "farewell", "about", "trust", "languages", "sources")
_PARTS = re.compile(r"[\s\W]*[,.;:!?，。；：！？、~～]+[\s\W]*|^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A kind of small talk, and the code of the language whose words it has."""

    kind: str
    language: str


def small_talk(question: str) -> SmallTalk | None:
    """Name the small talk that all of `question` is, the last kind of which there are several; None where it is a question about
    documents."""
    parts = [part for part in _PARTS.split(" ".join(question.split())) if part]
    for language in languages():
        kinds = [_kind(" ".join(parts), language)] if _kind(" ".join(parts), language) else [_kind(part, language) for part in parts]
        if kinds and all(kinds):
            return SmallTalk(max(filter(None, kinds), key=_KINDS.index), language.code)
    return None


def _kind(said: str, language: Language) -> str:
    return next((kind for kind in _KINDS if any(one.fullmatch(said) for one in patterns_in(language, "small_talk", kind))), "")
