"""Questions that may be suggested, made of the requirements, terms and titles of documents; each knows where its answer must stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer.citation import Citation
from assistant.suggestions.wording import Parts, figure_verb, fits, names_nobody, parts_of, subject_of, within_a_sentence
from language.language import Language, language_of
from language.span import Span
from language.text.tokens import folded, telling_words
from vectorstore.document import Document, DocumentSummary
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.term import Term

_NEAR = 6_000  # characters around what was cited in which other requirements are looked at
_EACH = 3  # candidates of a kind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be suggested, of the kind that its template names; one of `places` must be cited first where it is answered,
    any place where there is none."""

    question: str
    kind: str = ""
    places: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What questions are to be about: places of `document`, nearest first, in whose language they are asked. `has_earlier` says whether
    the library has a document that this one replaces."""

    document: Document
    entry: DocumentSummary
    rows: tuple[Requirement, ...]
    terms: tuple[Term, ...]
    has_earlier: bool = False

    @property
    def language(self) -> Language:
        return language_of(self.document.text[:2_000])


def subject_around(library: Library, entry: DocumentSummary, cited: Sequence[Citation] = ()) -> Subject | None:
    """Gather what questions can be made of around what is `cited` of a document, at its beginning where nothing is; None where it is
    gone."""
    document = library.document(entry.id)
    if document is None:
        return None
    first, last = (cited[0].span.start, cited[0].span.end) if cited else (0, 0)
    near = library.requirements.within([Span(max(0, first - _NEAR), last + _NEAR, entry.id)])
    read = [one.span for one in cited]
    rows = [row for row in near if not any(span.overlaps(row.span) for span in read)]
    quotes = "\n".join(one.quote for one in cited) or document.text[:_NEAR]
    terms = [one for one in library.glossary.found_in(quotes) if one.explained and not any(span.overlaps(one.place.span) for span in read)]
    rows.sort(key=lambda row: (row.span.start < first, abs(row.span.start - first)))
    has_earlier = any(entry.name in one.superseded_by for one in library.entries())
    return Subject(document, entry, tuple(rows), tuple(terms), has_earlier)


def candidates(subject: Subject, question: str = "") -> list[list[Candidate]]:
    """Give the questions on a subject, of each kind a list, the likeliest first; none names a body or term that `question` names."""
    language, plain, text = subject.language, folded(question), subject.document.text
    own = [row for row in subject.rows if row.modality == "must" and language_of(row.quote) == language]
    parted = [(row, parts_of(row, language, text)) for row in own]
    kinds = (
        _when(parted, language), _meaning(subject, plain), _changes(subject), _figure(parted, language),
        _duty(subject, plain, "duty", "must"), _who(parted, language), _duty(subject, plain, "prohibition", "must_not"),
        _duty(subject, plain, "intention", "should"), _summary(subject),
    )  # fmt: skip
    return [_few(kind) for kind in kinds]


def _few(kind: Iterable[Candidate | None]) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for one in kind:
        if one is not None:
            found.setdefault(one.question, one)
        if len(found) == _EACH:
            break
    return list(found.values())


def _worded(language: Language, kind: str, places: Sequence[Span], **values: str) -> Candidate | None:
    """Word a question; None where the language has no words for its kind."""
    template = language.entry("suggestions", "questions").get(kind)
    return Candidate(template.format_map(values), kind, tuple(places)) if template else None


def _when(parted: Iterable[tuple[Requirement, Parts]], language: Language) -> Iterator[Candidate | None]:
    for row, parts in parted:
        if row.deadline and row.deadline_text in row.action and parts.is_telling and fits(language, "subject", parts.subject):
            named = parts.subject if language.parts_words or parts.is_body else ""
            yield _worded(language, "when", [row.span], subject=named, action=parts.action)


def _who(parted: Iterable[tuple[Requirement, Parts]], language: Language) -> Iterator[Candidate | None]:
    for row, parts in parted:
        if parts.is_body and parts.is_telling and not names_nobody(parts.action, language):
            yield _worded(language, "who", [row.span], action=parts.action)


def _figure(parted: Iterable[tuple[Requirement, Parts]], language: Language) -> Iterator[Candidate | None]:
    for row, parts in parted:
        measured = row.targets[0].text if row.targets else ""
        action = parts.action if language.parts_words else parts.action.removeprefix(measured)
        verb = figure_verb(row, action, language)
        subject = parts.subject if language.parts_words else measured
        if verb and measured and (not row.body or not language.parts_words) and fits(language, "subject", subject):
            yield _worded(language, "figure", [row.span], measured=subject, verb=verb)


def _duty(subject: Subject, plain: str, kind: str, modality: str) -> Iterator[Candidate | None]:
    language = subject.language
    rows = [row for row in subject.rows if row.modality == modality and row.body and language_of(row.quote) == language]
    for row in sorted(rows, key=lambda row: len(telling_words(row.body)) == 1):  # a name of one word mostly stands for any body of a kind
        named = subject_of(row, language, subject.document.text)
        own = [one.span for one in rows if one.body == row.body]
        if named and folded(row.body) not in plain:
            yield _worded(language, kind, own, subject=named)


def _meaning(subject: Subject, plain: str) -> Iterator[Candidate | None]:
    language = subject.language
    for term in subject.terms:
        if folded(term.term) not in plain and language_of(term.place.quote) == language and fits(language, "term", term.term):
            yield _worded(language, "meaning", [term.place.span], term=within_a_sentence(term.term, subject.document.text))


def _summary(subject: Subject) -> Iterator[Candidate | None]:
    if title := _title(subject):
        yield _worded(subject.language, "summary", [Span(0, len(subject.document.text), subject.entry.id)], title=title)


def _changes(subject: Subject) -> Iterator[Candidate | None]:
    if subject.has_earlier and (title := _title(subject)):
        yield _worded(subject.language, "changes", (), title=title)


def _title(subject: Subject) -> str:
    """Give the title of the document as it stands in quotation marks; empty where it does not fit or is no name."""
    title = re.sub(r"[“\"]([^”\"]*)[”\"]", r"‘\1’", subject.entry.title).strip(" .。")
    return title if fits(subject.language, "title", title) and not set(":：?？") & set(title) else ""
