"""Texts made to be slow: each is read in time that grows with its length, not with its square.

Each reader gets a text of 300,000 characters or more in a process that may use a minute of processor time: it needs seconds, and one
that looks at a run of characters anew from each of them would need many minutes.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable

import pytest

from ingest.extraction.requirements import requirements_in
from ingest.extraction.terms import terms_in
from ingest.splitting import split
from language.span import Span
from language.statements.claims import claims
from language.statements.measures import measures_in
from language.statements.quantities import quantities, quantity_words
from language.text.sentences import sentences
from vectorstore.aliases import Bodies
from vectorstore.document import Document, Section

SECONDS, LENGTH = 60, 300_000


def repeated(part: str, length: int = LENGTH) -> str:
    return part * (length // len(part))


def terms(text: str) -> None:
    terms_in(Document(title="Plan", text=text))


def requirements(text: str) -> None:
    requirements_in(Document(title="Plan", text=text), Bodies().normal)


def requirements_below_heading(heading: str) -> None:
    text = f"{heading}\n{repeated('Go on.' + chr(10))}"
    document = Document(title="Plan", text=text, sections=(Section(Span(0, len(text)), (heading,)),))
    requirements_in(document, Bodies().normal)


def passages(text: str) -> None:
    split(Document(title="Plan", text=text), lambda texts: [len(one) // 4 for one in texts], 400)


def limited(read: Callable[[str], object], text: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    read(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("read", "text"),
    [
        pytest.param(sentences, repeated(".") + "x", id="dots before a letter"),
        pytest.param(sentences, f"{repeated('.')}{repeated('”')}x", id="dots and quotes before a letter"),
        pytest.param(terms, "".join(f"The “Term {n}” is one of them.\n" for n in range(LENGTH // 15)), id="a term a line"),
        pytest.param(terms, " ".join(f"the “Term {n}” and" for n in range(LENGTH // 20)), id="many terms in one line"),
        pytest.param(terms, f"The “Big Term”{repeated(' ')}x.", id="spaces after a term"),
        pytest.param(terms, f"Article 1{repeated('.')}x", id="dots after an article"),
        pytest.param(requirements_below_heading, repeated("Long heading "), id="a long heading"),
        pytest.param(requirements, f"The board must:\n(a) {repeated('file a plan of 5% by 2024, ')}", id="a long item"),
        pytest.param(requirements, f"The board must file{repeated(' ')}it in 2024; the bank must file in 2024.", id="spaces in a sentence"),
        pytest.param(passages, repeated("word"), id="no spaces"),
        pytest.param(passages, repeated("([&1"), id="no spaces, and signs"),
        pytest.param(quantities, repeated("1"), id="digits"),
        pytest.param(quantities, repeated("1,"), id="digits with commas"),
        pytest.param(quantities, repeated("一"), id="Chinese numerals"),
        pytest.param(quantities, repeated("1 "), id="many numbers"),
        pytest.param(quantity_words, repeated("一"), id="Chinese numerals in an index"),
        pytest.param(measures_in, repeated("五亿 abc "), id="many figures"),
        pytest.param(measures_in, repeated("5 May "), id="many days"),
        pytest.param(claims, repeated("一"), id="Chinese numerals in a statement"),
        pytest.param(claims, f"点{repeated('百')}个", id="a Chinese number that is none"),
    ],
)
def test_a_text_made_to_be_slow_is_read_in_time(read: Callable[[str], object], text: str) -> None:
    child = multiprocessing.get_context("spawn").Process(target=limited, args=(read, text))
    child.start()
    child.join()
    code = child.exitcode
    child.close()
    assert code == 0


@pytest.mark.parametrize("part", ["5 May 2025 ", "一", "应当报告"])
def test_what_is_too_long_for_a_requirement_is_not_read_as_one(part: str) -> None:
    requirements(f"The board must report by 5 May 2025. {repeated('一', 10)}")
    began = time.process_time()
    requirements(repeated(part, 8_000))
    assert time.process_time() - began < 1
