"""The page on which requirements are looked up, compared and marked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.changes import Difference, changes, conflicts
from assistant.exporting import target_in_words
from assistant.records import STATES, Mark
from assistant.web.parts import cite, frame, table_row
from assistant.web.render import escaped
from vectorstore.filter import Filter
from vectorstore.ledger import Ledger, RowFilter
from vectorstore.library import Library
from vectorstore.requirement import MODALITIES, Requirement

PAGE_ROWS = 50
DUE = {"": "any time", "overdue": "overdue", "soon": "in the next 30 days", "quarter": "in the next 90 days", "dated": "with a date"}
"""What can be asked of deadlines."""
_ORDERS = {"deadline": "deadline", "document": "document", "body": "body", "theme": "theme"}
_WHAT = {"deadline": "Another date", "target": "Another figure", "wording": "Other words", "new": "New", "gone": "No longer stated"}
_MOST_CHOICES = 200


def requirements_page(library: Library) -> str:
    """Give the page; its script fetches the rows."""
    ledger = library.ledger
    modal = "".join(f'<option value="{one}">{one.replace("_", " ")}</option>' for one in MODALITIES)
    formats = "".join(f'<a class="export" data-format="{form}" href="#">{form.upper()}</a>' for form in ("xlsx", "csv", "ics"))
    main = f"""<h2>Requirements</h2>
<form id="filters" role="search"><label class="wide">Search
<input type="search" name="text" autocomplete="off" placeholder="words, a body, a title …"></label>
{"".join(_choice(name, ledger.values(name)) for name in ("body", "theme", "document"))}
<label>Duty <select name="modality"><option value="">any</option>{modal}</select></label>
<label>Due <select name="due">{"".join(f'<option value="{key}">{name}</option>' for key, name in DUE.items())}</select></label>
<label>Due from <input type="date" name="since"></label><label>Due until <input type="date" name="until"></label>
<label>State <select name="state"><option value="">any</option>{"".join(f"<option>{one}</option>" for one in STATES)}</select></label>
<label>Order <select name="order">{"".join(f'<option value="{key}">{name}</option>' for key, name in _ORDERS.items())}</select></label>
<label class="check"><input type="checkbox" name="target" value="1"> with a figure</label>
<label class="check"><input type="checkbox" name="old" value="1"> also superseded documents</label></form>
<p id="exports">Export what is shown: {formats}</p>
<details id="progress"><summary>Progress</summary><div class="body"></div></details>
<details id="differences"><summary>Conflicts and changes</summary><div class="body"></div></details>
<div id="rows"></div>
<dialog id="note"><form method="dialog"><h3>Note</h3><label>Your name <input name="name" maxlength="100"></label>
<label>Note <textarea name="note" maxlength="2000" rows="4"></textarea></label>
<div class="buttons"><button value="keep">Keep</button><button value="">Cancel</button></div></form></dialog>"""
    return frame("Requirements", "Requirements", main, "requirements.js")


def _choice(name: str, values: Sequence[str]) -> str:
    options = "".join(f"<option>{escaped(value)}</option>" for value in values[:_MOST_CHOICES])
    return f'<label>{name.capitalize()} <select name="{name}"><option value="">any</option>{options}</select></label>'


def sought_by(given: Mapping[str, str], today: date, marks: Mapping[str, Mark]) -> RowFilter:
    """Give what the fields of the page ask for."""

    def one(name: str) -> frozenset[str]:
        return frozenset({given[name]} - {""}) if given.get(name) else frozenset()

    since, until = given.get("since", ""), given.get("until", "")
    days = {"soon": 30, "quarter": 90}.get(given.get("due", ""))
    if given.get("due") == "overdue":
        until = min(until or "9999", (today - timedelta(days=1)).isoformat())
    elif days:
        since, until = max(since, today.isoformat()), min(until or "9999", (today + timedelta(days=days)).isoformat())
    state = given.get("state", "")
    done = (
        frozenset(id for id, mark in marks.items() if mark.state == "done")
        if given.get("due") in ("overdue", "soon", "quarter")
        else frozenset()
    )
    statuses = frozenset({"in force", "draft", "superseded", "expired"}) if given.get("old") else frozenset[str]()
    return RowFilter(
        text=given.get("text", "")[:200],
        bodies=one("body"),
        themes=one("theme"),
        modalities=one("modality"),
        since=since,
        until=until,
        with_target=bool(given.get("target")),
        with_deadline=given.get("due") == "dated",
        ids=None if state in ("", STATES[0]) else frozenset(id for id, mark in marks.items() if mark.state == state),
        without=done | (frozenset(id for id, mark in marks.items() if mark.state != STATES[0]) if state == STATES[0] else frozenset()),
        only=Filter(documents=one("document"), statuses=statuses),
    )


def order_by(given: Mapping[str, str]) -> str:
    """Give the order that the fields ask for."""
    return given["order"] if given.get("order") in _ORDERS else "deadline"


def rows_part(ledger: Ledger, given: Mapping[str, str], marks: Mapping[str, Mark], today: date) -> str:
    """Give the rows that the fields ask for, a page of them, and links to the pages before and after."""
    sought = sought_by(given, today, marks)
    page = int(given.get("page", "0")) if given.get("page", "0").isdecimal() and len(given.get("page", "0")) < 6 else 0
    order = order_by(given)
    count = ledger.count(sought)
    rows = ledger.rows(sought, order, PAGE_ROWS, page * PAGE_ROWS)
    if not rows:
        return '<p class="hint">No requirement fits.</p>'
    body = "".join(table_row(row, marks.get(row.id), today) for row in rows)
    before = f'<button type="button" class="page" data-page="{page - 1}">Before</button>' if page else ""
    after = f'<button type="button" class="page" data-page="{page + 1}">More</button>' if (page + 1) * PAGE_ROWS < count else ""
    shown = f", {page * PAGE_ROWS + 1} to {page * PAGE_ROWS + len(rows)} shown" if count > len(rows) else ""
    return (
        f'<p class="count" role="status">{count} requirement{"" if count == 1 else "s"}{shown}</p>'
        f'<table class="ledger"><thead><tr><th scope="col">Deadline</th>'
        '<th scope="col">Who</th><th scope="col">What</th><th scope="col">Where</th><th scope="col">State</th></tr></thead>'
        f'<tbody>{body}</tbody></table><p class="pages">{before}{after}</p>'
    )


def progress_part(ledger: Ledger, marks: Mapping[str, Mark]) -> str:
    """Give the share that is done, of the requirements in force that oblige, as a bar for each document and each theme."""
    obliging = RowFilter(modalities=frozenset({"must", "should"}))
    of_state = {state: replace(obliging, ids=frozenset(id for id, mark in marks.items() if mark.state == state)) for state in STATES}
    return "".join(
        _bars(title, *(ledger.counts(name, sought) for sought in (obliging, of_state["done"], of_state["in progress"])))
        for title, name in (("Documents", "title"), ("Themes", "theme"))
    )


def _bars(title: str, total: Mapping[str, int], done: Mapping[str, int], begun: Mapping[str, int]) -> str:
    bars = "".join(
        f'<li><span class="name">{escaped(name)}</span><span class="bar" role="img" aria-label="{done.get(name, 0)} of {count} done">'
        f'<span class="done" style="width:{100 * done.get(name, 0) / count:.1f}%"></span>'
        f'<span class="begun" style="width:{100 * begun.get(name, 0) / count:.1f}%"></span></span>'
        f'<span class="share">{done.get(name, 0)} of {count} ({100 * done.get(name, 0) / count:.0f} %)</span></li>'
        for name, count in total.items()
    )
    return f'<h3>{title}</h3><ul class="bars">{bars}</ul>'


def differences_part(library: Library) -> str:
    """Give the conflicts between documents in force, and what changed from each superseded document to the one that replaces it."""
    parts = [f"<h3>One duty, two figures or dates</h3>{_pairs(conflicts(library.ledger.rows()))}"]
    for entry in library.entries():
        for name in entry.superseded_by:
            before, after = (library.ledger.rows(RowFilter(only=Filter(documents=frozenset({one})))) for one in (entry.name, name))
            title = next((other.title for other in library.entries() if other.name == name), name)
            parts.append(f"<h3>From “{escaped(entry.title)}” to “{escaped(title)}”</h3>{_pairs(changes(before, after))}")
    return "".join(parts)


def _pairs(differences: Sequence[Difference]) -> str:
    if not differences:
        return '<p class="hint">None was found.</p>'
    rows = "".join(
        f'<tr><th scope="row">{_WHAT[one.what]}</th><td>{_side(one.one)}</td><td>{_side(one.other)}</td></tr>' for one in differences
    )
    return f'<table class="pairs"><tbody>{rows}</tbody></table>'


def _side(row: Requirement | None) -> str:
    if row is None:
        return "–"
    told = " · ".join([row.deadline, *target_in_words(row)]).strip(" ·")
    return f'{cite(row.document_id, row.start, row.end, row.quote, row.title)}<p class="about">{escaped(told)} — {escaped(row.title)}</p>'
