"""How many questions of one user, and of one address, wait at a time and come in a minute, with the real page, its queue and a model that takes its time."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from assistant.cli.main import main
from tests.conftest import ROOT
from tests.model_server import ENDLESS, KEY, ModelServer, model_server, says
from tests.web_server import Server, joined, served

pytestmark = pytest.mark.slow
TOO_MANY = "Too many questions came from your network; try again in a minute."
OPENING = """
import sys
from pathlib import Path
from gradio.state_holder import StateHolder
from assistant.settings import Settings
from assistant.web.pages.ask.page import build_page
from assistant.web.state import AppState
from language.messages import translations

pages, state = StateHolder(), AppState(Settings(data=Path(sys.argv[1])))
pages.set_blocks(build_page(state, translations("en")))
for number in range(1_200):
    pages[f"page{number}"]
print(len(pages.session_data))
state.close()
"""


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server() as played:
        yield played


def model_settings(model: ModelServer) -> dict[str, str]:
    return {"POLICY_MODEL": "openai:scripted", "POLICY_MODEL_URL": model.url, "POLICY_MODEL_KEY": KEY}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the samples, which nobody gets by themselves where others ask too."""
    library = tmp_path_factory.mktemp("places") / "library"
    assert main(["--data", str(library), "ingest", str(ROOT / "policies")]) == 0
    return library


@pytest.fixture(scope="module")
def server(library: Path, model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(copytree(library, tmp_path_factory.mktemp("proxied") / "library"), POLICY_AUTH="proxy", **model_settings(model)) as started:
        yield started


@pytest.fixture
def open_server(request: pytest.FixtureRequest, library: Path, model: ModelServer, tmp_path: Path) -> Iterator[Server]:
    """A server that is open to everyone, with more settings."""
    with served(copytree(library, tmp_path / "library"), POLICY_AUTH="open-to-everyone", **request.param(model)) as started:
        yield started


def visitor(server: Server, address: str) -> dict[str, str]:
    """Give what a browser sends that comes from `address` for the first time: the cookie that it was given is its own."""
    _, _, headers = server.send("requirements", X_Forwarded_For=address)
    return {"X_Forwarded_For": address, "Cookie": headers["Set-Cookie"].split(";")[0]}


def test_nobody_takes_the_places_of_others(server: Server, model: ModelServer) -> None:
    model.plays = [says(ENDLESS, piece=5, pause=0.05)]
    replies = [joined(server, "ask", "flood", number) for number in range(70)]
    assert [status for status, _ in replies].count(200) == 3
    assert {text for status, text in replies if status != 200} == {
        "Your earlier questions are still being answered; ask again when they are."
    }
    assert joined(server, "ask", "rita", 1)[0] == 200


@pytest.mark.parametrize("open_server", [lambda _: {"POLICY_ASKS_PER_MINUTE": "1"}], indirect=True)
def test_who_throws_the_cookie_away_asks_no_more_than_an_address_may(open_server: Server) -> None:
    visitors = [visitor(open_server, "192.0.2.1") for _ in range(12)] + [visitor(open_server, "192.0.2.2")]
    assert {joined(open_server, "ask", "visitor", number, **one)[0] for number, one in enumerate(visitors)} == {200}
    heard = [open_server.send(f"gradio_api/queue/data?session_hash=visitor{number}", **one)[1] for number, one in enumerate(visitors)]
    assert sum(TOO_MANY in text for text in heard) == 2
    assert TOO_MANY not in heard[-1]


@pytest.mark.parametrize("open_server", [model_settings], indirect=True)
def test_visitors_of_one_address_do_not_take_the_places_of_others(open_server: Server, model: ModelServer) -> None:
    model.plays = [says(ENDLESS, piece=5, pause=0.05)]
    visitors = [visitor(open_server, "192.0.2.1") for _ in range(11)]
    replies = [joined(open_server, "ask", f"visitor{which}", number, **one) for which, one in enumerate(visitors) for number in range(3)]
    assert [status for status, _ in replies] == [200] * 30 + [429] * 3
    assert {text for status, text in replies if status != 200} == {TOO_MANY}
    assert joined(open_server, "ask", "other", 1, **visitor(open_server, "192.0.2.2"))[0] == 200


@pytest.mark.parametrize(("function", "values"), [(None, 2), (None, 0), (9_999, 1), (-1, 1)])
def test_what_the_page_does_not_send_reaches_no_function(server: Server, function: int | None, values: int) -> None:
    assert joined(server, "ask", "eve", 1, values, function) == (404, "There is no such page.")


def test_of_open_pages_the_latest_are_remembered_only(library: Path, tmp_path: Path) -> None:
    """Each takes memory, also of one who opens page after page and asks nothing."""
    command = [sys.executable, "-c", OPENING, str(copytree(library, tmp_path / "library"))]
    assert subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout == "200\n"


def test_what_gradio_refuses_is_told_in_a_sentence(server: Server) -> None:
    assert joined(server, "open", "eve", 2, path="run/predict") == (500, "This could not be answered.")
