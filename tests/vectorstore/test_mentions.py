"""Documents are found that name each other by title or number."""

from pathlib import Path

import pytest

from tests.conftest import ingest
from vectorstore.document import DocumentSummary
from vectorstore.library import Library
from vectorstore.mentions import mentioned_by, mentioning

pytestmark = pytest.mark.once

TEXTS = {
    "quay.md": "# Quay and Berth Rules\n\nDocument number: NM 7/2031\n\nShips must moor.\n",
    "quay-fees.md": "# Quay and Berth Rules on Fees\n\nFees are due in May.\n",
    "notice.md": "# Notice of the Port\n\nThe Quay and Berth Rules on Fees and NM 7/2031 apply; so does the Plan.\n",
    "plan.md": "# Plan\n\nBerths are built. See the quay and berth\nrules.\n",
    "quay-2.md": "# Quay and Berth Rules\n\nShips must leave.\n",
}


@pytest.fixture
def entries(library: Library, tmp_path: Path) -> dict[str, DocumentSummary]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest(library, *(tmp_path / name for name in TEXTS))
    return {entry.name: entry for entry in library.entries()}


def named_in(library: Library, entry: DocumentSummary) -> list[tuple[str, str]]:
    document = library.document(entry.id)
    assert document is not None
    return [(library.catalogue().by_id[id].name, span.of(document.text)) for id, span in mentioned_by(document, library.entries()).items()]


def test_a_title_within_a_longer_one_names_nothing_and_a_number_does(library: Library, entries: dict[str, DocumentSummary]) -> None:
    assert named_in(library, entries["notice.md"]) == [("quay-fees.md", "Quay and Berth Rules on Fees"), ("quay.md", "NM 7/2031")]


def test_a_title_is_found_whatever_its_case_and_the_own_one_is_not(library: Library, entries: dict[str, DocumentSummary]) -> None:
    assert ("quay.md", "quay and berth rules") in named_in(library, entries["plan.md"])
    assert named_in(library, entries["quay.md"]) == []


def test_those_that_name_a_document_are_found_and_a_short_title_tells_none(library: Library, entries: dict[str, DocumentSummary]) -> None:
    by_id = library.catalogue().by_id
    assert [by_id[id].name for id in mentioning(library, entries["quay-fees.md"])] == ["notice.md"]
    assert [by_id[id].name for id in mentioning(library, entries["quay.md"])] == ["notice.md", "plan.md"]
    assert mentioning(library, entries["plan.md"]) == {}
