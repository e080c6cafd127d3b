"""What another document sets for the duty that an answer quotes first, and which of the two prevails."""

from dataclasses import replace

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Quote
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language, prevailing, setting_otherwise
from assistant.quoting.other_figures import with_other_figure
from assistant.requirements.conflicts import Conflict, One, conflicts_among, settled
from language.language import language_of
from vectorstore.library import Library
from vectorstore.search.evidence import Evidence


def contradicted(answer: Answer, evidence: Evidence, library: Library) -> Answer:
    """Give a quoted answer with what another document, found for the same question, sets otherwise, the side that prevails first.

    An answer that quotes no duty with a date or a figure first, nor one of several figures, that a language model wrote, or with which no
    document is at odds, stays as it is.
    """
    if (
        answer.outcome is not Outcome.ANSWERED
        or not answer.blocks_of(Quote)
        or answer.citations[0].span.document_id not in evidence.documents
    ):
        return answer
    first = answer.citations[0].span
    found = library.requirements.within([first, *(match.passage.span for match in evidence.matches)])
    quoted = [row for row in found if row.span.overlaps(first) and (row.deadline or row.deadline_text or row.targets)]
    if conflict := next(iter(conflicts_among(library, found, quoted)), None) if quoted else None:
        return _with(answer, conflict, library)
    if pair := with_other_figure(evidence, first):
        return _with(answer, settled(library, "target", *pair), library)
    return answer


def _with(answer: Answer, conflict: Conflict[One], library: Library) -> Answer:
    """Put both sides of a conflict, as quotes of their own, in the place of the quotes that hold them, and say which prevails."""
    sides = [conflict.one, conflict.other]
    if conflict.prevails == conflict.other:
        sides.reverse()
    first = answer.citations[0]
    is_first = sides[0].span.overlaps(first.span)
    spans = [first.span if is_first else sides[0].span, sides[1].span, *([conflict.clause[0]] if conflict.clause else [])]
    rest = [one.span for one in answer.citations if not any(one.span.overlaps(span) for span in spans)]
    documents = {id: document for id in {span.document_id for span in (*spans, *rest)} if (document := library.document(id))}
    cited = [Citation.of(number, documents[span.document_id], span) for number, span in enumerate((*spans, *rest), 1)]
    quotes: list[Block] = [Quote(language_of(one.quote).code, (one,)) for one in cited]
    told: list[Block] = [setting_otherwise(answer.language, cited[1], conflict.what)]
    if conflict.prevails:
        told.append(prevailing(answer.language, cited[0], cited[2] if conflict.clause else None))
    place = next(place for place, block in enumerate(answer.blocks) if isinstance(block, Quote))
    before = answer.blocks[:place] if is_first else ()  # what a line says of the first quote holds of no other
    counted = in_another_language(answer.language, answer.citations)
    after = [block for block in answer.blocks[place:] if not isinstance(block, Quote) and block not in counted]
    return replace(answer, blocks=(*before, quotes[0], *told, *quotes[1:], *in_another_language(answer.language, cited), *after))
