"""Citations in the view of a document: over the sentences of files, how often the words under the marks equal the quote.

Run as `python -m benchmarks.rendition FOLDER… [--each 20] [--show]`. The words under the marks are read back from the HTML. The name of a
column, which a table shows above its rows, need not be among them; every other word of the quote must, in its order.
"""

import argparse
import time
from collections import Counter
from pathlib import Path

from lxml import html as lxml_html

from assistant.viewing.rendering.blocks import blocks_of
from assistant.viewing.rendering.rendition import Rendition
from assistant.viewing.rendering.words import keys_in, names_in_rows, words_of
from ingest.errors import NothingToIndexError, ReadingError
from ingest.readers.reader import reader_by_name
from ingest.rendition.structure import structured
from ingest.sandbox.pool import Workers
from language.span import Span
from language.text.sentences import sentences
from vectorstore.document import Document

_PLAIN = (".pdf", ".doc", ".txt", ".zip")


def main() -> None:
    """Measure and print a line for each suffix, and one for all."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folders", nargs="+", type=Path)
    asked.add_argument("--each", type=int, default=20, help="citations of each document")
    asked.add_argument("--only", default="", help="the suffix of the files")
    asked.add_argument("--show", action="store_true", help="print the citations that are not marked in their words")
    given = asked.parse_args()
    files = sorted(path for folder in given.folders for path in folder.rglob("*") if path.is_file() and reader_by_name(path.name))
    right, missed, wrong, seconds = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    counts = Counter[str]()
    for path in files:
        suffix = path.suffix.lower()
        if (given.only and suffix != given.only) or suffix == ".zip":
            continue
        try:
            document, rendition, took = _viewed(path)
        except (ReadingError, NothingToIndexError):
            continue
        counts[suffix] += 1
        seconds[suffix] += took
        for cited in _spread(document, given.each):
            marked = _marked(rendition, cited)
            kind = missed if not marked else right if _equal(document, cited, marked) else wrong
            kind[suffix] += 1
            if given.show and kind is not right:
                print(f"{path.name}: {'differs' if marked else 'not found'}\n  quote {cited.of(document.text)[:160]!r}")
                print(f"  marks {marked[:160]!r}")
    print(f"{'suffix':8}{'files':>6}{'citations':>11}{'equal':>7}{'told':>6}{'wrong':>7}{'share':>8}{'first view':>12}")
    for suffix in sorted(counts):
        _line(suffix, counts[suffix], right[suffix], missed[suffix], wrong[suffix], seconds[suffix])
    _line("all", counts.total(), right.total(), missed.total(), wrong.total(), sum(seconds.values()))


def _line(name: str, files: int, right: int, missed: int, wrong: int, seconds: float) -> None:
    whole = max(1, right + missed + wrong)
    print(f"{name:8}{files:6}{whole:11}{right:7}{missed:6}{wrong:7}{right / whole:8.1%}{seconds / max(1, files):10.2f} s")


def _viewed(path: Path) -> tuple[Document, Rendition, float]:
    """Give a file's document and its rendition, with the seconds of a first view: a fresh process, reading, sanitising, matching."""
    content = path.read_bytes()
    with Workers(1) as workers:
        document = workers.read(path.name, content)
    begun = time.perf_counter()
    if path.suffix.lower() in _PLAIN:
        html = structured(document)
    else:
        with Workers(1) as workers:
            html = workers.render(path.name, content)
    rendition = Rendition(blocks_of(html), document.text)
    return document, rendition, time.perf_counter() - begun


def _spread(document: Document, count: int) -> list[Span]:
    spans = [span for span in sentences(document.text) if words_of(span.of(document.text)).words]
    step = max(1, len(spans) // count)
    return spans[::step][:count]


def _marked(rendition: Rendition, cited: Span) -> str:
    """Give the words under the marks, as the browser has them."""
    marks = rendition.find(cited)
    if not marks:
        return ""
    parts = [str(rendition.part(number, marks).html) for number in range(rendition.count)]
    return " ".join(str(mark.text_content()) for part in parts for mark in lxml_html.fromstring(f"<div>{part}</div>").iter("mark"))


def _equal(document: Document, cited: Span, marked: str) -> bool:
    """Say whether the marked words are the quote's; those of a row in any order, as a cell that is merged over rows stands further up."""
    text = cited.of(document.text)
    quote, names = words_of(text), [*names_in_rows(document.text), *keys_in(document.text)]
    free = [any(name.start <= start + cited.start < name.end for name in names) for start in quote.starts]
    wanted = words_of(marked).words
    if " | " in text:
        kept = Counter(word for word, is_free in zip(quote.words, free, strict=True) if not is_free)
        return not kept - Counter(wanted) and not Counter(wanted) - Counter(quote.words)
    places = {0}
    for word, is_free in zip(quote.words, free, strict=True):
        places = {place + 1 for place in places if wanted[place : place + 1] == (word,)} | (places if is_free else set())
    return len(wanted) in places


if __name__ == "__main__":
    main()
