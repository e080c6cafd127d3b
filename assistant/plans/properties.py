"""When a document takes effect, was issued or ends, who issued it and under which number: what is known of it, and where it says so."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Caution, Paragraph, Quote
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language, out_of_force
from assistant.answer.text import shortened
from assistant.plans.plan import Plan, Task
from assistant.question.understanding import Kind, without_kind
from language.language import language_of
from language.messages import Message, message, translations
from language.span import Span
from language.statements.quantities import quantities
from language.text.sentences import sentences
from language.text.tokens import folded
from vectorstore.document import Document, DocumentSummary

_TITLE = 0.6  # of the question that the title of the document says that is meant


@dataclass(frozen=True, slots=True)
class _Property:
    """One of what is known of a document, and how it is told."""

    name: str
    told: Callable[[str, str], Message]
    is_date: bool = True


_OF: dict[Kind, _Property] = {
    Kind.EFFECTIVE: _Property("effective", lambda title, day: message("“{title}” takes effect on {date}.", title=title, date=day)),
    Kind.ISSUED: _Property("issued", lambda title, day: message("“{title}” was issued on {date}.", title=title, date=day)),
    Kind.EXPIRES: _Property("expires", lambda title, day: message("“{title}” is valid until {date}.", title=title, date=day)),
    Kind.ISSUER: _Property(
        "issuer", lambda title, issuer: message("“{title}” was issued by {issuer}.", title=title, issuer=issuer), is_date=False
    ),
    Kind.NUMBER: _Property(
        "number", lambda title, number: message("“{title}” has the number {number}.", title=title, number=number), is_date=False
    ),
}


def _answer(task: Task) -> Answer | None:
    """Tell it of each document that the question names, or means; nothing where it means none, or it is not known of one."""
    known, asked = task.understood.documents or _meant(task), _OF[task.understood.kind]
    if (
        known
        and task.understood.kind is Kind.EFFECTIVE
        and not any(entry.effective for entry in known)
        and all(one.issued for one in known)
    ):
        return _without_day(task, known)
    if not known or any(not getattr(entry, asked.name) for entry in known):
        return None
    blocks = tuple(_blocks(task, known, asked))
    return Answer(Outcome.ANSWERED, blocks, task.language) if any(isinstance(block, Quote) for block in blocks) else None


def _without_day(task: Task, known: Sequence[DocumentSummary]) -> Answer:
    """Say of documents that state no day from which they apply when they were issued."""
    _ = translations(task.language)
    told = (
        message("“{title}” does not say from when it applies; it was issued on {date}.", title=shortened(one.title), date=_.day(one.issued))
        for one in known
    )
    said = [Paragraph(_.tell(one), task.language) for one in told]
    quotes = [block for block in _blocks(task, known, _OF[Kind.ISSUED]) if not isinstance(block, Paragraph)]
    return Answer(Outcome.PARTIAL, (*said, *quotes), task.language)


def _meant(task: Task) -> Sequence[DocumentSummary]:
    """Give the document of the best passage where its title says most of the question beside the property that is asked for."""
    evidence, _ = task.search(without_kind(task.question, task.understood.kind))
    first = next((found for found in evidence.passages if found.in_one_script), None)
    if first is None or first.said_in_title < _TITLE:
        return ()
    return [evidence.summaries[first.passage.span.document_id]]


def _blocks(task: Task, known: Sequence[DocumentSummary], asked: _Property) -> Iterator[Block]:
    _ = translations(task.language)
    cited: list[Citation] = []
    for entry in known:
        value = str(getattr(entry, asked.name))
        written = _.day(value) if asked.is_date else value
        yield Paragraph(_.tell(asked.told(shortened(entry.title), written)), task.language)
        document = task.library.document(entry.id)
        if document and (span := _place(document, value, asked.is_date) or _place_of_term(document, entry, asked)):
            cited.append(Citation.of(len(cited) + 1, document, span))
            yield Quote(language_of(cited[-1].quote).code, (cited[-1],))
    yield from in_another_language(task.language, cited)
    yield from (Caution(told, task.language) for entry in known if (told := out_of_force(task.language, entry, task.library.entries())))


def _place(document: Document, value: str, is_date: bool) -> Span | None:
    """Give the last sentence of a document that holds a date, as documents end with those, or the first that holds other words."""
    spans = sentences(document.text)
    for span in reversed(spans) if is_date else spans:
        text = span.of(document.text)
        if any(one.value == value for one in quantities(text) if one.kind == "date") if is_date else folded(value) in folded(text):
            return span
    return None


def _place_of_term(document: Document, entry: DocumentSummary, asked: _Property) -> Span | None:
    """Give the sentence on from when a document applies, which also tells for how long, where no sentence holds its last day."""
    return _place(document, entry.effective, is_date=True) if asked.name == "expires" and entry.effective else None


PLAN = Plan(frozenset(_OF), _answer)
