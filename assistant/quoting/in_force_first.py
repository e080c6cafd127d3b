"""What is in force and in the question's language is quoted before what has expired in another language."""

from dataclasses import replace

from vectorstore.filter import OUT_OF_FORCE
from vectorstore.search.evidence import Evidence, FoundPassage

_BEHIND = 0.3  # by which the score of what has expired lies below that of what is in force


def in_force_first(evidence: Evidence) -> Evidence:
    """Give `evidence` with passages of documents out of force, in another script than the question, scored below the first passage, where
    that answers or says the question, is in force and in the question's script."""
    first = evidence.passages[0] if evidence.passages else None
    if first is None or not (first.in_one_script and (first.answers or evidence.saying)) or _is_out_of_force(first, evidence):
        return evidence
    most = first.match.score - _BEHIND
    lowered = (
        replace(one, match=replace(one.match, score=min(most, one.match.score)))
        if not one.in_one_script and _is_out_of_force(one, evidence)
        else one
        for one in evidence.passages
    )
    return replace(evidence, passages=tuple(lowered))


def _is_out_of_force(found: FoundPassage, evidence: Evidence) -> bool:
    entry = evidence.summaries.get(found.passage.span.document_id)
    return entry is not None and entry.status in OUT_OF_FORCE
