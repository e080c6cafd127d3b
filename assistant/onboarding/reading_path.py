"""A way into the documents of a library: in which order to read them, and their key sentences."""

import re
from collections import Counter
from dataclasses import dataclass

from assistant.onboarding.roles import role_of
from assistant.quoting.key_sentences import KeySentence, key_sentences
from language.messages import Message, counted
from language.text.tokens import folded
from vectorstore.document import DocumentSummary
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement

_KEY_SENTENCES = 3
_MOST_DOCUMENTS = 60
_SHORTEST_TITLE = 8
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORDS_A_MINUTE, _CHARACTERS_A_MINUTE = 220, 350


@dataclass(frozen=True, slots=True)
class Step:
    """A document to read: why it stands here, how many minutes it takes, and its key sentences in the order of its text.

    `concerns` says whether it states duties of the role that the reader works in.
    """

    entry: DocumentSummary
    concerns: bool
    minutes: int
    reasons: tuple[Message, ...]
    key: tuple[KeySentence, ...]


def reading_path(library: Library, reader: str = "", role: str = "") -> list[Step]:
    """Give the documents in force in the order in which they explain each other, of those that say the same the one in the language
    of the `reader`.

    Those with a warning that they are no policy or are garbled come last, and those that state duties of the `role` first, then those in
    the language of the `reader`, those that most others name, those that explain most terms, and the older ones; at most 60.
    """
    entries = library.entries(Filter(reader=reader))
    requirements: dict[int, list[Requirement]] = {}
    for requirement in library.requirements.find():
        requirements.setdefault(requirement.span.document_id, []).append(requirement)
    concerned = Counter(id for id, rows in requirements.items() for row in rows if role and role_of(row.body) == role)
    explained = Counter(term.place.span.document_id for term in library.glossary.terms() if term.explained)
    documents = {entry.id: document for entry in entries[:_MOST_DOCUMENTS] if (document := library.document(entry.id))}
    texts = {id: folded(document.text) for id, document in documents.items()}
    mentions = {entry.id: _naming(entry, texts) for entry in entries}
    ranked = sorted(
        (entry for entry in entries if entry.id in documents),
        key=lambda entry: (
            entry.is_doubtful,
            not concerned[entry.id],
            bool(reader) and entry.language != reader,
            -mentions[entry.id],
            -explained[entry.id],
            entry.issued or "9999",
            entry.name,
        ),
    )
    steps = []
    for entry in ranked:
        own, document = requirements.get(entry.id, []), documents[entry.id]
        reasons = _reasons(mentions[entry.id], explained[entry.id], concerned[entry.id], len(own))
        steps.append(
            Step(entry, concerned[entry.id] > 0, reading_minutes(document.text), reasons, key_sentences(document, own, _KEY_SENTENCES))
        )
    return steps


def reading_minutes(text: str) -> int:
    """Give how many minutes reading takes, at 220 words or 350 characters of Chinese a minute, at least one."""
    characters = len(_CHINESE.findall(text))
    return max(1, round(characters / _CHARACTERS_A_MINUTE + len(_CHINESE.sub(" ", text).split()) / _WORDS_A_MINUTE))


def _reasons(mentions: int, explained: int, concerned: int, duties: int) -> tuple[Message, ...]:
    counts = (
        (
            concerned,
            counted("it states {count} requirement for your role", "it states {count} requirements for your role", count=concerned),
        ),
        (mentions, counted("{count} other document names it", "{count} other documents name it", count=mentions)),
        (explained, counted("it explains {count} term", "it explains {count} terms", count=explained)),
        (duties, counted("it states {count} requirement", "it states {count} requirements", count=duties)),
    )
    return tuple(reason for count, reason in counts if count)


def _naming(entry: DocumentSummary, texts: dict[int, str]) -> int:
    """Count the other documents, given by their folded texts, that name this one by its title or number."""
    names = [folded(name) for name in (entry.title, entry.number) if len(name) >= _SHORTEST_TITLE]
    return sum(any(name in text for name in names) for id, text in texts.items() if id != entry.id)
