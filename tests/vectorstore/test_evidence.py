"""What a search hands over, while documents come and go."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import ingest
from vectorstore.errors import LibraryError
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.search.evidence import gather
from vectorstore.term import Term

QUESTION = "What does green channel mean?"


def test_a_term_of_a_document_that_goes_meanwhile_is_left_out(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "terms.md").write_text("# Terms\n\n“Green channel” means a short way for urgent matters.\n", encoding="utf-8")
    (tmp_path / "duties.md").write_text("# Duties\n\nThe board must report every year.\n", encoding="utf-8")
    ingest(library, tmp_path / "terms.md", tmp_path / "duties.md")
    assert [term.term for term in gather(library, QUESTION, 8).terms] == ["Green channel"]
    looked_up = library.glossary.found_in

    def looked_up_before_it_goes(text: str, filter: Filter) -> list[Term]:
        terms = looked_up(text, filter)
        with suppress(LibraryError):  # it went already
            library.remove("terms.md")
        return terms

    monkeypatch.setattr(library.glossary, "found_in", looked_up_before_it_goes)
    assert gather(library, QUESTION, 8).terms == ()
