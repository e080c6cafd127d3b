"""Questions that lean on the one before them, in English: “and by when?”, “what about the board?”, “which ones have not?”."""

import re

from language.english import LANGUAGE
from language.english.actors import body_in
from language.english.questions import ASKING, AUXILIARY, PREPOSITION, Question, parted, phrases, plain, thing, topic
from language.lexicon import either
from language.sequels import IsBody, SequelGrammar
from language.span import Span
from language.text.tokens import words

_WORDS = LANGUAGE.lexicon("sequels")
_BARE = re.compile(rf"(?:{PREPOSITION} )?{ASKING}(?: (?:else|ones?|of (?:them|those)))*", re.IGNORECASE)
_ASKED_TOO = re.compile(rf",? (?:and|or) (?:{PREPOSITION} )?{ASKING}$", re.IGNORECASE)
_DATE = re.compile(r"(?:by )?(?:the |which |what )?(?:deadlines?|date)|by what date", re.IGNORECASE)
_ASKS = re.compile(rf"(?:{PREPOSITION} )?(?:{ASKING}|{AUXILIARY})\b", re.IGNORECASE)
_WHY, _WHO = re.compile(r"why\b|for what reason\b", re.IGNORECASE), re.compile(r"(?:who|by whom)$", re.IGNORECASE)
_WHICH = re.compile(
    rf"(?:which|who|how many)(?: (?:ones?|of (?:them|those)))?(?: (?P<auxiliary>{AUXILIARY})(?P<not> not|n.t)?)?$", re.IGNORECASE
)
_THEY, _OF_THEM, _IT = (re.compile(rf"\b{either(_WORDS[name])}\b", re.IGNORECASE) for name in ("they", "of_them", "it"))
_HE = re.compile(rf"\b{either(_WORDS['he'])}\b", re.IGNORECASE)
_PERSON = re.compile(rf"\b{either(_WORDS['person'])}$", re.IGNORECASE)
_OBJECTLESS = re.compile(r"(?:who|which \w+)(?: (?:must|should|may|shall|can|will|has to|have to))? \w+$", re.IGNORECASE)
_THING = re.compile(rf"(?:(?P<preposition>{PREPOSITION}) )?(?P<thing>.+)", re.IGNORECASE | re.DOTALL)
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_ASKED_FOR = re.compile(rf"(?:the )?{either(_WORDS['asked_for'])}", re.IGNORECASE)
_TITLE_GOES_ON = re.compile(r"(?:,? (?:of|on|for|and|the|in|to) (?:the )?[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*)*)+")


def _asks(sequel: str) -> bool:
    return bool(_ASKS.match(plain(sequel)) or _BARE.fullmatch(plain(sequel)) or _DATE.fullmatch(plain(sequel)))


def _asking(base: str, sequel: str, is_body: IsBody) -> str:
    asked = plain(sequel)
    if (which := _WHICH.fullmatch(asked)) and (chosen := _which(base, which)):
        return chosen
    if _BARE.fullmatch(asked) or _DATE.fullmatch(asked):
        return _with_asking(base, asked)
    return _with_topic(base, asked, is_body)


def _which(base: str, which: re.Match[str]) -> str:
    """Ask which ones of those that the earlier question asks about do, or do not."""
    one = parted(base)
    if one is None or not one.noun or not one.asks_subject:
        return ""
    return f"Which {one.noun} {one.auxiliary} {'not ' if which['not'] else ''}{one.rest}?"


def _with_asking(base: str, asked: str) -> str:
    """Put other asking words in the place of those of the earlier question, or beside them where what it asks would be lost."""
    base = _ASKED_TOO.sub("", plain(base))
    one = parted(base)
    if one and one.is_copula and (_DATE.fullmatch(asked) or _WHY.match(asked)) and (of := _described(one)):
        return f"What is the deadline {of}?" if _DATE.fullmatch(asked) else f"What are the aims and reasons of {one.rest}?"
    asked = "by when" if _DATE.fullmatch(asked) else "for what reason and with what aim" if _WHY.match(asked) else asked
    is_lost = one is None or (not one.noun and not one.is_copula and one.asking.lower() in ("what", "who"))
    if one is None or is_lost or _WHO.fullmatch(asked):
        return f"{plain(base)}, and {asked}?"
    return _opened(f"{asked} {_after_asking(one)}")


def _described(one: Question) -> str:
    """Give what describes the noun that a question asks for: “for late filing” in “What is the fine for late filing?”"""
    found = re.match(r".+? ((?:of|for|on) .+)", one.rest)
    return found[1] if found else ""


def _after_asking(one: Question) -> str:
    if one.asks_subject:
        return f"{one.auxiliary} {one.noun} {one.rest}"
    if one.is_copula:
        return f"{one.auxiliary} {one.rest}" + (" due" if one.asking.lower() == "what" else "")
    return f"{one.auxiliary} {one.rest}" + (f" the {one.noun}" if one.noun and not one.asking.lower().startswith("how") else "")


def _with_topic(base: str, asked: str, is_body: IsBody) -> str:
    """Say what a question with a verb of its own is about: in the place of its pronoun, or at its end."""
    about = topic(base)
    named = [phrase.of(base) for phrase in phrases(base)]
    acting = next((phrase for phrase in named if _is_actor(phrase, is_body)), about)
    if _HE.search(asked):  # a person, no body
        acting = next((phrase for phrase in named if _PERSON.search(phrase)), acting)
    for pattern, name in ((_THEY, acting), (_IT, thing(base))):
        if pattern.search(asked):
            return _opened(_put(name, pattern, asked))
    if _OF_THEM.search(asked):
        return _opened(_put(f"{acting}’s", _OF_THEM, asked))
    joint = "" if _OBJECTLESS.fullmatch(asked) or re.match(r"(?:if|when)\b", about) else "for "
    return _opened(f"{asked} {joint}{about}")


def _put(name: str, pattern: re.Pattern[str], text: str) -> str:
    """Put a name as it is written in the place of the first match."""
    return pattern.sub(lambda _: name, text, count=1)


def _opened(question: str) -> str:
    return f"{question[0].upper()}{question[1:]}?"


def _instead(base: str, said: str, is_body: IsBody) -> str:
    found = _THING.fullmatch(plain(said))
    assert found is not None
    preposition, name = found["preposition"] or "", found["thing"]
    one = parted(base)
    if _ASKED_FOR.fullmatch(name) and not preposition:
        described = _described(one) if one and one.is_copula else ""
        return f"What {'are' if name.endswith('s') else 'is'} {name} {described or f'for {topic(base)}'}?"
    if place := _like(base, name, is_body, preposition):
        article = _ARTICLE.match(place.of(base))
        name = f"{article[0]}{name}" if article and name[0].islower() and not _ARTICLE.match(name) and not name.endswith("s") else name
        return f"{base[: place.start]}{name}{base[place.end :]}"
    return f"{plain(base)} {preposition or 'for'} {name}?"


def _like(base: str, name: str, is_body: IsBody, preposition: str) -> Span | None:
    """Give where the noun phrase stands that is most like a name: of the same head, an actor as it is, after its preposition, or last."""
    found = [one for one in phrases(base) if len(words(one.of(base)))]
    head = words(name)[-1:]
    for one in found:
        if words(one.of(base))[-1:] == head:
            return one
    for one in found:
        if head and head[0] in words(one.of(base)) and (longer := _TITLE_GOES_ON.search(one.of(base))):
            return one if words(one.of(base)[: longer.start()])[-1:] == head else None
    if _is_actor(name, is_body):
        return next((one for one in found if _is_actor(one.of(base), is_body)), None)
    if preposition:
        return next((one for one in found if re.search(rf"\b{preposition} $", base[: one.start], re.IGNORECASE)), None)
    later = [one for one in found if one.start > 0 and re.search(rf"\b{PREPOSITION} $", base[: one.start], re.IGNORECASE)]
    return later[-1] if later else found[-1] if found and found[-1].start else None


def _is_actor(phrase: str, is_body: IsBody) -> bool:
    return is_body(phrase) or bool(body_in(phrase))


SEQUELS = SequelGrammar(topic, _asking, _instead, _asks)
