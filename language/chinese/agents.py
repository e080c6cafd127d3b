"""Who is named in a Chinese text that can act, and as the one who acts or otherwise."""

import re

from language.chinese import LANGUAGE
from language.grammar import Agent
from language.lexicon import either
from language.span import Span
from language.text.scripts import HAN

_WORDS = LANGUAGE.lexicon("agents")
_CUT = re.compile(either(_WORDS["cuts"]))
_NAME = re.compile(rf"[{HAN}]{{0,8}}?{either(_WORDS['ends'])}(?:[{HAN}]{{0,3}}?{either(_WORDS['ends'])})*")
_ELSE = re.compile(rf"{either(_WORDS['acts_not_after'])}$")
_GOES_ON = re.compile(r"有关|相关|各|(?:[、和与及或]|以及|或者)(?:各|有关|相关)?")
_TOLD_TO = re.compile(rf"{either(_WORDS['told_to'])}$")
_REACH = 80  # characters before a name that tell whether it opens a clause
_BY = re.compile(rf"{either(_WORDS['acts_after'])}$")
_BY_ANOTHER = re.compile(rf"[^，。；：\n由]{{0,30}}{either(_WORDS['acts_after'])}(?![^，。；]{{0,30}}{either(_WORDS['consists'])})")
_OPENS = re.compile(rf"(?:^|[，。；：\n]){either(_WORDS['before_subject'])}*+$")


def agents(text: str) -> tuple[Agent, ...]:
    """Give those named in `text` that can act, in order; somebody acts who opens a clause, or stands after 由."""
    found: list[Agent] = []
    opens = False
    parted = _CUT.sub(lambda cut: " " * len(cut[0]), text)
    for one in _NAME.finditer(parted):
        before = text[max(0, one.start() - _REACH) : one.start()]
        follows = found and _GOES_ON.fullmatch(text, found[-1].span.end, one.start())
        told_to = bool(_TOLD_TO.search(before))
        owned = opens and text[found[-1].span.end : one.start()] == "的"
        acts = (
            told_to
            or owned
            or bool(follows and found[-1].acts)
            or bool(_BY.search(before))
            or (not _ELSE.search(before) and bool(_OPENS.search(before)) and not _BY_ANOTHER.match(text, one.end()))
        )
        opens = acts
        acts = acts and not text.startswith("的", one.end())
        found.append(Agent(Span(*one.span()), one[0], acts))
    return tuple(found)
