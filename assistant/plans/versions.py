"""Two documents compared: the dates and figures that they give for one duty, and what only one of them requires."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Caution, Heading, Paragraph, Table
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language, out_of_force
from assistant.answer.text import shortened, titled
from assistant.plans.plan import Task
from assistant.requirements.differences import WHAT, Difference, Stated, changes
from language.messages import translations
from language.span import Span
from language.text.overlap import coverage
from language.text.sentences import sentences
from language.text.tokens import telling_words, words
from vectorstore.document import Document, DocumentSummary
from vectorstore.filter import Filter
from vectorstore.requirement import Requirement, Target
from vectorstore.sql.requirements import RequirementFilter

_PAGE = "requirements"
_MOST_FIGURES, _MOST_WORDINGS, _MOST_ALONE = 14, 5, 6  # pairs or rows that are shown
_LONGEST_CELL, _LONGEST_TITLE = 400, 60
_FEWEST_WORDS = 3  # telling words of a sentence that states no duty
_ON_SUBJECT = 0.5  # share of the words that a question asks of that a difference must hold
_FEWEST = 3  # pairs by which documents of which neither replaces the other are compared
_FIGURES = ("target", "deadline")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that states no duty."""

    span: Span
    quote: str
    body: str = ""
    action: str = ""
    deadline: str = ""
    targets: tuple[Target, ...] = ()


def compared(task: Task, earlier: DocumentSummary, later: DocumentSummary, subject: frozenset[str]) -> Answer | None:
    """Say what is different in the later of two documents, of all or where it speaks of the `subject`; None where nothing is found, or
    hardly anything in documents of which neither replaces the other."""
    documents = {entry.id: document for entry in (earlier, later) if (document := task.library.document(entry.id))}
    if len(documents) < len((earlier, later)):
        return None
    found = changes(_stated(task, documents[earlier.id]), _stated(task, documents[later.id]))
    found = _on_subject(found, subject) or found
    figures = [one for what in _FIGURES for one in found if one.what == what]
    wordings = [one for one in found if one.what == "wording" and _is_duty(one.one) and _is_duty(one.other)]
    if len(figures) + len(wordings) < (1 if later.name in earlier.superseded_by else _FEWEST):
        return None
    alone = [[one for one in found if one.what == what and _is_duty(one.one or one.other)] for what in ("new", "gone")]
    return _answer(task, earlier, later, documents, (figures, wordings, *alone))


def _stated(task: Task, document: Document) -> list[Stated]:
    """Give the requirements of a document, and its sentences that state none, in the order of the text."""
    rows = task.library.requirements.find(RequirementFilter(documents=Filter(documents=frozenset({document.name}))))
    others = [one for one in _sentences(document) if not any(one.span.overlaps(row.span) for row in rows)]
    both: list[Stated] = [*rows, *others]
    return sorted(both, key=lambda one: one.span.start)


def _sentences(document: Document) -> Iterator[_Sentence]:
    for span in sentences(document.text):
        quote = span.of(document.text)
        if quote[-1] in ".。;；" and len(telling_words(quote)) >= _FEWEST_WORDS:
            yield _Sentence(span.within(document.id), quote)


def _is_duty(one: Stated | None) -> bool:
    return isinstance(one, Requirement)


def _on_subject(found: Sequence[Difference[Stated]], subject: frozenset[str]) -> list[Difference[Stated]]:
    """Give the differences that hold as much of what the question asks of as the one that holds most; none where none holds enough."""
    shares = [coverage(subject, set(words(" ".join(side.quote for side in (one.one, one.other) if side)))) for one in found]
    best = max(shares, default=0.0)
    return [one for one, share in zip(found, shares, strict=True) if share == best >= _ON_SUBJECT]


def _answer(
    task: Task,
    earlier: DocumentSummary,
    later: DocumentSummary,
    documents: dict[int, Document],
    groups: tuple[Sequence[Difference[Stated]], ...],
) -> Answer:
    _ = translations(task.language)
    figures, wordings, new, gone = groups
    names = {entry.id: shortened(entry.title, _LONGEST_TITLE) for entry in (earlier, later)}
    places = {entry.id: _.day(entry.issued) or names[entry.id] for entry in (earlier, later)} if earlier.issued != later.issued else names
    told = _(
        "{earlier} and {later}: dates or figures that differ: {figures}; new requirements: {new}; no longer stated: {gone}.",
        earlier=_dated(earlier, names[earlier.id], task.language),
        later=_dated(later, names[later.id], task.language),
        figures=len(figures),
        new=len(new),
        gone=len(gone),
    )
    blocks: list[Block] = [Paragraph(told, task.language, address=_PAGE)]
    cited: list[Citation] = []
    for title, group, most in (
        ("", figures, _MOST_FIGURES),
        (_("Other words"), wordings, _MOST_WORDINGS),
        (_("Only in {title}", title=titled(names[later.id], task.language)), new, _MOST_ALONE),
        (_("Only in {title}", title=titled(names[earlier.id], task.language)), gone, _MOST_ALONE),
    ):
        if group:
            shown = group[:most]
            counted = f"{title} ({len(shown)}/{len(group)})" if len(group) > len(shown) else title
            blocks += [Heading(counted, task.language)] if title else []
            blocks.append(_table(task, shown, documents, places, cited))
    warnings = [
        Caution(text, task.language) for entry in (earlier, later) if (text := out_of_force(task.language, entry, task.library.entries()))
    ]
    return Answer(
        Outcome.ANSWERED,
        (*blocks, *in_another_language(task.language, cited), *warnings),
        task.language,
        requirements=tuple(side for group in groups for one in group for side in (one.one, one.other) if isinstance(side, Requirement)),
    )


def _table(
    task: Task, group: Sequence[Difference[Stated]], documents: dict[int, Document], places: dict[int, str], cited: list[Citation]
) -> Table:
    """Give a row for each side of each difference, the earlier one first; its citation goes on in `cited`."""
    _ = translations(task.language)
    rows: list[tuple[str, ...]] = []
    own: list[Citation] = []
    for one in group:
        sides = [side for side in (one.one, one.other) if side]
        for place, side in enumerate(sides):
            own.append(Citation.of(len(cited) + len(own) + 1, documents[side.span.document_id], side.span))
            what = "" if place else _.tell(WHAT[one.what])
            rows.append((what, places[side.span.document_id], shortened(" ".join(side.quote.split()), _LONGEST_CELL)))
    cited += own
    return Table(task.language, (_("What"), _("Document"), _("Text")), tuple(rows), tuple(own))


def _dated(entry: DocumentSummary, title: str, language: str) -> str:
    """Give a title with the date on which the document was issued, where that is known."""
    _ = translations(language)
    called = titled(title, language)
    return _("{title} ({about})", title=called, about=_.day(entry.issued)) if entry.issued else called
