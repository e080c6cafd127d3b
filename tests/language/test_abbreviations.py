"""Short and long forms that documents explain are looked for together."""

from pathlib import Path

import pytest

from language.abbreviations import Abbreviations, abbreviations_in
from tests.conftest import ingest
from vectorstore.aliases import Bodies
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


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("应当推进“混合所有制改革”（mixed-ownership reform）。", ("混合所有制改革", "mixed-ownership reform")),
        ("研发投入强度（R&D intensity）应当提高。", ("研发投入强度", "R&D intensity")),
        ("Reports go to the Technology Division (科技处) by March.", ("Technology Division", "科技处")),
        ("The “two capabilities” (两个能力) are explained below.", ("two capabilities", "两个能力")),
    ],
)
def test_a_name_is_explained_in_another_script(text: str, pair: tuple[str, str]) -> None:
    assert list(abbreviations_in(text)) == [pair]


@pytest.mark.parametrize("text", ["见附件（第三页）。", "The plan (2024) begins.", "计划（2024）开始。", "The rate (3.5 %) rises."])
def test_brackets_with_other_things_explain_nothing(text: str) -> None:
    assert list(abbreviations_in(text)) == []


def test_names_are_looked_for_in_the_other_script_too() -> None:
    known = Abbreviations([*Bodies().pairs, ("研发投入强度", "R&D intensity")])
    assert "enterpris" in known.other_words("央企应当做什么？", set())
    assert "央企" in known.other_words("What must central enterprises do?", set())
    assert "intens" in known.other_words("研发投入强度是多少？", set())
    assert "强度" in known.other_words("What R&D intensity is required?", set())
