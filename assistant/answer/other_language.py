"""Where the same stands in another language: an original beside its translation, or the other way round."""

from collections.abc import Mapping, Sequence

from assistant.answer.blocks import OtherLanguage
from assistant.answer.citation import Citation
from language.span import Span
from language.statements.quantities import quantities
from language.text.overlap import jaccard
from language.text.sentences import sentences
from vectorstore.document import Document
from vectorstore.search.evidence import Evidence

_AROUND, _LEAST_AROUND = 0.15, 1000  # share of a document, and characters, by which a sentence may stand elsewhere than in the other


def in_other_languages(language: str, evidence: Evidence, citations: Sequence[Citation]) -> list[OtherLanguage]:
    """Offer, for the first citation of each document that another says in another language, the sentence of that; numbered on from
    `citations`."""
    first = {one.span.document_id: one for one in reversed(citations)}
    found = [(one, other) for id, one in reversed(first.items()) if (other := _counterpart(id, evidence, evidence.documents))]
    last = max((one.number for one in citations), default=0)
    offered = tuple(
        Citation.of(number, other, _same_sentence(one, evidence.documents[one.span.document_id], other))
        for number, (one, other) in enumerate(found, last + 1)
    )
    return [OtherLanguage(language, offered)] if offered else []


def _counterpart(id: int, evidence: Evidence, documents: Mapping[int, Document]) -> Document | None:
    entry = evidence.summaries.get(id)
    return documents.get(entry.counterpart) if entry and entry.counterpart else None


def _same_sentence(citation: Citation, document: Document, other: Document) -> Span:
    """Give the sentence of `other` that stands about where `citation` does in `document`, with the same figures if there is one."""
    place, figures = _middle(citation.span, document), _figures(citation.quote)
    around = max(_LEAST_AROUND, _AROUND * len(other.text))
    first, last = int(max(0.0, place * len(other.text) - around)), int(min(len(other.text), place * len(other.text) + around))
    return max(
        sentences(other.text, first, last) or [Span(0, len(other.text))],
        key=lambda span: jaccard(figures, _figures(span.of(other.text))) - abs(_middle(span, other) - place),
    )


def _middle(span: Span, document: Document) -> float:
    return (span.start + span.end) / 2 / max(1, len(document.text))


def _figures(text: str) -> set[str]:
    return {f"{one.kind} {one.value}" for one in quantities(text)}
