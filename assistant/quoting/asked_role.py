"""Who does something, or to whom it goes: the sentence that says it by another form or another verb than the question does."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from language.language import Language, language_of
from language.lexicon import either, pattern_of, patterns_in
from language.synonyms import same_words
from language.text.tokens import telling_words, words
from vectorstore.search.evidence import QUOTED, Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_ANYONE = re.compile(rf"(?<!\w){pattern_of('doings', 'anyone').pattern}(?!\w)", re.IGNORECASE)
_POINTS = pattern_of("sequels", "points")
_FORMS = ("done", "does", "acts", "doing")


@dataclass(frozen=True, slots=True)
class _Role:
    """What is asked of a doing: what says who does it, or to whom it goes, and the words of what it is done to."""

    saying: tuple[re.Pattern[str], ...]
    object: tuple[frozenset[str], ...]


def role_first(evidence: Evidence) -> Evidence:
    """Give `evidence` with the first passage that says who does what the question asks about, or to whom that goes, before all others,
    and the sentence that does as what is quoted first; as it is where none does."""
    stating = _stating(evidence)
    return evidence.led_by(stating[0], stating[1].span) if stating else evidence


def _stating(evidence: Evidence) -> tuple[FoundPassage, Sentence] | None:
    """Give the sentence, with its passage, that says it and holds most of what is asked itself."""
    role = _role(evidence.question)
    if role is None:
        return None
    said = [
        (share, found, sentence) for found in evidence.passages[:QUOTED] if found.in_one_script for sentence, share in _saying(role, found)
    ]
    best = max(said, key=lambda one: one[0], default=None)
    return (best[1], best[2]) if best else None


def _saying(role: _Role, found: FoundPassage) -> Iterator[tuple[Sentence, int]]:
    before = frozenset[str]()
    for sentence in found.sentences:
        held = sentence.words | (before if _POINTS.match(sentence.text.strip()) else frozenset())
        own = sum(bool(forms & sentence.words) for forms in role.object)
        whole = all(forms & (held | found.context_words) for forms in role.object)
        if own and whole and not sentence.is_heading and any(one.search(sentence.text) for one in role.saying):
            yield sentence, own
        before = sentence.words


@lru_cache(maxsize=1_000)
def _role(question: str) -> _Role | None:
    """Say who or to whom is asked, and of what; None where neither is, or of nothing."""
    language = language_of(question)
    for asking, saying in (("to", _to), ("by", _by)):
        asked = next((one for pattern in patterns_in(language, "doings", "asks", asking) if (one := pattern.match(question))), None)
        if asked:
            return saying(question[asked.end() :].strip(" ?.!"), language)
    return None


def _by(rest: str, language: Language) -> _Role | None:
    sayings, left = list[re.Pattern[str]](), rest
    for name in _names(language):
        if asked := _verb(language, "doings", name).search(rest):
            sayings += _templates(language, "by", _words(language, "doings", name))
            left = min(left, f"{rest[: asked.start()]} {rest[asked.end() :]}", key=len)
    if not sayings and (verb := re.match(r"[a-z]{4,}", rest)):
        sayings, left = _templates(language, "by", _regular(verb[0])), rest[verb.end() :]
    return _of(sayings, left, language)


def _to(rest: str, language: Language) -> _Role | None:
    sayings = _templates(language, "to", _words(language, "goings"))
    for name in _names(language)[:1]:  # what may be brought to somebody may be heard by them
        sayings += _templates(language, "by", _words(language, "doings", name))
    return _of(sayings, _verb(language, "goings").sub(" ", re.sub(r" (?:to|with|before)$", "", rest)), language)


def _of(sayings: Sequence[re.Pattern[str]], left: str, language: Language) -> _Role | None:
    object = _ANYONE.sub(" ", left)
    if not sayings or not words(object, language):
        return None
    same = same_words(language)
    return _Role(tuple(sayings), tuple(same.get(word, frozenset({word})) for word in telling_words(object)))


def _regular(verb: str) -> Mapping[str, str]:
    """Give the forms of a verb as questions use it, “inspects” or “inspected”."""
    base = re.escape(re.sub(r"(?:i?ed|i?es|s|e|y)$", "", verb))
    return {"done": rf"{base}(?:e|i)?d?(?:ed|en)?", "does": rf"{base}(?:e|y)?", "acts": rf"{base}(?:i?es|s)", "doing": rf"{base}y?ing"}


def _templates(language: Language, role: str, forms: Mapping[str, str]) -> list[re.Pattern[str]]:
    found = [one.pattern for one in patterns_in(language, "doings", "states", role)]
    for name, form in forms.items():
        found = [one.replace(f"<{name}>", form) for one in found]
    return [re.compile(one, re.IGNORECASE) for one in found if not re.search(r"<[a-z]+>", one.replace("(?<", ""))]


@cache
def _names(language: Language) -> tuple[str, ...]:
    return tuple((language.lexicon("doings") or {}).get("doings", {}))


@cache
def _words(language: Language, *keys: str) -> Mapping[str, str]:
    found = {form: [one.pattern for one in patterns_in(language, "doings", *keys, form)] for form in _FORMS}
    return {form: either(own) for form, own in found.items() if own}


@cache
def _verb(language: Language, *keys: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(one.pattern for one in patterns_in(language, 'doings', *keys, 'asks'))}(?!\w)", re.IGNORECASE)
