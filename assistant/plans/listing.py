"""Lists and counts: a list that a document states, or all rows of the ledger of requirements that fit."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Table
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language, none_in_time
from assistant.answer.text import shortened
from assistant.modes.quoted import cautions
from assistant.plans.going_on import is_only_far
from assistant.plans.naming_sentences import dated, naming
from assistant.plans.plan import Plan, Task
from assistant.plans.rows import cited_rows
from assistant.plans.stated_counts import stated_count
from assistant.plans.stated_lists import SURELY, including, leads_with, listed, named_in_a_sentence, stated_list, without_list_nouns
from assistant.question.understanding import Kind, Understanding, without_period
from assistant.quoting.asked_attribute import speaks_of_what_is_asked
from assistant.quoting.asked_count import counts_something
from assistant.requirements.due import falls_on, occurrences
from language.equivalents import equivalents, indexed
from language.language import language_of
from language.lexicon import any_word_of, pattern_of
from language.messages import translations
from language.names import NO_NAMES
from language.question_types import QuestionType, question_types
from language.statements.places import places_in
from language.statements.progress import progress_in
from language.statements.recurrences import recurrence_in, times_a_year
from language.text.overlap import coverage
from language.text.scripts import script_of
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.filter import OUT_OF_FORCE
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.search.bodies import naming_among_others, same_bodies
from vectorstore.search.evidence import Evidence
from vectorstore.sql.requirements import RequirementFilter

_SHORT_PERIOD = timedelta(days=100)
_MOST_ROWS, _MOST_OTHERS, _LONGEST_CELL, _LONGEST_TITLE = 40, 12, 400, 60
_ALL, _MOST_OF_BEST = 0.5, 0.75  # share of the question's words that the best row holds, and that others hold of what it does
_FEW = 2  # rows of a body, beside which sentences are shown that name it with what else is asked
_FEWEST_CALLED = 2  # words of the question of which something is known to be called in another script
_FEWEST_OF_OTHERS = 2  # words that rows of another body than the one that is named must hold
_TWO = 2  # words of which the best row holds both, where nothing else chooses rows
_MOST_ASKED = 8  # telling words by which rows are chosen; a question of more is one for a fact
_JUDGED = 3  # passages that may speak of what is asked
_PROHIBITED = pattern_of("kinds", "prohibited")
_KIND_OF_DOCUMENT = re.compile(any_word_of("documents", "kinds"), re.IGNORECASE)
_LEFT_TO_DO = pattern_of("kinds", "left_to_do")
_ASKS_DUTIES, _BANNED = pattern_of("kinds", "asks_duties"), pattern_of("kinds", "banned")


def _answer(task: Task) -> Answer | None:
    evidence, verdict = task.search(task.question)
    if task.understood.kind is Kind.COUNT and (answer := stated_count(task, evidence)):
        return answer
    if not speaks_of_what_is_asked(task.question, evidence.passages[:_JUDGED]):
        return None
    stated = stated_list(task, evidence) if verdict.outcome is not Outcome.NOT_FOUND else None
    is_named = bool(task.understood.bodies or task.understood.has_period)
    if stated and is_named and not stated.found.in_one_script:
        stated = None  # in another script nothing tells that it is on what is named
    if stated and (said := including(task, evidence, stated)):
        return said
    is_on_duties = any(one.search(task.question) for one in (_ASKS_DUTIES, _BANNED, _PROHIBITED)) or task.understood.times_a_year
    is_of_rows = is_on_duties and not counts_something(task.question)
    saying = _ASKS_DUTIES if is_of_rows and is_named and not _other_words(task) else None  # a body has other lists than of its duties
    is_on_them = stated is not None and not task.understood.has_period and leads_with(stated, evidence, task.understood.bodies, saying)
    if stated and stated.share >= SURELY and (is_on_them or not is_named):
        return listed(task, evidence, stated)
    if is_of_rows and (answer := _rows(task, evidence)):
        return answer
    if stated:
        return listed(task, evidence, stated)
    is_near = verdict.outcome is Outcome.RELATED and is_only_far(verdict, task.question)
    return named_in_a_sentence(task, evidence) if is_near else None


# -- rows of the ledger


def _rows(task: Task, evidence: Evidence) -> Answer | None:
    """Give a table of all requirements that fit what is asked, None where nothing chooses them or none fits."""
    chosen = _filter(task)
    asked = _other_words(task)
    times = task.understood.times_a_year
    is_chosen = bool(task.understood.bodies or task.understood.documents or task.understood.has_period or chosen.modalities or times)
    is_left = _LEFT_TO_DO.search(task.question) is not None
    if len(asked) > _MOST_ASKED or (not is_chosen and not asked and not chosen.with_deadline):
        return None
    places = places_in(task.question)
    found = [row for row in _of_bodies(task, chosen, asked) if places <= places_in(f"{row.title}\n{row.quote}\n{row.body}")]
    found += [row for row in _recurring(task, chosen) if places <= places_in(f"{row.title}\n{row.quote}\n{row.body}")]
    if day := task.understood.day:
        found = [row for row in found if falls_on(row, day, date.today())]
    if is_left:
        found = [row for row in found if progress_in(row.quote) != "done"]
    if times:
        found = [row for row in found if times_a_year(row.rrule) == times]
    least = _ALL if is_chosen or len(asked) > _TWO else 1.0
    rows = _holding(task, asked, found, least, is_chosen=bool(times)) or ([] if times else _of_others(task, chosen, asked))
    others = _others(task, chosen, asked, rows)
    if not (rows or others):
        is_of_all = task.understood.has_period and not (asked or task.understood.bodies or task.understood.documents)
        return _none_due(task, chosen) if is_of_all else None
    return _table(task, chosen, rows, others, evidence)


def _none_due(task: Task, chosen: RequirementFilter) -> Answer:
    told = replace(none_in_time(task.language), address=_address(task.understood, chosen))
    return Answer(Outcome.ANSWERED, (told,), task.language)


def _recurring(task: Task, chosen: RequirementFilter) -> list[Requirement]:
    """Give the rows that are due again and again, once of these within the period of the question; none where that is long: much is due
    every year."""
    since, until = task.understood.since, task.understood.until
    if not (since and until) or date.fromisoformat(until) - date.fromisoformat(since) > _SHORT_PERIOD:
        return []
    rows = _of_bodies(task, replace(chosen, since="", until="", with_deadline=False), set())
    recurring = [(row, occurrences(row.rrule, date.today())) for row in rows if not row.deadline]
    return [row for row, days in recurring if any(since <= one.isoformat() <= until for one in days)]


def _without_recurrence(question: str) -> str:
    found = recurrence_in(question)
    return f"{question[: found.span.start]} {question[found.span.end :]}" if found else question


def _others(task: Task, chosen: RequirementFilter, asked: set[str], rows: Sequence[Requirement]) -> list[Citation]:
    """Give sentences of the list that are no rows of the ledger: those that name a body, or say by which day something is due."""
    if chosen.modalities or task.understood.day or task.understood.times_a_year:
        return []
    if not chosen.with_deadline:
        return list(naming(_sought(task, asked, rows), task, chosen.documents, rows))
    is_of_all = not (asked or task.understood.bodies or task.understood.has_period)
    return list(dated(task, rows)) if is_of_all else []


def _of_others(task: Task, chosen: RequirementFilter, asked: set[str]) -> list[Requirement]:
    """Give the rows of any body that hold nearly all of what is asked, for where the one that is named has none that does."""
    if not task.understood.bodies or len(asked) < _FEWEST_OF_OTHERS or not language_of(task.question).parts_words:
        return []  # pairs of characters stand in much else
    rows = task.library.requirements.find(chosen, "document")
    return _holding(task, asked, rows, SURELY)


def _sought(task: Task, asked: set[str], rows: Sequence[Requirement]) -> list[str]:
    """Give names and words that other sentences may hold: of the bodies, those with what else is asked where few rows fit it."""
    if not asked:
        return list(task.understood.bodies)
    words_asked = " ".join(sorted(asked))
    if task.understood.bodies and len(rows) < _FEW:
        bodies = _same_bodies(task.understood.bodies, task.library)
        names = bodies.union(*(task.library.bodies.others(body) for body in bodies))
        return [f"{words_asked} {name}" for name in sorted(names)]
    return [words_asked] if task.understood.documents and not rows else []


def _filter(task: Task) -> RequirementFilter:
    understood, types = task.understood, question_types(task.question)
    is_left = _LEFT_TO_DO.search(task.question) is not None
    dated = not understood.day and (
        understood.has_period or is_left or QuestionType.WHEN in types
    )  # on a day of any year falls what recurs too
    documents = frozenset(entry.name for entry in understood.documents) or task.inquiry.filter.documents
    return RequirementFilter(
        modalities=frozenset({"must_not"}) if _PROHIBITED.search(task.question) else frozenset(),
        since=understood.since,
        until=understood.until,
        with_deadline=dated,
        documents=replace(task.inquiry.filter, documents=documents, reader=task.language),
    )


def _of_bodies(task: Task, chosen: RequirementFilter, asked: set[str]) -> list[Requirement]:
    """Give the rows of the bodies that the question names and of kinds of them (“subsidiary boards”), of all bodies where it names none.
    Those that oblige others and only name them are among these where the question asks for more than the bodies, and where there are no
    others."""
    order = "deadline" if chosen.with_deadline or task.understood.day else "document"
    find = task.library.requirements.find
    if not task.understood.bodies:
        return find(chosen, order)
    bodies = _same_bodies(task.understood.bodies, task.library)
    found = {one.id: one for one in find(replace(chosen, bodies=bodies), order)}
    is_any = bool(asked or not found)
    for name in bodies:
        own_words = words(name)
        for one in find(replace(chosen, text=name), order):
            if words(one.body)[-len(own_words) :] == own_words or (is_any and {*own_words} <= {*words(f"{one.quote} {one.body}")}):
                found[one.id] = one
    rows = list(found.values())
    own = script_of(task.question)
    return rows if order == "deadline" else sorted(rows, key=lambda one: script_of(one.quote) != own)


def _same_bodies(bodies: Sequence[str], library: Library) -> frozenset[str]:
    """Give the names of bodies that mean the same in any language."""
    names, known = library.catalogue().names.bodies, library.requirements.values("body")
    meant = frozenset[tuple[str, ...]]().union(*(names.meant_by(body) for body in bodies))
    explained = {other for other in known if names.meant_by(other) & meant}
    called = {tuple(words(body)) for body in bodies}
    alike = {other for other in known if tuple(words(other)) in called}  # in the singular or plural
    several = frozenset().union(*(naming_among_others(body, known) for body in bodies))
    return frozenset({*bodies, *explained, *alike, *several}.union(*(same_bodies(body, known, library.embedder) for body in bodies)))


def _other_words(task: Task) -> set[str]:
    """Give the telling words of the question but for those that say what kind of list, whose and of which document."""
    understood = task.understood
    named = set(
        words(" ".join([*understood.bodies, *(f"{entry.title} {entry.name} {entry.issued[:4]}" for entry in understood.documents)]))
    )
    plain = _without_recurrence(task.question) if task.understood.times_a_year else task.question
    plain = plain if language_of(plain).parts_words else _PROHIBITED.sub(" ", plain)
    plain = _KIND_OF_DOCUMENT.sub(" ", plain) if understood.documents else plain  # “the N policy” may be a charter
    asked = [
        word
        for word in telling_words(_BANNED.sub(" ", without_list_nouns(_LEFT_TO_DO.sub(" ", without_period(plain)))))
        if word not in named | STOP_WORDS and not word.isdigit()
    ]
    if language_of(task.question).parts_words:
        return set(asked)
    with task.library.snapshot() as snapshot:  # pairs of characters, of which some are no words
        return {word for word, count in snapshot.document_frequencies(asked).items() if count}


def _holding(task: Task, asked: set[str], rows: Sequence[Requirement], least: float = _ALL, is_chosen: bool = False) -> list[Requirement]:
    """Give the rows that hold about as many of the words `asked` of the question as the best one does, in another script of what it calls
    them, of one word only where `is_chosen` says that more than words chose the rows; all where none is asked, none where the best one
    holds less than the share `least`."""
    if not asked:
        return list(rows)
    called = [one.forms for one in equivalents(task.question, NO_NAMES) if asked.intersection(words(one.span.of(task.question)))]
    if len(called) < _FEWEST_CALLED and not is_chosen:
        called = []
    shares = [_share_held(asked, called, script_of(task.question), row) for row in rows]
    best = max(shares, default=0.0)
    if best < least:
        return []
    return [row for row, share in zip(rows, shares, strict=True) if share >= _MOST_OF_BEST * best]


def _share_held(asked: set[str], called: Sequence[frozenset[str]], script: str, row: Requirement) -> float:
    """Give the share of the words `asked` in a script that a row holds, of one in another script the share of those of which it has what
    they are `called` there."""
    if script_of(row.quote) == script:
        return coverage(asked, set(words(f"{row.quote} {row.body} {row.theme} {row.title}")))
    held = indexed(f"{row.quote} {row.body}")
    return sum(any(form in held for form in forms) for forms in called) / max(len(called), 1)


def _table(task: Task, chosen: RequirementFilter, rows: Sequence[Requirement], others: Sequence[Citation], evidence: Evidence) -> Answer:
    """Give all `rows`, then the sentences that only name the body; what stands in a document that is out of force says so."""
    _ = translations(task.language)
    told = _.counted("{count} requirement fits.", "{count} requirements fit.", len(rows))
    if len(rows) > _MOST_ROWS:
        told += _(" The first {count} are shown.", count=_MOST_ROWS)
    hidden = (
        task.library.requirements.count_out_of_force(chosen)
        if not (task.understood.bodies or task.understood.day or _other_words(task))
        else 0
    )
    if hidden:
        told += " " + _.counted(
            "… {count} more in a document that is no longer in force.", "… {count} more in documents that are no longer in force.", hidden
        )
    cited = cited_rows(task.library, rows[:_MOST_ROWS])
    shown, stated = [row for row, _citation in cited], [citation for _row, citation in cited]
    numbered = [replace(one, number=number) for number, one in enumerate(others[:_MOST_OTHERS], len(shown) + 1)]
    headers = (_("What"), _("Who"), _("By when"), _("Where"))
    blocks: list[Block] = []
    if shown:
        blocks.append(Paragraph(told, task.language, address=_address(task.understood, chosen)))
        blocks.append(Table(task.language, headers, tuple(_cells(row, evidence, task.language) for row in shown), tuple(stated)))
    if numbered:
        also = _("A day is also stated in:") if chosen.with_deadline else _("Also named in:") if shown else _("Named in:")
        also += _(" The first {count} are shown.", count=_MOST_OTHERS) if len(others) > _MOST_OTHERS else ""
        blocks.append(Paragraph(also, task.language))
        cells = tuple((shortened(" ".join(one.quote.split()), _LONGEST_CELL), shortened(one.title, _LONGEST_TITLE)) for one in numbered)
        blocks.append(Table(task.language, (headers[0], headers[3]), cells, tuple(numbered)))
    return _finished(task, blocks, (*stated, *numbered), evidence, tuple(shown))


def _cells(row: Requirement, evidence: Evidence, language: str) -> tuple[str, str, str, str]:
    """Give the cells of a row; one that no longer applies says so where others say by when they are due, one whose document is out of force
    where that is named."""
    quote = shortened(" ".join(row.quote.split()), _LONGEST_CELL)
    due = row.deadline or row.deadline_text
    entry, where = evidence.summaries.get(row.span.document_id), shortened(row.title, _LONGEST_TITLE)
    if entry and entry.status in OUT_OF_FORCE:
        where = f"{where} ({translations(language)('no longer in force')})"
    if row.replaced_by:
        replaced = translations(language)("replaced")
        due = f"{due} ({replaced})" if due else replaced
    return quote, row.body, due, where


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
    task: Task, blocks: Sequence[Block], citations: tuple[Citation, ...], evidence: Evidence, rows: tuple[Requirement, ...] = ()
) -> Answer:
    about = [*in_another_language(task.language, citations)]
    return Answer(Outcome.ANSWERED, (*blocks, *about, *cautions(evidence, task.language, citations)), task.language, requirements=rows)


PLAN = Plan(frozenset({Kind.LIST, Kind.COUNT}), _answer)
