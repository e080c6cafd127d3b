"""Turns as they are read by others and printed: nothing can be changed, and every source is there in full."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from assistant.answer.anchoring import Anchored, Anchoring
from assistant.answer.answer import Answer
from assistant.answer.blocks import Quote
from assistant.answer.citation import Citation
from assistant.answer.text import place
from assistant.records.conversations import Turn
from assistant.records.shares import Share
from assistant.web.shared.render import answer_html
from language.messages import Translations
from vectorstore.library import Library


@dataclass(frozen=True, slots=True)
class ReadTurn:
    """A question and its answer, None where none came; `sources` are quotes that the answer only numbers, each with its place."""

    question: str
    asked: str
    answer: Markup | None
    anchored: Anchored | None
    sources: Sequence[tuple[Citation, str]]


@dataclass(frozen=True, slots=True)
class Read:
    """What is read: one's own, where it is no share."""

    title: str
    turns: Sequence[ReadTurn]
    share: Share | None = None


def read_turns(turns: Sequence[Turn], library: Library, _: Translations) -> list[ReadTurn]:
    """Give the turns with their citations as they stand now, without how their answers came about."""
    anchoring = Anchoring(library)
    return [_read(turn, anchoring, _) for turn in turns]


def _read(turn: Turn, anchoring: Anchoring, _: Translations) -> ReadTurn:
    if turn.answer is None:
        return ReadTurn(turn.question, turn.asked, None, None, ())
    anchored = anchoring.anchored(turn.answer)
    return ReadTurn(
        turn.question, turn.asked, answer_html(replace(anchored.answer, trace=None), _), anchored, _only_numbered(anchored.answer)
    )


def _only_numbered(answer: Answer) -> list[tuple[Citation, str]]:
    """Give the citations, in the order of their numbers, whose quotes the answer does not show."""
    quoted = {citation.number for quote in answer.blocks_of(Quote) for citation in quote.citations}
    numbered = {one.number: one for block in answer.blocks for one in block.citations if one.number not in quoted}
    return [(one, place(one, answer.language)) for _, one in sorted(numbered.items())]
