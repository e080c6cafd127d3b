"""Whether a text lays down duties at all, or only happens to hold sentences that demand something."""

from collections.abc import Sequence

from language.lexicon import pattern_of
from language.text.sentences import sentences
from vectorstore.document import Document
from vectorstore.requirement import Requirement

_KINDS, _OFFICIAL = pattern_of("policies", "kinds"), pattern_of("policies", "official")
_LEAST_DEMANDING = 0.04  # share of the sentences that demand something: policies have 0.05 to 0.78, others up to 0.07
_LEAST_OFFICIAL = 0.15  # share of the sentences that speak of bodies or of those they govern
_LEAST_ACTING = 0.1  # share of the sentences that say who has to act
_OPENING = 200  # characters that can say what kind of document it is


def lays_down_duties(document: Document, stated: Sequence[Requirement]) -> bool:
    """Say whether `document`, which states the requirements `stated`, is a policy: by its kind, or by what it speaks of.

    A biography, a manual of a program or a table of payments is none.
    """
    units = [span.of(document.text) for span in sentences(document.text)]
    if not units or len(stated) < _LEAST_DEMANDING * len(units):
        return False
    if document.number or _KINDS.search(document.title) or _KINDS.search(document.text[:_OPENING]):
        return True
    official = sum(bool(_OFFICIAL.search(unit)) for unit in units)
    acting = sum(bool(row.body) for row in stated)
    return official >= _LEAST_OFFICIAL * len(units) or acting >= _LEAST_ACTING * len(units)
