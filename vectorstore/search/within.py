"""What a question says, as passages in its own script may write it with other words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from language.synonyms import Meaning, meanings
from vectorstore.snapshot import Snapshot

_OTHERWISE = 0.8  # what a word counts that stands for another
_AROUND = 0.5  # what a word counts that stands in the title or a heading only
_HELD_BY_NONE = 0.6  # of its weight has a word of the lexicons that no passage holds in any form: its sense may be said by two words


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a question: its weight is the more, the fewer passages hold it or another that means the same."""

    meaning: Meaning
    weight: float

    def share_in(self, held: str) -> float:
        if self.meaning.own in held:
            return 1.0
        return _OTHERWISE if any(form in held for form in self.meaning.others) else 0.0


@dataclass(frozen=True, slots=True)
class Within:
    """The words of a question, and what else they may be called in its script."""

    parts: tuple[Part, ...] = ()

    @property
    def knows_others(self) -> bool:
        """Whether other words are known for one of them."""
        return any(part.meaning.others for part in self.parts)

    def shares(self, held: str) -> tuple[float, ...]:
        """Say of each word, 0 to 1, how far a text says it whose indexed words are `held`."""
        return tuple(part.share_in(held) for part in self.parts)

    def share(self, said: Sequence[Sequence[float]], around: Sequence[float] = ()) -> float:
        """Give the share of the question, 0 to 1, that texts of these `shares` say together; half counts what only stands `around`."""
        best: list[float] = [
            max(shares) for shares in zip(*said, [_AROUND * one for one in around] or [0.0] * len(self.parts), strict=True)
        ]
        whole = sum(part.weight for part in self.parts)
        return sum(part.weight * one for part, one in zip(self.parts, best, strict=True)) / (whole or 1.0)


NOTHING_WITHIN = Within()


def read_within(question: str, snapshot: Snapshot) -> Within:
    """Read what `question` says as the library's passages in its script may write it."""
    return Within(tuple(Part(one, _weight(one, snapshot)) for one in meanings(question)))


def _weight(meaning: Meaning, snapshot: Snapshot) -> float:
    forms = {meaning.own, *meaning.others}
    counts = snapshot.document_frequencies({word for form in forms for word in form.split()})
    holding = min(snapshot.catalogue.passages, max(min(counts[word] for word in form.split()) for form in forms))
    weight = meaning.words * log(1 + (snapshot.catalogue.passages - holding + 0.5) / (holding + 0.5))
    return weight * (_HELD_BY_NONE if meaning.others and not holding else 1.0)
