"""Questions that are suggested in Chinese are whole, and ask for changes only where there is an earlier version."""

from pathlib import Path

from assistant.suggestions.candidates import candidates, subject_around
from tests.conftest import ingest
from vectorstore.library import Library

_TASKS = """# 北塔检修办法

日期：2032-03-09

第一条 灯塔管理处应当于2032年底前修好北塔的灯室。
第二条 检修组由五至七名工匠组成。五至七名工匠应当持证上岗。
第三条 灯塔管理处应当于2032年6月底前移交旧灯，各站同步清点。
第四条 本办法自2032年4月1日起施行，《南塔检修规定》同时废止。
"""


def test_fragments_and_changes_without_an_earlier_version_are_not_asked_for(library: Library, tmp_path: Path) -> None:
    (tmp_path / "检修.md").write_text(_TASKS, encoding="utf-8")
    ingest(library, tmp_path)
    (entry,) = library.entries()
    subject = subject_around(library, entry)
    assert subject is not None
    found = [one.question for kind in candidates(subject) for one in kind]
    assert "灯塔管理处最迟什么时候修好北塔的灯室？" in found
    assert not any("，" in one or "工匠" in one or "变化" in one for one in found)
