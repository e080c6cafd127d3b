"""From the lines of a PDF's pages to paragraphs: lines and hyphenated words joined, headings by font."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.draft import PAGE_BREAK, Line
from ingest.readers.paragraphs.joining import joined
from ingest.readers.pdf.pieces import TextLine
from ingest.readers.tables import Cell, table_lines
from language.text.numbering import opens_numbered_line
from language.text.scripts import CJK

_BULLET = re.compile(r"^[•▪●○◦■□➢–—*·-]\s?(?=\S)")
_BOX = "[□☐■☑☒√✓✗]"
_TICKED = re.compile(f"^{_BOX}.+{_BOX}|^[□☐☑☒√✓✗]")  # a choice: which of its boxes is ticked is what it says
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？：；…][\"'”’)）\]]*$")
_ENDS_CLAUSE = re.compile(r"[.!?:;,。！？：；，、]$")
_GOES_ON = re.compile(
    r"[^\W_][-–][a-z\d]$|[^\s。！？；：.!?;:][%％‰℃，。、；：！？）》”〕】]$"
)  # that the second of two lines begins no paragraph
_LEADERS = re.compile(r"(?:(?<![.·…])(?<![.·…]\s)\s?(?:[.·…]\s?){4,}+|\s?…)\s*+(?=\d{1,4}$|[ivxl]{1,6}$)")
_ENDS_NUMERAL = frozenset("ivxl")
_LONGEST_HEADING = 200
_WIDEST_STEP = 2.5  # from line to line of a paragraph, in sizes of its font


@dataclass(slots=True)
class Paragraph:
    """Text that belongs together, or a table; `full` where its last line reaches the end of its column."""

    text: str
    page: int
    size: float
    bold: bool
    lines: int = 1
    full: bool = False
    table: list[list[Cell]] | None = None


def text_lines(pages: list[tuple[int, list[TextLine]]]) -> list[Line]:
    """Give the text of numbered pages as lines of a Draft."""
    vocabulary = Counter(re.findall(r"[^\W\d_]+", " ".join(line.text for _, lines in pages for line in lines).lower()))
    body = _body_size([line for _, lines in pages for line in lines])
    found: list[Paragraph] = []
    for number, lines in pages:
        own = list(_paragraphs(lines, number, vocabulary, body))
        if found and own and _goes_on(found[-1], own[0]):
            first = own.pop(0)
            turns = PAGE_BREAK * (number - found[-1].page - found[-1].text.count(PAGE_BREAK))
            found[-1].text = joined(found[-1].text, first.text, vocabulary, turns)
            found[-1].full = first.full
        found += own
    return list(_lines(_with_table_names(found), body))


def _body_size(lines: list[TextLine]) -> float:
    """Give the size of the font in which most of the text stands."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _paragraphs(lines: list[TextLine], page: int, vocabulary: Counter[str], body: float) -> Iterator[Paragraph]:
    steps = [after.middle - before.middle for before, after in pairwise(lines) if before.column == after.column]
    sizes = [line.size for line in lines if line.table is None]
    usual = median([step for step in steps if 0 < step < _WIDEST_STEP * median(sizes)] or [1.3 * median(sizes)]) if sizes else 0
    paragraph: Paragraph | None = None
    first = before = None
    for line in lines:
        if line.table is None and not any(character.isalnum() for character in line.text):
            continue
        if paragraph is not None and first is not None and before is not None and not _begins(line, before, first, paragraph, usual, body):
            paragraph.text = joined(paragraph.text, line.text, vocabulary)
            paragraph.lines += 1
            paragraph.bold = paragraph.bold and line.bold
        else:
            if paragraph is not None:
                yield paragraph
            first = line
            paragraph = Paragraph(_with_leaders(line.text), page, line.size, line.bold, table=line.table)
        paragraph.full = line.right >= line.column[0] + 0.85 * (line.column[1] - line.column[0])
        before = line
    if paragraph is not None:
        yield paragraph


def _begins(line: TextLine, before: TextLine, first: TextLine, paragraph: Paragraph, usual: float, body: float) -> bool:
    """Say whether a line begins a paragraph after the line `before` it, in a paragraph that began with `first`."""
    if (
        line.table is not None
        or before.table is not None
        or line.tabular
        or before.tabular
        or abs(line.size - before.size) > 0.12 * before.size
    ):
        return True
    step, width = line.middle - before.middle, before.column[1] - before.column[0]
    if line.size > 1.1 * body and line.bold == before.bold and 0 < step < 1.7 * line.size and paragraph.lines < 4:
        return _is_item(line.text)
    is_full = before.right >= before.column[0] + 0.85 * width
    if line.column != before.column or step < 0:
        return not (is_full and not _ENDS_SENTENCE.search(before.text) and not _is_item(line.text))
    if step < 1.6 * usual and (before.text.endswith("\u00ad") or _GOES_ON.search(before.text[-2:] + line.text[:1])):
        return False
    if step > 1.4 * usual or _has_leaders(before.text) or _TICKED.search(before.text) or _opens_bullet(line.text):
        return True
    ended = bool(_ENDS_SENTENCE.search(before.text))
    if opens_numbered_line(line.text) and (ended or not is_full or line.left < before.left - 2):
        return True
    if line.bold != before.bold and not (is_full and not ended):
        return True
    hangs = _is_item(first.text) and line.left > first.left + 2
    indent = line.left - before.left
    if indent > 0.8 * line.size and not (hangs and paragraph.lines == 1):
        return True
    if indent < -0.8 * line.size and paragraph.lines > 1:
        return True
    short = before.right < before.column[0] + 0.8 * width
    return (ended and short) or (before.right < before.column[0] + 0.55 * width and not line.text[:1].islower())


def _has_leaders(text: str) -> bool:
    """Say whether dots lead to the number at the end of a line, as in a table of contents."""
    return (text[-1:].isdecimal() or text[-1:] in _ENDS_NUMERAL) and bool(_LEADERS.search(text))


def _with_leaders(text: str) -> str:
    """Give a line with an ellipsis for the dots that lead to the number at its end."""
    return _LEADERS.sub(" … ", text) if _has_leaders(text) else text


def _opens_bullet(text: str) -> bool:
    return bool(_BULLET.match(text)) and not _TICKED.match(text)


def _is_item(text: str) -> bool:
    return _opens_bullet(text) or opens_numbered_line(text)


def _goes_on(last: Paragraph, first: Paragraph) -> bool:
    """Say whether the first paragraph of a page is the rest of the last one of the page before."""
    if last.table is not None or first.table is not None or abs(last.size - first.size) > 0.6 or last.bold != first.bold:
        return False
    if _ENDS_SENTENCE.search(last.text) or _is_item(first.text):
        return False
    return first.text[:1].islower() or (last.full and bool(re.match(f"[{CJK}\\d(“]", first.text))) or last.text.endswith(("-", "\u00ad"))


def _with_table_names(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Give a table that goes on at the top of the next page the rows that name its columns."""
    for before, after in pairwise(paragraphs):
        if before.table is None or after.table is None or after.page != before.page + 1:
            continue
        width = sum(cell.across for cell in before.table[0])
        if sum(cell.across for cell in after.table[0]) == width and _texts(before.table[0]) != _texts(after.table[0]):
            after.table = [[replace(cell, names=True) for cell in before.table[0]], *after.table]
    return paragraphs


def _texts(row: list[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _lines(paragraphs: list[Paragraph], body: float) -> Iterator[Line]:
    larger = sorted({round(one.size * 2) / 2 for one in paragraphs if _is_larger(one, body)}, reverse=True)[:5]
    for before, paragraph in pairwise([None, *paragraphs]):
        assert paragraph is not None
        if paragraph.table is not None:
            yield Line("")
            yield from (Line(text, 0, paragraph.page) for text in table_lines(paragraph.table))
            yield Line("")
            continue
        level = 0
        if _is_larger(paragraph, body):
            level = 1 + min(range(len(larger)), key=lambda index: abs(larger[index] - paragraph.size))
        elif _is_bold_heading(paragraph, body):
            level = len(larger) + 1
        listed = before is not None and _opens_bullet(paragraph.text) and not level
        if not listed:
            yield Line("")
        text = paragraph.text.replace("\u00ad", "-")  # a hyphen that no line followed
        yield Line(_BULLET.sub("- ", text) if listed else text, level, paragraph.page)


def _is_larger(paragraph: Paragraph, body: float) -> bool:
    return paragraph.size >= 1.1 * body + 0.3 and _can_be_heading(paragraph)


def _is_bold_heading(paragraph: Paragraph, body: float) -> bool:
    return paragraph.bold and paragraph.size >= body - 0.6 and paragraph.lines <= 2 and _can_be_heading(paragraph)


def _can_be_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    fits = paragraph.table is None and len(text) <= _LONGEST_HEADING and paragraph.lines <= 4
    return fits and not _ENDS_CLAUSE.search(text) and not _BULLET.match(text) and any(character.isalpha() for character in text)
