"""What stands under a label or at one (“Policy owner: …”, “Reasons for an exception:” with its list), where a short question asks for it by
the words of the label, of what stands there and of the headings above."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from assistant.quoting.answer_type import is_of_type
from assistant.quoting.leads import Lead, led_by_best
from language.language import Language, language_of
from language.lexicon import any_word_of
from language.question_types import ASKING_FIGURE, QuestionType, question_types, without_question_words
from language.span import Span
from language.synonyms import light_words, same_words
from language.text.enumerations import announces_a_list
from language.text.numbering import end_of_item_label
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.search.evidence import QUOTED, Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_LABEL = re.compile(r"(?P<label>[^\s:|][^:|.;]{1,60}):(?:\s|$)")
_ALLOWED = re.compile(any_word_of("questions", "allowed_or_not"), re.IGNORECASE)
_FEWEST, _MOST = 2, 7  # words of a question
_HALF = 0.5  # of them, and of those that the title does not say, that the label and what stands there must say themselves
_LONGEST = 6  # words of a label


def labelled_first(evidence: Evidence) -> Evidence:
    """Give `evidence` with the passage first of which a label, with what stands there and the headings above, says every word of a short
    question, and that as what is quoted first; as it is where none does, or where a sentence is known already that is. Told only where
    spaces part words."""
    language = language_of(evidence.question)
    needed = _needed(evidence.question, language) if language.parts_words and not evidence.saying else frozenset()
    if not _FEWEST <= len(needed) <= _MOST:
        return evidence
    read = (found for found in evidence.passages[:QUOTED] if found.in_one_script)
    return led_by_best(evidence, (one for found in read for one in _saying(needed, found, evidence, language)))


def _needed(question: str, language: Language) -> frozenset[str]:
    """Give the telling words of a question but for those that ask, and for verbs that say little where others are enough."""
    rest, same = _ALLOWED.sub(" ", question), same_words(language)
    for one in QuestionType:
        rest = without_question_words(rest, one)
    telling = frozenset(telling_words(rest)) - STOP_WORDS | {one for one in words(rest, language) if one in same}
    heavy = telling - light_words(language)
    return heavy if len(heavy) >= _FEWEST else telling


def _saying(needed: frozenset[str], found: FoundPassage, evidence: Evidence, language: Language) -> Iterator[Lead]:
    """Give a label with what stands at it, an item under it or both, that say the question, as much of it as they say."""
    document, same = evidence.documents[found.passage.span.document_id], same_words(language)
    beside_title = frozenset(word for word in needed if not same.get(word, frozenset({word})) & found.title_words)
    if not beside_title:
        return  # the whole document is asked for
    for label, items in _labels(found.sentences):
        above = frozenset(words(" ".join((document.title, *document.heading_at(label.span.start))), language))
        for part, end in (
            (frozenset[str](), items[-1].span.end if items else label.span.end),
            *((one.words, one.span.end) for one in items),
        ):
            own = label.words | part
            share = min(_share(needed, own, same), _share(beside_title, own, same))
            if share >= _HALF and _share(needed, own | above, same) == 1 and _is_of_type(evidence.question, label, items):
                yield Lead(share - bool(part) / 100, Span(label.span.start, end, label.span.document_id), found)


def _labels(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, list[Sentence]]]:
    """Give the sentences that are a label, with what follows in them, or lead to a list as a label or a heading, each with the items
    under it."""
    for place, sentence in enumerate(sentences):
        if end_of_item_label(sentence.text) or len(_label(sentence.text).split()) > _LONGEST:
            continue
        leads = sentence.is_heading or announces_a_list(sentence.text)
        items = list(takewhile(lambda one: end_of_item_label(one.text) and not one.is_heading, sentences[place + 1 :])) if leads else []
        if items or (not leads and _LABEL.match(sentence.text)):
            yield sentence, items


def _label(text: str) -> str:
    """Give what stands before the colon of a sentence."""
    return text.partition(":")[0]


def _share(needed: frozenset[str], held: frozenset[str], same: Mapping[str, frozenset[str]]) -> float:
    return sum(bool(same.get(word, {word}) & held) for word in needed) / len(needed)


def _is_of_type(question: str, label: Sentence, items: Sequence[Sentence]) -> bool:
    """Say whether what stands at a label is of the kind that a question for a figure asks for, and no list where one asks for somebody; a
    time may be told by what must be so."""
    if items and QuestionType.WHO in question_types(question):
        return False
    asked = question_types(question) & ASKING_FIGURE - {QuestionType.WHEN}
    return not asked or any(is_of_type(question, one.text) for one in (label, *items))
