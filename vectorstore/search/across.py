"""What a question says, as passages in another script would write it."""

from dataclasses import dataclass
from math import log

from language.equivalents import equivalents
from vectorstore.snapshot import Snapshot

IN_RANKING = 0.3
"""Weight of the share of the question that a passage says, in the order of passages."""
_SAID, _LEAST = 0.35, 0.3  # by how much a sentence that says the whole question comes nearer, and the share from which on it does
_UNKNOWN = 0.5  # weight of a word of which no form is known, as a share of the mean
_MOSTLY = 0.6  # share of what a question says beside names
_AROUND = 0.5  # what a form counts that stands in the title or a heading only


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question, by the `forms` that it has in another script; its weight is the more the fewer passages hold one."""

    forms: frozenset[str]
    weight: float
    is_name: bool = False

    def stands_in(self, held: str) -> bool:
        return any(form in held for form in self.forms)


@dataclass(frozen=True, slots=True)
class Across:
    """The parts of a question of which forms in another script are known; `whole` is the weight of all, also of those that are not."""

    parts: tuple[Part, ...] = ()
    whole: float = 0.0

    @property
    def known(self) -> float:
        """The share of the question, 0 to 1, of which forms are known."""
        return sum(part.weight for part in self.parts) / (self.whole or 1.0)

    def share(self, held: str, around: str = " ") -> float:
        """Give the share of the question, 0 to 1, that a text says whose indexed words are `held`; half counts what only `around` says."""
        said = sum(part.weight * (1 if part.stands_in(held) else _AROUND if part.stands_in(around) else 0) for part in self.parts)
        return said / (self.whole or 1.0)

    def said(self, held: str, around: str = " ") -> float:
        """Say how much nearer to the question, beside its cosine, a sentence comes by its words."""
        return _SAID * max(0.0, self.share(held, around) - _LEAST) / (1 - _LEAST)

    def may_be_stated_in(self, held: str) -> bool:
        """Say whether a text says something of the question beside names; always where most of that is not known."""
        others = [part for part in self.parts if not part.is_name]
        known, names = (sum(part.weight for part in self.parts if part.is_name == is_name) for is_name in (False, True))
        return not others or known < _MOSTLY * (self.whole - names) or any(part.stands_in(held) for part in others)


NOTHING_ACROSS = Across()


def read_across(question: str, snapshot: Snapshot) -> Across:
    """Read what `question` says as the library's passages in other scripts would write it."""
    found = equivalents(question, snapshot.catalogue.names)
    known = {one.forms: one for one in found if one.forms}
    parts = tuple(Part(forms, _weight(forms, snapshot), one.is_name) for forms, one in known.items())
    summed = sum(part.weight for part in parts)
    unknown = sum(1 for one in found if not one.forms)
    return Across(parts, summed + _UNKNOWN * unknown * summed / max(1, len(parts)))


def _weight(forms: frozenset[str], snapshot: Snapshot) -> float:
    counts = snapshot.document_frequencies({word for form in forms for word in form.split()})
    holding = min(snapshot.catalogue.passages, sum(min(counts[word] for word in form.split()) for form in forms))
    return log(1 + (snapshot.catalogue.passages - holding + 0.5) / (holding + 0.5))
