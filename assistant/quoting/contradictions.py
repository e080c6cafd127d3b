"""Finding sentences of different documents that say the same, but with another figure, date or name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from language.language import language_of
from language.lexicon import pattern_of
from language.question_types import ASKING_FIGURE, ASKING_NAME, question_types
from language.span import Span
from language.statements.quantities import Quantity, quantities
from language.text.front_lines import is_front_line
from language.text.numbering import follows_reference
from language.text.overlap import coverage, jaccard
from language.text.scripts import CJK
from language.text.tokens import STOP_WORDS, folded, telling_words, words
from vectorstore.document import DocumentSummary
from vectorstore.search.evidence import Evidence
from vectorstore.search.sentences import Sentence

_LEAST_ALIKE = 0.55  # share of their words that the two sentences have in common, figures and names left out
_LEAST_OF_QUESTION = 0.4  # share of the question's words that a sentence holds
_MOST_COMPARED = 40  # sentences
_NAME = re.compile(r"[A-Z][^\W_]*(\s(of|the|and|de|[A-Z][^\W_]*|St))*")
_PIECE = re.compile(rf"[^\W{CJK}]+|[{CJK}]")
_OF_ITSELF, _NUMBER = pattern_of("metadata", "of_itself"), pattern_of("metadata", "numbers")
_RANKS = tuple(pattern_of("issuers", rank) for rank in ("1", "2", "3", "4"))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence of a document, `text` at `span`, that says something else than another: `value` is what it says."""

    span: Span
    text: str
    value: str


def contradictions(evidence: Evidence) -> list[Contradiction]:
    """Give sentences of different documents that answer the question in the same words with other figures, dates or names.

    Only the first difference that is found is given, a sentence for each thing that is said: those of the newest document
    first, then those of the highest issuer. Where the question asks for a name alone no figure counts, and a name only
    where the question names what it asks about. Headings say nothing, nor does what a document says of itself.
    """
    question, relevant = evidence.question, list(_relevant(evidence))[:_MOST_COMPARED]
    for place, one in enumerate(relevant):
        found = [Contradiction(one.span, one.text, "")]
        for other in relevant[place + 1 :]:
            values = _difference(question, one, other) if other.span.document_id != one.span.document_id else None
            if values and all(folded(values[1]) != folded(known.value) for known in found[1:]):
                found[0] = replace(found[0], value=values[0])
                found.append(Contradiction(other.span, other.text, values[1]))
        if len(found) > 1:
            return _by_weight(found[:3], evidence.summaries)
    return []


def _by_weight(found: Iterable[Contradiction], summaries: Mapping[int, DocumentSummary]) -> list[Contradiction]:
    """Order sentences by the date of their documents, newest first, then by the rank of the issuer."""
    known = {id: (entry.issued, _rank(entry.issuer)) for id, entry in summaries.items()}
    ranked = sorted(found, key=lambda one: known.get(one.span.document_id, ("", len(_RANKS)))[1])
    return sorted(ranked, key=lambda one: known.get(one.span.document_id, ("", 0))[0], reverse=True)


def _rank(issuer: str) -> int:
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.search(issuer)), len(_RANKS))


def _relevant(evidence: Evidence) -> Iterable[Sentence]:
    """Give the sentences that hold enough of the question's words, in the order in which they were found."""
    question_words = set(telling_words(evidence.question))
    for found in evidence.passages:
        for sentence in found.sentences:
            if sentence.is_heading or sentence.text.endswith("?") or _is_on_itself(sentence.text):
                continue
            covered = coverage(question_words, found.title_words | sentence.words)
            shortest = language_of(sentence.text).limit("shortest_compared")
            if covered >= _LEAST_OF_QUESTION and len(sentence.text) >= shortest:
                yield sentence


def _is_on_itself(sentence: str) -> bool:
    """Say whether a sentence is on the document in which it stands, such as when that takes effect, or names documents by number."""
    return bool(_OF_ITSELF.search(sentence) or _NUMBER.search(sentence)) or is_front_line(sentence)


def _difference(question: str, one: Sentence, other: Sentence) -> tuple[str, str] | None:
    """Give what the two sentences say differently, None where they say the same or speak of different things."""
    if not _are_alike(_own_words(one), _own_words(other)):
        return None
    mine, theirs = _pieces(one), _pieces(other)
    plain, plain_other = [piece.lower() for piece in mine], [piece.lower() for piece in theirs]
    types = question_types(question)
    figures = _other_figures(question, one, other)
    if figures is not None:
        return (figures or None) if types & ASKING_FIGURE or not types & ASKING_NAME else None
    changed = [
        (" ".join(mine[a:b]), " ".join(theirs[c:d]), a and c)
        for kind, a, b, c, d in SequenceMatcher(None, plain, plain_other, autojunk=False).get_opcodes()
        if kind == "replace"
    ]
    if len(changed) == 1 and types & ASKING_NAME:
        left, right, is_inside = changed[0]
        if is_inside and _NAME.fullmatch(left) and _NAME.fullmatch(right) and not _shares(question, left, right):
            return left, right
    return None


def _other_figures(question: str, one: Sentence, other: Sentence) -> tuple[str, str] | tuple[()] | None:
    """Give the two figures in which the sentences differ, none where they differ in several; None where in no figure."""
    mine, theirs = _values(one.text, one.quantities), _values(other.text, other.quantities)
    of_question = _values(question, quantities(question))
    apart, apart_other = [value for value in mine if value not in theirs], [value for value in theirs if value not in mine]
    if not apart and not apart_other:
        return None
    if len(apart) != 1 or len(apart_other) != 1 or apart[0][0] != apart_other[0][0]:
        return ()
    kind = apart[0][0]
    if {apart[0], apart_other[0]} & of_question.keys() or (kind == "date" and any(known == "date" for known, _ in of_question)):
        return ()
    return mine[apart[0]], theirs[apart_other[0]]


@lru_cache(maxsize=1000)
def _pieces(sentence: Sentence) -> list[str]:
    """Give the words of a sentence, each figure as 0."""
    text = sentence.text
    for found in reversed(sentence.quantities):
        text = f"{text[: found.span.start]} 0 {text[found.span.end :]}"
    return _PIECE.findall(text)


@lru_cache(maxsize=1000)
def _own_words(sentence: Sentence) -> frozenset[str]:
    """Give the telling words of a sentence, without its figures."""
    plain = (piece.lower() for piece in _pieces(sentence))
    return frozenset(piece for piece in plain if not piece[0].isdigit() and piece not in STOP_WORDS)


def _are_alike(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return len(mine) > 2 and jaccard(mine, theirs) >= _LEAST_ALIKE


def _values(text: str, found: Sequence[Quantity]) -> dict[tuple[str, str], str]:
    """Give the quantities of a text, by kind and value, as it writes them; numbers that only count or point are left out."""
    telling = (one for one in found if one.kind != "number" or not _points(text, one.span))
    return {(one.kind, one.value): text[one.span.start : one.span.end] for one in telling}


def _points(text: str, number: Span) -> bool:
    """Say whether the number that stands at `number` is one of an item or of a reference, not of a thing."""
    is_marked = number.start == 0 or text[number.start - 1] in "[(" or follows_reference(text, number.start)
    return is_marked or not text[number.end : number.end + 2].strip()[:1].isalpha()


def _shares(question: str, *values: str) -> bool:
    """Say whether the question speaks of one of two names, or one is the other cut short."""
    if values[0].startswith(values[1]) or values[1].startswith(values[0]):
        return True
    question_words = set(telling_words(question))
    return any(question_words & set(words(value)) for value in values)
