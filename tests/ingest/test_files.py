"""Real files of many kinds and hands, kept outside the project: what is expected of each is what comes."""

import json
import re
from pathlib import Path

import pypdfium2
import pytest

from assistant.assistant import Assistant
from ingest.errors import NothingToIndexError, ReadingError
from ingest.pipeline import Ingest
from ingest.sandbox.pool import Workers
from tests.fakes import QuietWatcher
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library


def plain(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))


@pytest.mark.slow
def test_every_file_gives_what_is_expected_of_it(shared: Path) -> None:
    wrong = {}
    rows = json.loads((shared / "files" / "index.json").read_text(encoding="utf-8"))
    assert len(rows) > 30
    with Workers(1) as workers:
        for row in rows:
            outcome = came_of(workers, shared / "files" / row["file"], row["probe_text"])
            expected = row["expected"]
            if not (
                (outcome == "text" and (expected.startswith("text") or "OCR" in expected))
                or (outcome == "nothing to index" and outcome in expected)
                or (outcome == "clear error" and ("clear error" in expected or "unsupported" in expected))
            ):
                wrong[row["file"]] = (expected, outcome)
    assert not wrong


def came_of(workers: Workers, path: Path, probe: str) -> str:
    try:
        text = workers.read(path.name, path.read_bytes()).text
    except NothingToIndexError:
        return "nothing to index"
    except ReadingError as error:
        return "clear error" if len(str(error).split()) > 4 else f"unclear: {error}"
    is_source = probe.startswith("{\\rtf")  # of rich text the probe shows the source, which no reader should
    return "text" if is_source or "".join(probe.split()) in "".join(text.split()) else f"without the probe “{probe}”"


@pytest.mark.slow
def test_cited_pages_are_right(shared: Path, embedder: Embedder, tmp_path: Path) -> None:
    """Each quote of each answer stands on the page that its citation names, as another reading of that page alone finds."""
    folder = shared / "eval" / "hr_policy"
    pages = {path.name: [plain(page) for page in bare_pages(path)] for path in (folder / "pdf").iterdir()}
    rows = [line for name in ("queries", "queries_no_span") for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [json.loads(row)["question"] for row in rows]
    checked: set[tuple[str, str]] = set()
    with Library(tmp_path / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([folder / "pdf"])
        for question in questions:
            for cited in Assistant(library).ask(question).citations:
                begins = plain(cited.quote)[:40]
                own = pages[cited.document]
                if sum(begins in page for page in own) == 1:  # what stands on several pages says nothing
                    assert cited.page is not None
                    assert begins in own[cited.page - 1], (cited.page, cited.quote)
                    checked.add((cited.document, begins))
    assert len(checked) >= 20


def bare_pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]
