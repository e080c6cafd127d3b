"""The grammar of duties in French: what obliges, and who is obliged."""

import re

from language.french import LANGUAGE
from language.grammar import Duty, Grammar
from language.lexicon import either
from language.statements.modality import Modal, Modality, Sense, modals_of_requirements

_WORDS, _ACTORS = LANGUAGE.lexicon("grammar"), LANGUAGE.lexicon("actors")
_AGENTS, _NOT_PERSONS = frozenset(_ACTORS["agents"]), frozenset(_ACTORS["not_persons"])
_PERSON = re.compile(rf"[^\W\d_]{{2,}}{either(_ACTORS['endings'])}")
_MANY = re.compile(rf"(?:{either(_ACTORS['many'])}(?:\s+|(?<=[’'])))+", re.IGNORECASE)
_BEFORE_NOUN = re.compile(rf"(?:{either(_ACTORS['before_nouns'])}\s+(?:et\s+)?)*", re.IGNORECASE)
_HEAD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"\s*(?:[-•*–·]\s*|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z])[).°]\s*)*", re.IGNORECASE)
_LONGEST = 110


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(either(_WORDS[name]), re.IGNORECASE)


_ASIDE, _SAID, _DEFINES, _LEAD, _CUT = map(_pattern, ("asides", "said", "defines", "leads", "cuts"))
_PRONOUN, _PASSIVE, _PREDICATE, _ALLOWED = map(_pattern, ("pronouns", "passive", "predicates", "allowed"))
_BY, _AFTER_AGENT, _COMMAND = map(_pattern, ("by", "after_agents", "commands"))


def french_duty(sentence: str) -> Duty | None:
    """Give the first duty that a French sentence states, None where it states none; a question states none."""
    if _DEFINES.search(sentence) or sentence.rstrip(" »\u00a0\u202f").endswith("?"):
        return None
    plain = _ASIDE.sub(lambda found: " " * len(found[0]), sentence)
    for modal in modals_of_requirements(LANGUAGE).find(plain):
        if duty := _stated(plain, modal):
            return duty
    return _commanded(sentence)


def _stated(plain: str, modal: Modal) -> Duty | None:
    """Give the duty that a modal states, None where it only tells what can be."""
    action, before = modal.span.end, plain[: modal.span.start]
    said = _SAID.match(before)
    start = said.end() if said else 0
    if modal.body:
        return Duty(modal.modality, body_in(modal.body), action, start)
    subject = _subject_in(before[start:])
    passive = _PASSIVE.match(plain, action)
    acted_on = passive and not _PREDICATE.match(passive["verb"])
    body = _agent(plain[action:]) if acted_on else body_in(subject)
    if modal.modality is Modality.MAY and modal.sense is not Sense.RELEASE and not (body or (passive and _ALLOWED.match(passive["verb"]))):
        return None
    is_thing = bool(subject) and not body and not _PRONOUN.fullmatch(subject)
    return Duty(modal.modality, body, action, start, before.rfind(subject) if subject else None, acts=not (is_thing or acted_on))


def _subject_in(before: str) -> str:
    """Give what stands as subject at the end of `before`, without what leads it in."""
    clause = re.split(r"[;:—]", before)[-1]
    clause = _LABEL.sub("", clause, count=1)
    while lead := _LEAD.match(clause):
        clause = clause[lead.end() :]
    parts = [part.strip() for part in clause.split(",") if part.strip()]
    listed = len(parts) > 1 and all(body_in(re.sub(r"^(?:et|ou) ", "", part)) for part in parts)
    described = len(parts) > 1 and bool(body_in(parts[0]))
    return clause.strip(" ,") if listed else parts[0] if described else parts[-1] if parts else ""


def body_in(phrase: str) -> str:
    """Give the body that a noun phrase names, without its article; empty where it names none that can act.

    The noun that says whether it can stands first, after articles and a few adjectives.
    """
    phrase = " ".join(_CUT.sub("", phrase.strip(" ,.;:«»“”")).split())
    if many := _MANY.match(phrase):
        phrase = phrase[many.end() :]
    adjectives = _BEFORE_NOUN.match(phrase)
    head = _HEAD.match(phrase, adjectives.end() if adjectives else 0)
    return phrase if head and len(phrase) <= _LONGEST and _acts(head[0]) else ""


def _acts(noun: str) -> bool:
    """Say whether a noun, in the singular or the plural, names somebody."""
    plain = noun.lower()
    forms = {plain, plain.removesuffix("s"), plain.removesuffix("x"), re.sub(r"aux$", "al", plain)}
    if forms & _NOT_PERSONS:
        return False
    known = bool(forms & _AGENTS) or any(_PERSON.fullmatch(form) for form in forms)
    return known or (len(noun) > 1 and noun.isupper())


def _agent(after: str) -> str:
    """Give the body after the “par” of a passive."""
    found = _BY.search(after)
    return body_in(_AFTER_AGENT.sub("", found["who"])) if found else ""


def _commanded(sentence: str) -> Duty | None:
    """Give the duty of a sentence in the imperative: “Publiez …”, “N’envoyez jamais …”."""
    label = _LABEL.match(sentence)
    begin = label.end() if label else 0
    command = _COMMAND.match(sentence, begin)
    if command is None:
        return None
    return Duty(Modality.MUST_NOT if command["not"] else Modality.MUST, "", begin, is_command=True)


def _body_of_lead_in(lead_in: str) -> str:
    return body_in(_subject_in(lead_in))


GRAMMAR = Grammar(french_duty, _body_of_lead_in)
