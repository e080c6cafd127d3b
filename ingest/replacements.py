"""Finding the requirements that no longer apply, as other requirements or documents say of single articles, items and figures."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.extraction.replacing import Part, Replacing, figures_of, part_of, replacing_in, rows_stating
from language.chinese.numerals import NUMERAL
from language.lexicon import any_of, pattern_of
from language.text.overlap import coverage
from language.text.tokens import telling_words, words
from vectorstore.document import Document, DocumentSummary
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import RequirementFilter

_OF_ITSELF = pattern_of("metadata", "of_itself")
_BEFORE, _AFTER = (any_of("numbering", f"article_{place}") for place in ("before", "after"))
_ARTICLE = re.compile(
    rf"^\W{{0,6}}{_BEFORE}(?P<number>\d{{1,3}}|[{NUMERAL}]{{1,6}})(?:{_AFTER}|\b)",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(
    rf"^\W{{0,3}}{any_of('numbering', 'item_number')}?(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|[{NUMERAL}]{{1,3}})[.)、．:：）](?!\d)",
    re.IGNORECASE | re.MULTILINE,
)
_SAME_MATTER = 0.4  # of the telling words of the new duty that the former one holds


def find_replacements(library: Library, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Give, for each document that can say it now that those called `names` are there, the ids of the requirements that it says no longer
    apply: each with the id of the one in its place, or the document's name where there is none."""
    entries = {entry.name: entry for entry in library.entries()}
    read = set(names) & entries.keys()
    saying = read | {later for name in read for later in entries[name].superseded_by} | set(library.requirements.replacing())
    return {name: _replaced_by(entries[name], library) for name in sorted(saying & entries.keys())}


def _replaced_by(entry: DocumentSummary, library: Library) -> dict[str, str]:
    document = library.document(entry.id)
    stated = list(replacing_in(document)) if document else []
    if document is None or not stated:
        return {}
    own = _rows(library, entry.name)
    replaced: dict[str, str] = {}
    for one in stated:
        new = rows_stating(one, own, document.text)
        among = {name: _rows(library, name) for name in _documents(one, entry, library)}
        for old in _hit(one, new, among, library):
            if all(old.id != row.id for row in new):
                replaced[old.id] = new[0].id if new else entry.name
    return replaced


def _rows(library: Library, name: str) -> list[Requirement]:
    return library.requirements.find(RequirementFilter(documents=Filter(documents=frozenset({name}))))


def _documents(one: Replacing, entry: DocumentSummary, library: Library) -> list[str]:
    """Give the names of the documents of which a sentence can speak: those that it names, else its own where it says so or names no part,
    and those that its own replaces."""
    catalogue = library.catalogue()
    named = [other.name for other in catalogue.references.named(one.text) if other.name != entry.name]
    earlier = [other.name for other in catalogue.entries if entry.name in other.superseded_by]
    if one.parts:
        return named[:1] or ([entry.name] if _OF_ITSELF.search(f"{one.text} ") else earlier if len(earlier) == 1 else [])
    return named[:1] or [entry.name, *earlier]


def _hit(one: Replacing, new: Sequence[Requirement], among: Mapping[str, Sequence[Requirement]], library: Library) -> Iterator[Requirement]:
    for rows in among.values():
        if one.parts:
            document = library.document(rows[0].span.document_id) if rows else None
            yield from _of_parts(one.parts, rows, document) if document else ()
        elif new:
            yield from (row for row in rows if _is_former(one, new[0], row))


def _is_former(one: Replacing, new: Requirement, row: Requirement) -> bool:
    """Say whether a row states one of the former figures on the matter of the new one."""
    is_other = not row.span.overlaps(new.span) and row.quote != new.quote
    shared = coverage(set(telling_words(new.quote)), set(words(row.quote)))
    return is_other and bool(one.figures & figures_of(row.quote)) and shared >= _SAME_MATTER


def _of_parts(parts: frozenset[Part], rows: Sequence[Requirement], document: Document) -> Iterator[Requirement]:
    """Give the rows of these parts; none of a number that several parts of the document have."""
    labels = sorted(_labels(document.text))
    for part in parts:
        starts = [start for start, one in labels if one == part]
        if len(starts) == 1:
            end = next((start for start, one in labels if start > starts[0] and _ends(one, part)), len(document.text))
            end = min([end, *(section.span.start for section in document.sections if section.span.start > starts[0])])
            yield from (row for row in rows if starts[0] <= row.span.start < end or row.span.start <= starts[0] < row.span.end)


def _ends(one: Part, part: Part) -> bool:
    """Say whether a label ends the part before it: another of its kind or an article, not a number within its own."""
    return (one.kind in (part.kind, "article")) and not one.number.startswith(f"{part.number}.")


def _labels(text: str) -> Iterator[tuple[int, Part]]:
    for kind, pattern in (("article", _ARTICLE), ("item", _ITEM)):
        for found in pattern.finditer(text):
            yield found.start(), part_of(kind, found["number"])
