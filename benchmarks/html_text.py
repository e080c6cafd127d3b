"""How much of the main text of web pages is read, and how much else.

usage: python -m benchmarks.html_text FOLDER [--show] [--half 0|1] [--read FOLDER]

FOLDER holds pages whose main text is marked: NAME.html beside NAME.txt, a paragraph a line, or, as the tests of readability and of
its kin have them, folders with expected.html beside source.html or raw.html. Prints, for each group of pages and for all, the share of
these paragraphs that are read (recall), the share of what is read that is of them (precision, in characters), and the pages of which
nothing is read. A page's group is what stands before the first `_` in its name. Half 0 is the one to look at, half 1 to check on.

What the marks leave out by custom is measured for no reader: the title of the page, its summary and author as the page states them,
captions of pictures, and lines with its date before the text are neither right nor too much where the mark lacks them; a row of a table
is right where its cells are, as `Column: cell | ...` names the columns in each row; a marked line
is not sought where it is shorter than 20 characters (of Chinese 7), the text of one link (a teaser), or not in the page.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from lxml import etree, html

from ingest.document import read
from ingest.errors import ReadingError
from ingest.files.encoding import decode
from ingest.metadata.dates import date_in
from language.messages import PolicyError

_NO_WORD = re.compile(r"[\W_]+")
_PIECE = 24  # characters by which a paragraph is found again
_FEWEST = 20  # characters of a paragraph in a marked page; of Chinese a third
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_CELLS = re.compile(r"(?:^|(?<= \| ))[^|]{1,80}?: ")  # the names of the columns in a row of a table
_MARK = re.compile(r"^\(\w{1,5}\) ")  # of an item, which a page counts and a marked text does not hold
_SITE_NAME = re.compile(r"\s*[|_\u2013\u2014\u00bb]\s*|\s+-\s+")
_SUMMARIES = "//meta[@name='description' or @name='Description' or @property='og:description' or @name='twitter:description']/@content"
_AUTHORS = "//meta[@name='author' or @property='article:author' or @name='Author']/@content"
_SOURCES = ("source.html", "raw.html")
_BLOCKS = tuple("p br div h1 h2 h3 h4 h5 h6 li td th tr dd dt pre blockquote figcaption table ul ol section article".split())


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the paragraphs of its main text."""

    name: str
    source: Path
    marked: list[str]

    @property
    def half(self) -> int:
        return crc32(self.name.encode()) % 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page holds, without spaces and marks: its text, that of each link, its titles, and what a mark leaves out by custom."""

    text: str
    links: set[str]
    titles: set[str]
    customs: set[str]
    authors: set[str]

    @classmethod
    def of(cls, source: Path) -> "Shown":
        root = html.fromstring(decode(source.read_bytes()).encode("utf-8", errors="replace"), parser=html.HTMLParser(encoding="utf-8"))
        etree.strip_elements(root, "script", "style", with_tail=False)
        titles = [*(str(one.text_content()) for one in root.iter("h1", "title")), *root.xpath("//meta[@property='og:title']/@content")]
        return cls(
            _bare(" ".join(root.itertext())),
            {_bare(str(link.text_content())) for link in root.iter("a")},
            {_bare(one) for title in titles for one in (title, *_SITE_NAME.split(title))},
            {_bare(one) for one in (*root.xpath(_SUMMARIES), *map(_line, root.iter("figcaption", "caption")))} - {""},
            {name for one in root.xpath(_AUTHORS) if len(name := _bare(one)) > 3},
        )

    def is_head(self, line: str, *, begins: bool) -> bool:
        """Say whether a line is of what a mark leaves out by custom; some lines are only where the text has yet to begin."""
        bare = _bare(line)
        if bare in self.titles or bare in self.customs:
            return True
        is_stamp = len(line) < 5 * _FEWEST and (bool(date_in(line)) or any(name in bare for name in self.authors))
        return begins and (is_stamp or any(len(bare) > _PIECE and bare in one for one in self.customs))


@dataclass(frozen=True, slots=True)
class Measured:
    """What of a page is read: paragraphs of its main text found and sought, characters of the main text and of all that is read."""

    name: str
    found: int
    sought: int
    right: int
    read: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="say of each page what is missing and what is too much")
    parser.add_argument("--half", type=int, choices=(0, 1), help="measure one half of the pages only")
    parser.add_argument("--read", type=Path, help="a folder of texts NAME.txt that another reader made, measured in place of ours")
    args = parser.parse_args()
    pages = [page for page in marked(args.folder) if args.half in (None, page.half)]
    groups: dict[str, list[Measured]] = defaultdict(list)
    for page in pages:
        groups[page.name.partition("_")[0]].append(measured(page, args.read, show=args.show))
    for name, group in sorted(groups.items()):
        print(f"{name:14}{report(group)}")
    print(f"{'all':14}{report([one for group in groups.values() for one in group])}")
    return 0


def marked(folder: Path) -> Iterator[Page]:
    """Give the pages of a folder whose main text is marked."""
    for source in sorted(folder.rglob("*.html")):
        text, expected = source.with_suffix(".txt"), source.with_name("expected.html")
        if text.exists():
            yield Page(source.stem, source, text.read_text(encoding="utf-8").splitlines())
        elif source.name in _SOURCES and expected.exists():
            yield Page("_".join(source.relative_to(folder).parts[:-1]), source, paragraphs(html.fromstring(expected.read_bytes())))


def paragraphs(root: html.HtmlElement) -> list[str]:
    """Give the lines of text under an element."""
    etree.strip_tags(root, etree.Comment)
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        parts.append("\n" if element.tag in _BLOCKS else "")
        if event == "start" or element is not root:
            parts.append((element.text if event == "start" else element.tail) or "")
    return [" ".join(line.split()) for line in "".join(parts).split("\n")]


def measured(page: Page, others: Path | None, *, show: bool) -> Measured:
    """Measure one page, by our reader or by the text that another made."""
    shown = Shown.of(page.source)
    sought = [line for line in page.marked if _is_long(line) and _bare(line) not in shown.links and _holds(shown.text, _bare(line))]
    text = (others / f"{page.name}.txt").read_text(encoding="utf-8") if others else _text(page.source)
    all_read, all_marked = _bare(text), _bare("".join(page.marked))
    missing = [line for line in sought if not _holds(all_read, _bare(line))]
    lines = [line for line in text.splitlines() if _bare(line)]
    right = [any(_holds(all_marked, _bare(part)) for part in (line, _CELLS.sub("", line), _MARK.sub("", line))) for line in lines]
    begins = right.index(True) if True in right else len(lines)
    heads = [shown.is_head(line, begins=at < begins) for at, line in enumerate(lines)]
    too_much = [line for line, is_right, is_head in zip(lines, right, heads, strict=True) if not is_right and not is_head]
    if show:
        print(f"== {page.name}", *(f"  - {line[:110]}" for line in missing), *(f"  + {line[:110]}" for line in too_much), sep="\n")
    size = sum(len(line) for line, is_right, is_head in zip(lines, right, heads, strict=True) if is_right or not is_head)
    return Measured(page.name, len(sought) - len(missing), len(sought), size - sum(map(len, too_much)), size)


def report(pages: list[Measured]) -> str:
    """Say the figures of all pages: means over pages."""
    recall = sum(page.found / page.sought for page in pages if page.sought) / max(1, len(pages))
    precision = sum(page.right / page.read for page in pages if page.read) / max(1, sum(1 for page in pages if page.read))
    empty = [page.name for page in pages if not page.read]
    return f"pages {len(pages)}  recall of paragraphs {recall:.3f}  precision {precision:.3f}  empty {len(empty)} {' '.join(empty)}"


def _text(page: Path) -> str:
    try:
        return read(page.name, page.read_bytes()).text
    except (ReadingError, PolicyError) as error:
        print(f"{page.name}: {error}", file=sys.stderr)
        return ""


def _is_long(line: str) -> bool:
    return len(line) + 2 * len(_IDEOGRAPH.findall(line)) >= _FEWEST


def _line(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _bare(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


def _holds(whole: str, part: str) -> bool:
    """Say whether most pieces of a text are in another."""
    pieces = [part[place : place + _PIECE] for place in range(0, max(1, len(part) - _PIECE + 1), _PIECE)]
    return sum(piece in whole for piece in pieces) >= 0.6 * len(pieces)


if __name__ == "__main__":
    sys.exit(main())
