"""Counts that a document states: a figure right before the name of what is counted, as in “the 18 provincial enterprises”."""

import re
from collections.abc import Iterator

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Quote
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language
from assistant.modes.quoted import cautions
from assistant.plans.plan import Task
from language.language import language_of
from language.lexicon import pattern_of, patterns_in
from language.span import Span
from language.text.overlap import coverage
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.passage import Passage
from vectorstore.search.evidence import Evidence
from vectorstore.search.sentences import Sentence, sentences_of

_SEARCHED = 60  # passages in which the name of what is counted is looked for
_MOST = 3  # quotes
_HELD = {True: 1.0, False: 0.6}  # share of what else is asked that a sentence holds, where spaces part words and where pairs count
_SOME_STOP = pattern_of("kinds", "list_nouns")


def stated_count(task: Task, evidence: Evidence) -> Answer | None:
    """Quote the sentences that say how many there are of what the question counts, one for each figure; None where none does."""
    patterns = patterns_in(language_of(task.question), "kinds", "counted")
    asked = next((found for pattern in patterns if (found := pattern.search(task.question))), None)
    if asked is None:
        return None
    noun, rest = asked["noun"].strip(), {one for one in telling_words(_SOME_STOP.sub(" ", asked["rest"] or "")) if one not in STOP_WORDS}
    stated = dict(reversed(list(_stating(task, noun, rest))))  # the first place of each figure
    if not stated:
        return None
    documents = {span.document_id: task.library.document(span.document_id) for span in stated.values()}
    spans = [span for span in reversed(stated.values()) if documents[span.document_id]][:_MOST]
    citations = tuple(
        Citation.of(number, document, span) for number, span in enumerate(spans, 1) if (document := documents[span.document_id])
    )
    quotes: list[Block] = [Quote(language_of(one.quote).code, (one,)) for one in citations]
    blocks = (*quotes, *in_another_language(task.language, citations), *cautions(evidence, task.language, citations))
    return Answer(Outcome.ANSWERED, blocks, task.language)


def _stating(task: Task, noun: str, rest: set[str]) -> Iterator[tuple[str, Span]]:
    """Find the sentences with a figure before `noun` that hold what else is asked, each with its figure."""
    language = language_of(task.question)
    counted = [
        re.compile(one.pattern.replace("<noun>", re.escape(noun)), re.IGNORECASE) for one in patterns_in(language, "kinds", "stated_count")
    ]
    with task.library.snapshot() as snapshot:
        found = snapshot.passages(snapshot.find(words(noun), None, _SEARCHED, task.inquiry.filter).shared)
    for passage in sorted(found.values(), key=lambda one: one.span):
        for sentence in sentences_of(passage):
            figure = next((match["n"] for one in counted if (match := one.search(sentence.text))), None)
            if figure and coverage(rest, _around(sentence, passage)) >= (_HELD[language.parts_words] if rest else 0):
                yield figure.casefold(), sentence.span


def _around(sentence: Sentence, passage: Passage) -> frozenset[str]:
    return sentence.words | frozenset(words(f"{passage.title} {passage.heading}"))
