"""Whether a statement stands in the sentences that it is drawn from, one kind of difference after the other."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.writing.checks.actors import other_actors
from assistant.writing.checks.comparison import Comparison, Difference
from assistant.writing.checks.demands import other_demands, other_negations
from assistant.writing.checks.denials import denied_elsewhere
from assistant.writing.checks.figures import other_figures
from assistant.writing.checks.order import other_order
from assistant.writing.checks.scope import dropped_conditions, lost_hedges, made_certain, other_reasons, other_scope
from assistant.writing.checks.swapped import changed_places
from assistant.writing.checks.wording import opposites, other_polarity, turned_round
from language.counterparts import found_in
from language.language import language_of
from language.names import NO_NAMES, KnownNames
from language.statements.claims import claims
from language.statements.cues import with_whole_words
from language.statements.places import places_in
from language.text.tokens import folded

_CHECKS: tuple[Callable[[Comparison], Iterator[Difference]], ...] = (
    other_figures,
    other_demands,
    other_negations,
    other_actors,
    other_order,
    other_scope,
    other_reasons,
    made_certain,
    lost_hedges,
    dropped_conditions,
    other_polarity,
    opposites,
    turned_round,
    denied_elsewhere,
    changed_places,
)
_FIELD = re.compile(r"[^\W\d](?:[^\W\d]| ){1,20}[:：]")  # “Responsible body: …”, which belongs to the sentence before it
_MOST_SENTENCES = 3  # that one statement may join
_ADDS = 2  # things of a statement, or a figure, that a further sentence has to carry


@dataclass(frozen=True, slots=True)
class Verification:
    """The sentence that carries most of a statement, as its place among those given, None where none does; and what differs."""

    sentence: int | None
    differences: tuple[Difference, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        return self.sentence is not None and not self.differences


def verify(statement: str, sentences: Sequence[str], context: str = "", names: KnownNames = NO_NAMES) -> Verification:
    """Tie `statement` to those of `sentences` that carry it and say what it states otherwise than they do.

    `context` is what names the document: title, number, headings; names may stand there. `names` are those that mean the same
    in several languages. A statement may join what several sentences say; then it has to stand in them together.
    """
    sentences = [with_whole_words(one) for one in sentences]
    said = folded(statement).split()
    copied = next((place for place, one in enumerate(sentences) if folded(one).split() == said), None)
    if copied is not None:
        return Verification(copied)
    places = _carrying(statement, sentences, names)
    if not places:
        return Verification(None)
    places += [one + 1 for one in places if one + 1 < len(sentences) and one + 1 not in places and _FIELD.match(sentences[one + 1])]
    source = "\n".join(sentences[place] for place in sorted(places))
    compared = Comparison(statement, source, context, names, tuple(sentences))
    found: dict[str, Difference] = {}
    for difference in (one for check in _CHECKS for one in check(compared)):
        found.setdefault(difference.written, difference)
    return Verification(places[0], tuple(found.values()))


def _carrying(statement: str, sentences: Sequence[str], names: KnownNames) -> list[int]:
    """Give the places of the sentences on which a statement rests, the first one most of all; none where too little stands in them."""
    if not sentences:
        return []
    told = [_told(statement, one, names) for one in sentences]
    first = max(range(len(told)), key=lambda place: sum(told[place]))
    held, places = told[first], [first]
    while len(places) < _MOST_SENTENCES:
        gains = [sum(new and not old for new, old in zip(one, held, strict=False)) for one in told]
        best = max(range(len(told)), key=lambda place: gains[place])
        if gains[best] < _ADDS:
            break
        places.append(best)
        held = tuple(new or old for new, old in zip(told[best], held, strict=False))
    is_across = language_of(statement).script != language_of(sentences[first]).script
    least: float = language_of(statement).limit("least_carried_across" if is_across else "least_carried")
    return places if held and sum(held) >= least * len(held) else []


def _told(statement: str, sentence: str, names: KnownNames) -> tuple[bool, ...]:
    """Say of each thing and figure of a statement whether a sentence has it."""
    own = claims(sentence).measures
    figures = (any(figure.means(other) for other in own) for figure in claims(statement).measures)
    places = (place in places_in(sentence) for place in sorted(places_in(statement)))
    return (*found_in(statement, sentence, names), *figures, *places)
