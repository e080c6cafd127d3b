"""The check of what a model wrote: each statement against the sentences that it cites."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer.blocks import Statement, Support
from assistant.answer.citation import Citation
from assistant.writing.prompting import Numbered
from assistant.writing.said import Said
from assistant.writing.verification import Verification, verify
from language.names import NO_NAMES, KnownNames
from language.span import Span
from vectorstore.document import Document
from vectorstore.passage import Passage

_LONGEST_CHECKED = 800  # characters of a statement; a longer one is confirmed by nothing


def statements(
    said: Sequence[Said],
    numbered: Mapping[int, Numbered],
    documents: Mapping[int, Document],
    language: str,
    names: KnownNames = NO_NAMES,
) -> list[Statement]:
    """Check each sentence that a model wrote against what it cites.

    `numbered` is what the numbers stand for, `documents` holds the passages' documents, `language` is that of the answer, `names` are
    those that mean the same in several languages.
    """
    found = []
    for one in said:
        known = (numbered[number] for number in one.numbers if number in numbered)
        judged = _judged(one.text, [cited for cited in known if cited.passage.span.document_id in documents], documents, language, names)
        found.append(replace(judged, line=one.line, lead=one.lead))
    return found


def _judged(text: str, cited: Sequence[Numbered], documents: Mapping[int, Document], language: str, names: KnownNames) -> Statement:
    """Check one statement against the sentences that it cites; where they do not confirm it, against their passages."""
    if not cited:
        introduces = text.endswith((":", "：")) and not re.search(r"\d", text)
        return Statement(text, Support.SUPPORTED if introduces else Support.UNCITED, language)
    passages = {one.number: one for one in cited}
    context = "\n".join(_naming(one.passage, documents[one.passage.span.document_id]) for one in passages.values())
    spans = [(one.number, *sentence) for one in cited for sentence in one.sentences]
    judged = _verified(text, spans, context, names)
    if not judged.is_confirmed and any(one.sentence is not None for one in cited):
        around = [(one.number, *sentence) for one in passages.values() for sentence in one.around]
        if (beside := _verified(text, around, context, names)).is_confirmed:
            spans, judged = around, beside
    if judged.sentence is None:
        whole = dict.fromkeys((one.number, one.passage.span if one.sentence is None else one.sentences[0][0]) for one in cited)
        citations = tuple(Citation.of(number, documents[span.document_id], span, checked=False) for number, span in whole)
        return Statement(text, Support.UNCONFIRMED, language, citations)
    number, span, _ = spans[judged.sentence]
    citation = Citation.of(number, documents[span.document_id], span, judged.is_confirmed)
    added, left_out = ([one for one in judged.differences if one.is_left_out is is_so] for is_so in (False, True))
    is_grave = any(one.is_grave for one in judged.differences)
    support = Support.WITHDRAWN if is_grave else Support.SUPPORTED if judged.is_confirmed else Support.UNCONFIRMED
    return Statement(
        text,
        support,
        language,
        (citation,),
        differences=tuple(one.written for one in added),
        left_out=tuple(one.written for one in left_out),
        kinds=tuple(str(one.what) for one in (*added, *left_out)),
    )


def _verified(text: str, spans: Sequence[tuple[int, Span, str]], context: str, names: KnownNames) -> Verification:
    return verify(text, [sentence for _, _, sentence in spans] if len(text) <= _LONGEST_CHECKED else [], context, names)


def _naming(passage: Passage, document: Document) -> str:
    """Give what names the document and opens the lists of the passage."""
    opening = [line for line in passage.text.splitlines() if line.rstrip().endswith((":", "："))]
    return "\n".join([document.title, document.issuer, document.number, document.name, passage.heading, *opening])
