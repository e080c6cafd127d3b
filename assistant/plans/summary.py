"""Summaries in the documents' own sentences: of a document, of a part of one, or of what the documents say on a theme."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Caution, Heading, Paragraph, Quote
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language, lacking, out_of_force
from assistant.answer.text import in_a_row, in_marks, shortened, titled
from assistant.modes.quoted import cautions
from assistant.plans.plan import Plan, Task
from assistant.question.parts_of_documents import heading_asked, label_of_part, part_named, part_on, section_spans
from assistant.question.rephrasing import topic_question
from assistant.question.understanding import Kind, without_kind
from assistant.quoting.answerability import Answerability
from assistant.quoting.key_sentences import KeySentence, key_sentences
from assistant.quoting.whole_sentences import whole_excerpts
from language.chinese.numerals import NUMERAL
from language.language import language_of
from language.lexicon import pattern_of, patterns_of, values_of
from language.messages import translations
from language.span import Span
from language.statements.quantities import whole_number
from language.text.overlap import coverage
from language.text.scripts import script_of
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.document import Document, DocumentSummary
from vectorstore.filter import OUT_OF_FORCE, Filter
from vectorstore.library import Library
from vectorstore.search.evidence import Evidence
from vectorstore.sql.requirements import RequirementFilter

_QUOTES, _QUOTES_OF_DOCUMENT, _MOST_QUOTES = 10, 12, 20
_ROOM = 2_400  # characters of quotes on a theme
_MOST_DOCUMENTS = 2  # that are summarised in one answer
_MOSTLY = 0.6  # share of the best passages that stand in one document or part, where that is meant
_NAMED = 0.6  # share of the words of a theme that a title or heading holds which is about it
_MOST_LOOKED_INTO = 50  # documents
_FIRST = 3  # passages
_PAGE = "documents"
_ONE = pattern_of("quantities", "one")
_OF_MEETING, _IS_MINUTES = pattern_of("summaries", "of_meeting"), pattern_of("metadata", "minutes")
_GENERAL = pattern_of("summaries", "general")
_A_DOCUMENT = (
    pattern_of("documents", "kinds"),
    pattern_of("documents", "loose"),
    pattern_of("documents", "ends"),
    pattern_of("kinds", "parts", "a_document"),
)


def _answer(task: Task) -> Answer | None:
    named = _documents(task)
    if answer := _of_part(task, named):
        return answer
    if not named:
        return of_documents(task, minutes) if (minutes := _minutes(task)) else _on_theme(task)
    if _theme(task.question) and all(script_of(entry.title) != script_of(task.question) for entry in named):
        evidence, _ = task.search(_theme(task.question))  # a name in another script is less sure than a heading in its own
        if answer := _of_part_on(task, evidence):
            return answer
    if _subject(task, named) and (answer := _on_theme(task, Filter(documents=frozenset(one.name for one in named)))):
        return answer
    return of_documents(task, named) if len(named) <= _MOST_DOCUMENTS and not _beside_names(_theme(task.question), named) else None


def _documents(task: Task) -> list[DocumentSummary]:
    """Give the documents that the question names, without those that another of them supersedes; where it names none and says only that a
    summary is wanted, the one that was chosen."""
    given = task.inquiry.filter
    named = [entry for entry in task.understood.documents if given == Filter() or given.admits(entry)]
    if not named and len(given.documents) == 1 and not _subject(task, ()):
        named = [entry for entry in task.library.entries() if entry.name in given.documents]
    return [entry for entry in named if entry.status not in OUT_OF_FORCE] or named


def _minutes(task: Task) -> list[DocumentSummary]:
    """Give the minutes of the one meeting in the time that the question names, where it asks what a meeting decided; none where several
    were held."""
    since, until = task.understood.since, task.understood.until
    if not (since and until and _OF_MEETING.search(task.question)):
        return []
    held = [
        entry for entry in task.library.entries(task.inquiry.filter) if _IS_MINUTES.search(entry.title) and since <= entry.issued <= until
    ]
    return held if len(held) == 1 else []


def _subject(task: Task, named: Sequence[DocumentSummary]) -> bool:
    """Say whether the question asks for something within the documents that it names, and not for all of them."""
    if _theme(task.question):
        return True
    if any(script_of(entry.title) != script_of(task.question) for entry in named):
        return False
    asked = task.question
    for pattern in patterns_of("summaries", "points"):
        asked = pattern.sub(" ", asked)
    return any(not word.isdigit() for word in _beside_names(_GENERAL.sub(" ", without_kind(asked, Kind.SUMMARY)), named))


def _beside_names(asked: str, named: Sequence[DocumentSummary]) -> set[str]:
    """Give the telling words of what is asked that do not name the documents."""
    names = set(words(" ".join(f"{entry.title} {entry.name} {entry.issuer} {entry.number}" for entry in named)))
    return set(telling_words(asked)) - STOP_WORDS - names


# -- a document or a part of it


def _of_part_on(task: Task, evidence: Evidence) -> Answer | None:
    """Summarise the part in which the best passage stands, where its heading says what the question is about."""
    if not evidence.passages:
        return None
    span = evidence.passages[0].passage.span
    document = evidence.documents[span.document_id]
    theme = {word: evidence.query.weights.get(word, 0.0) for word in telling_words(_theme(task.question)) if word not in STOP_WORDS}
    places = [one.passage.span.start for one in evidence.passages[:_FIRST] if one.passage.span.document_id == document.id]
    within = part_on(task.question, theme, document, places)
    return _part(task, document, within) if within else None


def _of_part(task: Task, named: Sequence[DocumentSummary]) -> Answer | None:
    """Summarise the chapter, section or article that the question names by its number or heading."""
    among = [document for entry in named or [*_spoken_of(task), *_found(task)] if (document := task.library.document(entry.id))]
    for document in among:
        if within := part_named(task.question, document) or _part_found(task, document):
            return _part(task, document, within)
    return None if among else _of_any_part(task)


def _spoken_of(task: Task) -> list[DocumentSummary]:
    """Give the document that answers the question before this one best, where it is answered."""
    before = topic_question(task.inquiry.history, task.library)
    evidence, verdict = task.search(before) if before else (None, None)
    if evidence is None or verdict is None or verdict.outcome is Outcome.NOT_FOUND or not evidence.passages:
        return []
    best = evidence.passages[0].passage.span.document_id
    return [evidence.summaries[best]] if best in evidence.summaries else []


def _of_any_part(task: Task) -> Answer | None:
    """Summarise the part of the only document that has one of that number, where the question comes near none."""
    entries = [entry for entry in task.library.entries() if not entry.is_replaced and task.inquiry.filter.admits(entry)]
    if len(entries) > _MOST_LOOKED_INTO:
        return None
    documents = [document for entry in entries if (document := task.library.document(entry.id))]
    having = [(document, within) for document in documents if (within := part_named(task.question, document))]
    return _part(task, *having[0]) if len(having) == 1 else None


def _part(task: Task, document: Document, within: Span) -> Answer | None:
    """Summarise a part of a document."""
    key = _key(task, document, within)
    path = " › ".join(next((path for span, path in section_spans(document, within) if span.start == within.start), ()))
    line = within.of(document.text).split("\n")[0]
    told = translations(task.language)(
        "{part} of {title}, in its own words:",
        part=in_marks(path or label_of_part(line) or shortened(line, 40), task.language),
        title=titled(shortened(document.title), task.language),
    )
    return _quoted(task, [(Paragraph(told, task.language, address=_PAGE), document, key)]) if key else None


def _found(task: Task) -> list[DocumentSummary]:
    """Give the documents of the best passages, those of most passages first, where the question asks for a part of a document."""
    evidence, verdict = task.search(task.question)
    if verdict.outcome is Outcome.NOT_FOUND:
        return []
    counts = Counter(found.passage.span.document_id for found in evidence.passages)
    return [evidence.summaries[id] for id, _ in counts.most_common() if id in evidence.summaries]


def _part_found(task: Task, document: Document) -> Span | None:
    """Give the part in which the best passage on what the question calls it stands: its heading may be in another language."""
    if not (asked := heading_asked(task.question)):
        return None
    evidence, verdict = task.search(asked, Filter(documents=frozenset({document.name})))
    if verdict.outcome is Outcome.NOT_FOUND:
        return None
    return _deepest(document, evidence.passages[0].passage.span)


def _deepest(document: Document, span: Span) -> Span | None:
    holding = [part for part, _ in section_spans(document, Span(0, len(document.text))) if part.start <= span.start < part.end]
    return max(holding, key=lambda part: part.start, default=None)


def of_documents(task: Task, entries: Sequence[DocumentSummary]) -> Answer | None:
    """Summarise whole documents, with a sentence on each before its quotes."""
    found = [(entry, document) for entry in entries if (document := task.library.document(entry.id))]
    parts = [(Paragraph(_told(task, entry), task.language, address=_PAGE), document, _key(task, document)) for entry, document in found]
    wanted = _wanted(task.question, _QUOTES_OF_DOCUMENT) // max(1, len(parts))
    parts = [(told, document, key[: max(1, wanted)]) for told, document, key in parts] if len(parts) > 1 else parts
    return _quoted(task, parts) if any(key for *_, key in parts) else None


def _key(task: Task, document: Document, within: Span | None = None) -> tuple[KeySentence, ...]:
    return summary_of(task.library, document, _wanted(task.question, _QUOTES_OF_DOCUMENT), within)


def summary_of(
    library: Library, document: Document, most: int = _QUOTES_OF_DOCUMENT, within: Span | None = None
) -> tuple[KeySentence, ...]:
    """Give at most so many sentences that summarise a document, or what stands `within` a span of it."""
    rows = library.requirements.find(RequirementFilter(documents=Filter(documents=frozenset({document.name}))))
    terms = [term.place.span for term in library.glossary.terms() if term.explained and term.place.span.document_id == document.id]
    headings = {path[-1] for _, path in section_spans(document, Span(0, len(document.text)))}
    key = key_sentences(document, rows, most, within, terms)
    return tuple(one for one in key if one.quote.strip() not in headings)


def _told(task: Task, entry: DocumentSummary) -> str:
    """Say what a document is: title, issuer, number, date, from when and until when it is in force, how many requirements it states."""
    _ = translations(task.language)
    title = titled(shortened(entry.title), task.language)
    about = in_a_row((entry.issuer, entry.number, _.day(entry.issued)), task.language)
    count = task.library.requirements.count(RequirementFilter(documents=Filter(documents=frozenset({entry.name}))))
    told = [_("{title} ({about}), in its own words.", title=title, about=about) if about else _("{title}, in its own words.", title=title)]
    told += [out_of_force(task.language, entry, task.library.entries())]
    told += [_(" It took effect on {date}.", date=_.day(entry.effective)).strip()] if entry.effective else []
    told += [_.counted("It states {count} requirement.", "It states {count} requirements.", count)] if count else []
    return " ".join(part for part in told if part)


# -- a theme


def _theme(question: str) -> str:
    """Give the words by which the question says on what the documents are asked, empty where it does not."""
    found = (pattern.search(question) for pattern in patterns_of("summaries", "subject"))
    return next((one["what"].strip() for one in found if one), "")


def _on_theme(task: Task, among: Filter | None = None) -> Answer | None:
    """Quote what the documents say on a theme; where a whole document is about it, summarise that."""
    for asked in dict.fromkeys((_theme(task.question), without_kind(task.question, Kind.SUMMARY), task.question)):
        if not re.search(r"\w", asked):
            continue
        evidence, verdict = task.search(asked, among)
        if part := _of_part_on(task, evidence):
            return part
        if verdict.outcome not in (Outcome.NOT_FOUND, Outcome.RELATED):
            meant = None if among else _meant(task, evidence)
            return of_documents(task, [meant]) if meant else _of_passages(task, evidence, verdict)
    return None


def _of_passages(task: Task, evidence: Evidence, verdict: Answerability) -> Answer | None:
    spans = _in_order(whole_excerpts(evidence, _ROOM, _wanted(task.question)))
    told = Paragraph(translations(task.language)("What the documents say on this:"), task.language, address=_PAGE)
    parts: list[tuple[Paragraph | None, Document, Sequence[KeySentence]]] = []
    for id in dict.fromkeys(span.document_id for span in spans):
        document = evidence.documents[id]
        key = [KeySentence(span, span.of(document.text)) for span in spans if span.document_id == id]
        parts.append((None if parts else told, document, key))
    return _quoted(task, parts, lacking(task.language, verdict.missing), evidence) if parts else None


def _meant(task: Task, evidence: Evidence) -> DocumentSummary | None:
    """Give the document in which most of the best passages stand, where its title is what the question is about or it asks for one."""
    counts = Counter(found.passage.span.document_id for found in evidence.passages)
    id, count = counts.most_common(1)[0]
    entry = evidence.summaries.get(id)
    if entry is None or count < _MOSTLY * len(evidence.passages):
        return None
    asked = set(telling_words(_GENERAL.sub(" ", without_kind(task.question, Kind.SUMMARY)))) or set(telling_words(task.question))
    is_about_it = coverage(asked, set(words(entry.title))) >= _NAMED
    asks_for_one = not _theme(task.question) and any(pattern.search(task.question) for pattern in _A_DOCUMENT)
    return entry if is_about_it or asks_for_one else None


def _in_order(spans: Sequence[Span]) -> list[Span]:
    """Give spans in the order of the first of each document, within it in that of its text."""
    order = list(dict.fromkeys(span.document_id for span in spans))
    return sorted(spans, key=lambda span: (order.index(span.document_id), span.start))


# -- blocks


def _quoted(
    task: Task,
    parts: Iterable[tuple[Paragraph | None, Document, Sequence[KeySentence]]],
    first: Sequence[Block] = (),
    evidence: Evidence | None = None,
) -> Answer:
    """Give what is told of each document and its quotes under the headings of its chapters, numbered on through all."""
    blocks: list[Block] = [*first]
    citations: list[Citation] = []
    for told, document, key in parts:
        blocks += [told] if told else []
        chapter = ""
        for one in key:
            if one.chapter and one.chapter != chapter:
                chapter = one.chapter
                blocks.append(Heading(chapter, language_of(chapter).code))
            citations.append(Citation.of(len(citations) + 1, document, one.span))
            blocks.append(Quote(language_of(one.quote).code, (citations[-1],)))
    warnings: list[Caution] = cautions(evidence, task.language, citations) if evidence else []
    return Answer(Outcome.ANSWERED, (*blocks, *in_another_language(task.language, citations), *warnings), task.language)


def _wanted(question: str, usual: int = _QUOTES) -> int:
    """Give how many sentences are wanted: as many as the question says, else as many as are usual."""
    for pattern in patterns_of("summaries", "points"):
        if (found := pattern.search(question)) and (count := _count(found["n"].lower())):
            return min(count, _MOST_QUOTES)
    return usual


def _count(written: str) -> int:
    if written.isdecimal() or set(written) <= set(NUMERAL):
        return whole_number(written)
    if _ONE.fullmatch(written):
        return 1
    return int(values_of("quantities", "ones").get(written, 0))


PLAN = Plan(frozenset({Kind.SUMMARY}), _answer)
