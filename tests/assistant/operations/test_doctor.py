"""What `doctor` finds, with a real model server and without one."""

import json
from pathlib import Path

import pytest

from assistant.cli.main import main
from tests.model_server import KEY, Play, fails, model_server, says


def doctor(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["doctor", "--data", str(folder), *arguments])
    return status, capsys.readouterr().out


def test_without_a_model_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICY_MODEL", raising=False)
    status, out = doctor(tmp_path, capsys)
    assert status == 0
    assert "language model: none is set" in out
    assert "384 numbers a vector" in out


@pytest.mark.parametrize(("play", "status", "told"), [(says("ready"), 0, "began to reply after"), (fails(401), 1, "refused the key")])
def test_the_connection_to_a_model_is_tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, play: Play, status: int, told: str
) -> None:
    with model_server() as server:
        server.plays = [play]
        monkeypatch.setenv("POLICY_MODEL", "openai:scripted")
        monkeypatch.setenv("POLICY_MODEL_URL", server.url)
        monkeypatch.setenv("POLICY_MODEL_KEY", KEY)
        ended, out = doctor(tmp_path, capsys, "--json")
    found = {one["part"]: one for one in json.loads(out)}
    assert ended == status
    assert found["language model"]["is_well"] == (status == 0)
    assert told in found["language model"]["told"]
    assert KEY not in out


@pytest.mark.parametrize(("name", "value"), [("POLICY_MODEL", "gpt"), ("POLICY_MODEL_URL", "ftp://x"), ("POLICY_MODEL_WINDOW", "1")])
def test_wrong_settings_name_their_variable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["doctor", "--data", str(tmp_path)]) == 1
    assert name in capsys.readouterr().err
