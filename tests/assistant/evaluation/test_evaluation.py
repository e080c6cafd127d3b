"""The measurement of the whole assistant on a set of questions."""

import json
from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.evaluation.scoring import Evidence, GoldQuestion, answer_figures, search_figures

TASK = "Group companies must close ninety percent of their reform tasks by the end of March."
PAY = "The board of each company decides on the pay of its managers once a year in autumn."


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_set_is_measured_beside_the_plain_pipeline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
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


def gold(id: str, text: str = TASK, answerable: bool = True, mode: str = "all") -> GoldQuestion:
    evidence = [Evidence(doc_id="a.md", text=text), Evidence(doc_id="b.md", text=PAY)]
    return GoldQuestion.model_validate({"query_id": id, "evidence": evidence, "evidence_mode": mode, "answerable": answerable})


def test_a_match_counts_where_it_covers_evidence_of_its_document() -> None:
    rows = {"1": {"matches": [{"document": "b.md", "text": TASK}, {"document": "a.md", "text": f"# {TASK.upper()}  "}], "seconds": 2.0}}
    figures = search_figures([gold("1"), gold("2", mode="any")], rows)
    assert (figures["hit@1"], figures["hit@5"], figures["mrr@10"], figures["recall@10"]) == (0.0, 0.5, 0.25, 0.25)
    assert figures["search_p50_s"] == 1.0


def test_matches_beyond_the_room_of_an_answer_do_not_count() -> None:
    matches = [{"document": "a.md", "text": "x" * 3990}, {"document": "a.md", "text": TASK}]
    figures = search_figures([gold("1", mode="any")], {"1": {"matches": matches}})
    assert (figures["recall@10"], figures["recall@4k"]) == (1.0, 0.0)


def test_refusals_and_quotes_are_weighed() -> None:
    right = {"outcome": "answered", "answer": TASK, "citations": [{"document": "a.md", "quote": TASK}]}
    wrong = {"outcome": "related", "answer": "", "citations": [{"document": "a.md", "quote": "Nobody says this anywhere."}]}
    refused = {"outcome": "not_found", "answer": "", "citations": []}
    questions = [gold("1"), gold("2"), gold("3", answerable=False), gold("4", answerable=False), gold("5")]
    figures = answer_figures(questions, {"1": right, "2": wrong, "3": refused, "4": right, "5": refused}, {"a.md": TASK})
    assert (figures["cited"], figures["quote_precision"], figures["quote_exact"]) == (pytest.approx(1 / 3), 0.5, pytest.approx(2 / 3))
    assert (figures["refused_right"], figures["answered_wrong"], figures["refused_wrong"]) == (0.5, 0.5, pytest.approx(1 / 3))
    assert figures["balanced"] == pytest.approx((0.5 + 1 - 1 / 3 - 1 / 6) / 2)
