"""How much of the main text of web pages is read, and how much else.

usage: python -m benchmarks.html_text FOLDER [--show]

FOLDER holds pages NAME.html and, for each, its main text NAME.txt, a paragraph a line. Prints the share of these paragraphs that are read
(recall), the share of what is read that is of them (precision, in characters), and the pages of which nothing is read.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.document import read
from ingest.errors import ReadingError
from language.messages import PolicyError

_NO_WORD = re.compile(r"[\W_]+")
_PIECE = 24  # characters by which a paragraph is found again


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
    parser.add_argument("--read", type=Path, help="a folder of texts NAME.txt that another reader made, measured in place of ours")
    args = parser.parse_args()
    pages = [measured(page, args.read, show=args.show) for page in sorted(args.folder.glob("*.html"))]
    print(report(pages))
    return 0


def measured(page: Path, others: Path | None, *, show: bool) -> Measured:
    """Measure one page, by our reader or by the text that another made."""
    sought = [line for line in page.with_suffix(".txt").read_text(encoding="utf-8").splitlines() if _bare(line)]
    text = (others / f"{page.stem}.txt").read_text(encoding="utf-8") if others else _text(page)
    all_read, all_sought = _bare(text), _bare("".join(sought))
    missing = [line for line in sought if not _holds(all_read, _bare(line))]
    lines = [line for line in text.splitlines() if _bare(line)]
    too_much = [line for line in lines if not _holds(all_sought, _bare(line))]
    if show:
        print(f"== {page.stem}", *(f"  - {line[:110]}" for line in missing), *(f"  + {line[:110]}" for line in too_much), sep="\n")
    size = sum(map(len, lines))
    return Measured(page.stem, len(sought) - len(missing), len(sought), size - sum(map(len, too_much)), size)


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


def _bare(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


def _holds(whole: str, part: str) -> bool:
    """Say whether most pieces of a text are in another."""
    pieces = [part[place : place + _PIECE] for place in range(0, max(1, len(part) - _PIECE + 1), _PIECE)]
    return sum(piece in whole for piece in pieces) >= 0.6 * len(pieces)


if __name__ == "__main__":
    sys.exit(main())
