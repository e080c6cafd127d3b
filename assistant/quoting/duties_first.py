"""What somebody does: the sentence in which who is asked about acts, where a question asks what they are there or responsible for."""

import re
from collections.abc import Iterator

from assistant.quoting.leads import Lead, forms_in, led_by_best
from language.agents import named_in
from language.equivalents import indexed
from language.lexicon import pattern_of, patterns_of
from language.names import KnownNames
from language.text.enumerations import announces_a_list
from vectorstore.search.evidence import QUOTED, Evidence, FoundPassage

_ENDS = " ?？.。!！"
_ARE = pattern_of("questions", "what_they_are")
_WORD = re.compile(r"\s?\w")
_LISTS = 1.0  # what a sentence counts more that leads to a list of what somebody does


def duties_first(evidence: Evidence) -> Evidence:
    """Give `evidence` with the passage first in which the one acts of whom the question asks what they do, and the sentence that says so as
    what is quoted first; as it is where it asks of nobody, or nobody acts."""
    body = _asked_of(evidence.question)
    doings = [one for found in evidence.passages[:QUOTED] for one in _doings(body, found, evidence.names)] if body else []
    return led_by_best(evidence, doings)


def _asked_of(question: str) -> str:
    """Give the one of whom a question asks what they do, empty where it asks something else."""
    plain = " ".join(question.split()).strip(_ENDS)
    return next((found["body"] for pattern in patterns_of("questions", "what_they_do") if (found := pattern.search(plain))), "")


def _doings(body: str, found: FoundPassage, names: KnownNames) -> Iterator[Lead]:
    forms = forms_in(body, found, names)
    if not forms:
        return
    for sentence in found.sentences:
        said = [] if sentence.is_heading else named_in(sentence.text)
        acting = [indexed(one.name) for one in said if one.acts and _goes_on_doing(sentence.text, one.span.end)]
        if any(all(any(form in name for form in own) for own in forms) for name in acting):
            yield Lead(found.similarity_of(sentence.span) + _LISTS * announces_a_list(sentence.text), sentence.span, found)


def _goes_on_doing(text: str, end: int) -> bool:
    """Say whether what follows a name that ends at a place in `text` says what they do, not what they are."""
    return _WORD.match(text, end) is not None and not _ARE.match(text, end)
