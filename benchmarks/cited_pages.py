"""Measures whether the page that a citation of a PDF file names is the one on which its quote begins, as another reader finds it.

    python -m benchmarks.cited_pages FOLDER [--each 6]

Needs `pdftotext` (poppler-utils) on the PATH. Of each PDF file below the folder sentences are taken, spread evenly over its text. A page is
right where its letters, as poppler gives them, hold the first letters of the quote, and wrong where those of other pages alone do. Where
the two read a page in another order, the page that has most of the quote's words decides. What stands alike on several pages, or on
none, decides nothing and is not counted. `benchmarks/corpus.txt` names public files.
"""

import argparse
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from assistant.answer.citation import Citation
from assistant.viewing.folding import without_names
from assistant.viewing.pages import span_of_page
from benchmarks.boxes import letters
from benchmarks.fidelity import words
from ingest.errors import NothingToIndexError, ReadingError
from ingest.sandbox.pool import Workers
from language.span import Span
from language.text.sentences import sentences
from vectorstore.document import Document

_OPENING, _SHORTEST = 40, 12  # letters of a quote that are looked for on pages, and those that say enough
_MOST_WORDS = 0.8  # of the words of a quote: what a page has that it stands on in another order


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote, the page that its citation names, and the pages on which the other reader finds it."""

    name: str
    language: str
    quote: str
    page: int
    found: tuple[int, ...]

    @property
    def is_right(self) -> bool:
        return self.found == (self.page,)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a file as poppler gives them: their letters in the order of reading and in that of the content, and their words."""

    renditions: tuple[list[str], ...]
    words: list[Counter[str]]

    @classmethod
    def of(cls, path: Path) -> "Pages":
        texts = [_by_poppler(path, *order) for order in ((), ("-raw",))]
        return cls(tuple([letters(page) for page in pages] for pages in texts), [Counter(words(page)) for page in texts[0]])

    def holding(self, opening: str) -> tuple[int, ...]:
        return tuple(sorted({number for pages in self.renditions for number, page in enumerate(pages, 1) if opening in page}))

    def having_words(self, quote: str) -> tuple[int, ...]:
        """Give the pages that have most of the words of a quote, none where no page has enough of them."""
        own = Counter(words(quote))
        shares = [(own & page).total() / max(1, own.total()) for page in self.words]
        most = max(shares, default=0)
        return tuple(number for number, share in enumerate(shares, 1) if share == most >= _MOST_WORDS)


def _by_poppler(path: Path, *order: str) -> list[str]:
    command = ["pdftotext", "-q", *order, str(path), "-"]
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode().split("\f")


def quoted(path: Path, each: int, workers: Workers) -> list[Quoted]:
    """Give the quotes of a file on which the two readers can be compared."""
    try:
        document = workers.read(path.name, path.read_bytes())
    except (NothingToIndexError, ReadingError) as error:
        print(f"{path.name}: {error}")
        return []
    return list(_quotes(document, each, Pages.of(path)))


def _quotes(document: Document, each: int, pages: Pages) -> Iterator[Quoted]:
    every = [one for one in sentences(document.text) if len(letters(one.of(document.text))) >= _SHORTEST]
    for number, span in enumerate(every[:: max(1, len(every) // each)][:each], 1):
        cited = Citation.of(number, document, span)
        if cited.page is None or cited.scanned:
            continue
        end = min(span.end, span_of_page(document, cited.page).end)
        begins = letters(without_names(Span(span.start, end).of(document.text)))[:_OPENING]
        if len(begins) < _SHORTEST:  # too little before the page ends: what follows on the next one counts
            begins = letters(without_names(Span(end, span.end).of(document.text)))[:_OPENING]
            found = tuple(page - 1 for page in pages.holding(begins)) if len(begins) >= _SHORTEST else ()
        else:
            found = pages.holding(begins) or pages.having_words(without_names(cited.quote))
        if len(found) == 1:
            yield Quoted(document.name, document.language, cited.quote, cited.page, found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=6)
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.pdf"))
    with Workers(2) as workers, ThreadPoolExecutor(2) as threads:
        found = [one for of_file in threads.map(lambda path: quoted(path, options.each, workers), files) for one in of_file]
    for one in found:
        if not one.is_right:
            print(f"{one.name}: cited on page {one.page}, found on {one.found[0]}: {one.quote!r}")
    for language, number in Counter(one.language for one in found).most_common():
        print(f"{language}: {sum(one.is_right for one in found if one.language == language)} of {number}")
    print(f"{len({one.name for one in found})} files: the pages of {sum(one.is_right for one in found)} of {len(found)} quotes are right")


if __name__ == "__main__":
    main()
