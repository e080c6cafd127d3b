"""Among which documents one asks: those that are ticked, those of collections, and what the fields say."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.errors import AssistantError
from assistant.records.collections import Collection, folders_of
from assistant.web.shared.order import by_title
from assistant.web.shared.templates import render
from assistant.web.state import AppState
from language.messages import Translations
from language.text.tokens import folded
from vectorstore.document import STATUSES, DocumentSummary
from vectorstore.filter import Filter

_LONGEST, _LONGEST_FIELD, _LONGEST_NAME = 20_000, 200, 1000
_MOST, _MOST_SHOWN = 50, 60
_FIELDS = ("issuer", "since", "until", "as_of", "status")


@dataclass(frozen=True, slots=True)
class Scope:
    """What was chosen: the names of documents, the keys of collections, and the fields that are filled."""

    documents: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    fields: Mapping[str, str] | None = None

    @classmethod
    def read(cls, given: str) -> "Scope":
        """Read the JSON that a page sends and a conversation keeps, nothing chosen where it is empty; raises AssistantError for another."""
        try:
            if len(given) > _LONGEST:
                raise ValueError
            said = json.loads(given or "{}")
            fields = {name: str(said[name])[:_LONGEST_FIELD] for name in _FIELDS if said.get(name)}
            for name in {"since", "until", "as_of"} & fields.keys():
                fields[name] = date.fromisoformat(fields[name]).isoformat()
            return cls(_names(said.get("documents", [])), _names(said.get("collections", [])), fields)
        except (ValueError, AttributeError, TypeError, RecursionError) as error:
            raise AssistantError("The filter of documents cannot be read.") from error

    @property
    def filter(self) -> Filter:
        """What the fields and the ticked documents admit."""
        given = {"status": "", **(self.fields or {})}
        status = given.pop("status")
        statuses = frozenset(STATUSES) if status == "any status" else frozenset({status} & set(STATUSES))
        return Filter(frozenset(self.documents), statuses=statuses, **given)


NOTHING_CHOSEN = Scope()


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen from: the documents of the library, and the collections, folders among them."""

    entries: Sequence[DocumentSummary]
    collections: Sequence[Collection]

    @classmethod
    def of(cls, state: AppState, reader: str = "") -> "Choices":
        """Read them from the library and the records, the documents by their titles for a `reader` of a language."""
        entries = by_title(state.library.entries(), reader)
        return cls(entries, [*state.records.collections.all(), *folders_of(entry.name for entry in entries)])

    def filter_of(self, scope: Scope) -> Filter:
        """Give what `scope` admits; raises AssistantError where documents were chosen and none of them is there any more."""
        filter = scope.filter
        if not (scope.documents or scope.collections):
            return filter
        ticked = {entry.name for entry in self.entries if entry.name in filter.documents}
        held = {name for one in self.collections if one.key in scope.collections for name in one.documents}
        members = [entry for entry in self.entries if entry.name in held]
        in_force = [entry for entry in members if not entry.is_replaced]
        if not (filter.statuses or filter.as_of) and in_force:  # whoever ticks a document wants it, whoever takes a collection the present
            members = in_force
        names = ticked | {entry.name for entry in members}
        if not names:
            raise AssistantError("None of the documents that were chosen is in the library.")
        return Filter(frozenset(names), filter.issuer, filter.since, filter.until, filter.statuses, as_of=filter.as_of)

    def told(self, scope: Scope) -> dict[str, Any]:
        """Give `scope` for the script of the page: with the titles and names of what was chosen, empty where it is gone."""
        titles = {entry.name: entry.title for entry in self.entries}
        names = {one.key: one.name for one in self.collections}
        return {
            "fields": dict(scope.fields or {}),
            "documents": [[one, titles.get(one, "")] for one in scope.documents],
            "collections": [[one, names.get(one, "")] for one in scope.collections],
        }

    def with_words(self, text: str) -> tuple[list[Collection], list[DocumentSummary]]:
        """Give the collections and documents of which names, titles, issuers or numbers hold all words of `text`."""
        words = folded(text).split()
        return (
            [one for one in self.collections if _holds(words, [one.name])],
            [one for one in self.entries if _holds(words, [one.title, one.name, one.issuer, one.number])],
        )


def choices_part(choices: Choices, text: str, _: Translations) -> str:
    """Give what can be ticked, of what has the words of `text` the first."""
    collections, entries = choices.with_words(text)
    left = max(0, len(collections) - _MOST_SHOWN) + max(0, len(entries) - _MOST_SHOWN)
    return render("pages/ask/choices.html", collections=collections[:_MOST_SHOWN], entries=entries[:_MOST_SHOWN], left=left, _=_)


def _holds(words: Iterable[str], texts: Iterable[str]) -> bool:
    text = folded("\n".join(texts))
    return all(word in text for word in words)


def _names(given: Sequence[Any]) -> tuple[str, ...]:
    """Check names; raises ValueError for what is no list of them, or too long a one."""
    if (
        not isinstance(given, list)
        or len(given) > _MOST
        or not all(isinstance(one, str) and 0 < len(one) <= _LONGEST_NAME for one in given)
    ):
        raise ValueError
    return tuple(dict.fromkeys(given))
