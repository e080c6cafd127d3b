"""The panel that shows a document around a span, and finding in a document."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.answer.sentences import out_of_force
from assistant.web.shared.render import escaped
from assistant.web.shared.texts import Texts
from vectorstore.document import Document, DocumentSummary

_AROUND = 700
_WHOLE = 200_000
_LONGEST_FIND = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a text stands in a document: the span of the hit, its number from 1, and how many there are."""

    start: int
    end: int
    number: int
    count: int


def find_in(document: Document, text: str, after: int, back: bool = False) -> Hit | None:
    """Give the first place after the offset `after`, or with `back` the last before it, that has the words of `text`, whatever the
    case and the space between them; goes on from the other end, and gives None where there is none."""
    words = text[:_LONGEST_FIND].split()
    if not words:
        return None
    spans = [found.span() for found in re.finditer(r"\s+".join(map(re.escape, words)), document.text, re.IGNORECASE)]
    if not spans:
        return None
    if back:
        place = next((place for place in reversed(range(len(spans))) if spans[place][0] < after), len(spans) - 1)
    else:
        place = next((place for place, (start, _) in enumerate(spans) if start > after), 0)
    return Hit(*spans[place], place + 1, len(spans))


def source(document: Document, entry: DocumentSummary, start: int, end: int, whole: bool, say: Texts) -> str:
    """Give the source panel: where the span stands, its surroundings or the whole document, and the span highlighted.

    Of a very long document the panel shows 200,000 characters before and after the span; “…” stands for the rest.
    """
    first, last = _window(document, start, end, _WHOLE if whole else _AROUND)
    path = " › ".join(document.heading_at(start))
    before = ("… " if first else "") + document.text[first:start]
    after = document.text[end:last] + (" …" if last < len(document.text) else "")
    cited = f'<mark id="cited">{escaped(document.text[start:end])}</mark>'
    wholly = whole or (first == 0 and last == len(document.text))
    address = f"source?document={document.id}&amp;start={start}&amp;end={end}&amp;whole=1"
    button = f'<button type="button" class="open-whole" data-address="{address}">{say("Show the whole document")}</button>'
    banner = out_of_force(say.language, entry)
    return (
        f'<h2 tabindex="-1">{escaped(document.title)}</h2><p class="about">{escaped(_about(document, start, say))}</p>'
        + (f'<p class="warning banner">{escaped(banner)}</p>' if banner else "")
        + (f'<p class="path">{escaped(path)}</p>' if path else "")
        + _tools(document.id, start, whole, say)
        + f'<div class="text" tabindex="0" role="region" aria-label="{say("Text of the document")}">'
        + f"{escaped(before)}{cited}{escaped(after)}</div>"
        + f'<p class="open">{"" if wholly else button}{_originals(document, start, say)}</p>'
    )


def _about(document: Document, start: int, say: Texts) -> str:
    page = document.page_at(start)
    where = say("page {page}", page=page) if page else ""
    where += f", {say('text recognised in a scan')}" if page in document.scanned else ""
    return " · ".join(part for part in (document.issuer, document.number, document.issued, document.name, where) if part)


def _tools(document: int, start: int, whole: bool, say: Texts) -> str:
    return (
        f'<form class="tools" data-document="{document}" data-start="{start}" data-whole="{int(whole)}">'
        f'<button type="button" class="step" data-step="-1" aria-label="{say("Previous citation")}">‹</button>'
        f'<button type="button" class="step" data-step="1" aria-label="{say("Next citation")}">›</button>'
        f'<input type="search" name="text" maxlength="{_LONGEST_FIND}" aria-label="{say("Find in the document")}" '
        f'placeholder="{say("Find in the document")}"><button type="submit">{say("Find")}</button>'
        f'<span class="found" role="status"></span></form>'
    )


def _originals(document: Document, start: int, say: Texts) -> str:
    address = f"documents/original?{urlencode({'document': document.id})}"
    page = document.page_at(start)
    is_pdf = document.name.lower().endswith(".pdf")
    told = say("Open the PDF at page {page}", page=page or 1)
    shown = f'<a href="{address}&amp;inline=1#page={page or 1}" target="_blank" rel="noopener">{told}</a>' if is_pdf else ""
    return f'{shown}<a href="{address}" download>{say("Download the original")}</a>'


def _window(document: Document, start: int, end: int, around: int) -> tuple[int, int]:
    """Give the part of the text that is shown, opened and closed where lines do, if one does nearby."""
    first, last = max(0, start - around), min(len(document.text), end + around)
    line = document.text.find("\n", first, start) if first else -1
    stop = document.text.rfind("\n", end, last) if last < len(document.text) else -1
    return (line + 1 if line >= 0 else first), (stop if stop >= 0 else last)
