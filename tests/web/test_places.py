"""How many questions of one user wait at a time, with the real page, its queue and a model that takes its time."""

from collections.abc import Iterator

import pytest

from assistant.cli.main import main
from tests.conftest import ROOT
from tests.model_server import ENDLESS, KEY, ModelServer, model_server, says
from tests.web_server import Server, joined, served

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server() as played:
        yield played


@pytest.fixture(scope="module")
def server(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {"POLICY_MODEL": "openai:scripted", "POLICY_MODEL_URL": model.url, "POLICY_MODEL_KEY": KEY, "POLICY_AUTH": "proxy"}
    library = tmp_path_factory.mktemp("places") / "library"
    assert main(["--data", str(library), "ingest", str(ROOT / "policies")]) == 0  # with accounts nobody gets samples by themselves
    with served(library, **settings) as started:
        yield started


def test_nobody_takes_the_places_of_others(server: Server, model: ModelServer) -> None:
    model.plays = [says(ENDLESS, piece=5, pause=0.05)]
    replies = [joined(server, "ask", "flood", number) for number in range(70)]
    assert [status for status, _ in replies].count(200) == 3
    assert {text for status, text in replies if status != 200} == {
        "Your earlier questions are still being answered; ask again when they are."
    }
    assert joined(server, "ask", "rita", 1)[0] == 200


@pytest.mark.parametrize(("function", "values"), [(None, 2), (None, 0), (9_999, 1), (-1, 1)])
def test_what_the_page_does_not_send_reaches_no_function(server: Server, function: int | None, values: int) -> None:
    assert joined(server, "ask", "eve", 1, values, function) == (404, "There is no such page.")


def test_what_gradio_refuses_is_told_in_a_sentence(server: Server) -> None:
    assert joined(server, "open", "eve", 2, path="run/predict") == (500, "This could not be answered.")
