"""What the plain pages have in common: the frame, links to sources, and requirements as HTML."""

from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

from assistant.exporting import MODAL_WORDS, in_a_line, standing, target_in_words
from assistant.records import STATES, Mark
from assistant.web.render import attribute, escaped
from vectorstore.glossary import stands_in
from vectorstore.requirement import Requirement
from vectorstore.term import Place, Term

_SHORT = 70
FILES = Path(__file__).parent
PAGES = (("./", "Ask"), ("requirements", "Requirements"), ("onboarding", "Onboarding"))


def navigation(here: str) -> str:
    """Give the links to the pages, the one that is shown marked."""
    links = "".join(
        f'<a href="{address}"{" aria-current=page" if name == here else ""}>{name}</a>' for address, name in PAGES
    )  # fmt: skip
    return f'<nav aria-label="Pages">{links}</nav>'


def frame(here: str, title: str, main: str, script: str) -> str:
    """Give a whole page around `main`, with the panel for sources; `script` is the name of its script."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Policy Assistant</title><link rel="stylesheet" href="plain/plain.css"><link rel="stylesheet" href="plain/page.css">
<link rel="icon" href="data:,"><script src="plain/page.js" defer></script><script src="plain/{script}" defer></script></head>
<body class="plain"><div id="head"><header id="masthead"><h1>Policy Assistant</h1></header>{navigation(here)}</div>
<div id="plain-columns"><main id="main">{main}</main><div id="source-column">{SOURCE_PANEL}</div></div></body></html>"""


SOURCE_PANEL = """<section id="source" aria-label="Source" aria-live="polite" tabindex="-1">
<div class="bar"><span>Source</span><button type="button" id="close-source" aria-label="Close the source">×</button></div>
<div id="source-body"><p class="hint">A click on a number or a sentence opens the cited passage here, highlighted in its document.</p></div>
</section>"""


def cite(document_id: int, start: int, end: int, label: str, told: str = "") -> str:
    """Give the link that opens a span in the panel for sources."""
    return f'<a class="cite" href="#cite-{document_id}-{start}-{end}" title="{escaped(told)}">{escaped(label)}</a>'


def asking(row: Requirement) -> str:
    """Give the link that asks the chat about a requirement."""
    question = f"What do the documents require: {in_a_line(row)[:240]}?"
    return f'<a class="ask-about" href="./?{escaped(urlencode({"ask": question}))}">Ask about this</a>'


def table_row(row: Requirement, mark: Mark | None, today: date) -> str:
    """Give a requirement as a row of the table: when, who, what, where, and how far it is."""
    state = mark.state if mark else STATES[0]
    due = standing(row, today, state)
    when = f"<time>{row.deadline}</time>" if row.deadline else f'<span class="quiet">{escaped(row.deadline_text)}</span>'
    badge = f'<span class="badge {due.replace(" ", "-")}">{due}</span>' if due else ""
    figures = "".join(f'<span class="figure">{escaped(target)}</span>' for target in target_in_words(row))
    warnings = "".join(f'<p class="warning">{escaped(warning)}</p>' for warning in row.warnings)
    options = "".join(f"<option{' selected' if one == state else ''}>{one}</option>" for one in STATES)
    note, name = (mark.note, mark.name) if mark else ("", "")
    told = f"{name}: {note}" if note and name else note or name
    shown = escaped(told if len(told) <= _SHORT else f"{told[:_SHORT]}…")
    theme = f'<span class="theme">{escaped(row.theme)}</span>' if row.theme else ""
    return (
        f'<tr data-id="{row.id}"><td class="when">{when}{badge}</td>'
        f'<td class="who">{escaped(row.body) or "–"}<br><span class="modal">{MODAL_WORDS[row.modality]}</span></td>'
        f'<td class="what">{cite(row.document_id, row.start, row.end, " ".join(row.action.split()), row.title)}'
        f'<p class="about">{figures}{theme}</p>{warnings}</td>'
        f'<td class="where">{escaped(row.title)}<br>{asking(row)}</td>'
        f'<td class="state"><label><span class="hidden">How far it is</span><select class="mark">{options}</select></label>'
        f'<button type="button" class="note" title="{attribute(told)}" data-note="{attribute(note)}" '
        f'data-name="{attribute(name)}">{shown or "note"}</button></td></tr>'
    )


def term_card(term: Term) -> str:
    """Give a term with the sentence that explains it, other places and related terms."""
    label = '<p class="quiet">No document explains it; it is first used here:</p>'
    if term.explained:
        label = "" if stands_in(term.term, term.place.quote) else '<p class="quiet">Written out in full here:</p>'
    uses = "".join(f"<li>{_place(place)}</li>" for place in term.uses[:5])
    more = (
        f"<details><summary>{len(term.uses)} other place{'' if len(term.uses) == 1 else 's'}</summary><ul>{uses}</ul></details>"
        if uses
        else ""
    )
    related = ", ".join(term_link(name, name) for name in term.related)
    return (
        f'<article class="card"><h3>{escaped(term.term)}</h3>{label}<blockquote>{escaped(term.place.quote)} '
        f"{cite(term.place.document_id, term.place.start, term.place.end, 'source', term.place.title)}</blockquote>{more}"
        + (f'<p class="quiet">See also: {related}</p>' if related else "")
        + "</article>"
    )


def term_link(term: str, label: str) -> str:
    """Give the link that shows the card of a term."""
    return f'<a class="term" href="#term-{quote(term)}">{escaped(label)}</a>'


def _place(place: Place) -> str:
    quote = " ".join(place.quote.split())
    return cite(place.document_id, place.start, place.end, quote if len(quote) <= 120 else f"{quote[:119]}…", place.title)
