"""HTML of a document made harmless, and parted into blocks of text and markup."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

_CONTAINERS = frozenset(
    "address article aside body center details div fieldset figcaption figure footer form header html hgroup legend main section "
    "summary".split()
)
"""They only hold blocks, or text that is then a paragraph; they are told apart from others and not kept."""
_INLINE = frozenset("a abbr b cite code dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr".split())
_BLOCKS = frozenset(
    "blockquote br caption dd dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul".split(),
)
_DROPPED = frozenset("span mark".split())  # a mark of the document's own would pass for that of a citation
_VOID = frozenset({"br", "hr", "wbr"})
_WITH_CONTENT = frozenset(
    "script style template noscript iframe object embed svg math canvas audio video select textarea title head".split(),
)
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they would turn the order of what follows around
_TYPED_BULLET = re.compile(r"\A\s*[•·●○▪■□◦◆‣∙]\s+")
"""A bullet that a document has in the text of an item."""
_DEEPEST = 100
_MOST_MERGED = 1_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, or markup that stands between two texts; `parts` says that words do not go on over it."""

    text: str = ""
    markup: str = ""
    parts: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a list, a table: what is shown whole."""

    pieces: tuple[Piece, ...]

    @property
    def length(self) -> int:
        """How many characters it shows."""
        return sum(len(piece.text) for piece in self.pieces)


def blocks_of(html: str) -> tuple[Block, ...]:
    """Give what of a document's HTML is safe to show: an allow-list of elements without styles, scripts, forms, pictures, ids and
    addresses other than those of web pages."""
    clean = nh3.clean(
        html,
        tags=set(_CONTAINERS | _INLINE | _BLOCKS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_allowed,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
    )
    parser = _Parting()
    parser.feed(clean)
    parser.close()
    return tuple(parser.ended())


def _allowed(tag: str, name: str, value: str) -> str | None:
    """Give the value of an attribute where it may stand: a web address, or the number of merged columns or rows."""
    if name == "href":
        return value if tag == "a" and value.lower().startswith(("http://", "https://")) else None
    if name in ("colspan", "rowspan"):
        return str(min(int(value), _MOST_MERGED)) if value.isascii() and value.isdigit() and len(value) < 6 and int(value) > 1 else None
    return value


class _Parting(HTMLParser):
    """Parts sanitised HTML into blocks: containers end a block, and text between blocks is a paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._pieces: list[Piece] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED or len(self._open) >= _DEEPEST or (tag == "a" and "href" not in dict(attrs)):
            return
        if tag in _CONTAINERS:
            self._part()
            return
        if tag in _INLINE or tag == "br":
            self._begin_paragraph()
        elif self._open == [_IMPLIED]:
            self._end_all()
        written = "".join(f' {name}="{_quoted(value or "")}"' for name, value in attrs)
        self._pieces.append(Piece(markup=f"<{tag}{written}{_LINK if tag == 'a' else ''}>", parts=tag not in _JOINED))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _CONTAINERS:
            self._part()
        elif tag in self._open:
            while self._open:
                last = self._open.pop()
                self._close(last)
                if last == tag:
                    break
        if not self._open:
            self._end_all()

    def handle_data(self, data: str) -> None:
        if not self._open and not data.strip():
            return
        self._begin_paragraph()
        text = _DIRECTION_MARKS.sub("", data)
        self._pieces.append(Piece(text=_TYPED_BULLET.sub("", text) if self._begins_bullet() else text))

    def _begins_bullet(self) -> bool:
        """Say whether what comes is the first of an item that is shown with a bullet."""
        places = [place for place, tag in enumerate(self._open) if tag == "li"]
        return bool(places) and self._open[: places[-1]][-1:] == ["ul"] and self._pieces[-1].markup in ("<li>", "<p>")

    def ended(self) -> list[Block]:
        self._end_all()
        return self._blocks

    def _begin_paragraph(self) -> None:
        if not self._open:
            self._end_all()
            self._pieces.append(Piece(markup="<p>", parts=True))
            self._open.append(_IMPLIED)

    def _part(self) -> None:
        """End the paragraph before a container, or the line where it stands in a cell or an item."""
        if not self._open or self._open[0] == _IMPLIED:
            self._end_all()
        elif self._pieces and self._pieces[-1].text.strip():
            self._pieces.append(Piece(markup="<br>", parts=True))

    def _close(self, tag: str) -> None:
        self._pieces.append(Piece(markup="</p>" if tag == _IMPLIED else f"</{tag}>", parts=tag not in _JOINED))

    def _end_all(self) -> None:
        while self._open:
            self._close(self._open.pop())
        if any(piece.text.strip() for piece in self._pieces) or any(piece.markup == "<hr>" for piece in self._pieces):
            self._blocks.append(Block(tuple(self._pieces)))
        self._pieces = []


_IMPLIED = "implied paragraph"
_JOINED = _INLINE - {"sup"}  # a power or a note's number goes on no word
_LINK = ' target="_blank"'


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
