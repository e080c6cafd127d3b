"""The grammar of duties in English, also the stiff English of machine translation: what obliges, and who is obliged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.english import LANGUAGE
from language.english.actors import MANY, body_in, proper_name
from language.grammar import Duty, Grammar
from language.lexicon import either, filled
from language.statements.modality import Modal, Modality, Sense, modals_of_requirements

_WORDS = LANGUAGE.lexicon("grammar")
_LEVEL = filled("(?:{numbering.levels}|task|guidance)", LANGUAGE)
_ADVERB, _VERB = either(_WORDS["adverbs"]), either(_WORDS["verbs"])
_NOUNS_TOO, _PLAN, _BE_PLAIN = either(_WORDS["also_nouns"]), either(_WORDS["planned"]), either(_WORDS["predicates"])
_ALLOWED = rf"{either(_WORDS['allowed'])}\b"
_ASIDE = re.compile(
    r"\b(?:if|where|wherever|when|whenever|unless|whether|what|how|because|since|although|though|while|whereas|until|once|"
    r"as soon as|in the event|to the extent|provided)\b"
    r"[^,;:.]*|\b(?:who|whom|whose)\b[^,;:.]*?(?=\s(?:must|shall|should|may|will)\b|[,;:.]|$)|(?<!,)\s\b(?:which|"
    r"that)\s(?:also )?(?:must|shall|should|may|will|can|is|are|has|have|need)\b[^,;:.]*?(?=\s(?:must|shall|should|may|will)\b|"
    r"[,;:.]|$)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"^.*\b(?:sa(?:id|ys)|stat(?:ed|es)|stress(?:ed|es)|emphasi[sz](?:ed|es)|not(?:ed|es)|pointed out|points out|added|adds|"
    r"propos(?:ed|es)|announced?|believes?|believed|shared|"
    r"explained|mentioned|suggested|introduced|clarified|confirmed|requires|required|demanded|deciding|decided|decides|concluded|"
    r"reiterated|made clear|argued?|found|revealed|disclosed|insisted|indicated|reported|warned|recalled)\b"
    r"(?: (?:at|in|on|during|to) [^,;]{0,80}? that\b|,?\s*(?:that\b)?)[,:\s“\"‘]*",
    re.IGNORECASE | re.DOTALL,
)
_LEAD = re.compile(
    r"^\W*(?:and|but|or|so|then|in addition|at the same time|at present|currently|moreover|furthermore|however|therefore|meanwhile|"
    r"specifically|for this purpose|consequently|"
    r"(?:in|on|at|to|for|with|by|from|according|as|based|under|during|through|throughout|after|before|subject|pursuant|consistent|"
    r"without|within|notwithstanding|except|having|given|starting|adhering|focusing)\b[^,]*?,|"
    r"this year|next year|in the next step)\W*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"^\s*(?:[-•*–·]\s*|(?:{_LEVEL}\s+)?[(（]?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[a-z]|[ivx]{{1,4}})[)）.、:]*(?:\([a-z0-9]{{1,3}}\))*\s+|"
    rf"{_LEVEL}\s+\d+[.:]?\s*)*"
    r"(?:[A-Z][\w&’' -]{2,60}:\s+)?",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    rf"[“\"]?(?:{_ADVERB},? )*(?:(?:continue|strive|continuing) to (?:{_ADVERB} )*)?(?P<verb>{_VERB})\b(?![-’'])(?! ?[:/])", re.IGNORECASE
)
_AS_NOUN = re.compile(
    rf"{_NOUNS_TOO}\b(?: (?:of|in|is|are|was|were|has|have|had|will|must|shall|should|may|and|by|for)\b|(?: [\w-]+){{1,4}} (?:is|"
    rf"are|was|were|has|have|"
    rf"had|will|must|shall|should|may)\b)",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(?:in|on|with|by|according|based|at|from|under|through|during|for|to|as|starting|taking|before|after|within)\b", re.IGNORECASE
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|did|does|would|can|could)\b", re.IGNORECASE)
_NOTE = re.compile(r"\b(?:see|note|(?:learn|read|find out)(?: more)? (?:about|on|how|more))\b", re.IGNORECASE)
_DEFINES = re.compile(r"[”\"’]\s*(?:\([^)]*\)\s*)?(?:means|refers to|is defined as)\b|^\W*\w+ means\b", re.IGNORECASE)

_NUMBERED = rf"(?:\W*(?:(?i:{_LEVEL})\s+)?[\w.()-]*\d[\w.()-]*\s+(?=[A-Z]))+"
_NO_DUTY = re.compile(
    r"(?: not)? (?:come into|enter into|take effect|be valid|apply\b|be construed|mean\b|cease|remain in force|be known as|"
    r"be cited|be deemed|prevail)",
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
_SOMEBODY = re.compile(r"\bwe$|^it\b", re.IGNORECASE)
_OPENS_QUESTION = re.compile(r"\W*(?:must|shall|should|may|will|can)\b", re.IGNORECASE)
_PASSIVE = re.compile(r" (?:\w+ly )*be (?:\w+ly )*(?P<verb>\w+(?: out| up)?)")
_PLAIN_MODALS = frozenset({"must", "shall", "should", "will", "may", "must not", "shall not", "may not", "should not"})
_LONGEST_LEAD = 240


def english_duty(sentence: str) -> Duty | None:
    """Give the first duty that an English sentence states, None where it states none."""
    if _DEFINES.search(sentence):
        return None
    command = _commanded(sentence)
    plain = _ASIDE.sub(lambda found: " " * len(found[0]), sentence)
    for modal in modals_of_requirements(LANGUAGE).find(plain):
        if command and command.action < modal.span.start:
            return command
        if duty := _stated(sentence, plain, modal):
            return duty
    return command


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
        subject = self.before.rfind(self.subject) if self.subject.strip() else None
        return Duty(modality or self.modal.modality, body, self.modal.span.end, self.start, subject, acts)


def _stated(sentence: str, plain: str, modal: Modal) -> Duty | None:
    """Give the duty that a modal states, None where it only tells of one."""
    before = plain[: modal.span.start]
    said = _SAID.match(before)
    clause = _Clause(sentence, plain, modal, said.end() if said else 0, before, plain[modal.span.end :], subject_in(before))
    if modal.body:
        return clause.duty(body_in(modal.body))
    if _only_tells(clause):
        return None
    if modal.modality in (Modality.MAY, Modality.MUST) and (nobody := _NOBODY.match(clause.subject)):
        return clause.duty(body_in(clause.subject[nobody.end() :]) if nobody["of"] else "", Modality.MUST_NOT)
    return _stated_of(clause)


def _only_tells(clause: _Clause) -> bool:
    """Say whether a clause tells of rules, of aims, of what the speaker does or what there is, or asks."""
    modal, subject = clause.modal, clause.subject
    tells_aim = modal.sense is Sense.IS_TO and not _is_told(subject, clause.after)
    tells_own = modal.modality in (Modality.MAY, Modality.MUST_NOT) or modal.sense is Sense.WILL
    asks = not subject and _OPENS_QUESTION.match(clause.plain) and clause.sentence.rstrip().endswith("?")
    if _is_rule_on_rules(clause.sentence, clause.after, subject) or tells_aim:
        return True
    return bool((tells_own and _SPEAKER.fullmatch(subject)) or asks)


def _stated_of(clause: _Clause) -> Duty | None:
    """Give the duty of the subject, or of whom a passive names; None where “will” or “may” commits nobody."""
    modal, subject = clause.modal, clause.subject.strip()
    passive = _PASSIVE.match(clause.after)
    body, acts = _acting(clause), True
    is_limit = modal.modality is Modality.MAY and _LIMIT.match(clause.subject)
    commits = is_limit or (modal.modality is not Modality.MAY and modal.sense is not Sense.WILL)
    if not (commits or _is_meant(modal, body, subject, passive["verb"] if passive else "")):
        return None
    if passive and modal.written.lower() in _PLAIN_MODALS and not re.match(rf"{_BE_PLAIN}\b", passive["verb"]):
        body, acts = _agent(clause.sentence[modal.span.end :]), len(clause.subject) <= 3
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


def subject_in(before: str) -> str:
    """Give what stands as subject at the end of `before`, without who reports it and what leads it in."""
    clause = re.split(r"[;:—]", before)[-1]
    clause = re.sub(f"^{_NUMBERED}", "", _SAID.sub("", clause))
    while (shorter := _LEAD.sub("", clause, count=1)) != clause:
        clause = shorter
    clause = re.sub(rf"(?:[,\s]|\b{_ADVERB}\b|\b(?:both|each|all|either|themselves|itself)\b(?=\s*$))+$", "", clause, flags=re.IGNORECASE)
    parts = [part.strip() for part in clause.split(",")]
    listed = len(parts) > 1 and re.match(r"(?:and|or)\b", parts[-1]) and all(body_in(part) for part in parts)
    parts = [part for part in parts if part]
    described = len(parts) > 1 and re.match(rf"{MANY}\s+(?:\S+\s*){{1,2}}$", parts[0], re.IGNORECASE) and not body_in(parts[0])
    return clause if listed or described or not parts else parts[-1]


def _is_meant(modal: Modal, body: str, subject: str, passive: str) -> bool:
    """Say whether “will” or “may” commits or allows somebody, and does not only tell what may come."""
    if body or re.search(r"\b(?:you|we)$", subject, re.IGNORECASE):
        return True
    if modal.sense is Sense.WILL:
        return bool(re.search(r"\b(?:efforts?|work)$", subject, re.IGNORECASE) or re.match(_PLAN, passive))
    return bool(re.match(_ALLOWED, passive))


def _is_rule_on_rules(sentence: str, after: str, subject: str) -> bool:
    """Say whether a sentence only says from when, to what or for what a rule applies."""
    return bool(_PURPOSE.match(sentence) or (_NO_DUTY.match(after) and not body_in(subject)))


def _is_told(subject: str, after: str) -> bool:
    """Say whether “is to” tells somebody, or that something is to be done; else it tells of an aim: “the next step is to …”."""
    return bool(body_in(subject) or re.match(r" be \w+(?:ed|en|t|wn)\b", after))


def _first_named(before: str) -> str:
    """Give the body with which a clause begins where more stands between it and its verb: “Every firm that …, as required, shall”."""
    found = re.match(rf"(?:{_NUMBERED})?((?i:a|an|the|every|each|all|any|no) [^,;:]{{3,}})", _SAID.sub("", before))
    return body_in(found[1]) if found and found[1].strip() else ""


def _agent(after: str) -> str:
    """Give the body after the “by” of a passive."""
    found = re.search(r"\bby(?:,? or on behalf of:?|:)?\s+(?:\([a-z]\)\s*)?((?:the|an?|all|each|every)?\s*[^,.;:()]{3,90})", after)
    return body_in(re.split(r"\s(?:by|before|within|on|no later|in|at|to)\s", found[1])[0]) if found else ""


def _condition(sentence: str) -> str:
    """Give the subject of the condition with which a sentence begins: who “it” is in “Where a firm …, it must …”."""
    found = re.search(
        r"\b(?:where|when|if|unless|once)\s+((?:an?|the|any|each)\s+[^,;]{2,80}?)\s+(?:is|are|has|have|does|do|intends|\w+s)\b",
        sentence,
        re.IGNORECASE,
    )
    return found[1] if found else ""


def _commanded(sentence: str) -> Duty | None:
    """Give the duty that a sentence in the imperative states."""
    if not re.search(r"[.!;。；]\W{0,3}$", sentence) and not re.match(r"\s*(?:[-•*–·]|\(?[a-z0-9]{1,2}[).]\s)", sentence):
        return None
    start = _LABEL.match(sentence)
    begin = start.end() if start else 0
    proposed = re.match(
        r"[^:.;]{3,160}\b(?:proposed|required|stressed|emphasi[sz]ed|pointed out|called for|clear)\b[^:.;]{0,40}:\s*[“\"]", sentence
    )
    if proposed:
        return (
            Duty(Modality.SHOULD, "", proposed.end())
            if re.match(r"(?:In-depth|Comprehensive|Full|Further)\b", sentence[proposed.end() :])
            or _IMPERATIVE.match(sentence, proposed.end())
            else None
        )
    for offset in (begin, *_after_introduction(sentence, begin)):
        command = _IMPERATIVE.match(sentence, offset)
        if command and not _AS_NOUN.match(sentence, command.start("verb")) and not _NOTE.match(sentence, offset):
            return Duty(
                Modality.MUST_NOT if re.match(r"\W*(?:please )?(?:do not|never)\b", sentence[offset:], re.IGNORECASE) else Modality.MUST,
                "",
                offset,
                is_command=True,
            )
    return None


def _after_introduction(sentence: str, begin: int) -> Iterator[int]:
    """Give where a command can begin after a phrase such as “On the basis of …, ”."""
    if not _INTRODUCES.match(sentence, begin):
        return
    for comma in re.finditer(r",\s*", sentence[begin : begin + _LONGEST_LEAD]):
        lead = sentence[begin : begin + comma.start()]
        if lead.count('"') % 2 or lead.count("“") > lead.count("”"):
            continue
        if not _FINITE.search(lead):
            yield begin + comma.end()
        return


def _body_of_lead_in(lead_in: str) -> str:
    return body_in(subject_in(lead_in))


GRAMMAR = Grammar(english_duty, _body_of_lead_in)
