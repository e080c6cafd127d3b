"""Counting tokens with the ranks that come with the package, without a network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import assistant.writing.token_budget
from assistant.writing.model import ModelError
from assistant.writing.token_budget import tokens
from prompts import render
from tests.conftest import ROOT

OFFLINE = "import socket\ndef no(*_): raise OSError('no network')\nsocket.socket.connect = socket.getaddrinfo = no\n"


def test_tokens_are_counted_offline_and_the_same_as_published(tmp_path: Path) -> None:
    code = f"{OFFLINE}from assistant.writing.token_budget import tokens\nprint(tokens('tiktoken is great!'), tokens('国有企业改革'), tokens('<|endoftext|>'))"
    environment = {key: value for key, value in os.environ.items() if key not in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")}
    environment["TMPDIR"] = str(tmp_path)
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    english, chinese, mark = map(int, ran.stdout.split())
    assert english == 6
    assert chinese > 1
    assert mark > 1  # what looks like a mark of the model is text


def test_damaged_ranks_are_told_and_not_fetched_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = assistant.writing.token_budget.RANKS.iterdir()
    (tmp_path / file.name).write_bytes(b"damaged")
    monkeypatch.setattr(assistant.writing.token_budget, "RANKS", tmp_path)
    with pytest.raises(ModelError, match="damaged"):
        tokens("anything")
    assert (tmp_path / file.name).read_bytes() == b"damaged"


def test_values_are_put_into_prompts_as_they_are() -> None:
    text = render("answer", language="Chinese", wanted="", earlier="", form="", nothing="", passages="{{language}} {passages}")
    assert "in Chinese" in text
    assert text.endswith("{{language}} {passages}")
    with pytest.raises(KeyError):
        render("answer", language="Chinese")
