"""How many questions of one user wait at a time, with the real page, its queue and a model that takes its time."""

import json
from collections.abc import Iterator

import pytest

from tests.model_server import KEY, ModelServer, model_server, says
from tests.web_server import Server, served

pytestmark = pytest.mark.slow
_ENDLESS = " ".join(f"Sentence {number} is not a repetition." for number in range(3_000))


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server() as played:
        yield played


@pytest.fixture(scope="module")
def server(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {"POLICY_MODEL": "openai:scripted", "POLICY_MODEL_URL": model.url, "POLICY_MODEL_KEY": KEY, "POLICY_AUTH": "proxy"}
    with served(tmp_path_factory.mktemp("places") / "library", **settings) as started:
        yield started


def _function(server: Server, event: str) -> int:
    """Give the number under which the page sends `event`."""
    status, text, _ = server.send("config", Remote_User="rita")
    assert status == 200
    return next(one["id"] for one in json.loads(text)["dependencies"] if event in [name for _, name in one["targets"]])


def _joined(server: Server, function: int, user: str, number: int, values: int = 1) -> tuple[int, str]:
    question = {
        "conversation": "",
        "number": number,
        "question": "Who must publish the catalogue?",
        "filter": "",
        "instead": "",
        "is_shown": True,
    }
    body = {"data": [None] * values, "event_data": question, "fn_index": function, "trigger_id": 1, "session_hash": f"{user}{number}"}
    status, text, _ = server.send("gradio_api/queue/join", body, Remote_User=user)
    return status, text


def test_nobody_takes_the_places_of_others(server: Server, model: ModelServer) -> None:
    model.plays = [says(_ENDLESS, piece=5, pause=0.05)]
    ask = _function(server, "ask")
    replies = [_joined(server, ask, "flood", number) for number in range(70)]
    assert [status for status, _ in replies].count(200) == 3
    assert {text for status, text in replies if status != 200} == {
        "Your earlier questions are still being answered; ask again when they are."
    }
    assert _joined(server, ask, "rita", 1)[0] == 200


def test_what_the_page_does_not_send_reaches_no_function(server: Server) -> None:
    ask = _function(server, "ask")
    for function, values in ((ask, 2), (ask, 0), (9_999, 1), (-1, 1)):
        status, text = _joined(server, function, "eve", 1, values)
        assert (status, text) == (404, "There is no such page.")


def test_what_gradio_refuses_is_told_in_a_sentence(server: Server) -> None:
    body = {"data": [None], "event_data": {}, "fn_index": _function(server, "open"), "trigger_id": 1, "session_hash": "eve2"}
    status, text, _ = server.send("gradio_api/run/predict", body, Remote_User="eve")
    assert (status, text) == (500, "This could not be answered.")
