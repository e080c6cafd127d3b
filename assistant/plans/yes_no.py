"""Questions that want a yes or a no: the sentence that decides, and what it says, where its modality is plain."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Quote
from assistant.answer.other_language import in_other_languages
from assistant.answer.sentences import in_another_language
from assistant.modes.quoted import cautions, cited
from assistant.plans.plan import Plan, Task
from assistant.question.understanding import Kind
from assistant.quoting.excerpts import Excerpt, best_excerpts
from language.language import language_of
from language.lexicon import any_word_of
from language.messages import Translations, translations
from language.statements.claims import Demand, claims
from language.statements.modality import Modality, modals_of_claims
from language.text.overlap import coverage
from language.text.tokens import telling_words, words
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_ROOM = 720
_LOOKED_AT = 2  # excerpts
_LEAD = 0.05  # by which a sentence in another script must come nearer than all others
_LEAST = 0.6  # of the question's words that the sentence that decides says
_MOST_QUALIFIED = 1  # words by which the subject of a sentence may say more than the question does, for a yes


class Asked(StrEnum):
    """What a question asks whether it holds; its words stand in the lexicons `yes_no`."""

    PERMISSION = "permission"
    DUTY = "duty"


class Decision(StrEnum):
    """What a sentence makes of a question."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    REQUIRED = "required"
    RELEASED = "released"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class _Deciding:
    """A sentence, and the excerpt in which it is quoted."""

    sentence: Sentence
    excerpt: Excerpt
    fit: float
    by_words: bool


def _answer(task: Task) -> Answer | None:
    """Say yes, no, or that it depends, with the one quote that says so; None where no sentence decides plainly."""
    asked = asked_by(task.question)
    if asked is None:
        return None
    evidence, verdict = task.search(task.question)
    if verdict.outcome not in (Outcome.ANSWERED, Outcome.RELATED) or verdict.definition:
        return None
    deciding = _nearest(sorted(_candidates(evidence), key=lambda one: -one.fit))
    decision = decided(asked, task.question, deciding.sentence.text) if deciding else None
    return _said(task, evidence, deciding.excerpt, decision) if deciding and decision else None


def _nearest(candidates: Sequence[_Deciding]) -> _Deciding | None:
    """Give the first of candidates; none where in another script, in which no word tells them apart, another comes about as near."""
    if len(candidates) > 1 and not candidates[0].by_words and candidates[1].fit > candidates[0].fit - _LEAD:
        return None
    return next(iter(candidates), None)


def asked_by(question: str) -> Asked | None:
    """Give what `question` asks whether it holds; None where its words ask for more than modality decides."""
    if _pattern("undecided").search(question):
        return None
    asking = [one for one in Asked if _asking(one).search(question)]
    return asking[0] if len(asking) == 1 else None


def decided(asked: Asked, question: str, sentence: str) -> Decision | None:
    """Say what a sentence makes of a question for permission or duty; None where it does not decide it plainly.

    What a question says of spans of time and figures must stand in the sentence; a yes needs the same subject.
    """
    said, wanted = claims(sentence), claims(question)
    if not wanted.periods <= said.periods or any(measure not in said.measures for measure in wanted.measures):
        return None
    is_released = bool(_pattern("released").search(sentence))
    demands = {Demand(Modality.MAY, releases=True)} if is_released else {Demand(one.modality, one.releases) for one in said.demands}
    if len(demands) != 1:
        return None
    decision = _DECISIONS.get((asked, demands.pop()))
    if decision and _pattern("conditions").search(sentence):
        return Decision.CONDITIONAL
    says_yes = decision in (Decision.ALLOWED, Decision.REQUIRED)
    return None if says_yes and (said.negations or _is_of_another(said.subject, question)) else decision


_DECISIONS = {
    (Asked.PERMISSION, Demand(Modality.MAY)): Decision.ALLOWED,
    (Asked.PERMISSION, Demand(Modality.MUST_NOT)): Decision.FORBIDDEN,
    (Asked.DUTY, Demand(Modality.MUST)): Decision.REQUIRED,
    (Asked.DUTY, Demand(Modality.MAY, releases=True)): Decision.RELEASED,
    (Asked.DUTY, Demand(Modality.MUST_NOT)): Decision.FORBIDDEN,
}


def _is_of_another(subject: str, question: str) -> bool:
    """Say whether a sentence is on others than the question: its subject lacks that of the question, which comes first in it, or is much
    narrower. Told only where spaces part words."""
    asked = [word for word in words(modals_of_claims().removed_from(question)) if word in set(telling_words(question))]
    if not asked or not language_of(question).parts_words:
        return False
    own = set(telling_words(subject))
    return asked[0] not in own or len(own - set(asked)) > _MOST_QUALIFIED


def _candidates(evidence: Evidence) -> Iterator[_Deciding]:
    """Give the sentences of the best excerpts that are on what is asked: by their words, in another script by their similarity, but only
    where none in the question's script answers."""
    asked = set(telling_words(modals_of_claims().removed_from(evidence.question)))
    quoted = [
        (excerpt, next(one for one in evidence.passages if one.passage.span.contains(excerpt.span)))
        for excerpt in best_excerpts(evidence, _ROOM)[:_LOOKED_AT]
    ]
    has_own = any(found.in_one_script and found.answers for _, found in quoted)
    for excerpt, found in quoted:
        if has_own and not found.in_one_script:
            continue
        for sentence in (one for one in found.sentences if excerpt.span.contains(one.span) and not one.is_heading):
            if (fit := _fit(asked, found, sentence)) > 0:
                yield _Deciding(sentence, excerpt, fit, found.in_one_script)


def _fit(asked: set[str], found: FoundPassage, sentence: Sentence) -> float:
    if not found.in_one_script:
        return found.similarity_of(sentence.span) if found.answers else 0.0
    share = max(coverage(asked, sentence.words), found.said_at(sentence.span))
    return share if share >= _LEAST else 0.0


def _said(task: Task, evidence: Evidence, excerpt: Excerpt, decision: Decision) -> Answer:
    citations = cited(evidence, [excerpt])
    blocks: tuple[Block, ...] = (
        Paragraph(f"{_words(decision, translations(task.language))} [1]", task.language, citations),
        Quote(language_of(citations[0].quote).code, citations),
        *in_other_languages(task.language, evidence, citations),
        *in_another_language(task.language, citations),
        *cautions(evidence, task.language, citations),
    )
    return Answer(Outcome.ANSWERED, blocks, task.language)


def _words(decision: Decision, _: Translations) -> str:
    match decision:
        case Decision.ALLOWED:
            return _("Yes, that is allowed.")
        case Decision.FORBIDDEN:
            return _("No, that is not allowed.")
        case Decision.REQUIRED:
            return _("Yes, that is required.")
        case Decision.RELEASED:
            return _("No, that is not required.")
        case Decision.CONDITIONAL:
            return _("It depends on the condition that the document sets:")


@cache
def _asking(asked: Asked) -> re.Pattern[str]:
    return re.compile(any_word_of("yes_no", "asks", asked.value), re.IGNORECASE)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(any_word_of("yes_no", name), re.IGNORECASE)


PLAN = Plan(frozenset({Kind.YES_NO}), _answer)
