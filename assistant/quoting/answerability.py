"""Whether what was found answers a question: wholly, in part, with a contradiction, or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from assistant.answer.answer import Outcome
from assistant.quoting.asked_attribute import speaks_of_what_is_asked
from assistant.quoting.asked_count import counts_something, states_count, states_share
from assistant.quoting.asked_sum import asked_sum, is_stated, states_money
from assistant.quoting.contradictions import Contradiction, contradictions
from assistant.quoting.excerpts import Excerpt, best_excerpts
from assistant.quoting.office_holders import names_holder, office_asked
from assistant.quoting.papers import names_papers
from assistant.quoting.paraphrase import says_across, says_some, says_the_question
from assistant.quoting.places import is_on_place, places_without_document
from assistant.quoting.requirements_first import promote_definition
from assistant.quoting.said_whole import says_it_whole
from assistant.quoting.stated_first import asks_for_length, states_length
from language.language import language_of
from language.lexicon import any_word_of, pattern_of
from language.question_types import ASKING_FIGURE, ASKING_NAME, QuestionType, question_types
from language.statements.bounds import lies_in_range
from language.statements.places import places_in
from language.synonyms import meanings
from language.text.overlap import coverage, weighted_coverage
from language.text.sentences import sentences
from language.text.tokens import telling_words, words
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.query import Query

_LEAST_COVERAGE = 0.3  # of the question's words, where the embedder does not know its script
_LEAST_STATED = 0.4  # of the words of a question for a figure or a name
_LONGEST_FACTUAL = 8  # telling words of a question for one fact; longer ones tell a story
_FIGURES = {
    QuestionType.WHEN: frozenset({"date"}),
    QuestionType.HOW_MUCH: frozenset({"percent", "number"}),
    QuestionType.HOW_LONG: frozenset({"date", "number"}),
}
"""The kinds of quantities that answer a question for a figure."""
_NEARLY, _NEARLY_BY_WHOM, _NEARLY_STATED = 0.13, 0.06, 0.03  # under the levels of nearness, for figures and bodies, and of a sentence
_LEAD = 0.15  # of the first passage's score over the next
_ITEM = 31  # plain numbers up to this may number articles and items
_LEVELS = ("central", "provincial", "municipal", "county")
_WHICH_HAVE_NOT, _HAVE_NOT = pattern_of("questions", "which_have_not"), pattern_of("questions", "have_not")
_LOCAL_ISSUER = pattern_of("bodies", "local_issuer")
_ROOM = 720  # characters of what may be quoted
_JUDGED = 3  # passages of which the best one counts
_POSSESSIVE = re.compile(r"[’'](?:s\b)?")
_LONG_NAME = re.compile(r"(?<!^)\b[A-Z][\w’'-]{0,40}(?: (?:(?:of|for|and) (?:the )?)?[A-Z][\w’'-]{0,40}){1,6}")
_NAME = re.compile(r"(?<!^)(?<![?!]\s)\b[A-Z][^\W_]*|\b[A-Z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Answerability:
    """How far the documents answer a question.

    `missing` are the names, numbers and years of the question that none of them holds; `contradictions` the sentences of
    different documents that answer it differently, where the outcome is CONFLICT. `definition` explains a term where the
    question asks for nothing else, and the passages that were found do not answer. `unstated` is the sum of money that the question
    asks for, as it calls it, and none of them states. `places` are those of the question, as it writes them, of which no document is, and
    `bodies` those that no document names, where what was found is not on them.
    """

    outcome: Outcome
    missing: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    definition: Excerpt | None = None
    unstated: str = ""
    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()

    @property
    def is_far(self) -> bool:
        """Whether the documents do not answer, and nothing tells that they hold something else than what is asked."""
        is_refused = self.outcome in (Outcome.RELATED, Outcome.NOT_FOUND)
        return is_refused and not (self.missing or self.unstated or self.places or self.bodies)


def assess(evidence: Evidence, unknown_bodies: Sequence[str] = ()) -> Answerability:
    """Judge by the one of the first passages that comes nearest to the question: how much else is in the library changes nothing.

    A question for a figure or a name of something, of which none of these passages states any, is answered by what is RELATED only, and
    so is one about a place of which none speaks or what would be quoted first does not, about bodies of one level where the best says it
    of another, about the holder of an office whom none names, for a property of which none speaks, and about bodies that no document
    names, the `unknown_bodies`.
    """
    query, judged = evidence.query, evidence.passages[:_JUDGED]
    named = [one for one in _names(query.question) if not any(_holds(found, one) or _is_in_range(found, one, query) for found in judged)]
    missing = tuple(one for one in named if not query.counts.get(_word(one), 1) and _can_be_missing(one, evidence))
    outcome = Outcome.ANSWERED if _states_what_is_asked(evidence, judged) else _nearest(evidence, judged)
    if outcome is not Outcome.ANSWERED and (definition := next(iter(promote_definition(evidence, [])), None)):
        return Answerability(Outcome.ANSWERED, definition=definition)
    unknown = tuple(unknown_bodies) if judged and judged[0].in_one_script else ()  # a document may write a name in its own script
    places = () if outcome is Outcome.ANSWERED and _quoted_first_is_on_place(evidence) else places_without_document(evidence)
    missing = tuple(one for one in missing if not any(one in name for name in (*places, *unknown)))
    asked = asked_sum(query.question)
    office = office_asked(query.question)
    is_unstated = (asked is not None and not is_stated(asked, judged)) or not _names_those_that_have_not(query.question, judged)
    is_unstated = is_unstated or bool(office and not names_holder(office, judged))
    is_unstated = is_unstated or not speaks_of_what_is_asked(query.question, judged)
    is_unstated = is_unstated or (_counts(query.question) and not states_count(query.question, judged))
    is_unstated = is_unstated or not states_share(query.question, judged)
    if outcome is not Outcome.ANSWERED or is_unstated or unknown or places:
        outcome = outcome if outcome is Outcome.NOT_FOUND else Outcome.RELATED
        return Answerability(outcome, missing, unstated=asked.name if asked and is_unstated else "", places=places, bodies=unknown)
    return _answered(evidence, judged, missing)


def _answered(evidence: Evidence, judged: Sequence[FoundPassage], missing: tuple[str, ...]) -> Answerability:
    """Say how what comes near enough answers."""
    if differing := contradictions(evidence):
        return Answerability(Outcome.CONFLICT, missing, tuple(differing))
    if not _would_state_figure(evidence):
        return Answerability(Outcome.RELATED, missing)
    if missing:
        return Answerability(Outcome.PARTIAL, missing)
    is_on_all = _speaks_of_all(evidence.query, judged) and _quoted_first_is_on_place(evidence) and _quoted_first_is_on_named(evidence)
    return Answerability(Outcome.ANSWERED if is_on_all and not _speaks_of_another_level(evidence) else Outcome.RELATED)


def _counts(question: str) -> bool:
    """Say whether a question counts something other than units of time, of which something lasts so many."""
    return counts_something(question) and not asks_for_length(question)


def _would_state_figure(evidence: Evidence) -> bool:
    """Say whether what would be quoted states a sum of money, an age or a length of time, where that is asked for."""
    asked, is_for_length = asked_sum(evidence.question), asks_for_length(evidence.question)
    if not (asked or is_for_length):
        return True
    quoted = [one.text for one in best_excerpts(evidence, _ROOM)]
    return any(states_money(asked, one) if asked else states_length(evidence.question, one) for one in quoted)


def _quoted_first_is_on_place(evidence: Evidence) -> bool:
    """Say whether what would be quoted first is on a place of the question, if it names any."""
    first = best_excerpts(evidence, _ROOM)[:1] if places_in(evidence.question) else []
    return all(is_on_place(evidence, excerpt.span) for excerpt in first)


def _quoted_first_is_on_named(evidence: Evidence) -> bool:
    """Say whether what would be quoted first stands in a passage that holds a name of several words in the question, where only others of
    those that were found hold it whole."""
    named = [frozenset(words(_POSSESSIVE.sub("", name))) for name in _LONG_NAME.findall(_asking(evidence.question))]
    first = best_excerpts(evidence, _ROOM)[:1] if named else []
    quoted = next((found for found in evidence.passages if first and found.passage.span.contains(first[0].span)), None)
    if quoted is None or not quoted.in_one_script:
        return True
    return all(
        one <= quoted.words | quoted.context_words or not any(one <= found.words for found in evidence.passages if found is not quoted)
        for one in named
    )


def _nearest(evidence: Evidence, judged: Sequence[FoundPassage]) -> Outcome:
    """Say whether the passages come near enough to answer, or only to be shown; what says the question always does."""
    query = evidence.query
    if evidence.saying:
        return Outcome.ANSWERED
    if query.vector is None:
        covered = max((weighted_coverage(query.weights, found.words) for found in judged), default=0.0)
        return Outcome.ANSWERED if covered >= _LEAST_COVERAGE else Outcome.NOT_FOUND
    saying = (says_the_question, names_papers, says_it_whole)
    if any(found.answers or any(one(found, query.question) for one in saying) for found in judged):
        return Outcome.ANSWERED
    if says_across(judged):
        return Outcome.ANSWERED
    has_own = any(found.in_one_script for found in evidence.passages)  # beside which what says nothing in another script is not shown
    near = [found for found in judged if found.nearness >= found.levels.near and not (has_own and found.says_nothing)]
    is_near = bool(near) or says_some(judged, query.question)
    return Outcome.RELATED if is_near else Outcome.NOT_FOUND


def _states_what_is_asked(evidence: Evidence, judged: Sequence[FoundPassage]) -> bool:
    """Say whether the first passage, far better than the others in its script, comes nearly near enough by a sentence with the date or
    figure that is asked for, or with somebody who must act where that is asked; never one in another script that says little."""
    types = question_types(evidence.question)
    kinds = next((kinds for type, kinds in _FIGURES.items() if type in types), frozenset[str]())
    if not judged or not (kinds or QuestionType.WHO in types):
        return False
    first = judged[0]
    rest = [found.match.score for found in judged[1:] if found.in_one_script == first.in_one_script]
    is_near = (
        first.nearness >= first.levels.answering - (_NEARLY if kinds else _NEARLY_BY_WHOM)
        or first.nearest_sentence >= first.levels.stated - _NEARLY_STATED
    )
    best = max(range(len(first.sentences)), key=lambda place: first.similarity_of(first.sentences[place].span), default=None)
    if first.says_little or not is_near or best is None or first.match.score - max(rest, default=0.0) < _LEAD:
        return False
    if kinds:
        found = first.sentences[best].quantities
        return any(one.kind in kinds and (one.kind != "number" or float(one.value) > _ITEM) for one in found)
    said = first.sentences[best : best + 2]  # a label, and what stands under it
    return any(row.body and any(row.span.overlaps(one.span) for one in said) for row in evidence.requirements)


def _speaks_of_all(query: Query, judged: Sequence[FoundPassage]) -> bool:
    """Say whether one of the passages names the places of the question and, if it asks for a figure or a name, all that it names."""
    question, places = query.question, places_in(query.question)
    if places and not any(places & places_in(_whole(found)) for found in judged):
        return False
    names = _names(question)
    if not names or not question_types(question) & (ASKING_FIGURE | ASKING_NAME):
        return True
    return any(_states_of(found, query, names) for found in judged)


def _names_those_that_have_not(question: str, judged: Sequence[FoundPassage]) -> bool:
    """Say whether a sentence names somebody who has not done something, where that is asked; in scripts without capitals any may."""
    if not _WHICH_HAVE_NOT.search(question):
        return True
    said = [sentence.text for found in judged for sentence in found.sentences if _HAVE_NOT.search(sentence.text)]
    asked = set(words(question))
    return any(not language_of(text).parts_words or any(_word(name) not in asked for name in _NAME.findall(text)) for text in said)


def _speaks_of_another_level(evidence: Evidence) -> bool:
    """Say whether the question is on bodies of one level, such as central ones, and what would be quoted first on those of another."""
    asked = _levels_in(evidence.question)
    first = best_excerpts(evidence, _ROOM)[:1] if asked else []
    said = _levels_in(first[0].text) if first else frozenset[str]()
    summary = evidence.summaries.get(first[0].span.document_id) if first else None
    if not said and summary and asked == {"central"}:
        return _LOCAL_ISSUER.search(summary.issuer) is not None  # no local issuer can oblige central bodies
    return bool(said) and not asked & said


@lru_cache(maxsize=1_000)
def _levels_in(text: str) -> frozenset[str]:
    return frozenset(name for name in _LEVELS if _level(name).search(text))


@cache
def _level(name: str) -> re.Pattern[str]:
    return re.compile(any_word_of("bodies", "levels", name), re.IGNORECASE)


def _states_of(found: FoundPassage, query: Query, names: Sequence[str]) -> bool:
    """Say whether a passage states something of what the question names: numbers in any script, in the question's own all names, and
    where spaces part its words and it is short most of these within two sentences that follow each other."""
    if not found.in_one_script and not found.may_state_what_is_asked:
        return False
    held = [one for one in names if _holds(found, one) or _is_in_range(found, one, query)]
    if not found.in_one_script or not language_of(query.question).parts_words:
        return all(one in held for one in names if one[0].isdigit() or found.in_one_script)
    if len(held) < len(names):
        return False
    asked, around = set(telling_words(_asking(query.question))), found.title_words | {_word(one) for one in names} - found.words
    if len(asked) > _LONGEST_FACTUAL:
        return True
    said = [sentence.words for sentence in found.sentences]
    return any(coverage(asked, one | next | around) >= _LEAST_STATED for one, next in pairwise([*said, frozenset[str]()]))


def _asking(question: str) -> str:
    """Give the sentences that ask, all where none does by its mark."""
    parts = [span.of(question) for span in sentences(question)]
    return " ".join(part for part in parts if part.rstrip().endswith(("?", "？"))) or question


def _can_be_missing(name: str, evidence: Evidence) -> bool:
    """Say whether a name would stand in the passages as it is written: numbers in all, other names in those of the question's script."""
    return name[0].isdigit() or all(found.in_one_script for found in evidence.passages)


def _holds(found: FoundPassage, name: str) -> bool:
    """Say whether a passage, with its title and headings, holds a name as it is written, or the words that an abbreviation stands for."""
    if _word(name) in found.words:
        return True
    initials = r"\W{1,3}(?:\w{2,3}\W)?".join(rf"{letter}\w{{1,40}}(?:-\w{{1,40}})?" for letter in name)
    return name.isupper() and len(name) > 1 and re.search(rf"\b{initials}", _whole(found), re.IGNORECASE) is not None


def _is_in_range(found: FoundPassage, name: str, query: Query) -> bool:
    """Say whether a figure of the question lies in a range that a sentence of a passage states."""
    return name[0].isdigit() and any(lies_in_range(name, query.question, sentence.text) for sentence in found.sentences)


def _whole(found: FoundPassage) -> str:
    return f"{found.passage.title}\n{found.passage.heading}\n{found.passage.text}"


def _names(question: str) -> list[str]:
    """Give the numbers, years and names in `question` as written, in order; no abbreviations that the lexicons know by other words (OK)."""
    found = [*re.findall(r"\d[\d.,]*\d|\d", question), *_NAME.findall(question)]
    telling = set(telling_words(question))
    found = [one for one in found if not (one.isupper() and any(known.others for known in meanings(one)))]
    return [one for one in dict.fromkeys(found) if (word := _word(one)) in telling and (len(word) > 1 or word.isdigit())]


def _word(name: str) -> str:
    """Give the word that stands for a name in the index, empty where none does."""
    return next(iter(words(name)[-1:]), "")
