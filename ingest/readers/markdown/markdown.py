"""Markdown, by markdown-it: CommonMark, its tables and struck text, and HTML in it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.files.encoding import decode
from ingest.metadata.stated import without_front_matter
from ingest.readers.draft import Draft, Line
from ingest.readers.html.page import lines_of
from ingest.readers.markdown.markup import ended_in, is_html, read_inline, spanning, without_comments
from ingest.readers.markdown.notation import as_shown
from ingest.readers.paragraphs.wrapped import unwrapped, width_of
from ingest.readers.tables import Cell, table_lines

_DEEPEST = 100  # blocks within blocks
_NESTING = ("bullet_list", "ordered_list", "blockquote")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|[/.#?]|.*(/|\.[a-z]\w{1,5}([?#]|$))", re.IGNORECASE)
_STARS = "**"  # beside Chinese, which parts no words by spaces, CommonMark takes some marks for text
_MARKS = {"em": "*", "s": "~~"}
_HARD_BREAK = "\v"
_BAR = re.compile(r"(?<!\\)\|")


def read_markdown(content: bytes) -> Draft:
    """Read Markdown: headings and tables as such, lists with their marks; of other marks, links and fences their text.

    Struck text and HTML comments are left out; HTML is read as that of a page, with an account of what it hides. Indented text
    is no code. Properties that YAML at the top states are taken from there.
    """
    text, properties = without_front_matter(decode(content))
    draft = Draft(properties=properties)
    draft.lines = list(_Flow(as_shown(text, draft), draft).lines())
    first = next((line for line in draft.lines if line.text), None)
    if first and first.level == 1:
        draft.properties.setdefault("title", first.text)
    return draft


class MarkdownParser(MarkdownIt):
    """CommonMark with tables and struck text; indented text is no code."""

    def __init__(self, with_html: bool) -> None:
        super().__init__("commonmark", {"html": with_html, "maxNesting": _DEEPEST})
        self.enable(["table", "strikethrough"]).disable("code")

    def validateLink(self, url: str) -> bool:  # noqa: N802 # markdown-it's name
        """Say whether brackets with `url` after them are a link: of “[2024](12)” both stay."""
        return _ADDRESS.match(url) is not None


class _Flow:
    """Walks the blocks of a text; an empty line comes for each line of the source that is of no block."""

    def __init__(self, text: str, draft: Draft, with_html: bool = True) -> None:
        self._parser, self._draft = MarkdownParser(with_html), draft
        self._source, self._whole = text.split("\n"), len(text)
        self._width = width_of(self._source)
        tokens = self._parser.parse(text)
        for token in tokens:
            read_inline(token, draft, self._whole)
        self._root = SyntaxTreeNode(tokens)
        self._reached = 0

    def lines(self) -> Iterator[Line]:
        yield from self._blocks(self._root)

    def _blocks(self, parent: SyntaxTreeNode, mark: str = "") -> Iterator[Line]:
        """Give the lines of the blocks in `parent`, `mark` before the first."""
        ends = _ends_of_html(parent.children)
        last = -1  # block of an element of HTML that goes over several
        for number, block in enumerate(parent.children):
            if number <= last:
                pass
            elif number in ends:
                last = ends[number]
                yield from self._parted(block)
                yield from lines_of(self._source_from(block, parent.children[last]), self._draft, self._whole)
            elif block.type in _NESTING:
                yield from self._blocks(block, mark)
            elif block.type == "list_item":
                yield from self._blocks(block, f"{mark}{block.info}{block.markup} ")
            elif block.type != "hr":
                yield from self._parted(block)
                yield from self._leaf(block, mark)
            mark = ""

    def _source_from(self, first: SyntaxTreeNode, last: SyntaxTreeNode) -> str:
        start, self._reached = (first.map or (0, 0))[0], (last.map or (0, 0))[1]
        return "\n".join(self._source[start : self._reached])

    def _parted(self, block: SyntaxTreeNode) -> Iterator[Line]:
        first, end = block.map or (0, 0)
        yield from [Line("")] * (first - self._reached)
        self._reached = end

    def _leaf(self, block: SyntaxTreeNode, mark: str) -> Iterator[Line]:
        if block.type == "heading":
            yield Line(mark + " ".join(_text(block).split()), int(block.tag.removeprefix("h")))
        elif block.type == "table":
            yield from map(Line, self._table(block))
        elif block.type == "html_block":
            yield from self._html(without_comments(block.content))
        else:
            yield from map(Line, self._own_lines(block, mark))

    def _html(self, block: str) -> Iterator[Line]:
        if is_html(block):
            yield from lines_of(block, self._draft, self._whole)
        elif block.strip():
            yield from _Flow(block, self._draft, with_html=False).lines()

    def _own_lines(self, block: SyntaxTreeNode, mark: str) -> Iterator[str]:
        """Give the lines of a block of text: those of code as they stand, others joined where they were wrapped."""
        if block.type == "fence":
            yield from (mark + block.content.removesuffix("\n")).split("\n")
            return
        for part in (mark + _text(block)).split(_HARD_BREAK):
            yield from unwrapped(part.split("\n"), self._width)

    def _table(self, table: SyntaxTreeNode) -> Iterator[str]:
        rows = [row for part in table.children for row in part.children]
        count = sum(
            1 for _ in takewhile(lambda row: "|" in self._source_of(row), rows)
        )  # a line without bars is a table's last for CommonMark
        yield from table_lines(self._cells(row) for row in rows[:count])
        yield from ("".join(map(_text, row.children)) for row in rows[count:])

    def _cells(self, row: SyntaxTreeNode) -> list[Cell]:
        """Give the cells of a row, and those beyond the last column, which CommonMark drops."""
        source = self._source_of(row).lstrip(" >").removeprefix("|").rstrip().removesuffix("|")
        beyond = [self._parser.parseInline(one.strip()) for one in _BAR.split(source)[len(row.children) :]]
        return [Cell(_text(cell), names=cell.type == "th") for cell in row.children] + [Cell(_text(SyntaxTreeNode(one))) for one in beyond]

    def _source_of(self, row: SyntaxTreeNode) -> str:
        return self._source[row.map[0]] if row.map else ""


def _ends_of_html(blocks: Sequence[SyntaxTreeNode]) -> dict[int, int]:
    """Give, for each block that begins an element of HTML which goes over several, the number of the one in which that ends."""
    ends: dict[int, int] = {}
    later: dict[str, int] = {}  # the next block that ends an element of a tag
    for number, block in reversed([*enumerate(blocks)]):
        if block.type == "html_block":
            if (tag := spanning(block.content)) in later:
                ends[number] = later[tag]
            later |= dict.fromkeys(ended_in(block.content), number)
    return ends


def _text(node: SyntaxTreeNode) -> str:
    if node.type in ("softbreak", "hardbreak"):
        return "\n" if node.type == "softbreak" else _HARD_BREAK
    if node.type == "text":
        return node.content.replace(_STARS, "")
    if node.type in ("code_inline", "html_inline"):
        return without_comments(node.content) if node.type == "html_inline" else node.content
    parts = [_text(child) for child in node.children]
    around = ["", *parts, ""]
    for number, child in enumerate(node.children):
        if child.type in _MARKS:
            parts[number] = _marked(child, *around[number : number + 3])
    return "".join(parts)


def _marked(node: SyntaxTreeNode, before: str, text: str, after: str) -> str:
    """Give text between stars, and nothing for struck text; within a word their marks are rather signs: “2*3*4”, “W/m*K”."""
    if any(one.isascii() and one.isalnum() for one in (before[-1:], after[:1])):
        return f"{_MARKS[node.type]}{text}{_MARKS[node.type]}"
    return text if node.type == "em" else ""
