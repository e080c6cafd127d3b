"""A way into the documents of a library: in which order to read them, and their key sentences."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from language.language import language_of
from language.lexicon import any_of
from language.messages import Message, counted
from language.span import Span
from language.text.sentences import sentences
from language.text.tokens import STOP_WORDS, folded, words
from vectorstore.document import Document, DocumentSummary
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement

_KEY_SENTENCES = 3
_MOST_DOCUMENTS = 60
_SHORTEST_TITLE = 8
_FRONT = re.compile(rf"^\W*{any_of('metadata', 'front_lines')}\W", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeySentence:
    """One of the sentences that say most of a document: `quote` is what stands at `span`."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Step:
    """A document to read: why it stands here, and its key sentences in the order of its text."""

    entry: DocumentSummary
    reasons: tuple[Message, ...]
    key: tuple[KeySentence, ...]


def reading_path(library: Library, reader: str = "") -> list[Step]:
    """Give the documents in force in the order in which they explain each other, of those that say the same the one in the language
    of the `reader`.

    Those that most others name come first, then those that explain most terms, then the older ones; at most 60.
    """
    entries = library.entries(Filter(reader=reader))
    requirements: dict[int, list[Requirement]] = {}
    for requirement in library.requirements.find():
        requirements.setdefault(requirement.span.document_id, []).append(requirement)
    explained = Counter(term.place.span.document_id for term in library.glossary.terms() if term.explained)
    documents = {entry.id: document for entry in entries[:_MOST_DOCUMENTS] if (document := library.document(entry.id))}
    texts = {id: folded(document.text) for id, document in documents.items()}
    mentions = {entry.id: _naming(entry, texts) for entry in entries}
    ranked = sorted(
        (entry for entry in entries if entry.id in documents),
        key=lambda entry: (-mentions[entry.id], -explained[entry.id], entry.issued or "9999", entry.name),
    )
    steps = []
    for entry in ranked:
        own = requirements.get(entry.id, [])
        steps.append(Step(entry, _reasons(mentions[entry.id], explained[entry.id], len(own)), key_sentences(documents[entry.id], own)))
    return steps


def key_sentences(document: Document, requirements: Sequence[Requirement]) -> tuple[KeySentence, ...]:
    """Give the three sentences that say most of what the document says, those with duties, dates and figures before others."""
    text = document.text
    spans = [span for span in sentences(text) if _fits(span.of(text))]
    own = [_telling(span.of(text)) for span in spans]
    spread = Counter(word for held in own for word in held)
    weight = {requirement.span.start: 1 + bool(requirement.deadline) + bool(requirement.targets) for requirement in requirements}
    scores = []
    for place, (span, held) in enumerate(zip(spans, own, strict=True)):
        central = sum(spread[word] for word in held) / (len(held) + 5)
        duty = max((value for begin, value in weight.items() if span.start <= begin < span.end), default=0)
        scores.append((central * (1 + 0.5 * duty) + (0.5 if place < 2 else 0.0), -place))
    best = sorted(sorted(range(len(spans)), key=lambda place: scores[place], reverse=True)[:_KEY_SENTENCES])
    return tuple(KeySentence(spans[place].within(document.id), spans[place].of(text)) for place in best)


def _reasons(mentions: int, explained: int, duties: int) -> tuple[Message, ...]:
    counts = (
        (mentions, counted("{count} other document names it", "{count} other documents name it", count=mentions)),
        (explained, counted("it explains {count} term", "it explains {count} terms", count=explained)),
        (duties, counted("it states {count} requirement", "it states {count} requirements", count=duties)),
    )
    return tuple(reason for count, reason in counts if count)


def _naming(entry: DocumentSummary, texts: dict[int, str]) -> int:
    """Count the other documents, given by their folded texts, that name this one by its title or number."""
    names = [folded(name) for name in (entry.title, entry.number) if len(name) >= _SHORTEST_TITLE]
    return sum(any(name in text for name in names) for id, text in texts.items() if id != entry.id)


def _fits(sentence: str) -> bool:
    shortest, longest = language_of(sentence).limit("key_sentence")
    return shortest <= len(sentence) <= longest and bool(re.search(r"[.!。！；;]\W*$", sentence)) and not _FRONT.match(sentence)


def _telling(sentence: str) -> set[str]:
    return {word for word in words(sentence) if word not in STOP_WORDS and len(word) > 1 and not word.isdigit()}
