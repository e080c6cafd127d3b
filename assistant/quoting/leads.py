"""Which sentence an answer is led by: the best of those for which a rule speaks, and the forms in which its words may stand there."""

from collections.abc import Iterable
from dataclasses import dataclass

from language.equivalents import equivalents
from language.names import KnownNames
from language.span import Span
from language.synonyms import meanings
from vectorstore.search.evidence import Evidence, FoundPassage


@dataclass(frozen=True, slots=True)
class Lead:
    """What may be quoted first: how much speaks for it, which is compared within one rule only, where it stands, and its passage."""

    weight: float
    span: Span
    found: FoundPassage


def led_by_best(evidence: Evidence, leads: Iterable[Lead]) -> Evidence:
    """Give `evidence` led by the first of the `leads` that weigh most; as it is where there are none."""
    best = max(leads, key=lambda one: one.weight, default=None)
    return evidence.led_by(best.found, best.span) if best else evidence


def forms_in(text: str, found: FoundPassage, names: KnownNames) -> list[frozenset[str]]:
    """Give the words of a text that have a meaning, each with all its forms in the script of a passage."""
    if found.in_one_script:
        return [one.others | {one.own} for one in meanings(text)]
    return [one.forms for one in equivalents(text, names)]
