"""What a rule says that somebody does, and so has to do: “The audit office checks the accounts each year.”"""

import re

from language.english import LANGUAGE
from language.english.actors import body_in
from language.english.subjects import subject_in
from language.grammar import Duty
from language.lexicon import either
from language.statements.modality import Modality

_ACTS = LANGUAGE.lexicon("grammar")["official_acts"]
_ONE = [
    re.sub("y$", "ies", verb) if re.search("[^aeo]y$", verb) else f"{verb}es" if re.search("(?:s|sh|ch|x|z)$", verb) else f"{verb}s"
    for verb in _ACTS
]
_VERB = re.compile(rf"\s(?:also |then |\w+ly )?(?P<verb>{either(_ONE)}|{either(_ACTS)})\b(?! (?:that|to be)\b)")
_SINGULAR = re.compile(rf"{either(_ONE)}$")
_PAST = re.compile(r"\b(?:last|ago|yesterday|previous|recent(?:ly)?|since|was|were|had|has|have|been)\b", re.IGNORECASE)
_INFINITIVE = re.compile(r"\b(?:to|and|or|of|the|an?|for|not|by|in|on|with|from|its|their)$")
_LONGEST_LEAD, _MOST_WORDS = 80, 8


def practised(sentence: str, plain: str) -> Duty | None:
    """Give the duty of a body of which a sentence tells in the present what it does; `plain` is the sentence without its asides."""
    if _PAST.search(plain) or not re.search(r"[.;:—]\W{0,3}$", sentence):
        return None
    return next((duty for found in _VERB.finditer(plain) if (duty := _done(plain[: found.start()], found))), None)


def _done(before: str, found: re.Match[str]) -> Duty | None:
    """Give the duty that a verb in the present states of the subject that stands `before` it."""
    subject = subject_in(before)
    body = body_in(subject)
    if (
        not body
        or re.search('[“”"]', subject)
        or _INFINITIVE.search(before)
        or len(subject.split()) > _MOST_WORDS
        or len(before) > len(subject) + _LONGEST_LEAD
    ):
        return None
    if not re.search(r"\b(?:the|an?|each|every|all|any)\s", f"{subject} ", re.IGNORECASE) or not _agrees(body, found["verb"]):
        return None
    return Duty(Modality.MUST, body, found.start("verb"), subject=before.rfind(subject.strip()), is_practice=True)


def _agrees(body: str, verb: str) -> bool:
    """Say whether the number of the verb can be that of its subject: “teams check”, “the team checks”."""
    plural = bool(re.search(r"(?:[^s]s|people|staff|personnel)$|\b(?:and)\b", body.split(" of ")[0]))
    return plural is not bool(_SINGULAR.search(verb))
