"""What the minutes of a meeting decide: “Agreed that the clerk write to the owner.”, “The clerk to check the locks.”"""

import re

from language.english import LANGUAGE
from language.english.actors import body_in, proper_name
from language.english.subjects import agent_in
from language.grammar import Duty
from language.lexicon import either
from language.statements.modality import Modality

_WORDS = LANGUAGE.lexicon("grammar")
_VERB, _DONE = either(_WORDS["verbs"]), either(_WORDS["decided_at_once"])
_NUMBER = r"^\s*(?:[-•*–·]\s*|(?:\d{1,3}(?:\.\d{1,3})*|\(?[a-z0-9]{1,3}\))[.:)]*\s+)?"
_NO_VERB = r"(?:the|an?|this|that|these|those|all|any|its|their|our|no|some|each|every|it|them|us|have)"
_DECIDED = re.compile(
    rf"(?:{_NUMBER}|\b(?:it (?:was|is|has been) |(?:members|councillors|trustees|governors|the \w+(?: \w+){{0,2}}) )(?:also )?)"
    r"(?:unanimously |further )?(?:agreed|resolved|decided)(?: unanimously)?:?,? that:? ",
    re.IGNORECASE,
)
_DECIDED_TO = re.compile(
    rf"{_NUMBER}(?:it was )?(?:unanimously |further |also )*(?:agreed|resolved|decided)"
    rf"(?: unanimously)?:? to (?=[a-z-]+ \w)(?!{_DONE}\b|{_NO_VERB}\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"{_NUMBER}(?P<who>(?:the )?{either(_WORDS['officers'])}(?: [A-Z][\w’'-]*)*) (?:was|were) (?:also |further |then )?"
    r"(?:asked|requested|instructed|tasked|authori[sz]ed|directed|delegated) to (?=[a-z-]+)",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:would|will|should|must|shall|may|could|can)\b(?P<not> not\b)?")
_BARE = re.compile(rf"\b(?P<verb>be|{_VERB})\b", re.IGNORECASE)
_AFTER_NOUN = re.compile(r"(?:\b(?:the|a|an|of|and|or|for|in|on|with|its|their|no|all|to|by|at|each|any|this|that)|^)\s*$", re.IGNORECASE)
_ACTION = re.compile(
    rf"{_NUMBER}(?i:actions?(?: points?)?\s*[:–—-]\s*)?(?P<who>(?:[Tt]he |[Aa]ll )?[A-Z][^\s,;:.()]*(?: [^\s,;:.()]+){{0,5}}?)"
    rf" to (?:\w+ly )?(?P<verb>{_VERB})\b"
)
_AGREED = re.compile(
    rf"{_NUMBER}(?P<who>[^,;:.]{{3,80}}?) (?:\w+ly )?(?:agreed|resolved|decided|undertook|undertakes|offered|volunteered|promised)"
    rf"(?: unanimously)? to (?!{_NO_VERB}\b)(?=[a-z-]+\b)",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    rf"{_NUMBER}(?P<who>[^,;:.]{{3,60}}?) (?:said|stated|confirmed|advised|reported|promised|added)(?: that)? (?:he|she|they) "
    rf"(?:would|will) (?!(?:be|have|not|like|welcome|support)\b)(?={_VERB}\b)",
    re.IGNORECASE,
)
_COMMANDS = re.compile(rf"{either(_WORDS['before_infinitive'])}\b(?! [A-Z])", re.IGNORECASE)
_OBJECT = re.compile(r"\s+[\w’'-]+\s+\w")
_LABELLED = re.compile(rf"{_NUMBER}actions?(?: points?)?\s*[:–—-]", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|must|shall|should|may|can|could|need|needs|how|what|when|where|who|agreed|agrees|plans?|"
    r"right|rights|duty|power|powers|authority|ability|failure|capacity|obligation|commitment|guide|due|able|wants?|wish(?:es)?|requires?|obliges?|instructs?|orders?|urges?|calls?|encourages?|expects?|helps?|allows?|enables?|permits?|directs?|asked|invited|decided|resolved|seeks?|continues?|aims?|hopes?|intends?|\w+ed)\b",
    re.IGNORECASE,
)


def decided(sentence: str) -> Duty | None:
    """Give the duty that a decision or an action of minutes states, None where the sentence is none."""
    if found := _DECIDED.search(sentence):
        return _of_decision(sentence, found.end())
    if found := _DECIDED_TO.match(sentence):
        return Duty(Modality.SHOULD, "", found.end())
    if found := _ASKED.match(sentence):
        return Duty(Modality.SHOULD, body_in(found["who"]), found.end(), subject=found.start("who"))
    if (
        (found := _AGREED.match(sentence))
        and (body := body_in(found["who"]) or proper_name(found["who"], True))
        and not re.match(rf"{_DONE}\b", sentence[found.end() :])
    ):
        return Duty(Modality.SHOULD, body, found.end(), subject=found.start("who"))
    if (found := _PROMISED.match(sentence)) and (body := body_in(found["who"]) or proper_name(found["who"], True)):
        return Duty(Modality.SHOULD, body, found.end(), subject=found.start("who"))
    action = _ACTION.match(sentence)
    if (
        action
        and not _FINITE.search(action["who"])
        and not _COMMANDS.match(action["who"])
        and (_LABELLED.match(sentence) or re.search(r"[.;]\W{0,3}$", sentence))
    ):
        body = body_in(action["who"]) or proper_name(action["who"], True)
        if body and not re.match(r"be\b", action["verb"]) and (_LABELLED.match(sentence) or _OBJECT.match(sentence, action.end())):
            return Duty(Modality.MUST, body, action.start("verb"), subject=action.start("who"))
    return None


def _of_decision(sentence: str, start: int) -> Duty | None:
    """Give the duty of what was decided, whose words begin at `start`: “the owner be told”, “meetings would be open”."""
    if modal := _MODAL.search(sentence, start):
        modality = (
            Modality.MUST if modal[0] in ("must", "shall") else Modality.MAY if modal[0] in ("may", "can", "could") else Modality.SHOULD
        )
        return _of(sentence, start, modal.start(), modal.end(), Modality.MUST_NOT if modal["not"] else modality)
    be = re.compile(r"\bbe \w").search(sentence, start)
    for verb in [be] if be else _BARE.finditer(sentence, start):
        if not _AFTER_NOUN.search(sentence[start : verb.start()]):
            return _of(sentence, start, verb.start(), verb.start(), Modality.MUST)
    return None


def _of(sentence: str, start: int, end: int, action: int, modality: Modality) -> Duty:
    who = sentence[start:end].strip()
    passive = re.match(r"\s*be \w+", sentence[action:])
    body = agent_in(sentence[action:]) if passive else body_in(who) or proper_name(who.rstrip("."), False)
    return Duty(modality, body, action, subject=start, acts=bool(body) and not passive)
