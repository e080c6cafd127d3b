"""Quotes begin with what answers: the headings over it, and whom a letter addresses, are left out where they add nothing."""

from collections.abc import Sequence
from itertools import takewhile

from assistant.quoting.scoring import Measure
from language.lexicon import pattern_of
from language.text.numbering import opens_clause
from vectorstore.search.evidence import FoundPassage
from vectorstore.search.sentences import Sentence

_ADDRESSES = pattern_of("metadata", "salutations")


def below_headings(inside: Sequence[Sentence], found: FoundPassage, measure: Measure) -> Sequence[Sentence]:
    """Give the sentences of a quote without the headings, and the line that says to whom it speaks, with which it begins.

    They stay where they say something of the question that the rest does not, unless an article begins below, which its own number
    tells the place of.
    """
    leading = list(takewhile(lambda one: one.is_heading or _ADDRESSES.match(one.text), inside))
    below = inside[len(leading) :]
    if not leading or not below:
        return inside
    adds_nothing = _said(below, found, measure) >= _said(inside, found, measure)
    return below if adds_nothing or opens_clause(below[0].text) else inside


def _said(sentences: Sequence[Sentence], found: FoundPassage, measure: Measure) -> float:
    """Give the share of the question that sentences hold, in another script in the words of that."""
    if found.in_one_script:
        return measure.held_by(frozenset().union(*(one.words for one in sentences)))
    return found.across.share("".join(one.indexed for one in sentences))
