"""What whoever keeps the server sees of it: whether it is ready, what it counts, and what it logs."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant.operations.logs import log_as
from assistant.queries.asking import Ask
from tests.test_shape import ROOT
from tests.web.conftest import PASSWORD, Served, served
from tests.web.test_api import QUESTION, keyed, made_ready
from vectorstore.filter import Filter


def counted(one: Served, headers: dict[str, str] | None = None) -> dict[tuple[str, ...], float]:
    reply = one.get("metrics", **(headers or {}))
    assert reply.headers["content-type"].startswith("text/plain")
    samples = [sample for family in text_string_to_metric_families(reply.text) for sample in family.samples]
    return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


def test_it_is_ready_once_questions_can_be_answered(small_library: Path) -> None:
    for one in served(small_library):
        assert (one.get("ready").status_code, one.get("health").status_code) == (503, 200)
        one.state.prepare()
        one.state.wait(60)
        assert (one.get("ready").status_code, one.get("ready").text) == (200, "ready")


def test_questions_and_requests_are_counted(small_library: Path) -> None:
    for one in made_ready(served(small_library)):
        before = counted(one)
        one.post("api/v1/ask", {"question": QUESTION})
        one.post("api/v1/ask", {"question": "What is the boiling point of mercury?"})
        Ask(question=QUESTION, filter=Filter(), as_json=True).answer(one.state)  # as commands and other assistants ask a served page
        one.get("document?name=nowhere.md")
        after = counted(one)
        assert after["policy_documents",] == 4
        assert after["policy_ready",] == 1
        assert after["policy_requests_open",] == 1
        assert after["policy_questions_total", "program", "quoted", "answered"] == 2
        assert after["policy_questions_total", "program", "quoted", "not_found"] == 1
        assert after["policy_question_seconds_count",] == 3
        assert after["policy_requests_total", "POST", "200"] - before.get(("policy_requests_total", "POST", "200"), 0) == 2
        assert after["policy_requests_total", "GET", "404"] == 1


def test_metrics_are_for_those_who_are_known(small_library: Path) -> None:
    for one in made_ready(served(small_library, auth="accounts")):
        one.state.records.accounts.add("anna", "reader", PASSWORD)
        assert one.get("metrics").status_code == 401
        assert counted(one, keyed(one, "anna"))["policy_documents",] == 4


def test_the_log_has_a_line_for_each_request_and_slow_questions_with_their_trace(
    small_library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        log_as("json")
        for one in made_ready(served(small_library)):
            reply = one.post("api/v1/ask", {"question": QUESTION})
            lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
            told = {line["logger"]: line for line in lines if line.get("request") == reply.headers["x-request-id"]}
            assert told["policy_assistant.requests"]["path"] == "/api/v1/ask"
            assert told["policy_assistant.requests"]["status"] == 200
            assert told["policy_assistant.questions"]["outcome"] == "answered"
            assert QUESTION not in json.dumps(lines)
        for one in made_ready(served(small_library, slow_seconds=0.001)):
            one.post("api/v1/ask", {"question": QUESTION})
            slow = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
            (warning,) = [line for line in slow if line["level"] == "warning"]
            assert QUESTION in warning["message"]
            assert '"seconds"' in warning["message"]
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def test_a_wrong_form_of_the_log_is_told() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "assistant.cli.main", "documents"],
        cwd=ROOT,
        env={"PATH": "", "POLICY_LOG": "xml"},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, "POLICY_LOG is “xml”; it must be text, json" in run.stderr) == (1, True)
