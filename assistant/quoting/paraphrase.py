"""Whether a sentence says what a question asks in other words, where passages come less near than those that answer."""

from collections.abc import Iterator, Sequence

from assistant.quoting.answer_type import is_of_type
from assistant.quoting.asked_count import names_counted
from assistant.quoting.leads import Lead, led_by_best
from language.language import language_of
from language.lexicon import pattern_of, patterns_of
from language.question_types import ASKING_FIGURE, ASKING_NAME, question_types
from language.text.capitals import capitalised
from vectorstore.search.evidence import QUOTED, Evidence, FoundPassage
from vectorstore.search.sentences import Sentence
from vectorstore.search.within import Part

_UNDER, _FAR_UNDER, _FAR_BUT_NEAR = 0.13, 0.2, 0.22  # the level of nearness from which on a passage answers
_HARDLY_UNDER = 0.06  # the same for a question of two words
_MOST_OF_IT, _NEARLY_ALL = 0.6, 0.8  # shares of the question that a sentence must say, the latter in passages that are far under
_ALL = 0.999  # the same in any passage
_OF_TYPE, _OF_TYPE_TOLD = 0.5, 0.65  # the share where it states a thing of the kind that is asked for, with the words that ask and without
_SAID_AND_NEAR, _OF_TYPE_AND_NEAR = 0.93, 0.85  # the share and the cosine of a sentence that was read alone, together
_SAID_AT_LEAST = 0.35  # of these the share
_UNDER_ACROSS, _SAID_ACROSS, _LEAD_ACROSS = 0.06, 0.45, 0.08  # between two scripts; the last is of the score over the next passage's
_WELL_UNDER = 0.35  # the level, for a sentence where spaces part words that says some of the question, or much of it and is near it
_MUCH, _MUCH_AND_NEAR, _SOME = 0.6, 0.87, 0.5  # shares of the question without the words that ask, the second with the sentence's cosine
_MOST_OF_A_NAME = 0.75  # the first of these where somebody or something is to be named, which a sentence always seems to do
_BESIDE_NAMES = 0.4  # share of the words of a question beside names that a sentence must say, where capitals tell names
_OF_SOMETHING = pattern_of("terms", "of_something")
_BOTH, _FEWEST, _FEWEST_APART = 2, 3, 4  # words of a question of which shares tell something, the latter where spaces part them


def says_the_question(found: FoundPassage, question: str) -> bool:
    """Say whether a sentence says most of the question by its words and others that mean the same, and the passage comes nearly near
    enough to answer. A question for a figure is answered by a sentence that states one, which may say less of it; a sentence that says all
    of the question answers it in whichever passage it stands."""
    if any(_says_all(found, question, sentence.text, said) for sentence, said in found.said_by) or _says_both(found, question):
        return True
    fewest = _FEWEST_APART if language_of(question).parts_words else _FEWEST
    return len(found.within.parts) >= fewest and any(
        (_says(found, question, sentence.text, said) and _says_beside_names(found, question, sentence))
        or _says_near(found, question, sentence, said)
        for sentence, said in found.said_by
    )


def own_script_first(evidence: Evidence) -> Evidence:
    """Give `evidence` with the first passage in the question's script that says it, if any does, before those in another script, and the
    sentence by which it does as what is quoted first."""
    first = evidence.passages[0] if evidence.passages else None
    own = next((one for one in evidence.passages[:QUOTED] if one.in_one_script and says_the_question(one, evidence.question)), None)
    if first is None or own is None or all(one.in_one_script for one in evidence.passages[:QUOTED]):
        return evidence
    if first.in_one_script and first is not own:
        return evidence
    return evidence.led_by(own, own.said_by[0][0].span)


def in_other_words_first(evidence: Evidence) -> Evidence:
    """Give `evidence`, which was looked at again, led by the sentence that says much of the question in other words and comes near it when
    it is read alone; as it is where none does, or where the question asks what something means. Told only where spaces part words:
    elsewhere a few words say less."""
    if _asks_meaning(evidence.question) or not language_of(evidence.question).parts_words:
        return evidence
    asks_for_name = bool(question_types(evidence.question) & ASKING_NAME)
    return led_by_best(
        evidence,
        (
            Lead(said + found.nearest_alone(sentence.span), sentence.span, found)
            for found, sentence, said in _said_well(evidence.passages[:QUOTED], evidence.question)
            if said >= (_MOST_OF_A_NAME if asks_for_name else _MUCH) and said + found.nearest_alone(sentence.span) >= _MUCH_AND_NEAR
            if is_of_type(evidence.question, sentence.text) or not _asks_for_figure(evidence.question)
            if _says_beside_names(found, evidence.question, sentence)
        ),
    )


def _asks_meaning(question: str) -> bool:
    asked = (pattern.search(question) for pattern in patterns_of("terms", "asked"))
    return any(found is not None and not _OF_SOMETHING.search(found["term"]) for found in asked)


def says_some(judged: Sequence[FoundPassage], question: str) -> bool:
    """Say whether a sentence says about half of the question in whichever words, in a passage that is not far under those that answer."""
    return any(said >= _SOME for _, _, said in _said_well(judged, question))


def _said_well(passages: Sequence[FoundPassage], question: str) -> Iterator[tuple[FoundPassage, Sentence, float]]:
    """Give the sentences of passages that are not far under those that answer, with the share that each says of the question without the
    words that ask, where that has several words. Where it asks for a figure of one, those that say that one."""
    for found in passages:
        told = _told(found)
        if -found.above > _WELL_UNDER or (len(told) < _BOTH and not (told and _asks_for_figure(question))):
            continue
        said_by = ((sentence, said_of_what_is_told(found, said)) for sentence, said in found.said_by)
        yield from ((found, one, said) for one, said in said_by if len(told) >= _BOTH or told[0].share_in(one.indexed))


def _says_all(found: FoundPassage, question: str, sentence: str, said: float) -> bool:
    """Say whether a sentence says all of the question but for the words that ask, such as “how long”, which it answers."""
    told = _told(found)
    is_on_figure = _asks_for_figure(question) or any(part.meaning.own.strip().isdigit() for part in told)
    fewest = _FEWEST_APART if language_of(question).parts_words and not is_on_figure else _FEWEST
    if len(told) < fewest or (_asks_for_figure(question) and not is_of_type(question, sentence)):
        return False
    return said_of_what_is_told(found, said) >= _ALL


def _says_both(found: FoundPassage, question: str) -> bool:
    """Say whether a sentence says all of a question of two words that asks for no figure or name, and the passage is all but near enough.
    Told only where no space parts words: elsewhere two words say less."""
    is_for_one = bool(question_types(question) & (ASKING_FIGURE | ASKING_NAME)) or language_of(question).parts_words
    if is_for_one or len(found.within.parts) != _BOTH or -found.above > _HARDLY_UNDER:
        return False
    return any(said >= _ALL for _, said in found.said_by)


def _says_beside_names(found: FoundPassage, question: str, sentence: Sentence) -> bool:
    """Say whether a sentence says something of what a question asks beside the names in it, where that is anything, and names what the
    question counts. Always where no space parts words."""
    if not language_of(question).parts_words:
        return True
    if not names_counted(question, sentence.text):
        return False
    names = capitalised(question)
    shares = zip(found.within.parts, found.within.shares(sentence.indexed), strict=True)
    others = [(part.weight, share) for part, share in shares if not names.issuperset(part.meaning.own.split())]
    whole = sum(weight for weight, _ in others)
    return not whole or sum(weight * share for weight, share in others) >= _BESIDE_NAMES * whole


def _told(found: FoundPassage) -> list[Part]:
    """Give the parts of the question but for those that ask, such as “how long”, which a sentence answers."""
    return [part for part in found.within.parts if not question_types(part.meaning.own.strip())]


def said_of_what_is_told(found: FoundPassage, said: float) -> float:
    """Give the share of the question without the words that ask, of which a sentence says the share `said` with them."""
    return min(1.0, said * sum(part.weight for part in found.within.parts) / (sum(part.weight for part in _told(found)) or 1.0))


def _says(found: FoundPassage, question: str, sentence: str, said: float) -> bool:
    """Say whether a sentence of a passage says enough of the question by its words."""
    under = -found.above
    if under > _UNDER:
        return under <= _FAR_UNDER and said >= _NEARLY_ALL
    if is_of_type(question, sentence):
        return said >= _OF_TYPE or said_of_what_is_told(found, said) >= _OF_TYPE_TOLD
    return said >= _MOST_OF_IT and not _asks_for_figure(question)


def _says_near(found: FoundPassage, question: str, sentence: Sentence, said: float) -> bool:
    """Say whether a sentence says less of the question, but comes near it when it is read alone. Told only where no space parts words:
    elsewhere sentences on one subject come as near."""
    alone = found.alone.get(sentence.span, 0.0)
    is_near = -found.above <= _FAR_BUT_NEAR and said >= _SAID_AT_LEAST
    if not alone or not is_near or language_of(question).parts_words:
        return False
    if is_of_type(question, sentence.text):
        return said + alone >= _OF_TYPE_AND_NEAR
    return said + alone >= _SAID_AND_NEAR and not _asks_for_figure(question)


def _asks_for_figure(question: str) -> bool:
    return bool(question_types(question) & ASKING_FIGURE)


def says_across(judged: Sequence[FoundPassage]) -> bool:
    """Say whether the first of the passages that were found, in another script than the question and better than the others in it, has a
    sentence that says about half of the question in the words of its script, and comes nearly near enough to answer."""
    first = judged[0] if judged and not judged[0].in_one_script else None
    if first is None or len(first.across.parts) < _FEWEST or -first.above > _UNDER_ACROSS:
        return False
    next_best = max((found.match.score for found in judged[1:] if not found.in_one_script), default=0.0)
    return first.match.score - next_best >= _LEAD_ACROSS and first.said_across >= _SAID_ACROSS
