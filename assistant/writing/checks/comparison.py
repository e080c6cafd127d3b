"""A statement beside the sentences that carry it, clause by clause."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from language.counterparts import found_in, share_in, units
from language.language import language_of
from language.names import NO_NAMES, KnownNames
from language.statements.claims import clauses
from language.statements.cues import cues, has_cue
from language.text.tokens import words


class What(StrEnum):
    """What a statement says otherwise than its sentences."""

    FIGURE = "figure"
    NAME = "name"
    ACTOR = "actor"
    PLACE = "place"
    DUTY = "duty"
    NEGATION = "negation"
    SCOPE = "scope"
    CONDITION = "condition"
    ORDER = "order"
    REASON = "reason"
    CERTAINTY = "certainty"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a statement says and its sentences do not: `written` as in the statement, or as in the sentence where it is left out."""

    what: What
    written: str
    is_left_out: bool = False

    @property
    def is_grave(self) -> bool:
        """Say whether the statement misleads by it: who has to do what, when and how much."""
        return self.what in _GRAVE


_GRAVE = frozenset({What.FIGURE, What.ACTOR, What.PLACE, What.DUTY, What.NEGATION, What.ORDER})
_ENOUGH = 2  # things that a part of a text says
_TOLD = 0.3  # share of a sentence that stands in a statement which tells of it
_SENTENCES = re.compile(r"[;；。\n]+|(?<=[a-z\d)])(?<!\b[Nn]o)(?<!\b[ap]\.m)(?<!\be\.g)(?<!\bi\.e)[.!?]\s+")


@dataclass(frozen=True)
class Comparison:
    """`statement` beside `source`, the sentences that carry it, a line each.

    `context` is what names the document; names may stand there. `names` are those that mean the same in several languages. `cited` are all
    sentences that the statement cites, among them those that carry it.
    """

    statement: str
    source: str
    context: str = ""
    names: KnownNames = NO_NAMES
    cited: tuple[str, ...] = ()

    @cached_property
    def is_across(self) -> bool:
        """Whether the two are in different scripts."""
        return language_of(self.statement).script != language_of(self.source).script

    @cached_property
    def parts(self) -> list[str]:
        """The clauses of the statement."""
        return clauses(self.statement)

    @cached_property
    def source_sentences(self) -> list[str]:
        return [one for one in _SENTENCES.split(self.source) if one.strip()]

    @cached_property
    def source_clauses(self) -> list[str]:
        return [part for one in self.source_sentences for part in clauses(one)]

    def nearest(self, part: str) -> list[str]:
        """Give the clauses of the source that say most of what `part` says; none where none says anything of it."""
        shared = [self.in_common(part, one) for one in self.source_clauses]
        most = max(shared, default=0)
        return [one for one, count in zip(self.source_clauses, shared, strict=True) if count == most] if most else []

    def nearest_sentences(self, part: str) -> list[str]:
        """Give the sentences of the source that say most of what `part` says; all where none says anything of it."""
        shared = [self.in_common(part, one) for one in self.source_sentences]
        most = max(shared, default=0)
        return [one for one, count in zip(self.source_sentences, shared, strict=True) if count == most]

    def share(self, part: str, other: str) -> float:
        """Give the share of what `part` says that `other` says too."""
        return share_in(part, other, self.names)

    def in_common(self, part: str, other: str) -> int:
        """Count what `part` says that `other` says too."""
        return sum(found_in(part, other, self.names))

    def tells(self, part: str, least: int = _ENOUGH) -> bool:
        """Say whether `part` says enough, of which the ways to say it are known, to be looked for in the statement."""
        known = units(part, language_of(self.statement).script, self.names)
        return sum(map(bool, known)) >= least

    def says(self, part: str) -> bool:
        """Say whether `part` says enough, whether the ways to say it are known or not."""
        return len(units(part, language_of(self.statement).script, self.names)) >= _ENOUGH

    def denies_anew(self, part: str) -> bool:
        """Say whether a part of the statement denies something, or has a word in which a denial can hide and that the source has not."""
        known = frozenset(words(self.source))
        hidden = (span.of(part) for span in cues(part, "negative"))
        return has_cue(part, "denied") or any(known.isdisjoint(words(one)) for one in hidden)

    @cached_property
    def told_sentences(self) -> list[str]:
        """The sentences of the source of which the statement tells much."""
        return self._told(self.source_sentences)

    @cached_property
    def told_clauses(self) -> list[str]:
        """The clauses of the source of which the statement tells much."""
        return self._told(self.source_clauses)

    def _told(self, texts: list[str]) -> list[str]:
        shares = [share_in(one, self.statement, self.names) for one in texts]
        return [one for one, share in zip(texts, shares, strict=True) if share >= min(_TOLD, max(shares))]

    def overlap(self, part: str, other: str) -> float:
        """Give the share of what the shorter of two parts, the first of the statement, says that the other says too."""
        return max(self.share(part, other), self.share(other, part))
