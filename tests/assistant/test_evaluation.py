"""The measurement of the whole assistant on a set of questions."""

import json
from pathlib import Path

import pytest

from assistant.cli.main import main

TASK = "Group companies must close ninety percent of their reform tasks by the end of March."
PAY = "The board of each company decides on the pay of its managers once a year in autumn."


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_set_is_measured_beside_the_plain_pipeline(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for program in ("prepare.py", "score.py", "baseline.py"):
        (tmp_path / program).symlink_to((shared / "eval" / program).resolve())
    folder = tmp_path / "made"
    folder.mkdir()
    write(folder / "corpus.jsonl", [{"doc_id": "a", "title": "Tasks", "text": TASK}, {"doc_id": "b", "title": "Pay", "text": PAY}])
    asked = {"question": "By when must group companies close their reform tasks?", "answers": ["end of March"], "evidence_mode": "all"}
    write(
        folder / "queries.jsonl",
        [asked | {"query_id": "1", "evidence": [{"doc_id": "a", "text": TASK}], "answerable": True, "lang": "en"}],
    )
    assert main(["evaluate", str(folder)]) == 0
    lines = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}
    assert lines["made"] == ["ours", "plain", "ratio"]
    assert lines["mrr@10"] == ["1.000", "1.000", "1.00"]
    assert lines["cited@3"] == lines["quote_exact"] == ["1.000"]
    assert float(lines["characters/s"][0]) > 0


def test_a_folder_that_is_no_set_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path)]) == 1
    assert "is no evaluation set" in capsys.readouterr().err
