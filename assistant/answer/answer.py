"""What the assistant stands behind."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from assistant.answer.blocks import (
    Block,
    Caution,
    Heading,
    OtherLanguage,
    Paragraph,
    Quote,
    Related,
    RequirementLine,
    Statement,
    Support,
    Table,
)
from assistant.answer.citation import Citation
from assistant.answer.doubt import share
from assistant.answer.text import as_text
from assistant.answer.trace import Trace
from vectorstore.requirement import Requirement

Kind = TypeVar("Kind", Paragraph, Heading, Table, RequirementLine, Quote, Statement, Related, OtherLanguage, Caution)


class Outcome(StrEnum):
    """How a question ended: RELATED shows what is nearest, which may not answer; after NOT_FOUND nothing is near."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CONFLICT = "conflict"
    RELATED = "related"
    NOT_FOUND = "not_found"
    SMALL_TALK = "small_talk"
    FAILED = "failed"


class Stage(StrEnum):
    """What is being done before words come: a language model reads what was found."""

    READING = "reading"


@dataclass(frozen=True, slots=True)
class PartialAnswer:
    """The text of an answer that is still being written."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question, as blocks in the order in which they are shown; `mode` names the mode that made it.

    `language` is that of our own sentences in it. `rephrased_question` is the question as it was completed from those
    before it, empty where it was not. `as_of` is the ISO date on which the documents last changed, `requirements` are those
    among the quotes that answer who, what, by when or how much, `seconds` the time from question to answer, `trace` how it
    came about.
    """

    outcome: Outcome
    blocks: tuple[Block, ...]
    language: str = "en"
    mode: str = "quoted"
    rephrased_question: str = ""
    as_of: str = ""
    seconds: float = 0.0
    requirements: tuple[Requirement, ...] = ()
    trace: Trace | None = None

    def blocks_of(self, kind: type[Kind]) -> list[Kind]:
        """Give the blocks of one kind."""
        return [block for block in self.blocks if isinstance(block, kind)]

    @property
    def text(self) -> str:
        """The answer as plain text, without its warnings."""
        return as_text(self.blocks, self.language, "\n" if self.outcome is Outcome.NOT_FOUND else "\n\n")

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the answer rests on: its quotes and rows in their order, then what its statements cite beyond these, by number and place."""
        quotes = [citation for block in self.blocks if isinstance(block, Quote | Table) for citation in block.citations]
        shown = [one for one in self.blocks_of(Statement) if one.support is not Support.WITHDRAWN]
        known = {quote.number: quote.span for quote in quotes}
        cited = (citation for statement in shown for citation in statement.citations)
        stated = dict.fromkeys(one for one in cited if one.number not in known or not known[one.number].overlaps(one.span))
        return (*quotes, *sorted(stated, key=lambda one: (one.number, one.span.start)))

    @property
    def confirmed_share(self) -> float | None:
        """The share of what a language model wrote that is confirmed, None where none did."""
        counts = share(self.blocks_of(Statement))
        return counts[0] / counts[1] if counts else None

    @property
    def related(self) -> tuple[Citation, ...]:
        """What the library says nearby where it does not answer."""
        return tuple(citation for block in self.blocks_of(Related) for citation in block.citations)

    @property
    def in_other_languages(self) -> tuple[Citation, ...]:
        """Where the same stands in another language."""
        return tuple(citation for block in self.blocks_of(OtherLanguage) for citation in block.citations)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be known of the documents that are cited."""
        return tuple(block.text for block in self.blocks_of(Caution))

    def preceded_by(self, *blocks: Block) -> "Answer":
        """Give the answer with other blocks before its own."""
        return replace(self, blocks=(*blocks, *self.blocks))


def failed(sentence: str, language: str = "en") -> Answer:
    """Give the answer of a question that could not be answered; `sentence` says why."""
    return Answer(Outcome.FAILED, (Paragraph(sentence, language),), language)
