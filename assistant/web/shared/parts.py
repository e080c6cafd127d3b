"""What the pages have in common: header, frame, links to sources, and requirements as HTML."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.requests import Request

from assistant.records.requirement_status import STATES, Mark
from assistant.records.users import User
from assistant.requirements.export import MODAL_WORDS, in_a_line, standing, target_in_words
from assistant.web.shared.render import attribute, escaped
from assistant.web.shared.texts import LANGUAGES, Texts, said_in, spoken
from language.tokens import is_cjk
from vectorstore.requirement import Requirement
from vectorstore.sql.glossary import stands_in
from vectorstore.term import Term, TermUse

_SHORT = 70
FILES = Path(__file__).parents[1]
PAGES = {"Ask": "./", "Requirements": "requirements", "Onboarding": "onboarding", "Documents": "documents", "Insights": "insights"}
_OF_ADMINISTRATORS = ("Insights",)
LANGUAGE_NAMES = {"en": "English", "zh": "中文"}


@dataclass(frozen=True, slots=True)
class View:
    """For whom a page is made: the user, the language, and whether they could log out."""

    user: User
    say: Texts
    can_log_out: bool

    @classmethod
    def of(cls, request: Request, can_log_out: bool) -> "View":
        """Read it from a request that passed the gate."""
        return cls(request.state.user, spoken(request), can_log_out)


def header(view: View, here: str, status: str = "") -> str:
    """Give what stands above every page: its name, the links to the pages, the state of the library, language and user."""
    say = view.say
    pages = {name: address for name, address in PAGES.items() if name not in _OF_ADMINISTRATORS or view.user.may_be("administrator")}
    links = "".join(
        f'<a href="{address}"{" aria-current=page" if name == here else ""}>{say(name)}</a>' for name, address in pages.items()
    )  # fmt: skip
    other = next(one for one in LANGUAGES if one != say.language)
    back = PAGES.get(here, "")
    switch = f'<a class="language" href="language?to={other}&amp;back={back}" lang="{other}" hreflang="{other}">{LANGUAGE_NAMES[other]}</a>'
    leave = (
        f'<form method="post" action="logout" class="leave"><span>{escaped(view.user.name)}</span> <button>{say("Log out")}</button></form>'
        if view.can_log_out
        else ""
    )
    side = f'<button type="button" id="show-side" aria-label="{say("Conversations")}">☰</button>' if here == "Ask" else ""
    return (
        f'<header id="masthead">{side}<a class="brand" href="./">{say("Policy Assistant")}</a>'
        f'<nav aria-label="{say("Pages")}">{links}</nav><span class="status" role="status">{status}</span>{switch}{leave}</header>'
    )


def frame(view: View, here: str, main: str, script: str, with_source: bool = True) -> str:
    """Give a whole page around `main`, with the panel for sources; `script` is the name of its script."""
    say = view.say
    column = f'<div id="source-column">{source_panel(say)}</div>' if with_source else ""
    scripts = "".join(f'<script src="plain/{name}" defer></script>' for name in (f"texts-{say.language}.js", "page.js", script) if name)
    return f"""<!doctype html><html lang="{say.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{say(here)} · {say("Policy Assistant")}</title><link rel="stylesheet" href="plain/plain.css">
<link rel="stylesheet" href="plain/page.css"><link rel="icon" href="data:,">{scripts}</head>
<body class="plain"><a class="skip" href="#main">{say("To the content")}</a>{header(view, here)}
<div id="plain-columns"{"" if with_source else ' class="wide"'}><main id="main" tabindex="-1">{main}</main>{column}</div></body></html>"""


def source_panel(say: Texts) -> str:
    """Give the panel in which sources open."""
    return f"""<section id="source" aria-label="{say("Source")}" tabindex="-1">
<div class="bar"><span>{say("Source")}</span><button type="button" id="close-source" aria-label="{say("Close the source")}">×</button></div>
<div id="source-body" aria-live="polite"><p class="hint">{
        say("A click on a number or a sentence opens the cited passage here, highlighted in its document.")
    }</p></div></section>"""


def cite(document_id: int, start: int, end: int, label: str, told: str = "") -> str:
    """Give the link that opens a span in the panel for sources."""
    return f'<a class="cite" href="#cite-{document_id}-{start}-{end}" title="{escaped(told)}">{escaped(label)}</a>'


def asking(row: Requirement, say: Texts) -> str:
    """Give the link that asks the chat about a requirement."""
    modal = MODAL_WORDS[row.modality]
    told = f"{row.body}{said_in('zh')(modal)}{row.action}" if is_cjk(row.quote) else in_a_line(row)
    question = f"文件有什么要求：{told[:240]}？" if is_cjk(row.quote) else f"What do the documents require: {told[:240]}?"
    return f'<a class="ask-about" href="./?{escaped(urlencode({"ask": question}))}">{say("Ask about this")}</a>'


def table_row(row: Requirement, mark: Mark | None, today: date, view: View) -> str:
    """Give a requirement as a row of the table: when, who, what, where, and how far it is, which editors can change."""
    say = view.say
    state = mark.state if mark else STATES[0]
    due = standing(row, today, state)
    when = f"<time>{row.deadline}</time>" if row.deadline else f'<span class="quiet">{escaped(row.deadline_text)}</span>'
    badge = f'<span class="badge {due.replace(" ", "-")}">{say(due)}</span>' if due else ""
    figures = "".join(f'<span class="figure">{escaped(target)}</span>' for target in target_in_words(row))
    warnings = "".join(f'<p class="warning">{escaped(say.told(warning))}</p>' for warning in row.warnings)
    note, name = (mark.note, mark.name) if mark else ("", "")
    told = f"{name}: {note}" if note and name else note or name
    theme = f'<span class="theme">{escaped(say(row.theme))}</span>' if row.theme else ""
    return (
        f'<tr data-id="{row.id}"><td class="when">{when}{badge}</td>'
        f'<td class="who">{escaped(row.body) or "–"}<br><span class="modal">{say(MODAL_WORDS[row.modality])}</span></td>'
        f'<td class="what">{cite(row.document_id, row.start, row.end, " ".join(row.action.split()), row.title)}'
        f'<p class="about">{figures}{theme}</p>{warnings}</td>'
        f'<td class="where">{escaped(row.title)}<br>{asking(row, say)}</td>'
        f'<td class="state">{_state(state, told, note, name, view)}</td></tr>'
    )


def _state(state: str, told: str, note: str, name: str, view: View) -> str:
    say = view.say
    shown = escaped(told if len(told) <= _SHORT else f"{told[:_SHORT]}…")
    if not view.user.may_be("editor"):
        return f'{say(state)}<p class="quiet">{shown}</p>'
    options = "".join(f'<option value="{one}"{" selected" if one == state else ""}>{say(one)}</option>' for one in STATES)
    return (
        f'<label><span class="hidden">{say("How far it is")}</span><select class="mark">{options}</select></label>'
        f'<button type="button" class="note" title="{attribute(told)}" data-note="{attribute(note)}" '
        f'data-name="{attribute(name)}">{shown or say("note")}</button>'
    )


def term_card(term: Term, say: Texts) -> str:
    """Give a term with the sentence that explains it, other places and related terms."""
    label = f'<p class="quiet">{say("No document explains it; it is first used here:")}</p>'
    if term.explained:
        label = "" if stands_in(term.term, term.place.quote) else f'<p class="quiet">{say("Written out in full here:")}</p>'
    uses = "".join(f"<li>{_place(place)}</li>" for place in term.uses[:5])
    summary = say.counted(len(term.uses), "{count} other place", "{count} other places")
    more = f"<details><summary>{summary}</summary><ul>{uses}</ul></details>" if uses else ""
    related = ", ".join(term_link(name, name) for name in term.related)
    return (
        f'<article class="card"><h3 tabindex="-1">{escaped(term.term)}</h3>{label}<blockquote>{escaped(term.place.quote)} '
        f"{cite(term.place.document_id, term.place.start, term.place.end, say('source'), term.place.title)}</blockquote>{more}"
        + (f'<p class="quiet">{say("See also:")} {related}</p>' if related else "")
        + "</article>"
    )


def term_link(term: str, label: str) -> str:
    """Give the link that shows the card of a term."""
    return f'<a class="term" href="#term-{quote(term)}">{escaped(label)}</a>'


def _place(place: TermUse) -> str:
    quote = " ".join(place.quote.split())
    return cite(place.document_id, place.start, place.end, quote if len(quote) <= 120 else f"{quote[:119]}…", place.title)
