"""Bodies, places and terms that a statement names and its sentence, in another script, does not."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import TypeVar

from language.language import language_of
from language.names import NO_NAMES, KnownNames, is_local
from language.statements.places import named_places, places_in, possible_places_in

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Source:
    """What a statement cites: `sentences` in their order, and `context`, which names their document.

    `names` are those that mean the same in several languages.
    """

    sentences: tuple[str, ...]
    context: str = ""
    names: KnownNames = NO_NAMES

    @property
    def text(self) -> str:
        return "\n".join(self.sentences)


def are_across(statement: str, sentence: str) -> bool:
    """Say whether the two are written in different scripts."""
    return language_of(statement).script != language_of(sentence).script


def names_in_common(statement: str, sentence: str, source: Source) -> int:
    """Count the places, bodies and terms that both name; none in one script, where words tell what they have in common."""
    if not are_across(statement, sentence):
        return 0
    known = (source.names.bodies, source.names.kinds, source.names.terms)
    named = sum(len(names.meant_by(statement) & names.meant_by(sentence)) for names in known)
    return named + len(places_in(statement) & places_in(sentence))


def other_places(statement: str, sentence: str, source: Source) -> Iterator[str]:
    """Find the places of the statement in whose stead the sentence, or what names the document where it names none, has others."""
    stated, here, around = named_places(statement), places_in(sentence), places_in(source.context)
    if (here or around) - stated.keys():
        yield from _without(stated, _places(sentence if here else source.text, source))


def added_places(statement: str, source: Source) -> Iterator[str]:
    """Find the places of the statement that stand nowhere in what it cites."""
    yield from _without(named_places(statement), _places(source.text, source))


def _places(text: str, source: Source) -> frozenset[str]:
    return possible_places_in(text) | possible_places_in(source.context)


def other_bodies(statement: str, sentence: str, source: Source) -> Iterator[str]:
    """Find the bodies of the statement that the sentence and what names the document do not name.

    A sentence that names none but the statement's can speak of one that another sentence names. The body of a place has the name of that
    of the state with words before it; whether it is the same cannot be told.
    """
    bodies = source.names.bodies
    found = [named for named in bodies.found_in(statement) if not is_local(statement, named.span)]
    stated = {named.meaning: named.span.of(statement) for named in found}
    if stated:
        here = bodies.meant_by(sentence)
        names_others = here - bodies.meant_by(statement)
        yield from _without(stated, bodies.meant_by(source.context) | (here if names_others else bodies.meant_by(source.text)))


def other_terms(statement: str, sentence: str, source: Source) -> Iterator[str]:
    """Find the terms and kinds of bodies in whose stead the sentence has others: it may say the same in words that nobody explains."""
    for names in (source.names.kinds, source.names.terms):
        if names.meant_by(sentence) - names.touched_by(statement):
            stated = {named.meaning: named.span.of(statement) for named in names.found_in(statement)}
            yield from _without(stated, names.touched_by(sentence) | names.touched_by(source.context))


def _without(stated: Mapping[Meaning, str], known: Set[Meaning]) -> Iterator[str]:
    yield from (written for meaning, written in stated.items() if meaning not in known)
