"""Whether what was found is on the places that a question names."""

from collections.abc import Iterable
from dataclasses import replace

from language.span import Span
from language.statements.places import named_places, places_in
from vectorstore.search.evidence import Evidence

_OPENING = 300  # characters of a document that says nowhere else whose it is, which may say of which place it is


def places_without_document(evidence: Evidence) -> tuple[str, ...]:
    """Give the places of the question, as it writes them, of which no document is, by title, issuer and file name, or opening."""
    named = named_places(evidence.question)
    held = _places_of(evidence, evidence.summaries) if named else frozenset[str]()
    return tuple(written for place, written in named.items() if place not in held)


def is_on_place(evidence: Evidence, quoted: Span) -> bool:
    """Say whether the passage that is quoted, or its document, is on one of the places of the question."""
    asked = places_in(evidence.question)
    said = (f"{found.passage.heading}\n{found.passage.text}" for found in evidence.passages if found.passage.span.contains(quoted))
    held = _places_of(evidence, [quoted.document_id]).union(*(places_in(text) for text in said))
    return not asked.isdisjoint(held)


def without_other_places(evidence: Evidence) -> Evidence:
    """Give `evidence` without the passages, and their requirements, that are on other places than the question names, where the best
    passage is on one of these; what is on no place may speak of all."""
    asked = places_in(evidence.question)
    if not asked or not evidence.passages or not is_on_place(evidence, evidence.passages[0].passage.span):
        return evidence
    other = [found.passage.span for found in evidence.passages if _is_on_another(evidence, found.passage.span)]
    passages = tuple(found for found in evidence.passages if found.passage.span not in other)
    requirements = tuple(row for row in evidence.requirements if not any(span.contains(row.span) for span in other))
    return replace(evidence, passages=passages, requirements=requirements) if other else evidence


def _is_on_another(evidence: Evidence, span: Span) -> bool:
    return bool(_places_of(evidence, [span.document_id])) and not is_on_place(evidence, span)


def _places_of(evidence: Evidence, ids: Iterable[int]) -> frozenset[str]:
    """Give the places of which documents are."""
    return frozenset[str]().union(*(places_in(_whose(evidence, id)) for id in ids))


def _whose(evidence: Evidence, id: int) -> str:
    """Give what says whose a document is."""
    entry, document = evidence.summaries.get(id), evidence.documents.get(id)
    said = f"{entry.title}\n{entry.issuer}\n{entry.name.replace('-', ' ')}" if entry else ""
    return f"{said}\n{document.text[:_OPENING]}" if document and not (entry and entry.issuer) else said
