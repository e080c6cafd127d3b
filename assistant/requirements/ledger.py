"""All requirements in memory, by columns, so that they are chosen and counted at once, however many there are."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from assistant.onboarding.roles import role_of
from assistant.records.corrections import Corrections
from assistant.records.requirement_status import STATES, stated_state
from assistant.requirements.columns import Column, Mask, Numbers
from assistant.requirements.due import next_due
from language.language import language_of
from language.text.tokens import words
from vectorstore.filter import OUT_OF_FORCE, Filter
from vectorstore.library import Library
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.requirements import OUTLINE


class Ledger:
    """The requirements of a library as they are on one day, in the order of the documents' names and texts. It does not change.

    `columns` holds body (each under one spelling), theme, modality, document (by its name) and role; `days` the number of the day on
    which each is due next, 0 where there is none; `rules` the rule of those that are due again and again; `states` how far each is by its
    own text, by the place in STATES. `is_lapsed` says which stand in documents that are no longer in force: nobody has to do them any more.
    """

    def __init__(self, rows: Sequence[Any], catalogue: Catalogue, today: date) -> None:
        """`rows` are those that `Requirements.outlines` gives."""
        names = (*OUTLINE, "with_target")
        own = dict(zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True))
        documents, roles, due = {entry.id: entry.name for entry in catalogue.entries}, cache(role_of), cache(next_due)
        self.catalogue, self.today = catalogue, today
        self.ids: tuple[str, ...] = own["id"]
        self.places = {id: place for place, id in enumerate(self.ids)}
        self._spellings = _spellings(own["body"])
        self.columns = {name: Column.of(own[name]) for name in ("theme", "modality")}
        self.columns["body"] = Column.of(map(self.body_called, own["body"]))
        self.columns["document"] = Column.of(documents.get(id, "") for id in own["document_id"])
        self.columns["role"] = Column.of(map(roles, own["body"]))
        self.days: Numbers = np.array(
            [_number(due(*one, today).day) for one in zip(own["deadline"], own["rrule"], strict=True)], dtype=np.int64
        )
        self.rules = tuple("" if deadline else rule for rule, deadline in zip(own["rrule"], own["deadline"], strict=True))
        self.states: Numbers = np.array([STATES.index(stated_state(quote)) for quote in own["quote"]], dtype=np.int64)
        self.is_replaced = _filled(own["replaced_by"])
        lapsed = [entry.id for entry in catalogue.entries if entry.status in OUT_OF_FORCE]
        self.is_lapsed: Mask = np.isin(np.array(own["document_id"], dtype=np.int64), lapsed)
        self.has_target: Mask = np.array(own["with_target"], dtype=np.bool_)
        dated = (self.days > 0) | _filled(own["deadline_text"]) | _filled(own["recurrence"])
        demands = np.array([modality in ("must", "should") for modality in own["modality"]], dtype=np.bool_)
        self.is_exhortation: Mask = demands & ~(self.has_target | dated | _filled(own["body"]) | _filled(own["condition"]))
        self._documents: Numbers = np.array(own["document_id"], dtype=np.int64)
        self._texts: tuple[str, ...] = own["search_text"]

    def body_called(self, name: str) -> str:
        """Give the one spelling by which a body is counted, whatever its capitals and its number; a name that no row has as it is."""
        return self._spellings.get(_key(name), name)

    def holding(self, asked: Iterable[str]) -> Mask:
        """Say which requirements hold all of the folded words in quote, body or title."""
        found: Sequence[int] = range(len(self._texts))
        for word in asked:
            found = [place for place in found if word in self._texts[place]]
        mask: Mask = np.zeros(len(self._texts), dtype=np.bool_)
        mask[np.array(found, dtype=np.int64)] = True
        return mask

    def of_documents(self, filter: Filter) -> Mask:
        """Say which requirements stand in documents that `filter` admits."""
        admitted, _ = self.catalogue.admitted(filter)
        return np.ones(len(self.ids), np.bool_) if admitted is None else np.isin(self._documents, admitted)


class CurrentLedger:
    """The ledger of a library, read anew where a document or a correction has changed, or the day. Safe to use from several threads."""

    def __init__(self, library: Library, corrections: Corrections) -> None:
        self._library, self._corrections = library, corrections
        self._turn = threading.Lock()
        self._ledger: Ledger | None = None

    def now(self) -> Ledger:
        """Give the ledger as it is now, what editors corrected in it."""
        with self._turn:
            if self._ledger is None or self._ledger.catalogue is not self._library.catalogue():
                self._corrections.apply(self._library)
                catalogue = self._library.catalogue()
                self._ledger = Ledger(self._library.requirements.outlines(), catalogue, catalogue.day)
            return self._ledger


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """Give by the key of each name the spelling that most rows have, the one in small letters of several."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        found[_key(name)][name] += 1
    return {key: max(sorted(own, reverse=True), key=lambda name: own[name]) for key, own in found.items()}


@cache
def _key(name: str) -> str:
    return " ".join(words(name)) if language_of(name).parts_words else name


def _filled(values: Iterable[str]) -> Mask:
    return np.array([bool(value) for value in values], dtype=np.bool_)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal() if day else 0
