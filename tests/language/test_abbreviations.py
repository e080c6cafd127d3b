"""Short and long forms that documents explain are looked for together."""

from pathlib import Path

import pytest

from language.abbreviations import abbreviations_in
from tests.conftest import ingest
from vectorstore.library import Library
from vectorstore.search.evidence import search


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("the State-owned Assets Supervision and Administration Commission (SASAC) decides",
         [("SASAC", "State-owned Assets Supervision and Administration Commission")]),
        ("Each Key Performance Indicator (“KPI”) counts.", [("KPI", "Key Performance Indicator")]),
        ("The Ministry of Finance (MOF) pays", [("MOF", "Ministry of Finance")]),
        ("国务院国有资产监督管理委员会（以下简称国资委）负责", [("国资委", "国有资产监督管理委员会")]),
        ("as stated above (SEE) and in the annex (A)", []),
        ("()(((((ABC", []),
    ],
)  # fmt: skip
def test_short_forms_are_found_with_their_long_forms(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(abbreviations_in(text)) == pairs


def test_a_question_with_the_short_form_finds_the_long_one(library: Library, tmp_path: Path) -> None:
    (tmp_path / "terms.md").write_text("# Terms\n\nThe Asset Oversight Board (AOB) was founded in spring.\n")
    (tmp_path / "duty.md").write_text("# Duties\n\nAn enterprise tells the Asset Oversight Board of every sale.\n")
    (tmp_path / "other.md").write_text("# Others\n\nA hospital tells the ministry of every birth.\n")
    ingest(library, tmp_path)
    found = {match.passage.document: match.lexical for match in search(library, "What is owed to the AOB?")}
    assert found["duty.md"] > found["other.md"] == 0


def test_the_long_form_brings_the_short_one_along(library: Library) -> None:
    known = library.catalogue().abbreviations
    assert "sasac" in known.other_words("国务院国资委何时公布清单？", set())
    assert "国务" in known.other_words("What must SASAC publish?", {"sasac"})
    assert known.other_words("What must the bureau publish?", {"bureau"}) == []
