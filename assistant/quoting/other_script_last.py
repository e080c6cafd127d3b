"""What stands in another script than the question comes last where it says little, or has expired while something in force answers."""

from collections.abc import Callable
from dataclasses import replace

from vectorstore.filter import OUT_OF_FORCE
from vectorstore.search.evidence import Evidence, FoundPassage

_UNDER = 0.2  # under the level of nearness from which on a passage is shown
_HARDLY = 0.06  # under the level from which on it answers
_BEHIND = 0.3  # by which the score of what comes last lies below that of what is in the question's script


def other_script_last(evidence: Evidence) -> Evidence:
    """Give `evidence` with the passages in another script that say little of the question behind the first one in its own script, where one
    of them comes first; and with those of documents out of force scored below the first passage, where that answers or says the question,
    is in force and in its script."""
    evidence = _saying_little_last(evidence)
    first = evidence.passages[0] if evidence.passages else None
    if first is None or not (first.in_one_script and (first.answers or evidence.saying)) or _is_out_of_force(first, evidence):
        return evidence
    return _lowered(evidence, first, lambda one: not one.in_one_script and _is_out_of_force(one, evidence))


def _saying_little_last(evidence: Evidence) -> Evidence:
    own = next((one for one in evidence.passages if one.in_one_script), None)
    first = evidence.passages[0] if evidence.passages else None
    if own is None or first is None or own.nearness < own.levels.near - _UNDER or not first.says_little or _says_less(own, first):
        return evidence
    lowered = _lowered(evidence, own, lambda one: one.says_little)
    return replace(lowered, passages=tuple(sorted(lowered.passages, key=lambda one: -one.match.score)))


def _says_less(own: FoundPassage, other: FoundPassage) -> bool:
    """Say whether a passage in the question's script, as far as is known how that says it, does not come nearly near enough to answer and
    says less of the question than one in another script."""
    said = own.said_by[0][1] if own.said_by and own.within.parts else None
    return said is not None and own.above < -_HARDLY and said < other.said_across


def _lowered(evidence: Evidence, first: FoundPassage, is_last: Callable[[FoundPassage], bool]) -> Evidence:
    most = first.match.score - _BEHIND
    passages = (
        replace(one, match=replace(one.match, score=min(most, one.match.score))) if is_last(one) else one for one in evidence.passages
    )
    return replace(evidence, passages=tuple(passages))


def _is_out_of_force(found: FoundPassage, evidence: Evidence) -> bool:
    entry = evidence.summaries.get(found.passage.span.document_id)
    return entry is not None and entry.status in OUT_OF_FORCE
