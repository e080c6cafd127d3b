"""The parts of an English question: its asking words, its auxiliary, its noun phrases, and what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.english import LANGUAGE
from language.english.actors import body_in
from language.lexicon import either
from language.span import Span

_WORDS = LANGUAGE.lexicon("sequels")
PREPOSITION, AUXILIARY, ASKING = (either(_WORDS[name]) for name in ("prepositions", "auxiliaries", "asking"))
_QUESTION = re.compile(
    rf"(?P<asking>(?:{PREPOSITION} )?{ASKING})(?P<noun>(?: (?!{AUXILIARY}\b)[\w&’'-]+){{0,8}}?) (?P<auxiliary>{AUXILIARY})\b (?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT_ASKED = re.compile(r"(?:who|what|which (?P<noun>\w+))\s+(?P<verb>\w+)\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_CLAUSE = re.compile(r"(?:what|and what) (?P<clause>(?:if|when|happens if|happens when) .+)", re.IGNORECASE | re.DOTALL)
_YES_NO = re.compile(rf"(?P<auxiliary>{AUXILIARY}) (?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(rf"(?:{PREPOSITION}|{AUXILIARY}|{ASKING}|{either(_WORDS['breaks'])})", re.IGNORECASE)
_ADVERB = re.compile(either(_WORDS["adverbs"]))
_PREDICATE = re.compile(either(_WORDS["predicates"]), re.IGNORECASE)
_VERB = re.compile(either(LANGUAGE.lexicon("grammar")["verbs"]), re.IGNORECASE)
_NOUN_TOO = re.compile(rf"{either(LANGUAGE.lexicon('grammar')['also_nouns'])}s?", re.IGNORECASE)
_TOKEN = re.compile(r"(?:[&’'%.-]{0,20}\w)++|[^\w\s]")
_JOINING = frozenset({"of", "for", "on", "and"})
_PARTICIPLE = re.compile(r"(?:\w+ed|\w+en|\w+wn|held|paid|made|set|kept|due|met|sent|put|cut)", re.IGNORECASE)
_HAS = re.compile(r"ha(?:ve|s|d)", re.IGNORECASE)
_MUST_DO = re.compile(
    r"(?:[\w’'-]{1,40} ){1,6}?(?:ha(?:ve|s)|needs?|ought|supposed) to \w{1,40}(?: (?:in|out|back|up|over|off))? (?P<object>.+)",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:the|an?|its|their|each|every|all|any)(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question cut after its asking words and its auxiliary; `noun` stands between them: “R&D intensity” in “What R&D intensity
    must …”. `asks_subject` says that the asking words are the subject: “Who must …”."""

    asking: str
    noun: str
    auxiliary: str
    rest: str

    @property
    def asks_subject(self) -> bool:
        possible = self.asking.lower() == "who" or bool(self.noun)
        return possible and (_HAS.fullmatch(self.auxiliary) is not None or not _opens_with_subject(self.rest))

    @property
    def is_copula(self) -> bool:
        return self.auxiliary.lower() in ("is", "are", "was", "were") and not self.participle

    @property
    def participle(self) -> str:
        """The participle at the end: “How often are sessions *held*?”, empty where none stands there."""
        last = self.rest.split()[-1]
        return last if len(self.rest.split()) > 1 and _PARTICIPLE.fullmatch(last) else ""


def plain(question: str) -> str:
    """Give a question without its mark."""
    return question.strip().rstrip("?!. ")


def parted(question: str) -> Question | None:
    """Cut a question at its auxiliary, None where it has none after asking words."""
    found = _QUESTION.match(plain(question))
    return Question(found["asking"], found["noun"].strip(), found["auxiliary"], found["rest"]) if found else None


def topic(question: str) -> str:
    """Give what a question is about: the noun phrase that it asks for or of, with what describes it."""
    if found := _CLAUSE.match(plain(question)):
        return found["clause"]
    one = parted(question)
    if one is None:
        found = _SUBJECT_ASKED.match(plain(question)) or _YES_NO.match(plain(question))
        return found["rest"] if found else plain(question)
    if one.asks_subject:
        return _after_verb(one.rest)
    subject = _without_end(one)
    if one.noun and not one.is_copula:
        return f"the {one.noun} that {subject} {one.auxiliary} {one.rest[len(subject) :].strip()}".strip()
    return subject


def thing(question: str) -> str:
    """Give what is acted on in a question, the phrase after its subject, or what it is about where there is none."""
    one = parted(question)
    if one is None or one.noun or one.is_copula or one.participle or one.asks_subject:
        return topic(question)
    must_do = _MUST_DO.match(one.rest)
    said = must_do["object"] if must_do else one.rest
    acted_on = list(phrases(said))[0 if must_do else 1 :]
    return acted_on[0].of(said) if acted_on else topic(question)


def _without_end(one: Question) -> str:
    """Give the subject at the beginning of what follows the auxiliary, with all its descriptions where that is “is”."""
    if one.is_copula and re.match(r"what|which|who", one.asking, re.IGNORECASE):
        return one.rest
    first = next(phrases(one.rest.removesuffix(one.participle).strip()), None)
    if first is None:
        return one.rest
    subject, space, last = first.of(one.rest).rpartition(" ")
    return subject if space and _PARTICIPLE.fullmatch(last) and last.islower() else first.of(one.rest)


def _after_verb(rest: str) -> str:
    return rest.split(" ", 1)[1] if " " in rest else rest


def _opens_with_subject(rest: str) -> bool:
    first = rest.split()[0]
    return bool(_DETERMINER.match(rest)) or first[0].isupper() or (first.endswith("s") and not _VERB.fullmatch(first)) or bool(
        (found := next(phrases(rest), None)) and found.start == 0 and len(found) < len(rest) and not _VERB.fullmatch(first)
    )  # fmt: skip


def phrases(text: str) -> Iterator[Span]:
    """Find the noun phrases of a question, each up to the next preposition or verb; names such as “Ministry of Finance” stay whole."""
    start = end = -1
    tokens = list(_TOKEN.finditer(text))
    for place, token in enumerate(tokens):
        if start >= 0 and _joins(tokens, place):
            continue
        if start >= 0 and _DETERMINER.match(token[0]):
            yield Span(start, _before_verb(text[start:end], start))
            start = -1
        if _breaks(token[0], text[start:end] if start >= 0 else ""):
            if start >= 0:
                yield Span(start, end)
            start = -1
            continue
        start, end = (token.start() if start < 0 else start), token.end()
    if start >= 0:
        yield Span(start, end)


def _before_verb(phrase: str, start: int) -> int:
    """Give the end of a phrase before a determiner, without the verb that must then be its last word."""
    noun, space, _verb = phrase.rpartition(" ")
    return start + (len(noun) if space and not _DETERMINER.fullmatch(noun) else len(phrase))


def _joins(tokens: list[re.Match[str]], place: int) -> bool:
    """Say whether a word such as “of” stands within a name."""
    after = [token[0] for token in tokens[place + 1 : place + 3]]
    follows = bool(after) and (after[0][0].isupper() or (after[0] == "the" and len(after) > 1 and after[1][0].isupper()))
    is_between = tokens[place][0] in _JOINING and place > 0 and tokens[place - 1][0][0].isupper() and follows
    return is_between or (tokens[place][0] == "the" and place > 0 and tokens[place - 1][0] in _JOINING and follows)


def _breaks(word: str, before: str) -> bool:
    if not word[0].isalnum() or _BREAKS.fullmatch(word):
        return True
    if (_ADVERB.fullmatch(word) or _PREDICATE.fullmatch(word)) and before and not _DETERMINER.fullmatch(before):
        return True
    is_name = before.split()[-1:] != [] and before.split()[-1][0].isupper() and not _NOUN_TOO.fullmatch(word)
    ends_noun = before.endswith("s") or is_name or bool(body_in(before))
    return ends_noun and word.islower() and _VERB.fullmatch(word) is not None
