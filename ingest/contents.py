"""A document with all that is found in it: passages, requirements and terms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.extraction.policies import lays_down_duties
from ingest.extraction.requirements import requirements_in
from ingest.extraction.terms import terms_in
from ingest.sandbox.heartbeat import still_at_work
from ingest.splitting import split
from vectorstore.document import NO_POLICY, Document
from vectorstore.passage import Passage
from vectorstore.requirement import Requirement
from vectorstore.term import TermUse

CountTokens = Callable[[Sequence[str]], list[int]]
"""Counts the tokens of each text as the embedder would read it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decides, besides a file, what is found in it: the properties `given` for its document, the file of the own table of `bodies`,
    empty where there is none, and how the embedder counts tokens, of which it reads at most `max_tokens`."""

    given: Mapping[str, str]
    bodies: str
    count_tokens: CountTokens
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Contents:
    """A document, and in the order of its text its passages and requirements; its terms, those that explain first."""

    document: Document
    passages: tuple[Passage, ...]
    requirements: tuple[Requirement, ...] = ()
    terms: tuple[TermUse, ...] = ()


def contents_of(document: Document, normal: Callable[[str], str], count_tokens: CountTokens, max_tokens: int) -> Contents:
    """Find what stands in `document`, whose passages have at most `max_tokens` tokens; `normal` gives the one name of a body.

    Where a text only happens to hold what demands something it gets a warning and no requirements. Raises ReadingError as `split` does.
    """
    passages = tuple(split(document, count_tokens, max_tokens))
    still_at_work()
    terms = tuple(terms_in(document))
    still_at_work()
    stated = tuple(requirements_in(document, normal))
    if stated and not lays_down_duties(document, stated):
        document, stated = replace(document, warnings=(*document.warnings, NO_POLICY)), ()
    return Contents(document, passages, stated, terms)
