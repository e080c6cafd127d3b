"""Lists of a text: the items that follow a lead-in, each with the items under it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from language.lexicon import any_of, pattern_of
from language.span import Span
from language.text.numbering import BULLETS, end_of_item_label, outline_number

_OPEN = re.compile(rf"[:：—]\W{{0,2}}$|{any_of('requirements', 'goes_on')}", re.IGNORECASE)
_JOINS = any_of("requirements", "joins")
_TAIL = re.compile(rf"(?<![;；,\s])[;；,\s]*+(?:(?<![^\W\d_]){_JOINS})?[\s.。;；:：—–-]{{0,99}}$", re.IGNORECASE)
_ALTERNATIVE = pattern_of("requirements", "alternative")
_INTRODUCES, _BULLET = pattern_of("requirements", "introduces"), re.compile(rf"\s*[-–—{BULLETS}]\ufe0f?\s*")
_ENDS_OPEN = re.compile(r"[:：]\W{0,2}$")
_ROMAN, _LETTER = re.compile(r"[ivx]{1,5}"), re.compile(r"[a-z]")


@dataclass(slots=True)
class Item:
    """An item with its label; `under` are the items that it leads in, `notes` the further sentences of its line, without labels."""

    span: Span
    label: str
    under: list["Item"] = field(default_factory=list)
    notes: list["Item"] = field(default_factory=list)

    @property
    def whole(self) -> Span:
        """The span of the item with all under it and its notes."""
        last = (*self.under, *self.notes)
        return Span(self.span.start, last[-1].whole.end if last else self.span.end)

    def words(self, text: str) -> str:
        """Give the words of the item without its label and what joins it to the next one."""
        return text[self.span.start + len(self.label) : self.span.start + len(_TAIL.sub("", self.span.of(text), count=1))].strip()


def leads_in(text: str) -> bool:
    """Say whether a sentence goes on with what follows it."""
    return bool(_OPEN.search(text))


def items_in(text: str, spans: Sequence[Span], place: int) -> tuple[list[Item], int]:
    """Give the list whose first item is `spans[place]`, and the place after its last; empty where no item stands there."""
    items: list[Item] = []
    kind = ""
    while place < len(spans):
        span = spans[place]
        label = _label(text, span)
        if not label and items and "\n" not in text[spans[place - 1].end : span.start]:
            found = Item(span, "")
            items[-1].notes.append(found)
        elif not label or (items and _kind(label, items[-1].label) != kind):
            break
        else:
            kind = kind or _kind(label, "")
            items.append(found := Item(span, label))
        place += 1
        if leads_in(span.of(text)) and place < len(spans) and (below := _kind(_label(text, spans[place]), items[-1].label)):
            if below != kind:
                found.under, place = items_in(text, spans, place)
            elif _BULLET.fullmatch(label) and _ENDS_OPEN.search(span.of(text)):
                found.under, place = _flat_items(text, spans, place, found)
    return items, place


def items_below(text: str, spans: Sequence[Span], place: int) -> tuple[list[Item], int]:
    """Give the paragraphs numbered one level below the sentence before `spans[place]`, as 5.4.1 is below 5.4, without their numbers, and
    the place after the last; empty where they are not at least two."""
    first = place
    lead = spans[place - 1]
    above, _ = outline_number(text, text.rfind("\n", 0, lead.start) + 1, lead.end)
    items: list[Item] = []
    while above and place < len(spans):
        span = spans[place]
        number, begin = outline_number(text, span.start, span.end)
        if number[:-1] == above and number[-1] == str(len(items) + 1):
            items.append(found := Item(Span(begin, span.end), ""))
            place += 1
            if leads_in(span.of(text)) and place < len(spans):
                found.under, place = items_below(text, spans, place)
        elif not number and items and "\n" not in text[spans[place - 1].end : span.start]:
            items[-1].notes.append(Item(span, ""))
            place += 1
        else:
            break
    return (items, place) if len(items) > 1 else ([], first)


def _flat_items(text: str, spans: Sequence[Span], place: int, lead: Item) -> tuple[list[Item], int]:
    """Give the items under one that leads in, and the place after them, where the text marks both alike.

    They end at the next one that leads in, or that begins as the lead-in does: with when its items are to be done.
    """
    end = place
    introduces = _INTRODUCES.match(lead.words(text))
    while end < len(spans) and not _ENDS_OPEN.search(spans[end].of(text)):
        label = _label(text, spans[end])
        if introduces and label and _INTRODUCES.match(text, spans[end].start + len(label)):
            break
        end += 1
    return items_in(text, spans[:end], place)


def are_alternatives(text: str, items: Sequence[Item]) -> bool:
    """Say whether one of the items is enough: “(a) …; or (b) …”."""
    return any(_ALTERNATIVE.search(item.span.of(text)) for item in items[:-1])


def notes_of(items: Sequence[Item]) -> Iterator[Item]:
    """Give the further sentences of the lines of all items."""
    for item in items:
        yield from item.notes
        yield from notes_of(item.under)


def _label(text: str, span: Span) -> str:
    return text[span.start : max(span.start, end_of_item_label(text, span.start))]


def _kind(label: str, before: str) -> str:
    """Give how a label counts: its marks with a letter for the kind of its number; `before` is the one before it in its list."""
    number = re.sub(r"\W", "", label).lower()
    marks = re.sub(r"[\w\s]", "", label)
    last = re.sub(r"\W", "", before).lower()
    follows = len(number) == 1 and len(last) == 1 and ord(number) == ord(last) + 1
    if number.isdecimal() or not number:
        return f"{marks}1" if number else marks
    if _ROMAN.fullmatch(number) and not (follows and _LETTER.fullmatch(last) and not _ROMAN.fullmatch(last)):
        return f"{marks}i"
    return f"{marks}a" if _LETTER.fullmatch(number) else f"{marks}c"
