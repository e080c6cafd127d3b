"""The grammar of duties in English, also the stiff English of machine translation: what obliges, and who is obliged."""

import re
from dataclasses import dataclass

from language.english import LANGUAGE
from language.english.actors import acts as person
from language.english.actors import body_in, proper_name
from language.english.agents import agents
from language.english.commands import commanded
from language.english.decisions import decided
from language.english.practice import practised
from language.english.subjects import NUMBERED, SAID, agent_in, subject_in, without_speaker
from language.grammar import Duty, Grammar
from language.lexicon import either, filled
from language.statements.modality import Modal, Modality, Sense, modals_of_requirements

_WORDS = LANGUAGE.lexicon("grammar")
_LEVEL = filled("(?:{numbering.levels}|task|guidance)", LANGUAGE)
_PLANS, _BE_PLAIN = either(_WORDS["planned"]), either(_WORDS["predicates"])
_HAPPENS, _EFFECT = (
    re.compile(rf"\s(?:also )?{either(_WORDS['happens'])}\b"),
    re.compile(rf"\s(?:\w+ly |also )*{either(_WORDS['effects'])}\b"),
)
_TELLS_OWN = re.compile(rf"\W*{either(_WORDS['own_view'])}\b", re.IGNORECASE)
_ALLOWED = rf"{either(_WORDS['allowed'])}\b"
_ASIDE = re.compile(
    r"(?:^\W*|(?<=, ))(?-i:[Ss]hould) (?:the|an?|any|some|no|you|your|it|this|that|these|those|there|they|we|our|one|"
    r"\w+s) [^,;:.?]{3,200}(?=[,.;])(?![^.;]*\?)|"
    r"\b(?:if|where|wherever|when|whenever|unless|whether|what|how|because|since|although|though|while|whereas|until|once|"
    r"as soon as|in the event|to the extent|provided)\b"
    r"(?:(?!\sthen\s(?:the|it|they|he|she|this|that|these|those|an?|you|we|all|any|each)\b)[^,;:.])*|"
    r"\b(?:who|whom|whose)\b(?:\s(?:must|shall|should|may|will|can|is|are|has|have)\b)?[^,;:.]*?"
    r"(?<!\sand)(?<!\sor)(?=\s(?:must|shall|should|may|will)\b|\s(?:is|are) (?:also |strongly )?(?:recommended|required|encouraged|advised|"
    r"expected|obliged|"
    r"entitled|allowed|permitted|prohibited|asked|urged|requested) to\b|[,;:.]|$)|(?<!,)\s\b(?:which|"
    r"that)\s(?:also )?(?:must|shall|should|may|will|can|is|are|has|have|need)\b"
    r"(?:\s(?:and|or)\s(?:must|shall|should|may|will)\b)?[^,;:.]*?(?=\s(?:must|shall|should|may|will)\b|"
    r"[,;:.]|$)",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"[”\"’]\s*(?:\([^)]*\)\s*)?(?:means|refers to|is defined as)\b|^\W*(?!this |that |it |which )\w+ means\b", re.IGNORECASE
)

_NO_DUTY = re.compile(
    r"(?: not)? (?:come into|enter into|take effect|be valid|apply\b|be construed|mean\b|cease|remain in force|be known as|"
    r"be cited|be deemed|prevail|"
    r"be (?:taken (?:to|as)|without prejudice|treated as|invalid|void|liable|guilty))",
    re.IGNORECASE,
)
_NO_EFFECT = re.compile(
    r" (?:in any way )?(?:render|limit|alter|impair|derogate|excuse|affect|prejudice|constitute|give rise|confer|relieve|"
    r"preclude|restrict)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\W*(?:[\d.]+\s+)?(?:the|its|our) (?:main |overall |primary )?(?:purpose|aim|objective|goal|intention|focus) of\b", re.IGNORECASE
)
_COUNTED = re.compile(rf"[\W\d]|\b{_LEVEL}\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:it|they|he|she)$", re.IGNORECASE)
_LIMIT = re.compile(r"\W*(?:no|not) (?:more|less|fewer|later|earlier) than\b|\W*at most\b", re.IGNORECASE)
_SPEAKER = re.compile(r"\W*(?:I|there)\W*")
_NOBODY = re.compile(r"\W*(?:(?:nobody|no one|none)|(?P<of>no)(?! (?:more|less|fewer|later|earlier) than))\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:we|you)$|^it\b", re.IGNORECASE)
_OPENS_QUESTION = re.compile(r"\W*(?:must|shall|should|may|will|can)\b", re.IGNORECASE)
_EACH = re.compile(r"(?:each|every|all|any)\b", re.IGNORECASE)
_EXPECTS = re.compile(r"expects?|allows?|enables?", re.IGNORECASE)
_NEED = re.compile(r"needs? to", re.IGNORECASE)
_BEFORE_NOUN = re.compile(r"\b(?:the|a|no|any|this|our|their|its|\w+ing|urgent|clear|great|greater|further)\s$", re.IGNORECASE)
_MIGHT_MEAN = re.compile(r"\b(?:might|may|could) (?:also )?mean\b", re.IGNORECASE)
_PASSIVE = re.compile(r" (?:\w+ly )*be (?:\w+ly )*(?!\w+ing\b)(?P<verb>\w+(?: out| up)?)")
_TOLD_TO = re.compile(
    r" (?:\w+ly )*be (?:\w+ly )*(?:required|obliged|bound|expected|allowed|permitted|authori[sz]ed|entitled|forbidden) to\b"
)
_PLAIN_MODALS = frozenset(
    {
        "must",
        "shall",
        "should",
        "will",
        "may",
        "must not",
        "shall not",
        "may not",
        "should not",
        "is to",
        "are to",
        "has to",
        "have to",
        "needs to",
        "need to",
    }
)


def english_duty(sentence: str) -> Duty | None:
    """Give the first duty that an English sentence states, None where it states none."""
    if _DEFINES.search(sentence):
        return None
    if decision := decided(sentence):
        return decision
    command = commanded(sentence)
    plain = _ASIDE.sub(lambda found: " " * len(found[0]), sentence)
    for modal in modals_of_requirements(LANGUAGE).find(plain):
        if command and command.action < modal.span.start:
            return command
        if duty := _stated(sentence, plain, modal):
            return duty
    return command or practised(sentence, plain)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A sentence around one of its modals: what stands `before` and `after` it in `plain`, the sentence without its asides.

    What stands before `start` only tells who says so; `subject` is what stands as subject before the modal.
    """

    sentence: str
    plain: str
    modal: Modal
    start: int
    before: str
    after: str
    subject: str

    def duty(self, body: str, modality: Modality | None = None, acts: bool = True) -> Duty:
        """Give the duty of `body`, of the modal's modality where no other is given."""
        subject = self.before.rfind(self.subject) if re.search(r"\w", self.subject) else None
        return Duty(modality or self.modal.modality, body, self.modal.span.end, self.start, subject, acts)


def _stated(sentence: str, plain: str, modal: Modal) -> Duty | None:
    """Give the duty that a modal states, None where it only tells of one."""
    before = plain[: modal.span.start]
    said = SAID.match(before)
    clause = _Clause(sentence, plain, modal, said.end() if said else 0, before, plain[modal.span.end :], subject_in(before))
    if modal.body:
        named = body_in(modal.body)
        return clause.duty(named) if named or not _EXPECTS.match(modal.written) else None
    if _only_tells(clause):
        return None
    if modal.written.endswith(("required", "mandatory", "compulsory", "obligatory")) and _NOBODY.match(clause.subject):
        return None
    if modal.modality in (Modality.MAY, Modality.MUST) and (nobody := _NOBODY.match(clause.subject)):
        return clause.duty(body_in(clause.subject[nobody.end() :]) if nobody["of"] else "", Modality.MUST_NOT)
    return _stated_of(clause)


def _only_tells(clause: _Clause) -> bool:
    """Say whether a clause tells of rules, of aims, of what the speaker does or what there is, or asks."""
    modal, subject = clause.modal, clause.subject
    tells_aim = modal.sense is Sense.IS_TO and not (_is_told(subject, clause.after) or modal.written.lower().endswith("required"))
    tells_own = modal.modality in (Modality.MAY, Modality.MUST_NOT) or modal.sense is Sense.WILL
    asks = not subject and _OPENS_QUESTION.match(clause.plain) and clause.sentence.rstrip().endswith("?")
    noun = _NEED.match(modal.written) and _BEFORE_NOUN.search(clause.before)
    denies = modal.modality is Modality.MUST_NOT or re.match(r"\W*(?:nothing|no)\b", subject, re.IGNORECASE)
    bars_nothing = denies and _NO_EFFECT.match(clause.after) and not body_in(subject)
    if _is_rule_on_rules(clause.sentence, clause.after, subject) or tells_aim or noun or bars_nothing:
        return True
    if _MIGHT_MEAN.search(clause.before) or _TELLS_OWN.match(clause.sentence):
        return True
    return bool((tells_own and _SPEAKER.fullmatch(subject)) or asks)


def _stated_of(clause: _Clause) -> Duty | None:
    """Give the duty of the subject, or of whom a passive names; None where “will” or “may” commits nobody."""
    modal, subject = clause.modal, clause.subject.strip()
    passive = _PASSIVE.match(clause.after)
    body, acts = _acting(clause), True
    is_limit = modal.modality is Modality.MAY and _LIMIT.match(clause.subject)
    commits = is_limit or (modal.modality is not Modality.MAY and modal.sense is not Sense.WILL)
    if (
        not body
        and modal.modality is Modality.SHOULD
        and len(subject) > 3
        and not (_SOMEBODY.search(subject) or _EACH.match(subject))
        and _EFFECT.match(clause.after)
    ):
        return None
    forecasts = modal.written.endswith(("expected to", "supposed to")) and not (body or passive or _SOMEBODY.search(subject))
    if forecasts or not (commits or _is_meant(modal, body, subject, clause.after)):
        return None
    if passive and passive["verb"].endswith("s") and person(passive["verb"]):  # “be members of …” is no passive
        passive = None
    is_told_to = bool(body) and _TOLD_TO.match(clause.after) is not None
    if passive and modal.written.lower() in _PLAIN_MODALS and not (is_told_to or re.match(rf"{_BE_PLAIN}\b", passive["verb"])):
        body, acts = agent_in(clause.sentence[modal.span.end :]), len(clause.subject) <= 3
    is_thing = not body and len(clause.subject) > 3 and not _PRONOUN.match(subject) and not _SOMEBODY.search(subject)
    return clause.duty(body, Modality.MUST if is_limit else None, acts=acts and not is_thing)


def _acting(clause: _Clause) -> str:
    """Give the body that stands as subject, or for which a pronoun stands there."""
    modal, subject, before = clause.modal, clause.subject, clause.before
    if _PRONOUN.match(subject.strip()):
        return body_in(_condition(clause.sentence))
    opens = not _COUNTED.sub("", before[: before.rfind(subject)])
    names_none = modal.modality is Modality.MAY or modal.written.lower().startswith("aim")
    return body_in(subject) or ("" if names_none else proper_name(subject, opens)) or _first_named(before)


def _is_meant(modal: Modal, body: str, subject: str, after: str) -> bool:
    """Say whether “will” or “may” commits or allows somebody, and does not only tell what may come."""
    if modal.sense is Sense.WILL and _HAPPENS.match(after):
        return False
    if body or modal.written.lower().startswith("feel") or re.search(r"\b(?:you|we)$", subject, re.IGNORECASE):
        return True
    if modal.sense is Sense.WILL:
        efforts = re.search(r"\b(?:efforts?|work)$", subject, re.IGNORECASE) and not _EFFECT.match(after)
        return bool(efforts or re.match(rf"\s(?:also |now |then |\w+ly )*{_PLANS}", after))
    passive = _PASSIVE.match(after)
    allows = modal.written.isupper() or (passive and (re.match(_ALLOWED, passive["verb"]) or agent_in(after)))
    return bool(allows)


def _is_rule_on_rules(sentence: str, after: str, subject: str) -> bool:
    """Say whether a sentence only says from when, to what or for what a rule applies."""
    return bool(_PURPOSE.match(sentence) or (_NO_DUTY.match(after) and not body_in(subject)))


def _is_told(subject: str, after: str) -> bool:
    """Say whether “is to” tells somebody, or that something is to be done; else it tells of an aim: “the next step is to …”."""
    return bool(body_in(subject) or re.match(r" be \w+(?:ed|en|t|wn)\b", after))


def _first_named(before: str) -> str:
    """Give the body with which a clause begins where more stands between it and its verb: “Every firm that …, as required, shall”."""
    found = re.match(rf"(?:{NUMBERED})?((?i:a|an|the|every|each|all|any|no) [^,;:]{{3,}})", without_speaker(before))
    return body_in(found[1]) if found and found[1].strip() else ""


def _condition(sentence: str) -> str:
    """Give the subject of the condition with which a sentence begins: who “it” is in “Where a firm …, it must …”."""
    found = re.search(
        r"\b(?:where|when|if|unless|once)\s++((?:an?|the|any|each)\s++[^,;]{2,80}?)(?<!\s)\s++(?:is|are|has|have|does|do|intends|\w+s)\b",
        sentence,
        re.IGNORECASE,
    )
    return found[1] if found else ""


def _body_of_lead_in(lead_in: str) -> str:
    return body_in(subject_in(lead_in))


GRAMMAR = Grammar(english_duty, _body_of_lead_in, agents=agents)
