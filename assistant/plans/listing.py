"""Lists and counts: a list that a document states, or all rows of the ledger of requirements that fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Quote, Table
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language
from assistant.answer.text import shortened
from assistant.modes.quoted import cautions
from assistant.plans.plan import Plan, Task
from assistant.plans.rows import cited_rows
from assistant.question.understanding import Kind, Understanding
from language.language import language_of
from language.lexicon import pattern_of
from language.messages import translations
from language.question_types import QuestionType, question_types
from language.statements.places import places_in
from language.text.enumerations import Enumeration, enumerations
from language.text.overlap import coverage
from language.text.tokens import telling_words, words
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.search.bodies import same_bodies
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.sentences import sentences_of
from vectorstore.sql.requirements import RequirementFilter

_MOST_ROWS, _MOST_OTHERS, _LONGEST_CELL, _LONGEST_TITLE = 40, 12, 400, 60
_SEARCHED = 60  # passages in which sentences are looked for that name a body; of one that half of these name nothing is told
_LOOKED_AT = 3  # passages in which a list is looked for
_LONGEST_LIST = 3_000  # characters
_LED_TO = 0.5  # share of the question's words that a list's lead-in, title and headings hold, or of the best similarity in another script
_SURELY = 0.75  # the same, where the list goes before rows of the ledger
_ALL, _MOST_OF_BEST = 0.5, 0.75  # share of the question's words that the best row holds, and that others hold of what it does
_MOST_ASKED = 8  # telling words by which rows are chosen; a question of more is one for a fact
_PROHIBITED = pattern_of("kinds", "prohibited")
_ASKS_DUTIES = pattern_of("kinds", "asks_duties")


@dataclass(frozen=True, slots=True)
class _StatedList:
    """A list that a document states, in a passage that was found, and how surely it is what is asked for."""

    enumeration: Enumeration
    found: FoundPassage
    share: float


def _answer(task: Task) -> Answer | None:
    evidence, verdict = task.search(task.question)
    stated = _stated_list(task, evidence) if verdict.outcome is not Outcome.NOT_FOUND else None
    is_named = bool(task.understood.bodies or task.understood.since)
    if stated and stated.share >= _SURELY and not is_named:
        return _listed(task, evidence, stated)
    if _ASKS_DUTIES.search(task.question) and (answer := _rows(task)):
        return answer
    return _listed(task, evidence, stated) if stated else None


# -- a list that a document states


def _stated_list(task: Task, evidence: Evidence) -> _StatedList | None:
    """Give the list among the best passages whose lead-in holds most of what is asked."""
    found = list(_lists(set(telling_words(_plain(task.question))) or set(telling_words(task.question)), evidence))
    best = max(found, key=lambda one: one.share, default=None)
    least = _SURELY if task.understood.kind is Kind.COUNT else _LED_TO
    return best if best and best.share >= least else None


def _lists(asked: set[str], evidence: Evidence) -> Iterator[_StatedList]:
    for place, found in enumerate(evidence.passages[:_LOOKED_AT]):
        document = evidence.documents.get(found.passage.span.document_id)
        if document is None or not places_in(evidence.question) <= places_in(f"{document.title}\n{found.passage.text}"):
            continue
        for one in enumerations(document.text, found.passage.span.start, found.passage.span.end):
            if len(one.span) <= _LONGEST_LIST:
                yield _StatedList(one, found, _share(asked, one, found, document.text) - 0.05 * place)


def _share(asked: set[str], one: Enumeration, found: FoundPassage, text: str) -> float:
    if found.in_one_script:
        return coverage(asked, set(words(one.lead.of(text))) | found.context_words)
    best = max(found.nearest_sentence, 0.01)
    return min(1.0, found.similarity_of(one.lead.within(found.passage.span.document_id)) / best) * (0.9 if found.answers else 0.7)


def _listed(task: Task, evidence: Evidence, stated: _StatedList) -> Answer:
    _ = translations(task.language)
    document = evidence.documents[stated.found.passage.span.document_id]
    citation = Citation.of(1, document, stated.enumeration.span)
    count = len(stated.enumeration.items)
    told = _.counted("The document lists {count} item:", "The document lists {count} items:", count)
    return _finished(task, [Paragraph(told, task.language), Quote(language_of(citation.quote).code, (citation,))], (citation,), evidence)


# -- rows of the ledger


def _rows(task: Task) -> Answer | None:
    """Give a table of all requirements that fit what is asked, None where nothing chooses them or none fits."""
    chosen = _filter(task)
    asked = _other_words(task)
    is_chosen = bool(task.understood.bodies or task.understood.documents or task.understood.since or chosen.modalities)
    if len(asked) > _MOST_ASKED or (not is_chosen and not asked and not chosen.with_deadline):
        return None
    places = places_in(task.question)
    found = [row for row in _of_bodies(task, chosen) if places <= places_in(f"{row.title}\n{row.quote}\n{row.body}")]
    rows = _holding(asked, found)
    sought = list(task.understood.bodies) if not asked else [" ".join(sorted(asked))] if task.understood.documents and not rows else []
    others = [] if chosen.with_deadline or chosen.modalities else list(_naming(sought, task, chosen.documents, rows))
    return _table(task, chosen, rows, others[:_MOST_OTHERS]) if rows or others else None


def _filter(task: Task) -> RequirementFilter:
    understood, types = task.understood, question_types(task.question)
    dated = bool(understood.since) or QuestionType.WHEN in types
    documents = frozenset(entry.name for entry in understood.documents) or task.inquiry.filter.documents
    return RequirementFilter(
        modalities=frozenset({"must_not"}) if _PROHIBITED.search(task.question) else frozenset(),
        since=understood.since,
        until=understood.until,
        with_deadline=dated,
        documents=replace(task.inquiry.filter, documents=documents, reader=task.language),
    )


def _of_bodies(task: Task, chosen: RequirementFilter) -> list[Requirement]:
    """Give the rows of the bodies that the question names, those included that only name them, of all bodies where it names none."""
    order = "deadline" if chosen.with_deadline else "document"
    find = task.library.requirements.find
    if not task.understood.bodies:
        return find(chosen, order)
    bodies = _same_bodies(task.understood.bodies, task.library)
    found = {one.id: one for one in find(replace(chosen, bodies=bodies), order)}
    for name in bodies:
        found |= {one.id: one for one in find(replace(chosen, text=name), order)}
    return list(found.values())


def _same_bodies(bodies: Sequence[str], library: Library) -> frozenset[str]:
    """Give the names of bodies that mean the same in any language."""
    names, known = library.catalogue().names.bodies, library.requirements.values("body")
    meant = frozenset[tuple[str, ...]]().union(*(names.meant_by(body) for body in bodies))
    explained = {other for other in known if names.meant_by(other) & meant}
    return frozenset({*bodies, *explained}.union(*(same_bodies(body, known, library.embedder) for body in bodies)))


def _naming(sought: Sequence[str], task: Task, filter: Filter, rows: Sequence[Requirement]) -> Iterator[Citation]:
    """Find the sentences and rows of tables that hold the words of one of `sought`, names or words, and are none of `rows`."""
    known = [row.span for row in rows]
    with task.library.snapshot() as snapshot:
        for one in sought:
            asked = set(words(one))
            found = snapshot.passages(snapshot.find(list(asked), None, _SEARCHED, filter).shared)
            naming = [passage for passage in found.values() if asked <= set(words(passage.text))]
            documents = snapshot.documents({passage.span.document_id for passage in naming})
            for passage in sorted(naming, key=lambda passage: passage.span) if len(naming) < _SEARCHED // 2 else []:
                for sentence in sentences_of(passage):
                    is_new = not any(sentence.span.overlaps(span) for span in known)
                    if is_new and not sentence.is_heading and asked < sentence.words:
                        known.append(sentence.span)
                        yield Citation.of(0, documents[passage.span.document_id], sentence.span)


def _other_words(task: Task) -> set[str]:
    """Give the telling words of the question but for those that say what kind of list, whose and of which document."""
    understood = task.understood
    named = set(
        words(" ".join([*understood.bodies, *(f"{entry.title} {entry.name} {entry.issued[:4]}" for entry in understood.documents)]))
    )
    asked = [word for word in telling_words(_plain(task.question)) if word not in named and not word.isdigit()]
    if language_of(task.question).parts_words:
        return set(asked)
    with task.library.snapshot() as snapshot:  # pairs of characters, of which some are no words
        return {word for word, count in snapshot.document_frequencies(asked).items() if count}


def _plain(question: str) -> str:
    """Give `question` without the words that say only that a list is wanted, and of what kind."""
    return pattern_of("kinds", "list_nouns").sub(" ", question)


def _holding(asked: set[str], rows: Sequence[Requirement]) -> list[Requirement]:
    """Give the rows that hold about as many of the words `asked` as the best one does; all where none is asked."""
    if not asked:
        return list(rows)
    shares = [coverage(asked, set(words(f"{row.quote} {row.body} {row.theme} {row.title}"))) for row in rows]
    best = max(shares, default=0.0)
    if best < _ALL:
        return []
    return [row for row, share in zip(rows, shares, strict=True) if share >= _MOST_OF_BEST * best]


def _table(task: Task, chosen: RequirementFilter, rows: Sequence[Requirement], others: Sequence[Citation]) -> Answer:
    """Give all `rows`, then the sentences that only name the body."""
    _ = translations(task.language)
    told = _.counted("{count} requirement fits.", "{count} requirements fit.", len(rows))
    if len(rows) > _MOST_ROWS:
        told += _(" The first {count} are shown.", count=_MOST_ROWS)
    hidden = task.library.requirements.count_out_of_force(chosen) if not (task.understood.bodies or _other_words(task)) else 0
    if hidden:
        told += " " + _.counted(
            "… {count} more in a document that is no longer in force.", "… {count} more in documents that are no longer in force.", hidden
        )
    cited = cited_rows(task.library, rows[:_MOST_ROWS])
    shown, stated = [row for row, _citation in cited], [citation for _row, citation in cited]
    numbered = [replace(one, number=number) for number, one in enumerate(others, len(shown) + 1)]
    headers = (_("What"), _("Who"), _("By when"), _("Where"))
    blocks: list[Block] = []
    if shown:
        blocks.append(Paragraph(told, task.language, address=_address(task.understood, chosen)))
        blocks.append(Table(task.language, headers, tuple(map(_cells, shown)), tuple(stated)))
    if numbered:
        blocks.append(Paragraph(_("Also named in:") if shown else _("Named in:"), task.language))
        cells = tuple((shortened(" ".join(one.quote.split()), _LONGEST_CELL), shortened(one.title, _LONGEST_TITLE)) for one in numbered)
        blocks.append(Table(task.language, (headers[0], headers[3]), cells, tuple(numbered)))
    return _finished(task, blocks, (*stated, *numbered), None, tuple(shown))


def _cells(row: Requirement) -> tuple[str, str, str, str]:
    quote = shortened(" ".join(row.quote.split()), _LONGEST_CELL)
    return quote, row.body, row.deadline or row.deadline_text, shortened(row.title, _LONGEST_TITLE)


def _address(understood: Understanding, chosen: RequirementFilter) -> str:
    """Give the address of the page of requirements with the same selection, as far as its fields can say it."""
    given = {
        "body": next(iter(understood.bodies), ""),
        "document": next(iter(sorted(chosen.documents.documents)), ""),
        "modality": next(iter(chosen.modalities), ""),
        "due": "dated" if chosen.with_deadline else "",
        "since": chosen.since,
        "until": chosen.until,
    }
    return f"requirements?{urlencode({name: value for name, value in given.items() if value})}"


def _finished(
    task: Task, blocks: Sequence[Block], citations: tuple[Citation, ...], evidence: Evidence | None, rows: tuple[Requirement, ...] = ()
) -> Answer:
    about = [*in_another_language(task.language, citations)]
    warnings = cautions(evidence, task.language, citations) if evidence else []
    return Answer(Outcome.ANSWERED, (*blocks, *about, *warnings), task.language, requirements=rows)


PLAN = Plan(frozenset({Kind.LIST, Kind.COUNT}), _answer)
