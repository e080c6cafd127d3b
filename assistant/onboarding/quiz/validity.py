"""What can be asked of documents: which of two that differ counts, and whether a document still does."""

from collections.abc import Iterator, Sequence

from assistant.onboarding.quiz.item import Item
from assistant.requirements.conflicts import Conflict
from language.messages import Translations
from language.span import Span
from vectorstore.document import DocumentSummary
from vectorstore.filter import OUT_OF_FORCE
from vectorstore.library import Library
from vectorstore.requirement import Requirement


def prevailing(found: Sequence[Conflict[Requirement]], _: Translations) -> Iterator[Item]:
    """Ask which of two documents counts that set another date or figure for one duty."""
    open_ended = _("Nothing says which of them counts.")
    for one in found:
        if one.prevails is None:
            continue
        rows = (one.one, one.other)
        options = [_stated(row, one.what, _) for row in rows]
        if len(set(options)) == len(rows) and all(options):
            right = options[rows.index(one.prevails)]
            span, quote = one.clause or (one.prevails.span, one.prevails.quote)
            other = one.other if one.prevails is one.one else one.one
            text = other.sentence or " ".join(other.quote.split())
            yield Item(
                "prevails", _("Another document differs from this. What counts?"), text, right, right, "prevails", span, quote,
                one.prevails.document, one.prevails.title, choices=(*sorted(options), open_ended),
            )  # fmt: skip


def _stated(row: Requirement, what: str, _: Translations) -> str:
    """Give what a row sets, with the title of its document."""
    if what == "deadline":
        said = _.day(row.deadline) if row.deadline else ""
    else:
        said = ", ".join(f"{_.number(target.value)} {target.unit}" for target in row.targets)
    return f"{said} – {row.title}" if said else ""


def validity(library: Library, entries: Sequence[DocumentSummary], _: Translations) -> Iterator[Item]:
    """Ask of each document that another replaced, and of the one that replaced it, whether it still counts."""
    by_name = {entry.name: entry for entry in library.entries()}
    yes, no = _("Yes, it counts."), _("No, another document has taken its place.")
    partly = _("Only where no newer document says anything.")
    for entry in entries:
        for name in entry.superseded_by[:1]:
            if (later := by_name.get(name)) and (place := _repealing(library, later)):
                for asked, answer in ((entry, no), (later, yes)) if later.status not in OUT_OF_FORCE else ((entry, no),):
                    question = _("Does “{title}” ({issued}) still count?", title=asked.title, issued=_.day(asked.issued) or "–")
                    yield Item(
                        "validity", question, "", answer, answer, "validity", *place, later.name, later.title, choices=(yes, no, partly)
                    )


def _repealing(library: Library, entry: DocumentSummary) -> tuple[Span, str] | None:
    """Give where a document says what it repeals."""
    document = library.document(entry.id)
    for words in document.repeals if document else ():
        start = document.text.find(words) if document else -1
        if document and start >= 0:
            span = Span(start, start + len(words), entry.id)
            return span, words
    return None
