"""Who may ask, from where and how much: the real server with accounts, behind a proxy, open to everyone, and for oneself."""

import json
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.records.records import Records
from tests.browser.test_accessibility import violations
from tests.conftest import ROOT
from tests.web_server import Server, ask, send_question, served, watched_page

pytestmark = pytest.mark.slow
PASSWORD = "correct horse battery"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the samples, and three users."""
    data = tmp_path_factory.mktemp("gate") / "library"
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(data), "ingest", str(ROOT / "policies")]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    with Records(data) as records:
        for name, role in (("anna", "administrator"), ("erik", "editor"), ("rita", "reader"), ("lock", "reader")):
            records.accounts.add(name, role, PASSWORD)
    return data


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    with served(data, POLICY_AUTH="accounts", POLICY_ASKS_PER_MINUTE="3") as started:
        yield started


@pytest.fixture(scope="module")
def cookies(server: Server) -> dict[str, str]:
    """The session of each user."""
    return {name: logged_in(server, name) for name in ("anna", "erik", "rita")}


def logged_in(server: Server, name: str, password: str = PASSWORD) -> str:
    status, _, headers = server.send("login", urllib.parse.urlencode({"name": name, "password": password}).encode(), Content_Type=FORM)
    assert status == 303
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    return str(cookie.split(";")[0])


@pytest.mark.browser
def test_a_user_logs_in_asks_and_leaves(browser: Browser, server: Server) -> None:
    with watched_page(browser, server) as page:
        page.goto(f"{server.address}requirements")
        assert violations(page) == []
        page.get_by_label("Name").fill("rita")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        expect(page.locator("h1")).to_have_text("Requirements")
        expect(page.locator("table.ledger td.state").first).to_have_text("open")
        expect(page.locator("select.mark")).to_have_count(0)
        page.get_by_role("link", name="Ask", exact=True).click()
        expect(page.locator("#masthead")).to_contain_text("rita")
        expect(page.locator("#masthead")).not_to_contain_text("Insights")
        for number in range(1, 4):
            ask(page, "By when must the Technology Division publish the catalogue?", number)
        send_question(page, "And who keeps it?")
        expect(page.locator("#chat .warning")).to_have_text("Too many questions; try again in a minute.")
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_label("Password")).to_be_visible()
        page.goto(server.address)
        expect(page.get_by_label("Password")).to_be_visible()


@pytest.mark.browser
def test_one_user_sees_nothing_of_another(browser: Browser, server: Server, cookies: dict[str, str], data: Path) -> None:
    with Records(data) as records:
        id = records.conversations.begin("anna", "A secret of Anna")
        turn = records.conversations.ask("anna", id, "A secret of Anna")
    assert "A secret" in server.send("conversations", Cookie=cookies["anna"])[1]
    rita = {"Cookie": cookies["rita"]}
    assert "A secret" not in server.send("conversations?text=secret", **rita)[1]
    assert server.send(f"conversations/export?id={id}", **rita)[0] == 404
    assert server.send(f"conversations/answer?turn={turn}", **rita)[0] == 400
    assert server.send("conversations/delete", {"ids": [id]}, **rita)[0] == 200  # nothing of Rita's is called so
    assert server.send(f"api/v1/answers/{turn}/rating", {"rating": "bad"}, **rita)[0] == 404
    name, _, token = cookies["rita"].partition("=")
    with watched_page(browser, server) as page:
        page.context.add_cookies([{"name": name, "value": token, "url": server.address}])
        page.goto(f"{server.address}?conversation={id}")
        expect(page.locator("#masthead")).to_contain_text("rita")
        expect(page.locator("#desk")).to_have_attribute("aria-busy", "false")
        assert "A secret" not in page.content()
        # also where the page is made to send another's conversation
        page.evaluate(
            "(id) => document.querySelector('#conversation-list').innerHTML = "
            "`<ul><li data-id=${id} data-filter=''><a class='open-conversation' href='./'>forged</a></li></ul>`",
            id,
        )
        page.get_by_text("forged").click()
        expect(page.locator("#desk")).to_have_attribute("aria-busy", "false")
        assert "A secret" not in page.content()
        assert "conversation=" not in page.url
    assert "A secret" in server.send("conversations", Cookie=cookies["anna"])[1]


def logged_in_page(browser: Browser, server: Server, cookie: str) -> AbstractContextManager[Page]:
    name, _, token = cookie.partition("=")
    kept = {"cookies": [{"name": name, "value": token, "domain": "127.0.0.1", "path": "/"}], "origins": []}
    return watched_page(browser, server, storage_state=kept)


@pytest.mark.browser
def test_a_colleague_reads_what_is_shared_until_it_is_revoked(browser: Browser, server: Server, cookies: dict[str, str]) -> None:
    with logged_in_page(browser, server, cookies["anna"]) as own, logged_in_page(browser, server, cookies["rita"]) as other:
        own.goto(server.address)
        ask(own, "By when must the Technology Division publish the catalogue?")
        own.locator("#conversation-list li.here summary").click()
        own.get_by_role("menuitem", name="Share").click()
        expect(own.locator("#sharing")).to_be_visible()
        link = own.locator("#shared-link").input_value()
        own.locator("#sharing").get_by_role("button", name="Close").click()
        expect(own.locator("#conversation-list li.here .is-shared")).to_be_visible()
        other.goto(link)
        expect(other.locator("h1")).to_have_text("By when must the Technology Division publish the catalogue?")
        expect(other).to_have_title("By when must the Technology Division publish the catalogue? · Policy Assistant")
        other.locator("#shared a.cite").first.click()
        expect(other.locator("#cited")).to_contain_text("catalogue")
        expect(other.locator("#shared :is(.act, textarea, .revoke)")).to_have_count(0)
        assert violations(other) == []
        other.emulate_media(media="print")
        for hidden in ("#masthead", "#source-column", "#print"):
            expect(other.locator(hidden)).to_be_hidden()
        own.goto(f"{server.address}share")
        assert violations(own) == []
        own.get_by_role("button", name="Share no more").click()
        expect(own.locator("main")).to_contain_text("You share nothing.")
        reply = other.goto(link)
        assert reply is not None
        assert reply.status == 404


def test_every_reply_carries_the_headers(server: Server, cookies: dict[str, str]) -> None:
    for path in ("", "requirements", "health", "nothing", "resources/shared/base.js"):
        _, _, headers = server.send(path, Cookie=cookies["anna"])
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "connect-src 'self'" in policy
        assert ("unsafe-eval" in policy) == (path in ("", "nothing"))
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "server" not in {name.lower() for name in headers}


def test_of_gradio_only_what_the_page_uses_is_open(server: Server, cookies: dict[str, str]) -> None:
    rita = {"Cookie": cookies["rita"]}
    for path in (
        "info",
        "openapi.json",
        "file=/etc/passwd",
        f"file={server.data}/records.db",
        "deep_link?session_hash=x",
        "startup-events",
    ):
        assert server.send(f"gradio_api/{path}", **rita)[0] == 404
    for path in ("upload", "run/respond", "call/respond", "call/v2/opened", "api/respond", "component_server", "reset"):
        assert server.send(f"gradio_api/{path}", {"data": [], "session_hash": "x"}, **rita)[0] == 404
    assert server.send("openapi.json", **rita)[0] == 404


@pytest.mark.parametrize(
    "given", [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, {"path": "http://127.0.0.1/a"}, ["/etc/passwd"], {"url": "x"}]
)
def test_no_event_names_a_file_or_an_address(server: Server, cookies: dict[str, str], given: object) -> None:
    events = events_of_the_page(server, cookies["rita"])
    assert events
    for event in events:
        for forged in ({"data": [given]}, {"data": [None], "event_data": {"question": given}}):
            for path in ("queue/join", "run/predict"):
                body = {"fn_index": event, "session_hash": "forged"} | forged
                assert server.send(f"gradio_api/{path}", body, Cookie=cookies["rita"])[0] == 404


def test_a_session_of_the_page_belongs_to_one_user(server: Server, cookies: dict[str, str]) -> None:
    event = {"fn_index": events_of_the_page(server, cookies["anna"])[0], "session_hash": "annas-page", "data": [None]}
    assert server.send("gradio_api/queue/join", event, Cookie=cookies["anna"])[0] == 200
    assert server.send("gradio_api/queue/join", event, Cookie=cookies["rita"])[0] == 404
    assert server.send("gradio_api/run/predict", event, Cookie=cookies["rita"])[0] == 404
    assert server.send("gradio_api/queue/data?session_hash=annas-page", Cookie=cookies["rita"])[0] == 404
    assert server.send("gradio_api/heartbeat/annas-page", Cookie=cookies["rita"])[0] == 404


def test_a_page_that_lost_its_connection_finds_that_the_same_server_is_there(server: Server, cookies: dict[str, str]) -> None:
    status, told = server.send("gradio_api/app_id", Cookie=cookies["rita"])[:2]
    assert status == 200
    assert "app_id" in str(told)


def events_of_the_page(server: Server, cookie: str) -> list[int]:
    """Give the numbers of the events that Python answers."""
    config = json.loads(server.send("config", Cookie=cookie)[1])
    return [one["id"] for one in config["dependencies"] if one["backend_fn"]]


def test_nobody_listens_for_others_without_a_login(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(tmp_path / "x"), "serve", "--host", "0.0.0.0", "--port", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "POLICY_AUTH=accounts" in done.stderr
    assert "Traceback" not in done.stderr
