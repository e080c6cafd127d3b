"""Measures whether the text under the boxes on the pages of PDF files is the quote, and how long a page takes to be drawn.

    python -m benchmarks.boxes FILE.pdf... [--each 15]

Of each file sentences are taken, spread evenly over its text; those of several pages count by their words on the page where they begin.
A sentence is right where the characters in its boxes are its words in their order, spaces, hyphens, case and width apart; the names of
columns, which a row of a table has above it, may lack a box.
"""

import argparse
import re
import time
import unicodedata
from pathlib import Path
from statistics import median

from assistant.viewing.folding import without_names
from assistant.viewing.pages import boxes_of, span_of_page, with_recognised
from ingest.errors import NothingToIndexError, ReadingError
from ingest.rendition.picture import PagePicture
from ingest.sandbox.pool import Workers
from language.span import Span
from language.text.sentences import sentences

_NO_LETTER = re.compile(r"[\W_]+")
_SHORTEST = 25


def letters(text: str) -> str:
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--each", type=int, default=15)
    options = parser.parse_args()
    right = wrong = told = files = 0
    seconds: list[float] = []
    with Workers(1) as workers:
        for path in options.files:
            content = path.read_bytes()
            try:
                document = workers.read(path.name, content)
            except (NothingToIndexError, ReadingError) as error:
                print(f"{path.name}: {error}")
                continue
            if not document.pages:
                continue
            quotes = [one for one in sentences(document.text) if one.end - one.start >= _SHORTEST]
            files += bool(quotes)
            drawn: dict[int, PagePicture] = {}
            for quote in quotes[:: max(1, len(quotes) // options.each)][: options.each]:
                number = document.page_at(quote.start) or 1
                if number not in drawn:
                    began = time.perf_counter()
                    drawn[number] = with_recognised(workers.picture(path.name, content, number), document, number)
                    seconds.append(time.perf_counter() - began)
                boxes = boxes_of(drawn[number], document, number, Span(quote.start, quote.end))
                page = span_of_page(document, number)
                wanted = document.text[quote.start : min(quote.end, page.end)]
                if not boxes:
                    told += 1
                elif letters("".join(box.text for box in boxes)) in (letters(wanted), letters(without_names(wanted))):
                    right += 1
                else:
                    wrong += 1
                    print(f"{path.name}, page {number}: {wanted!r} is boxed as {' / '.join(box.text for box in boxes)!r}")
    every = right + wrong + told
    print(f"{files} files, {every} quotes: {right} boxed rightly ({right / max(1, every):.1%}), {told} told as not found, {wrong} wrong")
    print(f"a page is drawn in {median(seconds):.2f} s, the slowest in {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
