"""What the fields of the page of requirements offer, each with how many requirements it would show."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.onboarding.roles import ROLES
from assistant.records.requirement_status import STATES
from assistant.requirements.selection import Selection
from assistant.web.pages.requirements.filters import DUE
from assistant.web.shared.order import place_of
from assistant.web.shared.requirement_text import theme_message
from language.messages import Message, message
from vectorstore.requirement import MODAL_WORDS, MODALITIES

_MOST = 200
_LONGEST = 80
_IN_ORDER = {
    "role": {role: message(role) for role in ROLES},
    "modality": {one: message(MODAL_WORDS[one]) for one in MODALITIES},
    "state": {state: message(state) for state in STATES},
    "due": DUE,
}
"""What is offered in an order of its own; all else is sorted by name."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a field, what it is called, how many requirements it would show, and whether it is chosen."""

    value: str
    label: str | Message
    count: int
    is_chosen: bool


def options(selection: Selection, given: Mapping[str, str], reader: str) -> dict[str, list[Option]]:
    """Give the options of each field, those of most requirements where there are too many, sorted for a `reader` of a language."""
    names = ("role", "due", "body", "theme", "document", "modality", "state", "assignee")
    return {name: _options(name, selection, given.get(name, ""), reader) for name in names}


def _options(name: str, selection: Selection, chosen: str, reader: str) -> list[Option]:
    counts = selection.counts(name)
    if name in _IN_ORDER:
        return [Option(one, label, counts.get(one, 0), one == chosen) for one, label in _IN_ORDER[name].items()]
    most = dict(sorted(counts.items(), key=lambda one: -one[1])[:_MOST])
    if chosen:
        most.setdefault(chosen, counts.get(chosen, 0))
    titles = {entry.name: entry.title for entry in selection.ledger.catalogue.entries} if name == "document" else {}
    labels = {one: theme_message(one) if name == "theme" else titles.get(one, one)[:_LONGEST] for one in most}
    found = [Option(one, labels[one], count, one == chosen) for one, count in most.items()]
    return sorted(found, key=lambda one: place_of(str(one.label), reader))
