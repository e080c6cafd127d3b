"""The requirements that a document states, each with its span."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.cleaning.quality import warnings_of
from ingest.extraction.deadlines import deadline_in_cell, year_of
from ingest.extraction.facts import Facts, facts_in
from ingest.extraction.parallels import parallels_in
from ingest.extraction.replacing import replacing_in, rows_stating
from ingest.extraction.rules import is_rule
from ingest.extraction.tables import TaskRow, task_rows
from ingest.extraction.targets import targets_in
from ingest.extraction.themes import theme_of
from ingest.extraction.unit import LONGEST, Unit
from ingest.extraction.units import units_in
from ingest.extraction.wording import end_of_label, sentence_of, sentence_of_row
from ingest.sandbox.heartbeat import still_at_work
from language.grammar import grammar_of
from language.language import language_of
from language.lexicon import any_of, pattern_of
from language.span import Span
from language.statements.modality import Modality
from language.statements.recurrences import recurrence_in
from vectorstore.document import Document
from vectorstore.requirement import Requirement

_RESPONSIBLE = pattern_of("requirements", "responsible")
_TIME_LIMIT = pattern_of("requirements", "time_limit")
_RESPONSIBLE_NAMES = re.compile(r"[:：]\s*(?P<who>[^。；;.）)\n]{2,80})")
_ASSISTING = pattern_of("requirements", "assisting")
_OTHER_MATTER, _PAST_YEAR = pattern_of("requirements", "other_matter"), pattern_of("requirements", "past_year")
_RUN_IN_HEADING = pattern_of("requirements", "run_in_heading")
_ASKS = re.compile(rf"^\s{{0,8}}{any_of('requirements', 'questions_open')}|[?？]\W{{0,3}}$")
_LONGEST_ACTION, _LEAST_UNDER_HEADING = 240, 12
_POINTS = pattern_of("tables", "points")
_SHORTEST = 18  # where a language says nothing else
_ENDS = " \n\t.;。；"


def requirements_in(document: Document, normal: Callable[[str], str]) -> list[Requirement]:
    """Give the requirements of `document` in the order of its text; `normal` gives the one name of a body.

    What the text leaves open stays empty. A sentence that only reports, defines, asks or leads to another is none.
    """
    year = year_of(document)
    rows = task_rows(document)
    units = units_in(document, [row.span for row in rows])
    stated: list[Requirement] = []
    for unit in units:
        still_at_work()
        stated += _requirements(document, unit, year, normal)
    tasks = [_of_row(document, row, year, normal) for row in rows]
    return _with_replaced(document, sorted([*stated, *tasks], key=lambda one: one.span))


def _with_replaced(document: Document, rows: list[Requirement]) -> list[Requirement]:
    """Give the rows, those with the words that say what they replace for which the text says it."""
    replaces = {row.span: " ".join(one.text.split()) for one in replacing_in(document) for row in rows_stating(one, rows, document.text)}
    return [replace(row, replaces=replaces.get(row.span, "")) for row in rows]


def _requirements(document: Document, unit: Unit, year: int | None, normal: Callable[[str], str]) -> Iterator[Requirement]:
    quote, text = unit.span.of(document.text), unit.text
    if (
        _is_short(text)
        or _is_run_in_heading(document.text, unit.span)
        or len(text) > LONGEST
        or _OTHER_MATTER.search(text)
        or _ASKS.search(quote)
    ):
        return
    facts = facts_in(text, year, document.issued, unit.led)
    past = _PAST_YEAR.match(text)
    if (
        facts is None
        or (facts.duty.is_practice and not is_rule(document))
        or (past and year and int(past["y"]) < year and facts.duty.modality is Modality.SHOULD)
    ):
        return
    theme = theme_of(document, unit.span.start, quote, facts.duty.body_as_written)
    for part in parallels_in(text, facts.duty, year, document.issued):
        read = facts_in(part.text, year, document.issued, unit.led) or facts
        read = replace(read, deadline=part.rest, targets=()) if part.rest else read
        body = read.duty.body_as_written or facts.duty.body_as_written or unit.body_as_written or _responsible(quote)
        body = body or _responsible(_rest_of_line(document.text, unit.span.end))
        led = body if read.duty.subject is None and not read.duty.is_command and unit.led else ""
        sentence = "" if part.rest else sentence_of(part.text, read, year, document.issued, normal, led)
        yield replace(_stated(part.text, read, body), span=unit.span, quote=quote, body=normal(body), theme=theme, sentence=sentence)


def _of_row(document: Document, row: TaskRow, year: int | None, normal: Callable[[str], str]) -> Requirement:
    """Give the requirement of a row of a table: each of its facts stands in a cell of its own."""
    quote = row.span.of(document.text)
    task, target = row.task.of(quote).strip(_ENDS), row.target.of(quote) if row.target else ""
    task = task[end_of_label(task) :]
    due = row.deadline.of(quote) if row.deadline else ""
    body = row.body.of(quote).strip() if row.body else ""
    facts = facts_in(task + grammar_of(language_of(task)).full_stop, year, document.issued)
    deadline = deadline_in_cell(due, year, document.issued)
    recurrence = recurrence_in(due) or recurrence_in(task)
    modality = row.modality or (facts.duty.modality if facts else Modality.MUST)
    condition = row.ruled.of(quote).strip(_ENDS) if row.ruled else facts.conditions[0].of(task) if facts and facts.conditions else ""
    return Requirement(
        row.span,
        quote=quote,
        modality=modality,
        action=task,
        body=normal(body),
        body_as_written=body,
        deadline=deadline.date if deadline and not (recurrence and recurrence.rule) else "",
        deadline_text=due,
        targets=() if row.is_ruled else (*targets_in(_POINTS.sub("", task), 0), *targets_in(_POINTS.sub("", target), 0)),
        theme=theme_of(document, row.span.start, row.task.of(quote)),
        warnings=tuple(warnings_of(quote)),
        condition=condition,
        recurrence=recurrence.span.of(due if recurrence_in(due) else task) if recurrence else "",
        rrule=recurrence.rule if recurrence else "",
        sentence="" if row.is_ruled or (row.modality and body) else sentence_of_row(task, body, modality, due, normal),
    )


def _stated(text: str, facts: Facts, body: str) -> Requirement:
    """Give what is read of a text; its own span and quote are set by who knows where it stands."""
    return Requirement(
        Span(0, 0),
        quote=text,
        modality=facts.duty.modality,
        action=_action(text, facts.action),
        body_as_written=body,
        deadline=facts.deadline.date if facts.deadline else "",
        deadline_text=facts.due.of(text) if facts.due else "",
        targets=facts.targets,
        quantifier=facts.quantifier.of(text).strip() if facts.quantifier else "",
        condition=facts.conditions[0].of(text) if facts.conditions else "",
        recurrence=facts.recurrence.span.of(text) if facts.recurrence else "",
        rrule=facts.recurrence.rule if facts.recurrence else "",
        warnings=tuple(warnings_of(text)),
    )


def _is_short(quote: str) -> bool:
    return len(quote) < int((language_of(quote).lexicon("requirements") or {}).get("shortest", _SHORTEST))


def _is_run_in_heading(text: str, span: Span) -> bool:
    """Say whether a numbered sentence is but the heading of those that follow it in its line."""
    rest = _rest_of_line(text, span.end).strip()
    return len(rest) >= _LEAST_UNDER_HEADING and bool(_RUN_IN_HEADING.search(span.of(text)))


def _responsible(quote: str) -> str:
    """Give the names that a line gives that says who is responsible, without who only assists; empty where there is none."""
    responsible = _RESPONSIBLE.search(quote)
    names = _RESPONSIBLE_NAMES.search(quote, responsible.end() - 1) if responsible else None
    return _ASSISTING.split(names["who"])[0].strip(" ，,、") if names else ""


def _rest_of_line(text: str, start: int) -> str:
    """Give what follows in the same paragraph, at the end of which it may stand who is responsible for all of it."""
    end = text.find("\n", start)
    return text[start : min(end if end >= 0 else len(text), start + LONGEST)]


def _action(quote: str, start: int) -> str:
    """Give the words of the quote that say what is to be done, cut after a whole one where they are many."""
    start += len(quote[start:]) - len(quote[start:].lstrip(' \n\t:：,，“"‘'))
    action = quote[start:].rstrip(_ENDS)
    for added in (_RESPONSIBLE, _TIME_LIMIT):
        if found := added.search(action):
            action = action[: found.start()].rstrip(_ENDS)
    if len(action) <= _LONGEST_ACTION:
        return action
    cut = action[:_LONGEST_ACTION]
    return cut.rpartition(" ")[0] if language_of(cut).parts_words else cut
