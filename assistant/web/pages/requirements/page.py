"""The page on which requirements are looked up, compared and marked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.records.requirement_status import STATES, Mark
from assistant.requirements.differences import Difference, changes, conflicts
from assistant.requirements.export import MODAL_WORDS, target_in_words
from assistant.web.shared.parts import View, cite, frame, table_row
from assistant.web.shared.render import escaped
from assistant.web.shared.texts import Texts
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import MODALITIES, Requirement
from vectorstore.sql.requirements import Ledger, RowFilter

PAGE_ROWS = 50
DUE = {"": "any time", "overdue": "overdue", "soon": "in the next 30 days", "quarter": "in the next 90 days", "dated": "with a date"}
"""What can be asked of deadlines."""
_ORDERS = {"deadline": "deadline", "document": "document", "body": "body", "theme": "theme"}
_CHOICES = {"body": "Body", "theme": "Theme", "document": "Document"}
_WHAT = {"deadline": "Another date", "target": "Another figure", "wording": "Other words", "new": "New", "gone": "No longer stated"}
_MOST_CHOICES = 200


def requirements_page(library: Library, view: View) -> str:
    """Give the page; its script fetches the rows."""
    ledger, say = library.ledger, view.say
    formats = "".join(f'<a class="export" data-format="{form}" href="#">{form.upper()}</a>' for form in ("xlsx", "csv", "ics"))
    modalities = {one: MODAL_WORDS[one] for one in MODALITIES}
    states = {one: one for one in STATES}
    main = f"""<h1>{say("Requirements")}</h1>
<form id="filters" role="search"><label class="wide">{say("Search")}
<input type="search" name="text" autocomplete="off" placeholder="{say("words, a body, a title …")}"></label>
{"".join(_choice(say, name, label, {one: one for one in ledger.values(name)[:_MOST_CHOICES]}) for name, label in _CHOICES.items())}
{_choice(say, "modality", "Duty", modalities)}{_choice(say, "due", "Due", DUE)}
<label>{say("Due from")} <input type="date" name="since"></label><label>{say("Due until")} <input type="date" name="until"></label>
{_choice(say, "state", "State", states)}{_choice(say, "order", "Order", _ORDERS)}
<label class="check"><input type="checkbox" name="target" value="1"> {say("with a figure")}</label>
<label class="check"><input type="checkbox" name="old" value="1"> {say("also superseded documents")}</label></form>
<p id="exports">{say("Export what is shown:")} {formats}</p>
<details id="progress"><summary>{say("Progress")}</summary><div class="body"></div></details>
<details id="differences"><summary>{say("Conflicts and changes")}</summary><div class="body"></div></details>
<div id="rows"></div>
<dialog id="note" aria-labelledby="note-title"><form method="dialog"><h2 id="note-title">{say("Note")}</h2>
<label>{say("Your name")} <input name="name" maxlength="100"></label>
<label>{say("Note")} <textarea name="note" maxlength="2000" rows="4"></textarea></label>
<div class="buttons"><button value="keep">{say("Keep")}</button><button value="">{say("Cancel")}</button></div></form></dialog>"""
    return frame(view, "Requirements", main, "requirements.js")


def _choice(say: Texts, name: str, label: str, values: Mapping[str, str]) -> str:
    first = "" if "" in values or name == "order" else f'<option value="">{say("any")}</option>'
    options = "".join(f'<option value="{escaped(value)}">{escaped(say(shown))}</option>' for value, shown in values.items())
    return f'<label>{say(label)} <select name="{name}">{first}{options}</select></label>'


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


def rows_part(ledger: Ledger, given: Mapping[str, str], marks: Mapping[str, Mark], today: date, view: View) -> str:
    """Give the rows that the fields ask for, a page of them, and links to the pages before and after."""
    say = view.say
    sought = sought_by(given, today, marks)
    page = int(given.get("page", "0")) if given.get("page", "0").isdecimal() and len(given.get("page", "0")) < 6 else 0
    count = ledger.count(sought)
    rows = ledger.rows(sought, order_by(given), PAGE_ROWS, page * PAGE_ROWS)
    if not rows:
        return f'<p class="hint">{say("No requirement fits.")}</p>'
    body = "".join(table_row(row, marks.get(row.id), today, view) for row in rows)
    before = f'<button type="button" class="page" data-page="{page - 1}">{say("Before")}</button>' if page else ""
    after = f'<button type="button" class="page" data-page="{page + 1}">{say("More")}</button>' if (page + 1) * PAGE_ROWS < count else ""
    first = page * PAGE_ROWS
    shown = say(", {first} to {last} shown", first=first + 1, last=first + len(rows)) if count > len(rows) else ""
    columns = "".join(f'<th scope="col">{say(name)}</th>' for name in ("Deadline", "Who", "What", "Where", "State"))
    return (
        f'<p class="count" role="status">{say.counted(count, "{count} requirement", "{count} requirements")}{shown}</p>'
        f'<div class="scrolled" tabindex="0" role="region" aria-label="{say("Requirements")}"><table class="ledger">'
        f'<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div><p class="pages">{before}{after}</p>'
    )


def progress_part(ledger: Ledger, marks: Mapping[str, Mark], say: Texts) -> str:
    """Give the share that is done, of the requirements in force that oblige, as a bar for each document and each theme."""
    obliging = RowFilter(modalities=frozenset({"must", "should"}))
    of_state = {state: replace(obliging, ids=frozenset(id for id, mark in marks.items() if mark.state == state)) for state in STATES}
    return "".join(
        _bars(say, title, *(ledger.counts(name, sought) for sought in (obliging, of_state["done"], of_state["in progress"])))
        for title, name in (("Documents", "title"), ("Themes", "theme"))
    )


def _bars(say: Texts, title: str, total: Mapping[str, int], done: Mapping[str, int], begun: Mapping[str, int]) -> str:
    bars = []
    for name, count in total.items():
        shares = 100 * done.get(name, 0) / count, 100 * begun.get(name, 0) / count
        told = say("{done} of {count} done", done=done.get(name, 0), count=count)
        bars.append(
            f'<li><span class="name">{escaped(say(name))}</span><span class="bar" role="img" aria-label="{told}">'
            f'<span class="done" style="width:{shares[0]:.1f}%"></span><span class="begun" style="width:{shares[1]:.1f}%"></span></span>'
            f'<span class="share">{told} ({shares[0]:.0f} %)</span></li>'
        )
    return f'<h2>{say(title)}</h2><ul class="bars">{"".join(bars)}</ul>'


def differences_part(library: Library, say: Texts) -> str:
    """Give the conflicts between documents in force, and what changed from each superseded document to the one that replaces it."""
    parts = [f"<h2>{say('One duty, two figures or dates')}</h2>{_pairs(conflicts(library.ledger.rows()), say)}"]
    for entry in library.entries():
        for name in entry.superseded_by:
            before, after = (library.ledger.rows(RowFilter(only=Filter(documents=frozenset({one})))) for one in (entry.name, name))
            title = next((other.title for other in library.entries() if other.name == name), name)
            told = say("From “{old}” to “{new}”", old=entry.title, new=title)
            parts.append(f"<h2>{escaped(told)}</h2>{_pairs(changes(before, after), say)}")
    return "".join(parts)


def _pairs(differences: Sequence[Difference], say: Texts) -> str:
    if not differences:
        return f'<p class="hint">{say("None was found.")}</p>'
    rows = "".join(
        f'<tr><th scope="row">{say(_WHAT[one.what])}</th><td>{_side(one.one)}</td><td>{_side(one.other)}</td></tr>' for one in differences
    )
    return f'<table class="pairs"><tbody>{rows}</tbody></table>'


def _side(row: Requirement | None) -> str:
    if row is None:
        return "–"
    told = " · ".join([row.deadline, *target_in_words(row)]).strip(" ·")
    return f'{cite(row.document_id, row.start, row.end, row.quote, row.title)}<p class="about">{escaped(told)} — {escaped(row.title)}</p>'
