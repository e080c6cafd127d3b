"""Single articles, items and figures that no longer apply: said by which words, and of which rows."""

from pathlib import Path

import pytest

from ingest.cleaning.quality import repealed_in
from tests.conftest import ingest
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import RequirementFilter

OLD = """# Lighthouse Plan 2021

Date: 3 May 2021

Article 1. The keeper must polish the lamps every week.

Article 2. Lighthouse keepers must hold a stock of 30 barrels of oil by 31 May 2022. The stock must be checked by the mate.

Article 3. Every lighthouse must have a bell.

Article 4. The average output of lamps must reach 12 % by 31 May 2022.
"""
ENGLISH = {
    "Article 2 of the Lighthouse Plan 2021 no longer applies.": {"hold a stock", "The stock must be checked"},
    "Articles 1 and 3 of the Lighthouse Plan 2021 are hereby repealed.": {"polish the lamps", "have a bell"},
    "Article 3 of the plan of 2021 shall cease to apply.": {"have a bell"},
    "Article 9 of the Lighthouse Plan 2021 no longer applies.": set(),
    "If Article 3 of the Lighthouse Plan 2021 no longer applies, the keeper rings a gong.": set(),
    "Article 2(1) of the Lighthouse Plan 2021 no longer applies.": set(),
    "The Toll Rules no longer apply.": set(),
}
CHINESE_OLD = """灯塔管理办法

2021年5月3日

第一条 灯塔管理员应当每周擦拭灯具。

第二条 灯塔管理员应当在2022年5月底前储备燃油30桶。

第三条 各灯塔应当设置铜钟。
"""
CHINESE = {
    "《灯塔管理办法》第二条不再执行。": {"储备燃油"},
    "自2024年7月1日起，《灯塔管理办法》第一条、第三条同时废止。": {"擦拭灯具", "设置铜钟"},
    "《灯塔管理办法》第二条第一项不再执行。": set(),
}


def rows(library: Library, name: str) -> list[Requirement]:
    return library.requirements.find(RequirementFilter(documents=Filter(documents=frozenset({name}))))


def replaced(library: Library, name: str) -> dict[str, str]:
    return {row.quote: row.replaced_by for row in rows(library, name) if row.replaced_by}


def hits(found: dict[str, str], wanted: set[str]) -> bool:
    return len(found) == len(wanted) and all(any(part in quote for quote in found) for part in wanted)


@pytest.mark.parametrize(("sentence", "wanted"), ENGLISH.items())
def test_the_rows_of_an_article_no_longer_apply(library: Library, tmp_path: Path, sentence: str, wanted: set[str]) -> None:
    (tmp_path / "old.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.md").write_text(
        f"# Notice on Lamps\n\nDate: 9 March 2024\n\nKeepers must keep a log.\n\n{sentence}\n", encoding="utf-8"
    )
    ingest(library, tmp_path)
    found = replaced(library, "old.md")
    assert hits(found, wanted)
    assert set(found.values()) <= {"new.md"}
    assert all(entry.status == "" for entry in library.entries())
    assert [bool(row.replaced_by) for row in rows(library, "old.md")] == sorted(bool(row.replaced_by) for row in rows(library, "old.md"))


@pytest.mark.parametrize(("sentence", "wanted"), CHINESE.items())
def test_chinese_articles_no_longer_apply(library: Library, tmp_path: Path, sentence: str, wanted: set[str]) -> None:
    (tmp_path / "old.txt").write_text(CHINESE_OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(
        f"关于灯塔工作的通知\n\n2024年3月9日\n\n各灯塔应当每日记录航海日志。\n\n{sentence}\n", encoding="utf-8"
    )
    ingest(library, tmp_path)
    assert hits(replaced(library, "old.txt"), wanted)
    assert all(entry.status == "" for entry in library.entries())


FORMER = "The average output of lamps must reach 15 % by 31 May 2026. The former target of 12 % no longer applies."


def test_a_former_figure_of_the_replaced_document_no_longer_applies(library: Library, tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(OLD, encoding="utf-8")
    text = f"# Lighthouse Plan 2024\n\nDate: 9 March 2024\n\nThis plan replaces the Lighthouse Plan 2021.\n\nArticle 1. {FORMER}\n"
    (tmp_path / "new.md").write_text(text, encoding="utf-8")
    ingest(library, tmp_path)
    (new,) = (row for row in rows(library, "new.md") if row.replaces)
    assert new.replaces == "The former target of 12 % no longer applies."
    assert "12" not in new.quote
    found = replaced(library, "old.md")
    assert hits(found, {"average output"})
    assert set(found.values()) == {new.id}


def test_an_item_that_replaces_another_is_in_its_place(library: Library, tmp_path: Path) -> None:
    (tmp_path / "circular.md").write_text(
        "# Circular on Boats\n\nDate: 3 May 2021\n\n1. Boatmen must paint their boats in April.\n\n2. Boatmen must carry two oars.\n",
        encoding="utf-8",
    )
    (tmp_path / "notice.md").write_text(
        "# Notice on Oars\n\nDate: 9 March 2024\n\n1. Boatmen must carry three oars. This item replaces item 2 of the Circular on Boats.\n",
        encoding="utf-8",
    )
    ingest(library, tmp_path)
    (new,) = rows(library, "notice.md")
    assert new.replaces == "This item replaces item 2 of the Circular on Boats."
    assert replaced(library, "circular.md") == {row.quote: new.id for row in rows(library, "circular.md") if "two oars" in row.quote}
    assert len(replaced(library, "circular.md")) == 1
    library.remove("notice.md")
    (tmp_path / "notice.md").unlink()
    (tmp_path / "circular.md").write_text(
        (tmp_path / "circular.md").read_text(encoding="utf-8") + "\n3. Boatmen must sing.\n", encoding="utf-8"
    )
    ingest(library, tmp_path)
    assert replaced(library, "circular.md") == {}


def test_a_document_of_which_an_article_is_repealed_is_not_repealed_as_a_whole() -> None:
    assert repealed_in("Article 4 of the Circular on Boats is hereby repealed.") == []
    assert repealed_in("《灯塔管理办法》第四条同时废止。") == []
    assert repealed_in("This notice replaces items 2 and 3 of the Circular on Boats.") == []
    assert repealed_in("Article 20. The Circular on Boats is hereby repealed.") != []
    assert repealed_in("第十条 本办法自2024年5月1日起施行，《灯塔管理办法》同时废止。") != []
