"""Sentences that name what a list is asked for, and that no row of the ledger holds."""

from collections.abc import Iterator, Sequence

from assistant.answer.citation import Citation
from assistant.plans.plan import Task
from language.equivalents import indexed
from language.language import language_of
from language.lexicon import pattern_of
from language.span import Span
from language.statements.quantities import quantities
from language.text.front_lines import is_front_line
from language.text.sentences import sentences
from language.text.tokens import words
from vectorstore.document import Document
from vectorstore.filter import Filter
from vectorstore.requirement import Requirement
from vectorstore.search.sentences import sentences_of

_SEARCHED = 60  # passages in which sentences are looked for that name a body; of one that half of these name nothing is told
_BY_A_DAY = pattern_of("kinds", "by_a_day")


def naming(sought: Sequence[str], task: Task, filter: Filter, rows: Sequence[Requirement]) -> Iterator[Citation]:
    """Find the sentences and rows of tables that hold one of `sought`, names or words, elsewhere than in the title of a document, and are
    none of `rows`."""
    known = [row.span for row in rows]
    titles = {indexed(entry.title) for entry in task.library.catalogue().entries}
    with task.library.snapshot() as snapshot:
        for one in sought:
            asked = set(words(one))
            held = [title for title in titles if asked <= set(title.split())]
            is_name = one in task.understood.bodies and language_of(one).parts_words
            found = snapshot.passages(snapshot.find(list(asked), None, _SEARCHED, filter).shared)
            holding = [passage for passage in found.values() if asked <= set(words(passage.text))]
            documents = snapshot.documents({passage.span.document_id for passage in holding})
            for passage in sorted(holding, key=lambda passage: passage.span) if len(holding) < _SEARCHED // 2 else []:
                for sentence in sentences_of(passage):
                    is_new = not any(sentence.span.overlaps(span) for span in known)
                    says = not (sentence.is_heading or is_front_line(sentence.text) or sentence.text.strip() == passage.title)
                    if (
                        is_new
                        and says
                        and asked < sentence.words
                        and _names(asked, indexed(one) if is_name else "", sentence.indexed, held)
                    ):
                        known.append(sentence.span)
                        yield Citation.of(0, documents[passage.span.document_id], sentence.span)


def _names(asked: set[str], name: str, said: str, titles: Sequence[str]) -> bool:
    """Say whether the words that are `asked`, those of a `name` together, are `said` outside of `titles`."""
    for title in titles:
        said = said.replace(title, "  ")
    return name in said if name else asked <= set(said.split())


def dated(task: Task, rows: Sequence[Requirement]) -> Iterator[Citation]:
    """Find the sentences of the documents that the question names by which something is due by a day, and that are none of `rows`."""
    for entry in task.understood.documents:
        document = task.library.document(entry.id)
        for span in _saying_by_when(document) if document else ():
            if document and not any(span.overlaps(row.span) for row in rows):
                yield Citation.of(0, document, span)


def _saying_by_when(document: Document) -> Iterator[Span]:
    for span in sentences(document.text):
        said = span.of(document.text)
        days = (one for one in quantities(said) if one.kind == "date" and "-" in one.value)
        if any(_BY_A_DAY.search(f"{said[: one.span.start]}<day>{said[one.span.end :]}") for one in days):
            yield span.within(document.id)
