"""What the template of the page of a document shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from assistant.answer.requirement_text import summary_line
from assistant.answer.sentences import why_out_of_force
from assistant.plans.summary import summary_of
from assistant.quoting.key_sentences import KeySentence
from assistant.records.collections import folders_of
from assistant.requirements.selection import Asked, Selection
from assistant.web.shared.view import View
from assistant.web.state import AppState
from language.language import language_by_code, languages
from language.messages import Message, message
from language.span import Span
from vectorstore.document import Document, DocumentSummary
from vectorstore.mentions import mentioned_by, mentioning
from vectorstore.requirement import Requirement
from vectorstore.term import Term

_MOST_ROWS, _MOST_TERMS = 5, 60


@dataclass(frozen=True, slots=True)
class Other:
    """Another document and how it stands to this one; `place` is where one names the other, None where neither does."""

    entry: DocumentSummary
    how: Message
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement in a line."""

    requirement: Requirement
    text: str


def page_values(state: AppState, entry: DocumentSummary, document: Document, view: View) -> dict[str, Any]:
    """Give what the page of the document of `entry` shows to whom `view` is for."""
    by_name = {one.name: one for one in state.library.entries()}
    selection = _selection(state, entry)
    kept, folders = state.records.collections.all(), folders_of([entry.name])
    return {
        "entry": entry,
        "title": document.title,
        "warnings": _warnings(state, entry, document),
        "guesses": state.guesses.of([entry])[entry.id],
        "validity": _validity(entry, by_name, view),
        "chapters": _chapters(summary_of(state.library, document)),
        "end": len(document.title) if document.text.startswith(document.title) else 1,
        "pages": len(document.pages),
        "spoken_in": language_by_code(entry.language).called if entry.language in {one.code for one in languages()} else entry.language,
        "count": selection.count,
        "exhortations": selection.exhortations,
        "lines": _lines(state, selection),
        "terms": _terms(state, entry)[:_MOST_TERMS],
        "named": _named(state, entry, document),
        "naming": _naming(state, entry),
        "versions": list(_versions(state, entry, by_name)),
        "collections": [one for one in kept if entry.name in one.documents] + folders,
        "addable": [one for one in kept if entry.name not in one.documents],
    }


def _warnings(state: AppState, entry: DocumentSummary, document: Document) -> list[Message]:
    """Give what is wrong with the document, and why its web address could not be read again."""
    fetch = state.library.fetches().get(entry.address)
    return [*document.warnings, *([fetch.failure] if fetch and fetch.failure else [])]


def _validity(entry: DocumentSummary, by_name: dict[str, DocumentSummary], view: View) -> list[str]:
    """Say whether the document is in force, and why."""
    _ = view.translations
    if entry.status in ("superseded", "expired"):
        return [why_out_of_force(_.language, entry, {name: one.title for name, one in by_name.items()})]
    told = [_("It is a draft.")] if entry.status == "draft" else []
    told += [_("It is stated to be in force.")] if entry.status == "in force" else []
    told += [_("It took effect on {date}.", date=_.day(entry.effective))] if entry.effective else []
    told += [_("It expires on {date}.", date=_.day(entry.expires))] if entry.expires else []
    return told if entry.status else [*told, _("No document of the library repeals or replaces it.")]


def _chapters(sentences: Sequence[KeySentence]) -> list[tuple[str, list[KeySentence]]]:
    return [(chapter, list(own)) for chapter, own in groupby(sentences, key=lambda one: one.chapter)]


def _selection(state: AppState, entry: DocumentSummary) -> Selection:
    return Selection(state.ledger.now(), Asked(document=entry.name), state.records.statuses.all(state.library.requirements))


def _lines(state: AppState, selection: Selection) -> list[Line]:
    ids = selection.ids(most=_MOST_ROWS)
    known = state.library.requirements.by_id(ids)
    return [Line(known[id], summary_line(known[id])) for id in ids if id in known]


def _terms(state: AppState, entry: DocumentSummary) -> list[Term]:
    """Give the terms that the document explains, then others that it uses."""
    known = [term for term in state.library.glossary.terms() if any(use.span.document_id == entry.id for use in (term.place, *term.uses))]
    return sorted(known, key=lambda term: not (term.explained and term.place.span.document_id == entry.id))


def _named(state: AppState, entry: DocumentSummary, document: Document) -> list[Other]:
    """Give the documents that this one names or replaces."""
    places = mentioned_by(document, state.library.entries())
    replaced = {one.id for one in state.library.entries() if entry.name in one.superseded_by}
    return _others(state, places, replaced, message("it replaces"), message("it names"))


def _naming(state: AppState, entry: DocumentSummary) -> list[Other]:
    """Give the documents that name or replace this one."""
    places = mentioning(state.library, entry)
    replacing = {one.id for one in state.library.entries() if one.name in entry.superseded_by}
    return _others(state, places, replacing, message("it is replaced by"), message("it is named by"))


def _others(state: AppState, places: dict[int, Span], first: Iterable[int], how: Message, else_how: Message) -> list[Other]:
    by_id = state.library.catalogue().by_id
    ids = [*first, *places]
    return [Other(by_id[id], how if id in set(first) else else_how, places.get(id)) for id in dict.fromkeys(ids) if id in by_id]


def _versions(state: AppState, entry: DocumentSummary, by_name: dict[str, DocumentSummary]) -> Iterable[Other]:
    """Give the translation of the document, and those that are nearly the same."""
    if other := state.library.catalogue().by_id.get(entry.counterpart):
        yield Other(other, message("the same in another language"))
    for name in dict.fromkeys(state.library.relations().alike.get(entry.id, ())):
        if name in by_name and name != entry.name:
            yield Other(by_name[name], message("nearly the same"))
