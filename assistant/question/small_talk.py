"""Greetings, thanks and questions about the assistant itself, which get a fixed reply."""

import re
from dataclasses import dataclass

from language.language import languages
from language.lexicon import patterns_in

_KINDS = ("greeting", "thanks", "farewell", "about")
_MARKS = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A kind of small talk, and the code of the language whose words it has."""

    kind: str
    language: str


def small_talk(question: str) -> SmallTalk | None:
    """Name the small talk that the whole of `question` is, None where it is a question about documents."""
    said = _MARKS.sub("", question)
    for language in languages():
        for kind in _KINDS:
            if any(pattern.fullmatch(said) for pattern in patterns_in(language, "small_talk", kind)):
                return SmallTalk(kind, language.code)
    return None
