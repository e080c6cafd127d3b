"""Answers as HTML: the values of the template `answer.html`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.answer.answer import Answer, Outcome, PartialAnswer
from assistant.answer.blocks import Block, Paragraph, Statement, Support, lines_of
from assistant.answer.citation import Citation
from assistant.answer.doubt import doubt, parts, whys
from assistant.answer.text import place
from assistant.web.shared.quotes import quote_parts
from assistant.web.shared.templates import render, shown
from language.equivalents import told_in
from language.language import language_of
from language.messages import Translations, translations
from language.span import Span

_LONGEST_START = 140
_NUMBER = re.compile(r"\[(\d{1,4})\]")
_DAY = re.compile(r"\A\d{4}-\d\d-\d\d(?= \(|\Z)")
_DAY_OF_DOCUMENT = re.compile(r"(?<=[( ])\d{4}-\d\d-\d\d(?=\))")
"""The day in a cell that tells when something is due."""


class UnderlinedTerms:
    """Underlines each of `terms` where it stands first in what is shown."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._left = list(terms)

    def marked(self, text: str) -> Iterator[tuple[str, str]]:
        """Give `text` in parts, each with the term that it is, empty where it is none."""
        found: list[tuple[Span, str]] = []
        for term in sorted(self._left, key=len, reverse=True):
            edge = r"\b" if language_of(term).parts_words else ""
            match = re.search(f"{edge}{re.escape(term)}{edge}", text, 0 if term.isupper() else re.IGNORECASE)
            if match and not any(Span(*match.span()).overlaps(span) for span, _ in found):
                found.append((Span(*match.span()), term))
                self._left.remove(term)
        last = 0
        for span, term in sorted(found):
            yield from ((text[last : span.start], ""), (span.of(text), term))
            last = span.end
        yield text[last:], ""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The statements of an answer as one block: line by line, then what was withdrawn."""

    lines: Sequence[Sequence[Statement]]
    withdrawn: Sequence[Statement]
    kind: str = "lines"


def answer_html(answer: Answer, _: Translations, terms: Sequence[str] = ()) -> Markup:
    """Give the answer as HTML, its blocks in their order; each of `terms` is underlined where it stands first.

    What belongs to the answer is said in its own language, what is said of it in that of the page.
    """
    shown = [one for one in answer.blocks_of(Statement) if one.support is not Support.WITHDRAWN]
    stated = sorted((citation for statement in shown for citation in statement.citations), key=lambda one: one.number)
    places = {(citation.number, place(citation, answer.language)): citation for citation in reversed(stated)}
    own = translations(answer.language)
    return render(
        "shared/answer.html",
        _=_,
        own=own,
        counted=own.counted,
        answer=answer,
        blocks=_blocks(answer),
        failed=answer.outcome is Outcome.FAILED,
        dated=answer.as_of and answer.outcome is not Outcome.SMALL_TALK,
        terms=UnderlinedTerms(terms),
        places=sorted(places.values(), key=lambda one: one.number),
        is_title=_is_title,
        language_of=language_of,
        told_in=told_in,
        place=lambda citation: place(citation, answer.language),
        at_numbers=_at_numbers,
        told=lambda block: _in_words(block) if block.address else block.text,
        in_words=lambda cell: _DAY.sub(lambda found: translations(answer.language).day(found[0]), cell, count=1),
        parts_of=quote_parts,
        start_of=_start_of,
        doubt=doubt,
        doubted=parts,
        whys=whys,
    )


def _in_words(block: Paragraph) -> str:
    """Give what a paragraph says with the days of the documents that it lists as its language writes them."""
    return _DAY_OF_DOCUMENT.sub(lambda found: translations(block.language).day(found[0]), block.text)


def draft_html(draft: PartialAnswer, _: Translations) -> Markup:
    """Give an answer that is still being written."""
    return render("shared/draft.html", text=draft.text, _=_)


def _blocks(answer: Answer) -> Iterator[Block | _Lines]:
    """Give the blocks, those of all statements as one."""
    statements = answer.blocks_of(Statement)
    for block in answer.blocks:
        if not isinstance(block, Statement):
            yield block
        elif block is statements[0]:
            yield _Lines(lines_of(statements), [one for one in statements if one.support is Support.WITHDRAWN])


def _at_numbers(text: str, citations: Sequence[Citation]) -> Iterator[tuple[str, Citation | None]]:
    """Cut a text behind each number in brackets that is one of its citations; give what stands before that, and the citation."""
    numbered = {str(one.number): one for one in citations}
    last = 0
    for found in _NUMBER.finditer(text):
        if cited := numbered.get(found[1]):
            yield text[last : found.start()].rstrip(), cited
            last = found.end()
    yield text[last:], None


def _is_title(cell: str, citation: Citation) -> bool:
    """Say whether a cell is the title, perhaps shortened, of the document that its row cites."""
    return bool(cell) and citation.title.startswith(cell.removesuffix("…")) and (cell == citation.title or cell.endswith("…"))


def _start_of(citation: Citation) -> str:
    text = " ".join(citation.quote.split())
    return f"{text[:_LONGEST_START]}{'…' if len(text) > _LONGEST_START else ''}"


def escaped(text: str) -> str:
    """Give `text` so that a browser shows it as it is: no markup, no direction overrides, line ends kept."""
    return str(shown(text))


def attribute(text: str) -> str:
    """Give `text` as the value of an attribute, line ends kept."""
    return escaped(text).replace("<br>", "&#10;")
