"""The connection to a language model, through langchain-openai to a real server that plays honest and hostile replies."""

import subprocess
import sys
import time
from dataclasses import replace

import pytest

from assistant.settings import ModelSettings
from assistant.writing.model import Model, ModelError
from tests.conftest import ROOT
from tests.model_server import KEY, ModelServer, Play, breaks_off, fails, says, sends


def model_of(server: ModelServer, timeout: float = 10.0) -> Model:
    return Model(ModelSettings("openai:scripted", server.url, KEY, timeout=timeout))


def test_a_reply_comes_piece_by_piece(server: ModelServer) -> None:
    server.plays = [says("The board must meet.", piece=5)]
    assert list(model_of(server).stream("Rules", "Who?")) == ["The b", "oard ", "must ", "meet."]
    asked = server.asked[0]
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert (asked["temperature"], asked["stream"]) == (0, True)


@pytest.mark.parametrize(
    ("plays", "text"),
    [
        ([fails(500), says("Ready now.")], "Ready now."),
        ([fails(429, retry_after="0.2"), says("Ready now.")], "Ready now."),
        ([fails(503), fails(503), says("Ready now.")], "Ready now."),
        ([breaks_off(""), says("Ready now.")], "Ready now."),
    ],
)
def test_what_may_help_is_tried_again(server: ModelServer, plays: list[Play], text: str) -> None:
    server.plays = plays
    assert model_of(server).reply("Rules", "Who?") == text


@pytest.mark.parametrize(
    ("play", "reason", "tries"),
    [
        (fails(401), "refused the key", 1),
        (fails(404), "does not know this model", 1),
        (fails(429, retry_after="3600"), "asked too often", 1),
        (fails(500), "status 500", 3),
        (breaks_off("The board must"), "broke off", 1),
        (says(""), "empty reply", 1),
        (says("The same again. " * 60, piece=16), "repeated itself", 1),
        (says("".join(f"Sentence {number} differs. " for number in range(20_000)), piece=400), "did not come to an end", 1),
        (sends(b'data: {"choices": [{"index": 0, "delta": {"content": "caf\xff\xfe"}}]}\n\n'), "garbled", 1),
        (sends(b"data: {nonsense\n\n"), "cannot be read", 3),
        (sends(b""), "cannot be read", 3),
    ],
)
def test_each_failure_has_its_reason_and_shows_no_key(
    server: ModelServer, play: Play, reason: str, tries: int, caplog: pytest.LogCaptureFixture
) -> None:
    server.plays = [play]
    with pytest.raises(ModelError, match=reason) as failure:
        model_of(server).reply("Rules", "Who?")
    assert len(server.asked) == tries
    shown = f"{failure.value!r} {failure.value.__cause__!r} {caplog.text}"
    assert KEY not in shown
    assert server.url not in shown


def test_a_refused_connection_is_told() -> None:
    with pytest.raises(ModelError, match="cannot be reached"):
        Model(ModelSettings("openai:scripted", "http://127.0.0.1:9/v1", KEY, timeout=5)).reply("Rules", "Who?")


@pytest.mark.parametrize("pause", [30.0, 0.05])
def test_waiting_is_bounded_also_where_text_trickles(server: ModelServer, pause: float) -> None:
    server.plays = [says("word " * 2000, piece=5, pause=pause)]
    began = time.monotonic()
    with pytest.raises(ModelError, match="in time"):
        model_of(server, timeout=1.0).reply("Rules", "Who?")
    assert time.monotonic() - began < 8


def test_a_stopped_reply_stops_the_server(server: ModelServer) -> None:
    server.plays = [says("word " * 5000, piece=5, pause=0.01)]
    stream = model_of(server).stream("Rules", "Who?")
    next(stream)
    stream.close()
    assert server.gone.wait(5)


def test_settings_do_not_show_the_key() -> None:
    assert KEY not in repr(ModelSettings("openai:scripted", "http://127.0.0.1", KEY))


@pytest.mark.parametrize(("name", "reason"), [("unknown:thing", "cannot be used"), ("anthropic:thing", "not installed")])
def test_a_model_that_is_none_is_told(server: ModelServer, name: str, reason: str) -> None:
    server.plays = [says("")]
    with pytest.raises(ModelError, match=reason):
        Model(replace(ModelSettings(name, server.url, KEY))).reply("Rules", "Who?")


def test_what_connects_is_loaded_before_the_first_question() -> None:
    program = """
import sys, time
from assistant.settings import ModelSettings
from assistant.writing.model import Model
Model(ModelSettings("openai:small", "http://127.0.0.1:9/v1")).begin()
end = time.monotonic() + 60
while "langchain_openai" not in sys.modules and time.monotonic() < end:
    time.sleep(0.1)
assert "langchain_openai" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
