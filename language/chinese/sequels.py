"""Questions that lean on the one before them, in Chinese: “什么时候完成？”, “那其他企业呢？”, “为什么？”."""

import re

from language.chinese import LANGUAGE
from language.lexicon import either
from language.sequels import IsBody, SequelGrammar
from language.span import Span

_WORDS = LANGUAGE.lexicon("sequels")
_ASKING, _MARKS, _WHY, _IT = (re.compile(either(_WORDS[name])) for name in ("asking", "marks", "why", "points"))
_OPENING = re.compile(rf"^(?:[对由在向]?{either(_WORDS['asking'])})(?:{either(_WORDS['obliging'])})?")
_HE = re.compile(either(_WORDS["he"]))
_PERSON = re.compile(rf"[^，、的对由向给在和与？?谁哪应须要必任命聘选举设配派指定如何怎]{{0,10}}{either(_WORDS['person'])}")
_MARK = "？?。！!，, "
_AGENTS = LANGUAGE.lexicon("actors")["agents"]
_AGENT = re.compile(f"{either(_AGENTS)}$")
_ACTOR = re.compile(
    rf"(?:^|[，、的对由向给在])(?P<actor>[^，、的对由向给在]{{0,16}}?{either(one for one in _AGENTS if len(one) > 1 and '[' not in one)})"
)
_WHEN = re.compile(
    rf"(?P<when>{either(_WORDS['obliging'])}?(?:在|于)?(?:什么时候|何时|几时|几[天日月年]|多久|哪[一]?[天年])(?:{either(_WORDS['within'])})?"
    rf"{either(_WORDS['obliging'])}?)(?P<act>{either(_WORDS['handing'])})(?P<object>[^，、？?。]{{2,20}})$"
)
_REGION = re.compile(either(_WORDS["regions"]))
_BOUNDARY = re.compile("[，、的对由向给在和与]")


def _topic(question: str) -> str:
    plain = question.strip(_MARK)
    if (opening := _OPENING.match(plain)) and len(plain) > opening.end():
        return plain[opening.end() :]
    if (when := _WHEN.search(plain)) and when.start():
        return f"{plain[: when.start()]}{plain[when.start('act') :]}"
    mark = _MARKS.search(plain, 2)
    return plain[: mark.start()].rstrip("的在对 ") if mark else plain


def _asks(sequel: str) -> bool:
    return bool(_ASKING.search(sequel))


def _asking(base: str, sequel: str, _is_body: IsBody) -> str:
    topic, asked = _topic(base), sequel.strip(_MARK)
    if _WHY.fullmatch(asked):
        return f"{topic}的目的和原因是什么？"
    if _HE.search(asked) and (person := _PERSON.search(base)):
        return f"{_HE.sub(lambda _: person[0], asked, count=1)}？"
    if _IT.search(asked):
        return f"{_IT.sub(lambda _: topic, asked, count=1)}？"
    return f"{topic}{asked}？"


def _instead(base: str, thing: str, _is_body: IsBody) -> str:
    name = thing.strip(_MARK)
    name = plain if _AGENT.search(plain := name.removesuffix("的")) else name
    place = _object(base, name) or _like(base, name)
    return f"{base[: place.start]}{name}{base[place.end :]}" if place else f"{name}{base}"


def _object(base: str, name: str) -> Span | None:
    """Give where the thing stands that somebody is asked to hand in or do at some time, where a name is no actor or region."""
    when = _WHEN.search(base.rstrip(_MARK))
    return Span(*when.span("object")) if when and when.start() and not _AGENT.search(name) and not _REGION.search(name) else None


def _like(base: str, name: str) -> Span | None:
    """Give where the phrase stands that is most like a name: of the same end, an actor as it is, or what the question is about."""
    topic = _topic(base)
    about = Span(base.index(topic), base.index(topic) + len(topic)) if topic and topic in base else None
    if len(name) > 2 and (end := base.find(name[-2:])) >= 0:
        start = max((one.end() for one in _BOUNDARY.finditer(base[:end])), default=0)
        return Span(start, end + 2)
    if _AGENT.search(name) and (actor := _ACTOR.search(base)):
        return Span(*actor.span("actor"))
    if _AGENT.search(name) and (person := _PERSON.match(base)):
        return Span(*person.span())
    return about


SEQUELS = SequelGrammar(_topic, _asking, _instead, _asks)
