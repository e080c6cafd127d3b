"""Lines that an editor wrapped at a width, joined; lines that are lines stay."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from ingest.readers.paragraphs.joining import joined
from language.text.front_lines import is_front_line
from language.text.joining import is_set_off, is_unspaced
from language.text.numbering import end_of_item_label, opens_numbered_line

_NARROWEST, _WIDEST = 40, 120  # columns at which texts are wrapped
_LONG_LINES = 0.1  # of the lines, beyond the widest: the text is not wrapped
_USUAL = 0.95  # of the lines are not wider than what the text is wrapped at
_LEAST_REACHED = 0.6  # of the width, by a line that goes on
_INDENTED = 4  # columns, at least, of code
_FEW = 1 / 3  # of the lines of what is one a line reach that far, at most
_CAPITALS = 0.8  # of the lines of verse and lists begin with capitals
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？：；…][\"'”’)）\]」』]*$")
_COLUMNS = re.compile(r"\t|\||(?<=\S) {3,}|(?<=[^.!?:\s]) {2}(?=\S)|\.{4}")
_ENTRY = re.compile(r"[^\s.,;:。，；：]{1,24}(?: [^\s.,;:]{1,24}){0,2}[:：](?:\s|\S)")
_MARKED = re.compile(r"[>#=+|~]|-{2}|[\W_]*$")
_CODE = re.compile(r"[{}<>\\$]|\(\)|\S=|;$")
_BARE_NUMBER = re.compile(r"\d{1,3}\s+(?:[^\W\d_]|%)")
_HYPHENATED = re.compile(r"[^\W\d_]{2}[-\u00ad\u2010]$")


def unwrapped(lines: Sequence[str], width: int | None = None) -> list[str]:
    """Join those of `lines` that were wrapped; at `width` columns, or the one that most of them keep to."""
    width = width_of(lines) if width is None else width
    if not width:
        return list(lines)
    vocabulary = Counter(word for line in lines for word in re.findall(r"[^\W\d_]+", line.lower()))
    return [text for _, block in groupby(lines, key=lambda line: bool(line.strip())) for text in _joined(list(block), width, vocabulary)]


def width_of(lines: Sequence[str]) -> int:
    """Give the columns at which a text is wrapped; 0 where it is not."""
    widths = sorted(columns for line in lines if (columns := _columns(line.rstrip())))
    if not widths or sum(columns > _WIDEST for columns in widths) > _LONG_LINES * len(widths):
        return 0
    fitting = [columns for columns in widths if columns <= _WIDEST]
    width = fitting[min(len(fitting) - 1, int(_USUAL * len(fitting)))]
    return width if width >= _NARROWEST else 0


def _joined(block: list[str], width: int, vocabulary: Mapping[str, int]) -> Iterator[str]:
    if len(block) < 2 or not block[0].strip() or _is_of_lines(block, width):
        yield from block
        return
    reached = max(_columns(line.rstrip()) for line in block)
    width = reached if len(block) > 2 and _LEAST_REACHED * width <= reached <= width else width
    text = block[0]
    ends_inside = any(not _ENDS_SENTENCE.search(line.rstrip()) for line in block[:-1])
    for before, line in pairwise(block):
        if _goes_on(before, line, width, ends_inside):
            text = joined(text.rstrip(), line.strip(), vocabulary)
        else:
            yield text
            text = line
    yield text


def _is_of_lines(block: list[str], width: int) -> bool:
    """Say whether these are verse, names or entries, one a line: they begin with capitals, or most are short."""
    lines = [line.strip() for line in block]
    if len(lines) < 3 or any(_HYPHENATED.search(line) for line in lines) or any(map(_is_item, lines)):
        return False
    capitals, reaching = (line[0].isupper() for line in lines), (_reaches(line, width) for line in block[:-1])
    return sum(capitals) >= _CAPITALS * len(lines) or sum(reaching) <= _FEW * (len(lines) - 1)


def _goes_on(before: str, line: str, width: int, ends_inside: bool) -> bool:
    """Say whether `line` is the rest of the one `before` it."""
    earlier, later = before.rstrip(), line.strip()
    if any(_COLUMNS.search(one.strip()) or _MARKED.match(one.strip()) for one in (earlier, later)) or _is_indented(before, line):
        return False
    ended = bool(_ENDS_SENTENCE.search(earlier))
    if _begins(later, ended) or earlier.strip().isupper() or is_set_off(earlier):
        return False
    if _HYPHENATED.search(earlier) and later[:1].islower():
        return True
    if _hangs(before, line) and not ended:
        return True
    reached = _columns(earlier)
    is_full = reached + _columns(_first_word(earlier, later)) > width
    if is_unspaced(later[:1]) or is_unspaced(earlier[-1:]):
        return is_full and reached >= _NARROWEST - 10 and (not ended or ends_inside)
    if ended or not later[:1].islower():
        return is_full and (ends_inside if ended else not _is_title(earlier))
    return _reaches(earlier, width)


def _begins(line: str, ended: bool) -> bool:
    """Say whether a line begins something of its own: an item, an entry, a property of the document; a bare number may be one of a
    sentence."""
    if is_front_line(line):
        return True
    if _ENTRY.match(line) and not is_unspaced(line[:1]):
        return True
    if not ended and _BARE_NUMBER.match(line):
        return False
    return _is_item(line)


def _is_item(line: str) -> bool:
    return bool(end_of_item_label(line) or opens_numbered_line(line))


def _reaches(line: str, width: int) -> bool:
    """Say whether a line is long enough to go on."""
    return _columns(line.rstrip()) >= _LEAST_REACHED * width


def _is_indented(before: str, line: str) -> bool:
    """Say whether the second of two lines begins a paragraph by its indent, or both stand as code does."""
    first, second = _indent(before), _indent(line)
    if second > first:
        return not _hangs(before, line)
    return min(first, second) >= _INDENTED and any(_CODE.search(one) for one in (before, line))


def _hangs(before: str, line: str) -> bool:
    """Say whether a line stands under the text of an item that began on the one before."""
    return _indent(line) > _indent(before) and _is_item(before.strip())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_title(line: str) -> bool:
    """Say whether nearly all words of a line have capitals, as in titles and addresses."""
    longer = [word for word in re.findall(r"[^\W_]+", line) if len(word) > 3]
    return all(not word[0].islower() for word in longer)


def _first_word(before: str, line: str) -> str:
    """Give what would have had to stand on the line before, with the space in front of it."""
    if is_unspaced(line[:1]):
        return line[:2]
    return ("" if is_unspaced(before[-1:]) else " ") + line.split(maxsplit=1)[0]


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
