"""Which requirements are asked for, in which order, and how many there are of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from assistant.records.requirement_status import STATES, RequirementStatus
from assistant.requirements.columns import Column, Mask, Numbers
from assistant.requirements.due import DONE, OVERDUE, REPLACED, UNDATED, UPCOMING
from assistant.requirements.ledger import Ledger
from language.text.tokens import folded
from vectorstore.filter import IN_FORCE, Filter

DAYS = {"soon": 30, "quarter": 90, "year": 365}
"""How many days ahead what is due “soon”, “quarter” and “year” lies."""
DUE = ("overdue", *DAYS, "dated")
ORDERS = ("next", "deadline", "document", "body", "theme")
"""What requirements can be ordered by; within it they stand in the order of the texts, those that are replaced last."""
COUNTED = ("role", "body", "theme", "document", "modality", "state", "assignee")
"""By what requirements are counted, beside when they are due."""
_FAR = 10_000_000  # more than any day has as its number


@dataclass(frozen=True, slots=True)
class Asked:
    """Which requirements are asked for; what is empty admits all.

    All words of `text` must stand in the quote, the body or the document's title. `due` is one of DUE; `since` and `until` are the
    ISO dates between which a requirement is due. Where not `exhortations`, what demands something and names
    neither body nor date, figure or condition is left out.
    `documents` is about their documents, beside the one called `document`.
    """

    text: str = ""
    role: str = ""
    body: str = ""
    theme: str = ""
    document: str = ""
    modality: str = ""
    state: str = ""
    assignee: str = ""
    due: str = ""
    since: str = ""
    until: str = ""
    with_target: bool = False
    exhortations: bool = False
    documents: Filter = IN_FORCE


class Selection:
    """The requirements of a ledger that are asked for, with how far they are done and to whom they are assigned."""

    def __init__(self, ledger: Ledger, asked: Asked, statuses: Mapping[str, RequirementStatus]) -> None:
        self.ledger, self._asked = ledger, asked
        self._columns = ledger.columns | _columns_of(ledger, statuses)
        self._is_done = self._columns["state"].equal("done")
        self._is_settled = self._is_done | ledger.is_replaced | ledger.is_lapsed
        self._today = ledger.today.toordinal()
        self._base = self._admitted_whatever_kind()
        asked = replace(asked, body=ledger.body_called(asked.body))
        self._of_kind = {name: self._columns[name].equal(getattr(asked, name)) for name in COUNTED if getattr(asked, name)}
        if asked.document:  # it is shown also where it is no more in force
            self._of_kind["document"] = ledger.of_documents(replace(asked.documents, documents=frozenset({asked.document})))
        if asked.due:
            self._of_kind["due"] = self._due(asked.due)
        self._in_force = ledger.of_documents(asked.documents)
        self._all = self._but("")

    @property
    def documents(self) -> Filter:
        """What is asked of the documents."""
        return self._asked.documents

    @property
    def count(self) -> int:
        """How many requirements are asked for, exhortations left out where they are."""
        return int(np.count_nonzero(self._shown(self._all)))

    @property
    def exhortations(self) -> int:
        """How many of them name neither body nor date, figure or condition, whether they are shown or not."""
        return int(np.count_nonzero(self._all & self.ledger.is_exhortation))

    @property
    def hidden(self) -> int:
        """How many requirements are left out only because their documents are no longer in force."""
        if not self._asked.documents.prefers_in_force or self._asked.document:
            return 0
        everywhere = self._base.copy()
        for mask in self._of_kind.values():
            everywhere &= mask
        return int(np.count_nonzero(self._shown(everywhere & ~self._in_force)))

    def more_without(self, name: str) -> int:
        """Count how many more there would be, whatever were asked of one of COUNTED."""
        return int(np.count_nonzero(self._shown(self._but(name)))) - self.count

    def places(self, order: str = "next") -> Numbers:
        """Give the places in the ledger of what is asked for, in one of ORDERS."""
        chosen: Numbers = np.flatnonzero(self._shown(self._all))
        return chosen[np.argsort(self._keys(order)[chosen], kind="stable")]

    def ids(self, order: str = "next", most: int | None = None, skip: int = 0) -> list[str]:
        """Give the ids of what is asked for, at most `most` after the first `skip`."""
        return [self.ledger.ids[place] for place in self.places(order)[skip : None if most is None else skip + most]]

    def counts(self, name: str) -> dict[str, int]:
        """Count by one of COUNTED, whatever of that was asked for, or by “due”."""
        chosen = self._shown(self._but(name))
        if name != "due":
            return self._columns[name].counts(chosen)
        found = {due: int(np.count_nonzero(chosen & self._due(due))) for due in DUE}
        return {due: count for due, count in found.items() if count}

    def shares(self, name: str) -> dict[str, tuple[int, int, int]]:
        """Give for each value of one of COUNTED how many there are of what is asked for, how many are done and how many begun."""
        chosen, begun = self._shown(self._all), self._columns["state"].equal("in progress") & ~self.ledger.is_lapsed
        total, done, under_way = (self._columns[name].counts(chosen & mask) for mask in (chosen, self._is_done, begun))
        return {one: (count, done.get(one, 0), under_way.get(one, 0)) for one, count in total.items()}

    @property
    def open_places(self) -> Numbers:
        """The places of what is asked for and neither done, replaced nor lapsed with its document, what is due first, first."""
        places = self.places()
        return places[~self._is_settled[places]]

    def _admitted_whatever_kind(self) -> Mask:
        asked, ledger = self._asked, self.ledger
        words = folded(asked.text).split()
        admitted: Mask = ledger.holding(words) if words else np.ones(len(ledger.ids), dtype=np.bool_)
        if asked.since or asked.until:
            since, until = (date.fromisoformat(day).toordinal() if day else other for day, other in ((asked.since, 1), (asked.until, _FAR)))
            admitted &= (ledger.days >= since) & (ledger.days <= until)
        return admitted & ledger.has_target if asked.with_target else admitted

    def _but(self, name: str) -> Mask:
        """Say which requirements are asked for, whatever is asked of `name`."""
        chosen = self._base.copy()
        for kind, mask in self._of_kind.items():
            if kind != name:
                chosen &= mask
        return chosen if self._asked.document and name != "document" else chosen & self._in_force

    def _shown(self, chosen: Mask) -> Mask:
        return chosen if self._asked.exhortations else chosen & ~self.ledger.is_exhortation

    def _due(self, due: str) -> Mask:
        days, settled = self.ledger.days, self._is_settled
        if due == "dated":
            return days > 0
        if due == "overdue":
            return (days > 0) & (days < self._today) & ~settled
        return (days >= self._today) & (days <= self._today + DAYS.get(due, 0)) & ~settled

    def _keys(self, order: str) -> Numbers:
        """Give numbers by which the requirements sort; those that are replaced or lapsed come last in every order."""
        days, replaced = self.ledger.days, self.ledger.is_replaced | self.ledger.is_lapsed
        if order == "next":
            group = np.select([replaced, self._is_done, days == 0, days >= self._today], [REPLACED, DONE, UNDATED, UPCOMING], OVERDUE)
            return group * 2 * _FAR + np.where(group == UPCOMING, days, -days)
        ranks = np.where(days > 0, days, _FAR) if order == "deadline" else self._ranks(order)
        return np.where(replaced, ranks + 2 * _FAR, ranks)

    def _ranks(self, order: str) -> Numbers:
        return self._columns[order].ranks() if order in ("body", "theme") else np.arange(len(self.ledger.ids))


def _columns_of(ledger: Ledger, statuses: Mapping[str, RequirementStatus]) -> dict[str, Column]:
    """Give how far the requirements are done, and to whom they are assigned."""
    known = {ledger.places[id]: status for id, status in statuses.items() if id in ledger.places}
    assignees = tuple(dict.fromkeys(["", *(status.assignee for status in known.values())]))
    states, assigned = ledger.states.copy(), np.zeros(len(ledger.ids), dtype=np.int64)
    for place, status in known.items():
        states[place] = STATES.index(status.state) if status.state in STATES else 0
        assigned[place] = assignees.index(status.assignee)
    return {"state": Column(STATES, states), "assignee": Column(assignees, assigned)}
