"""Which thing a question asks the meaning of, and the sentence that says what it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.quoting.runs import is_anaphoric
from assistant.quoting.whole_sentences import whole_sentences
from language.equivalents import equivalents
from language.language import language_of
from language.lexicon import any_of, patterns_of
from language.names import NO_NAMES
from language.span import Span
from language.text.scripts import script_of
from language.text.tokens import folded, telling_words
from vectorstore.document import Document
from vectorstore.search.evidence import Evidence
from vectorstore.search.sentences import Sentence

_ENDS = " ?？.。!！“”\"'"
_QUOTES, _QUESTION_MARKS = " \n”\"'*_", ("?", "？")
_MARKED = re.compile(r"[“\"「『«](?P<term>[^”\"」』»]{2,60})[”\"」』»]")
_OF_DOCUMENT = re.compile(any_of("terms", "of_document"), re.IGNORECASE)
_AROUND = re.compile(any_of("terms", "around"), re.IGNORECASE)
_NEAR = 0.3  # cosine of a question with the definition of what it asks for, in another script
_PLURAL = re.compile(r"(?<=\w{3})(?:(?<=[sxzh])es|s)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The thing that a question asks the meaning of, and what it is said of: “closed” of a “data center”."""

    name: str
    of: str = ""


def asked_term(question: str) -> Asked | None:
    """Give what `question` asks the meaning of, without what names the document; None where its words do not say it."""
    plain = " ".join(question.strip().split())
    for pattern in patterns_of("terms", "asked"):
        if found := pattern.search(_OF_DOCUMENT.sub("", plain).strip(_ENDS)):
            parts = found.groupdict()
            marked = _MARKED.search(question)
            name = marked["term"] if marked else _AROUND.sub("", parts["term"]).strip(_ENDS)
            return Asked(name, (parts.get("of") or "").strip()) if name else None
    return None


def saying_what_it_is(asked: Asked, evidence: Evidence) -> Span | None:
    """Find the sentence in the best passages that says what the thing means: “X means”, “X shall refer to”, else “X is a”, “known as X”."""
    if not asked.name:
        return None
    sentences = [one for found in evidence.passages for one in found.sentences if not one.is_heading and not _asks(one.text)]
    of = set(telling_words(asked.of))
    for saying in _sayings(asked.name):
        for one in sentences:
            if saying.search(folded(one.text)) and of <= set(telling_words(one.text)):
                return one.span
    return None


def definition_first(evidence: Evidence) -> Evidence:
    """Give `evidence` with the passage first in which a sentence says what a thing is of which the question asks that, and that sentence as
    what is quoted first; as it is where none does, or where a sentence is known already that is."""
    asked = None if evidence.saying else asked_term(evidence.question)
    span = saying_what_it_is(asked, evidence) if asked else None
    found = next((one for one in evidence.passages if span and one.passage.span.contains(span)), None)
    return evidence.led_by(found, span) if found and span else evidence


def _asks(text: str) -> bool:
    return text.rstrip(_QUOTES).endswith(_QUESTION_MARKS)


def _sayings(name: str) -> Iterator[re.Pattern[str]]:
    """Give what a sentence has that says what is meant by `name`, the surest first: it opens with the name, or a clause of it does."""
    opens = rf"(?:^|[^\w\s]\s*|{any_of('terms', 'before_defined')}\s*)(?:{any_of('terms', 'introduces')} )?[“\"‘'「『«]?"
    written = rf"{opens}{_inflected(name)}[”\"’'」』»]?(?: \([^)]{{1,40}}\))?[,，]?\s*(?:{any_of('terms', 'where_used')} )?"
    yield re.compile(written + any_of("terms", "means"), re.IGNORECASE)
    yield re.compile(written + any_of("terms", "is_a"), re.IGNORECASE)
    yield re.compile(rf"{any_of('terms', 'called')}[“\"‘「『«]?{_inflected(name)}(?!\w)", re.IGNORECASE)


def _inflected(name: str) -> str:
    """Give the expression for a name in the singular or plural, with spaces or hyphens."""
    if not language_of(name).parts_words:
        return re.escape(folded(name))
    parts = re.split(r"[\s-]+", _PLURAL.sub("", folded(name)))
    return r"[\s-]+".join(map(re.escape, parts)) + "(?:e?s)?"


def nearest_definition(question: str, asked: Asked, evidence: Evidence) -> Span | None:
    """Find, in another script, the sentence that says what a thing means and comes nearest to the question; None where it seems to be that
    of another thing: its passage does not answer, and it is far, or holds no part of the name as that script has it."""
    found = [
        (one.similarity_of(sentence.span), one.answers, sentence)
        for one in evidence.passages
        for sentence in one.sentences
        if script_of(sentence.text) != script_of(question) and _defines(sentence)
    ]
    similarity, answers, sentence = max(found, default=(0.0, False, None), key=lambda one: one[0])
    if sentence is None:
        return None
    known = (form for part in equivalents(asked.name, NO_NAMES) for form in part.forms)
    return sentence.span if answers or (similarity >= _NEAR and any(form in sentence.indexed for form in known)) else None


def _defines(sentence: Sentence) -> bool:
    return any(pattern.search(sentence.text) for pattern in patterns_of("terms", "defined"))


def with_what_it_leans_on(span: Span, document: Document) -> Span:
    """Give a sentence, and with it the one before where it leans on that (“such suppliers are known as”)."""
    if not is_anaphoric(span.of(document.text)):
        return span
    paragraph = document.text.rfind("\n", 0, span.start) + 1
    unit = next((one for one in whole_sentences(document, Span(paragraph, span.end)) if one.start < span.start < one.end), span)
    return Span(unit.start, max(unit.end, span.end), span.document_id)
