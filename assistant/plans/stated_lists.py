"""Lists that a document states under a sentence of its own, quoted whole where they are what is asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Quote
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language
from assistant.modes.quoted import cautions
from assistant.plans.plan import Task
from assistant.question.understanding import Kind
from language.equivalents import indexed
from language.language import Language, language_of
from language.lexicon import any_word_of, pattern_of
from language.messages import translations
from language.span import Span
from language.statements.places import places_in
from language.synonyms import same_words
from language.text.enumerations import Enumeration, enumerations, enumerations_under_headings
from language.text.numbering import end_of_item_label
from language.text.overlap import coverage
from language.text.tokens import telling_words, words
from vectorstore.document import Document
from vectorstore.search.evidence import Evidence, FoundPassage

SURELY = 0.75  # share of the question's words by which a list is surely what is asked for
_LED_TO = 0.5  # the same, where nothing else answers; in another script of the best similarity
_LOOKED_AT, _LOOKED_AT_FOR_LISTS = 3, 5  # passages in which a sentence, or a list, is looked for
_LONGEST = 3_000  # characters
_BEHIND = 0.05  # by which a list counts less for each passage that is better than its own
_NAMED = {
    True: 0.75,
    False: 0.6,
}  # share of what is asked that a sentence holds, where spaces part words and where pairs of characters count
_FEWEST_WORDS = 3  # of what is asked, for a sentence to be known by them
_SERIES = pattern_of("kinds", "series")
_INCLUDES = pattern_of("kinds", "includes")
_POINTS = re.compile(any_word_of("sequels", "points"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedList:
    """A list that a document states, in a passage that was found, and how surely it is what is asked for."""

    enumeration: Enumeration
    found: FoundPassage
    share: float
    place: int = 0  # of the passage among those that were found

    @property
    def weight(self) -> float:
        """What it counts for beside other lists."""
        return self.share - _BEHIND * self.place


def stated_list(task: Task, evidence: Evidence) -> StatedList | None:
    """Give the list among the best passages whose lead-in holds most of what is asked; where items are counted, without its title."""
    asked, is_counted = _asked(task.question, evidence), task.understood.kind is Kind.COUNT
    best = max(_lists(asked, evidence, is_counted), key=lambda one: one.weight, default=None)
    least = SURELY if is_counted else _LED_TO
    return best if best and best.weight >= least else None


def _asked(question: str, evidence: Evidence) -> set[str]:
    """Give the telling words of a question but for those of the kind of list; of pairs of characters those that are words somewhere."""
    asked = set(telling_words(without_list_nouns(question))) or set(telling_words(question))
    known = {word for word in asked if evidence.query.counts.get(word)}
    return known if known and not language_of(question).parts_words else asked


def without_list_nouns(question: str) -> str:
    """Give `question` without the words that say only that a list is wanted, and of what kind."""
    return pattern_of("kinds", "list_nouns").sub(" ", question)


def listed(task: Task, evidence: Evidence, stated: StatedList) -> Answer:
    """Quote a list with the sentence that leads to it, and say how many items it has."""
    document = evidence.documents[stated.found.passage.span.document_id]
    citation = Citation.of(1, document, stated.enumeration.span)
    count = len(stated.enumeration.items)
    told = translations(task.language).counted("The document lists {count} item:", "The document lists {count} items:", count)
    blocks = (Paragraph(told, task.language), Quote(language_of(citation.quote).code, (citation,)))
    about = in_another_language(task.language, (citation,))
    return Answer(Outcome.ANSWERED, (*blocks, *about, *cautions(evidence, task.language, (citation,))), task.language)


def leads_with(stated: StatedList, evidence: Evidence, names: Sequence[str], saying: re.Pattern[str] | None = None) -> bool:
    """Say whether the sentence that leads to a list has all of some names, and what `saying` finds, if that is given."""
    lead = stated.enumeration.lead.of(evidence.documents[stated.found.passage.span.document_id].text)
    return set(words(" ".join(names))) <= set(words(lead)) and (saying is None or saying.search(lead) is not None)


def including(task: Task, evidence: Evidence, stated: StatedList) -> Answer | None:
    """Quote the sentence that says what the thing includes of which the question asks that; None where what leads to the list does."""
    lead = stated.enumeration.lead.of(evidence.documents[stated.found.passage.span.document_id].text)
    if not _INCLUDES.search(task.question) or _INCLUDES.search(lead):
        return None
    return named_in_a_sentence(task, evidence, _INCLUDES)


def named_in_a_sentence(task: Task, evidence: Evidence, saying: re.Pattern[str] | None = None) -> Answer | None:
    """Quote the sentence of the best passages that names several things one after the other and holds most of what is asked, and what
    `saying` finds, if that is given."""
    asked = _asked(task.question, evidence)
    naming = [
        sentence
        for found in evidence.passages[:_LOOKED_AT]
        for sentence in (found.sentences if found.in_one_script else ())
        if not sentence.is_heading and _SERIES.search(sentence.text) and (saying is None or saying.search(sentence.text))
    ]
    best = max(naming, key=lambda one: coverage(asked, one.words), default=None)
    least = _NAMED[language_of(task.question).parts_words]
    if best is None or len(asked) < _FEWEST_WORDS or coverage(asked, best.words) < least:
        return None
    citation = Citation.of(1, evidence.documents[best.span.document_id], best.span)
    blocks: tuple[Block, ...] = (
        Quote(language_of(citation.quote).code, (citation,)),
        *cautions(evidence, task.language, (citation,)),
    )
    return Answer(Outcome.ANSWERED, blocks, task.language)


def _lists(asked: set[str], evidence: Evidence, is_counted: bool) -> Iterator[StatedList]:
    for place, found in enumerate(evidence.passages[:_LOOKED_AT_FOR_LISTS]):
        document = evidence.documents.get(found.passage.span.document_id)
        if document is None or not places_in(evidence.question) <= places_in(f"{document.title}\n{found.passage.text}"):
            continue
        for one in _around(document.text, found.passage.span):
            if len(one.span) <= _LONGEST:
                yield StatedList(one, found, _share(asked, one, found, document, is_counted), place)


def _around(text: str, passage: Span) -> list[Enumeration]:
    """Give the lists of which a passage holds items."""
    start = text.rfind("\n", 0, max(0, passage.start - _LONGEST)) + 1
    found = [*enumerations(text, start, passage.end), *enumerations_under_headings(text, start, passage.end)]
    return [one for one in found if one.span.end > passage.start]


def _share(asked: set[str], one: Enumeration, found: FoundPassage, document: Document, is_counted: bool) -> float:
    """Give the share of what is asked that leads to a list, with its title if it is not counted; 0 where only the title says any of it."""
    if found.in_one_script:
        led_by = f"{_led_by(one, document.text, found.passage.span.start)} {' '.join(document.heading_at(one.lead.start))}"
        own = set(words(led_by)) | _openings(one, document.text)
        said = 0.0 if is_counted else found.within.share([found.within.shares(indexed(led_by))])
        own |= _said_by_other_words(asked, own, language_of(found.passage.text))
        return max(said, coverage(asked, own if is_counted else own | found.title_words) if asked & own else 0.0)
    best = max(found.nearest_sentence, 0.01)
    return min(1.0, found.similarity_of(one.lead.within(found.passage.span.document_id)) / best) * (0.9 if found.answers else 0.7)


def _said_by_other_words(asked: set[str], own: set[str], language: Language) -> set[str]:
    """Give the words of what is asked for which a text of a language has another that means the same."""
    same = same_words(language)
    return {word for word in asked if same.get(word, frozenset()) & own}


def _led_by(one: Enumeration, text: str, start: int) -> str:
    """Give what leads to a list: its lead-in and, where that points back (“in these sessions”), the sentences of the paragraph before."""
    lead = one.lead.of(text)
    if not _POINTS.search(lead):
        return lead
    before = text[start : one.lead.start].rstrip().split("\n")[-1] if start < one.lead.start else ""
    return f"{before} {lead}"


def _openings(one: Enumeration, text: str) -> set[str]:
    """Give the first word of each item: what is done with the thing of which the list tells."""
    bare = (text[end_of_item_label(text, item.start) : item.end] for item in one.items)
    return {word for item in bare for word in words(item)[:1]}
