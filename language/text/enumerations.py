"""Lists within a text: what leads to them, a line with a colon or words such as “shall include” or a heading, and the items or the rows
of a table under it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.language import language_of
from language.lexicon import any_of
from language.span import Span
from language.statements.quantities import whole_number
from language.text.numbering import end_of_bullet, end_of_item_label, opens_clause, outline_number
from language.text.sentences import sentences

_LINE = re.compile(r"[^\n]+")
_COLON = re.compile(r"(?:[:：]\W{0,3}|—)$")  # in laws a dash leads to a list too
_LEADING = re.compile(rf"{any_of('layout', 'leads_to_a_list')}\W{{0,2}}$", re.IGNORECASE)
_LONGEST_LEADING = 60  # characters of the words that lead to a list
_SEMICOLON = re.compile(r"[;；](?:\s*\w{1,3})?\W{0,3}$")  # also before “and”
_INLINE = re.compile(r"[(（](?:[a-z]|[ivx]{1,4}|\d{1,2}|[^\W\d_a-zA-Z]{1,3})[)）]")
_CELL = re.compile(r"(?:^|(?<= \| ))([^:|]{1,60}): ")
_FIRST_LETTERS = ("a", "i", "")  # of a list, or a mark
_FEWEST = 2  # items of a list, and cells of a row


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The `items` of a list in order, and the sentence that leads to them, `lead`."""

    lead: Span
    items: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The span of lead-in and items together."""
        return Span(self.lead.start, self.items[-1].end)


def announces_a_list(text: str) -> bool:
    """Say whether `text` ends as what leads to a list does: with a colon, as laws have it with a dash, or with words such as “shall
    include” or “the following information.”."""
    return _COLON.search(text) is not None or _LEADING.search(text, max(0, len(text) - _LONGEST_LEADING)) is not None


def enumerations(text: str, start: int = 0, end: int | None = None) -> list[Enumeration]:
    """Give the lists that begin in `text[start:end]`, each of at least two items: of lines after a colon or a dash that begin with a label
    such as “(a)”, “2.” or a bullet, or of paragraphs numbered below it, as 5.4.1 is below 5.4, or of labels in brackets within one line,
    after a colon or parted by semicolons."""
    found: list[Enumeration] = []
    lead: Span | None = None
    items: list[Span] = []
    last = len(text) if end is None else end
    for line in _lines(text, start):
        if lead is not None and _is_item(text, line) and not _is_of_another_count(text, items, line):
            items.append(line)
            continue
        if lead is not None and items and _goes_on(text, items[-1], line):
            items[-1] = Span(items[-1].start, line.end)
            continue
        if lead is not None and len(items) >= _FEWEST:
            found.append(Enumeration(lead, tuple(items)))
        if line.start >= last:
            return found
        lead, items = _lead(text, line), []
        found += _inline(text, line)
        if lead is not None:
            found += _numbered_below(text, line, lead)
    return [*found, Enumeration(lead, tuple(items))] if lead is not None and len(items) >= _FEWEST else found


def enumerations_under_headings(text: str, start: int, end: int) -> list[Enumeration]:
    """Give the lists that begin in `text[start:end]` of at least two numbered or marked paragraphs, or rows of one table, under a short
    line without a colon."""
    found: list[Enumeration] = []
    items: list[Span] = []
    heading: Span | None = None
    before: Span | None = None
    for line in _lines(text, start):
        if items and (_counts_on(text, items[-1], line) or _is_row_after(text, items[-1], line)):
            items.append(line)
        else:
            found += _under(heading, items)
            if line.start >= end:
                return found
            opens = _place(text, line) == 1 or end_of_bullet(line.of(text)) > 0 or bool(_names_of_cells(line.of(text)))
            heading, items = (before, [line]) if before and _may_head(text, before) and opens else (None, [])
        before = line
    return found + _under(heading, items)


def _under(heading: Span | None, items: Sequence[Span]) -> list[Enumeration]:
    return [Enumeration(heading, tuple(items))] if heading is not None and len(items) >= _FEWEST else []


def _may_head(text: str, line: Span) -> bool:
    said = line.of(text)
    return not announces_a_list(said) and not end_of_bullet(said) and len(said) <= language_of(said).limit("plain_heading")


def _counts_on(text: str, item: Span, line: Span) -> bool:
    """Say whether a line has the number after that of the item before it, written as that is, or the mark of that."""
    if end_of_bullet(line.of(text)):
        return _label(text, item) == _label(text, line)
    return _style(text, item) == _style(text, line) and _place(text, line) == _place(text, item) + 1


def _is_row_after(text: str, row: Span, line: Span) -> bool:
    """Say whether a line is a row of the table to which the one before it belongs: its cells have the same names."""
    names = _names_of_cells(line.of(text))
    return bool(names) and names == _names_of_cells(row.of(text))


def _names_of_cells(line: str) -> tuple[str, ...]:
    names = tuple(_CELL.findall(line)) if " | " in line else ()
    return names if len(names) >= _FEWEST else ()


def _style(text: str, line: Span) -> str:
    """Give how the label of a line is written: a “1” for its figures, an “A” for its capitals, an “a” for its other letters."""
    lettered = re.sub(r"[^\W\d_]+", lambda found: "A" if found[0].isupper() else "a", _label(text, line))
    return re.sub(r"\d+", "1", lettered)


def _place(text: str, line: Span) -> int:
    """Give the number of the label that a line begins with, 0 where it has none, -1 where that is a letter."""
    counted = re.sub(r"\W+", "", _label(text, line))
    return whole_number(counted) if counted else 0


def _label(text: str, line: Span) -> str:
    return text[line.start : end_of_item_label(text, line.start)].strip() if _is_item(text, line) else ""


def _lines(text: str, start: int) -> Iterator[Span]:
    for match in _LINE.finditer(text, start):
        line = match[0]
        if line.strip():
            yield Span(match.start() + len(line) - len(line.lstrip()), match.end() - len(line) + len(line.rstrip()))


def _is_item(text: str, line: Span) -> bool:
    return end_of_item_label(text, line.start) > line.start


def _is_of_another_count(text: str, items: Sequence[Span], line: Span) -> bool:
    """Say whether the number or the letter of a line goes on with that of something before the list: it is not the first, and no item is
    written so, or behind an empty line the last that is has another number than the one before it."""
    place = _place(text, line)
    is_letter = place < 0
    if not items or place in (0, 1) or (is_letter and re.sub(r"\W+", "", _label(text, line)).lower() in _FIRST_LETTERS):
        return False
    alike = [item for item in items if _style(text, item) == _style(text, line)]
    if is_letter:
        return not alike
    is_apart = text.count("\n", items[-1].end, line.start) > 1
    return not alike or (is_apart and _place(text, alike[-1]) != place - 1)


def _goes_on(text: str, item: Span, line: Span) -> bool:
    """Say whether a line without a label goes on with the item before it: no empty line stands between, and it opens no article."""
    is_next = text.count("\n", item.end, line.start) == 1
    begins = _is_item(text, line) or opens_clause(line.of(text))
    return is_next and not begins and not announces_a_list(line.of(text))


def _lead(text: str, line: Span) -> Span | None:
    """Give the last sentence of a line that ends with a colon, all its parts that semicolons part."""
    if not announces_a_list(line.of(text)):
        return None
    parts = sentences(text, line.start, line.end)
    first = next((place for place in range(len(parts) - 1, 0, -1) if not _SEMICOLON.search(parts[place - 1].of(text))), 0)
    return Span(parts[first].start, parts[-1].end)


def _numbered_below(text: str, line: Span, lead: Span) -> Iterator[Enumeration]:
    """Find the list whose items are the paragraphs numbered one level below a line whose end, `lead`, leads to them, each with what is
    below it."""
    above = outline_number(text, line.start, line.end)[0]
    items: list[Span] = []
    for below in _lines(text, line.end) if above else ():
        path, _ = outline_number(text, below.start, below.end)
        if path[:-1] == above and path[-1] == str(len(items) + 1):
            items.append(below)
        elif items and path[: len(above) + 1] == (*above, str(len(items))):
            items[-1] = Span(items[-1].start, below.end)
        else:
            break
    if len(items) >= _FEWEST:
        yield Enumeration(lead, tuple(items))


def _inline(text: str, line: Span) -> Iterator[Enumeration]:
    """Find a list whose items stand in one line: after a colon, or each but the last one before a semicolon."""
    labels = [match.start() for match in _INLINE.finditer(text, line.start, line.end)]
    if len(labels) < _FEWEST:
        return
    ends = [*labels[1:], line.end]
    items = [Span(begin, begin + len(text[begin:stop].rstrip())) for begin, stop in zip(labels, ends, strict=True)]
    is_list = announces_a_list(text[line.start : labels[0]]) or all(_SEMICOLON.search(item.of(text)) for item in items[:-1])
    opening = sentences(text, line.start, labels[0])
    if is_list and opening:
        yield Enumeration(opening[-1], tuple(items))
