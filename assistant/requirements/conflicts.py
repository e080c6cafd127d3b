"""Conflicts between documents in force: one duty with two dates or figures, and which of them prevails."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from assistant.requirements.across_languages import same_duties
from assistant.requirements.differences import conflicts_by_words, differs
from language.lexicon import pattern_of
from language.span import Span
from language.text.sentences import sentences
from vectorstore.document import Document, DocumentSummary
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.requirements import RequirementFilter

_PREVAILS, _EARLIER_RULES = pattern_of("requirements", "prevails"), pattern_of("requirements", "earlier_rules")


class Placed(Protocol):
    """What stands at a place of a document."""

    @property
    def span(self) -> Span: ...


One = TypeVar("One", bound=Placed)


@dataclass(frozen=True, slots=True)
class Conflict(Generic[One]):
    """Two requirements, or sentences, that set another date or figure for one thing; `what` is “deadline” or “target”.

    `prevails` is the one that counts, None where the documents do not tell; `clause` is where its document says so, with its words,
    None where it only is the later one.
    """

    what: str
    one: One
    other: One
    prevails: One | None = None
    clause: tuple[Span, str] | None = None


def conflicts(library: Library, reader: str | None = None) -> list[Conflict[Requirement]]:
    """Give the conflicts between the documents in force, of those that say the same in two languages that of the `reader` only."""
    requirements = library.requirements.find(RequirementFilter(documents=Filter(reader=reader)))
    return conflicts_among(library, requirements)


def conflicts_among(library: Library, requirements: Sequence[Requirement], of: Sequence[Requirement] = ()) -> list[Conflict[Requirement]]:
    """Give the conflicts between some requirements; where some are given as `of`, those of these only."""
    found = conflicts_by_words(requirements)
    for one, other in same_duties(requirements, library.embedder):
        if what := differs(one, other, across=True):
            found.append((what, one, other))
    asked = {row.id for row in of or requirements}
    said = defaultdict(list)
    for row in requirements:
        said[row.span].append(row)
    kept = (pair for pair in found if asked & {pair[1].id, pair[2].id} and not _agree(pair[1], pair[2], said))
    return [settled(library, what, one, other) for what, one, other in kept]


def _agree(one: Requirement, other: Requirement, said: Mapping[Span, Sequence[Requirement]]) -> bool:
    """Say whether one of the two sentences also sets the other's date or figure: “70 % by June and 90 % by December”."""
    pairs = [(mine, other) for mine in said[one.span]] + [(one, theirs) for theirs in said[other.span]]
    return any(
        (mine.deadline, _figures(mine)) == (theirs.deadline, _figures(theirs)) for mine, theirs in pairs if mine.deadline or mine.targets
    )


def _figures(row: Requirement) -> frozenset[tuple[float, str]]:
    return frozenset((one.value, one.unit) for one in row.targets)


def settled(library: Library, what: str, one: One, other: One) -> Conflict[One]:
    """Say which of two sides of a conflict prevails, as far as their documents tell."""
    catalogue = library.catalogue()
    for mine, theirs in ((one, other), (other, one)):
        entry, document = catalogue.by_id.get(mine.span.document_id), library.document(mine.span.document_id)
        if entry and document and (clause := _clause(document, entry, catalogue.by_id.get(theirs.span.document_id), catalogue)):
            return Conflict(what, one, other, mine, (clause, clause.of(document.text)))
    return Conflict(what, one, other, _later(one, other, catalogue))


def _clause(document: Document, entry: DocumentSummary, other: DocumentSummary | None, catalogue: Catalogue) -> Span | None:
    """Give the sentence in which a document says that it prevails over the `other`, by its name or as over all rules before it; None where
    it does not."""
    for span in sentences(document.text) if other and _PREVAILS.search(document.text) else ():
        sentence = span.of(document.text)
        is_earlier = (
            other is not None and bool(other.issued) and other.issued < entry.issued and _EARLIER_RULES.search(sentence) is not None
        )
        if _PREVAILS.search(sentence) and (is_earlier or other in catalogue.references.named(sentence)):
            return Span(span.start, span.end, document.id)
    return None


def _later(one: One, other: One, catalogue: Catalogue) -> One | None:
    """Give that of two sides whose document was issued later, None where that is not known or does not tell."""
    first, second = (catalogue.by_id.get(side.span.document_id) for side in (one, other))
    if not (first and second and first.issued and second.issued) or first.issued == second.issued:
        return None
    return one if first.issued > second.issued else other
