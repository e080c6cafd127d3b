"""Which document a question names by the end of its title."""

from pathlib import Path

from tests.conftest import ingest
from vectorstore.library import Library


def test_a_notice_is_named_by_what_it_issues(library: Library, tmp_path: Path) -> None:
    (tmp_path / "notice.md").write_text("# 关于印发2031年度潮汐观测计划的通知\n\n各单位应当按时观测潮汐。\n", encoding="utf-8")
    (tmp_path / "minutes.md").write_text("# 关于码头改造的专题会议纪要\n\n会议研究了码头改造。\n", encoding="utf-8")
    ingest(library, tmp_path)
    named = library.catalogue().references.named
    assert [entry.name for entry in named("概括潮汐观测计划的主要内容")] == ["notice.md"]
    assert [entry.name for entry in named("专题会议纪要说了什么？")] == ["minutes.md"]
    assert named("概括观测方案") == []


def test_a_document_for_trial_is_named_without_saying_so(library: Library, tmp_path: Path) -> None:
    (tmp_path / "trial.md").write_text("# 沿海灯塔值守管理办法（试行）\n\n值守人员应当每天点灯。\n", encoding="utf-8")
    (tmp_path / "revised.md").write_text("# 潮汐观测规划（2031年修订）\n\n各单位应当按时观测潮汐。\n", encoding="utf-8")
    ingest(library, tmp_path)
    named = library.catalogue().references.named
    assert [entry.name for entry in named("灯塔值守管理办法何时生效？")] == ["trial.md"]
    assert [entry.name for entry in named("沿海灯塔值守管理办法（试行）何时生效？")] == ["trial.md"]
    assert [entry.name for entry in named("潮汐观测规划说了什么？")] == ["revised.md"]
    assert library.catalogue().references.unnamed("值守管理办法何时生效？") == []


def test_a_document_is_named_by_pieces_of_its_issuer_and_title_where_it_can_be_no_other(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 滨海市属渔船检修监督管理办法（试行）\n\n渔船应当每年检修。\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# 滨海市属渔船保险管理办法\n\n渔船应当投保。\n", encoding="utf-8")
    ingest(library, tmp_path)
    abbreviated = library.catalogue().references.abbreviated
    assert [entry.name for entry in abbreviated("渔船检修办法")] == ["a.md"]
    assert [entry.name for entry in abbreviated("滨海保险办法")] == ["b.md"]
    assert abbreviated("渔船办法") == []  # either
    assert abbreviated("检修渔船办法") == []
    assert abbreviated("检修") == []
    assert abbreviated("the repair rules") == []


def test_a_guide_and_a_framework_are_named_by_words_of_a_title_or_a_file_name(library: Library, tmp_path: Path) -> None:
    (tmp_path / "Port-Guide_-for-Pilots.md").write_text("# For Those Who Come to Us\n\nPilots must carry a lamp.\n", encoding="utf-8")
    (tmp_path / "tides.md").write_text("# Tide Watching Framework\n\nWatchers must note each tide.\n", encoding="utf-8")
    ingest(library, tmp_path)
    named = library.catalogue().references.named
    assert [entry.name for entry in named("What does the port guide forbid?")] == ["Port-Guide_-for-Pilots.md"]
    assert [entry.name for entry in named("Summarise the tide framework")] == ["tides.md"]
    assert named("Who must guide the pilots?") == []
