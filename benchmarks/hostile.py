"""Feeds whole stages with texts made to be slow, of two, four and eight times a length, and tells how their processor time grows.

    python -m benchmarks.hostile [--length N] [STAGE …]

A line is a stage and a text: the milliseconds for each length, and by how much the worse of the two doublings multiplied them. Status 1
where a doubling that ends above 50 ms costs more than three times, also of two, four and eight times these lengths, or a stage is still
at work after 20 seconds. Questions are an eighth as long, as no longer ones can be asked.
"""

import argparse
import itertools
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Heading, Paragraph, Quote, Statement, Support
from assistant.answer.citation import Citation
from assistant.question.understanding import understand
from assistant.records.conversation_export import as_markdown
from assistant.records.conversations import Turn
from assistant.web.shared.render import answer_html
from assistant.writing.citation_markers import streamed
from assistant.writing.prompting import Numbered
from assistant.writing.said import said_in
from assistant.writing.statements import statements
from ingest.document import read
from ingest.errors import NothingToIndexError
from ingest.extraction.requirements import requirements_in
from ingest.extraction.terms import terms_in
from ingest.pipeline import Ingest
from ingest.splitting import split
from language.messages import translations
from language.span import Span
from language.statements.claims import claims
from language.text.sentences import sentences
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.aliases import Bodies
from vectorstore.document import Document, Section
from vectorstore.library import Library
from vectorstore.passage import Passage

TIMES, WORST, LEAST_SECONDS, MOST_SECONDS, MOST_TOKENS = (2, 4, 8), 3.0, 0.05, 20.0, 400
AGAIN = 4  # times that what seems slow is measured, of twice the length each time: on a busy machine short times say little
QUESTION_PART = 8


def repeated(*parts: str) -> Callable[[int], str]:
    """Give texts of the numbered `parts`, one after another, {n} in them being the number."""
    return lambda length: "".join(_numbered(parts, length))


def _numbered(parts: tuple[str, ...], length: int) -> Iterator[str]:
    written = number = 0
    while written < length:
        part = parts[number % len(parts)].replace("{n}", str(number))
        yield part
        written, number = written + len(part), number + 1


def between(begin: str, *parts: str, end: str = "") -> Callable[[int], str]:
    """Give texts of `parts` between a beginning and an end."""
    middle = repeated(*parts)
    return lambda length: f"{begin}{middle(length)}{end}"


TEXTS: dict[str, Callable[[int], str]] = {
    "dots then x": between("", ".", end="x"),
    "dots and quotes then x": between("", ".", "”", end="x"),
    "digits": repeated("1"),
    "digits with commas": repeated("1,"),
    "numbers": repeated("{n} "),
    "Chinese numerals": repeated("一"),
    "Chinese units": between("点", "百", end="个"),
    "percentages": repeated("{n}% of "),
    "dates": repeated("5 May 2025 "),
    "open brackets": repeated("("),
    "pairs of brackets": repeated("()[]"),
    "open square brackets": repeated("[1"),
    "markers": repeated("[{n}]"),
    "quoted terms, one a line": repeated("The “Term {n}” is one of them.\n"),
    "quoted terms in one line": repeated("the “Term {n}” and "),
    "open quotes": repeated("“a "),
    "straight quotes": repeated('"'),
    "long heading, sentences": lambda length: f"# {'Long heading ' * (length // 26)}\n\n{'Boards must go on. ' * (length // 38)}",
    "headings": repeated("# Heading {n}\n\n"),
    "numbered headings": repeated("{n}. Heading\n\nBoards must act.\n\n"),
    "nested list": lambda length: "\n".join(f"{'  ' * depth}- item" for depth in range(int(length**0.5))),
    "led list": between("The board must:\n", "({n}) file plan {n} by 2026;\n"),
    "long item": between("The board must:\n(a) ", "file a plan of 5% by 2024, "),
    "no spaces": repeated("word"),
    "no spaces, Chinese": repeated("应当报告"),
    "letters and ampersands": repeated("A&"),
    "capitals": repeated("Board Of "),
    "commas": repeated("a, "),
    "spaces in a line": between("The board must file", " ", end="x in 2024."),
    "spaces and line ends": repeated(" \n"),
    "CRLFs": repeated("\r\n"),
    "CRLF sentences": repeated("Boards must report.\r\n"),
    "combining marks": between("e", "\u0301"),
    "zero-width characters": repeated("a\u200b"),
    "right-to-left marks": repeated("a\u200f\u202e"),
    "table rows": repeated("| {n} | Boards must report | 2026 |\n"),
    "pipes": repeated("|"),
    "emphasis": repeated("**a_"),
    "back-ticks": repeated("`"),
    "links": repeated("[a]("),
    "quoted lines": repeated("> "),
    "tags": repeated("<b>"),
    "open tags": repeated("<a "),
    "open tags in a block": between("<div>\n", "<a "),
    "elements without end": repeated("<table>\n\nx\n\n"),
    "struck text": between("<p>", "<s></s>"),
    "comments without end": repeated("<!--"),
    "entities": repeated("&amp;"),
    "duties in one sentence": repeated("the board must report and "),
    "duties in clauses": repeated("董事会应当报告，"),
    "hyphens": repeated("a-"),
    "underlines": repeated("text\n----\n"),
    "whether and what": repeated("What must the board do and who pays? "),
}
PLAIN = Document(title="Plan", text="The board must report every year by 30 June 2026.", id=1)


def stages(library: Library) -> dict[str, Callable[[str], object]]:
    """Give what is done to a text, by name."""
    return {
        "read text": lambda text: read("a.txt", text.encode()),
        "read Markdown": lambda text: read("a.md", text.encode()),
        "sentences": sentences,
        "split": lambda text: split(_document(text), _tokens, MOST_TOKENS),
        "terms": lambda text: terms_in(_document(text)),
        "requirements": lambda text: requirements_in(_document(text), Bodies().normal),
        "question": lambda text: understand(text[: len(text) // QUESTION_PART], library),
        "checker, of the reply": lambda text: _check(text, PLAIN),
        "checker, of the source": lambda text: _check("The board must report every year.", Document(title="Plan", text=text, id=1)),
        "stream": lambda text: list(streamed(text, {1})),
        "HTML": lambda text: answer_html(_answer(text), translations("en"), ("board", "Term 1")),
        "Markdown": lambda text: as_markdown(text, [Turn(1, text, _answer(text), "2026-01-01")], translations("en")),
    }


def _document(text: str) -> Document:
    """Give a document of one section under the first line of `text`."""
    return Document(title="Plan", text=text, sections=(Section(Span(0, len(text)), (text.partition("\n")[0],)),))


def _tokens(texts: object) -> list[int]:
    return [1 + len(one) // 4 for one in texts]  # type: ignore[attr-defined]


def _check(written: str, document: Document) -> object:
    passage = Passage(Span(0, len(document.text), 1), document.text)
    return statements(said_in(f"{written} [1]."), {1: Numbered(1, passage)}, {1: document}, "en")


def _answer(text: str) -> Answer:
    citation = Citation(1, Span(0, len(text)), text, "a.md", text, text)
    said = (Heading(text, "en"), Paragraph(text, "en", (citation,)), Quote("en", (citation,)))
    return Answer(Outcome.ANSWERED, (*said, Statement(text, Support.UNCONFIRMED, "en", (citation,), (text,))))


def seconds(stage: Callable[[str], object], text: str) -> float:
    """Give the processor time that a stage takes, infinite where it is more than any may take."""
    claims.cache_clear()
    began = time.process_time()
    try:
        with limited(MOST_SECONDS), suppress(NothingToIndexError):
            stage(text)
    except TimeoutError:
        return float("inf")
    return time.process_time() - began


@contextmanager
def limited(most: float) -> Iterator[None]:
    """Raise TimeoutError where what is done takes more than so many seconds of processor time."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _stop(*_: object) -> None:
    raise TimeoutError


def growth(times: list[float]) -> float:
    """Give by how much the worse doubling multiplied the time, 1 where neither took long."""
    pairs = itertools.pairwise(times)
    return max(
        (after / max(before, 1e-4) if after < float("inf") else after for before, after in pairs if after > LEAST_SECONDS), default=1.0
    )


def main() -> int:
    """Print a line for each stage and text, and those that grow too fast again at the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", metavar="STAGE")
    parser.add_argument("--length", type=int, default=4_000, help="characters (default: 4,000)")
    chosen = parser.parse_args()
    slow, runs = [], 0
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder), HashEmbedder()) as library:
        Ingest(library, QuietWatcher()).run([Path(__file__).parents[1] / "policies"])
        understand("What must boards do by 2026?", library)
        for name, stage in stages(library).items():
            if chosen.stages and name not in chosen.stages:
                continue
            for kind, make in TEXTS.items():
                for length in (chosen.length * 2**again for again in range(AGAIN)):
                    times = [seconds(stage, make(times * length)) for times in TIMES]
                    if not WORST < growth(times) < float("inf"):
                        break
                runs += len(times)
                line = f"{name:24}{kind:28}" + "".join(f"{1000 * one:9.1f}" for one in times) + f"{growth(times):7.1f}"
                print(line, flush=True)
                slow += [line] if growth(times) > WORST else []
    print(f"\n{runs} runs, {len(slow)} grow too fast", *slow, sep="\n")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
