"""Who may ask, from where and how much: the real server with accounts, behind a proxy, open to everyone, and for oneself."""

import json
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.records.records import Records
from assistant.web.security.authentication import is_loopback
from assistant.web.security.rate_limit import RateLimiter
from tests.browser.test_accessibility import violations
from tests.conftest import ROOT
from tests.web_server import Server, ask, send_question, watched_page

pytestmark = pytest.mark.slow
PASSWORD = "correct horse battery"
FORM = "application/x-www-form-urlencoded"
ROUTES_OF_ADMINISTRATORS = [
    ("insights", None), ("insights/export?table=days", None), ("documents/jobs", None), ("documents/remove", {"name": "x"}),
    ("documents/again", {"name": "x"}), ("documents/undo", {"removal": 1}), ("documents/properties", {"name": "x", "properties": {}}),
]  # fmt: skip


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
    started = Server(data, POLICY_AUTH="accounts", POLICY_ASKS_PER_MINUTE="3")
    started.wait_for("health", "ready", 120)
    yield started
    started.stop()


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


@pytest.mark.parametrize(
    "path",
    ["", "requirements", "requirements/rows", "source?document=1&start=0&end=5", "documents/original?document=1", "config", "gradio_api/info",
     "theme.css", "conversations", "insights", "openapi.json", "gradio_api/file=/etc/passwd"],
)  # fmt: skip
def test_nothing_is_told_to_one_who_has_not_logged_in(server: Server, path: str) -> None:
    status, told, _ = server.send(path)
    assert status == 401
    assert told == "Log in first."
    assert server.send(path, Cookie="policy_session=made-up")[0] == 401
    assert server.send(path, Cookie="policy_visitor=" + "a" * 32, Remote_User="anna")[0] == 401


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
    assert server.send("conversations/delete", {"id": id}, **rita)[0] == 200  # nothing of Rita's is called so
    assert server.send("conversations/rate", {"turn": turn, "rating": "bad", "reasons": []}, **rita)[0] == 400
    name, _, token = cookies["rita"].partition("=")
    with watched_page(browser, server) as page:
        page.context.add_cookies([{"name": name, "value": token, "url": server.address}])
        page.goto(f"{server.address}?conversation={id}")
        expect(page.locator("#masthead")).to_contain_text("rita")
        page.wait_for_timeout(1000)
        assert "A secret" not in page.content()
        # also where the page is made to send another's conversation
        page.evaluate(
            "(id) => { const box = document.querySelector('#conversation textarea, #conversation input');"
            "Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value').set.call(box, id);"
            "box.dispatchEvent(new Event('input', { bubbles: true })); }",
            id,
        )
        page.evaluate("document.querySelector('#open').click()")
        page.wait_for_timeout(1000)
        assert "A secret" not in page.content()
    assert "A secret" in server.send("conversations", Cookie=cookies["anna"])[1]


@pytest.mark.parametrize(("path", "body"), ROUTES_OF_ADMINISTRATORS)
def test_only_administrators_keep_documents_and_see_insights(
    server: Server, cookies: dict[str, str], path: str, body: dict[str, object] | None
) -> None:
    for name in ("rita", "erik"):
        assert server.send(path, body, Cookie=cookies[name])[0] == 403
    assert server.send(path, body, Cookie=cookies["anna"])[0] in (200, 400)
    upload = {"Content_Type": "multipart/form-data; boundary=x", "Cookie": cookies["erik"]}
    file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\nhello\r\n--x--\r\n'
    assert server.send("documents/upload", file, **upload)[0] == 403


def test_only_editors_mark_requirements_under_their_own_name(server: Server, cookies: dict[str, str], data: Path) -> None:
    rows = server.send("requirements/rows", Cookie=cookies["erik"])[1]
    id = rows.partition('data-id="')[2].partition('"')[0]
    change = {"id": id, "state": "done", "name": "Anna"}
    assert server.send("requirements/mark", change, Cookie=cookies["rita"])[0] == 403
    assert server.send("requirements/mark", change, Cookie=cookies["erik"])[0] == 200
    assert "erik" in server.send("requirements/rows?state=done", Cookie=cookies["erik"])[1]


def test_progress_is_that_of_one_user(server: Server, cookies: dict[str, str]) -> None:
    item = {"item": "read board-of-directors-guidelines.html", "done": True}
    told = json.loads(server.send("onboarding/read", item, Cookie=cookies["erik"])[1])["learned"]
    assert told.startswith("1 of ")
    assert "0 of " in server.send("onboarding", Cookie=cookies["anna"])[1]


def test_changes_from_other_sites_are_refused(server: Server, cookies: dict[str, str]) -> None:
    for origin in ("http://evil.invalid", "null", "http://["):
        assert server.send("conversations/delete", {"id": "x"}, Cookie=cookies["anna"], Origin=origin)[0] == 403
        assert (
            server.send("conversations/delete", {"id": "x"}, Cookie=cookies["anna"], Origin=origin, X_Forwarded_Host="policy.example")[0]
            == 403
        )
        assert server.send("logout", b"", Cookie=cookies["anna"], Origin=origin, Content_Type=FORM)[0] == 403


def test_a_change_comes_through_a_proxy_that_tells_its_own_name(server: Server, cookies: dict[str, str]) -> None:
    named = {"Origin": "https://policy.example", "X_Forwarded_Host": "policy.example", "X_Forwarded_Proto": "https"}
    assert server.send("conversations/delete", {"id": "x"}, Cookie=cookies["anna"], **named)[0] == 200
    form = urllib.parse.urlencode({"name": "rita", "password": PASSWORD}).encode()
    status, _, headers = server.send("login", form, Content_Type=FORM, **named)
    assert status == 429 or "secure" in headers["Set-Cookie"].lower()


def test_nobody_is_sent_elsewhere_after_logging_in(server: Server) -> None:
    for to in ("//evil.invalid", "https://evil.invalid", "\\\\evil", "requirements/../../x"):
        form = urllib.parse.urlencode({"name": "rita", "password": PASSWORD, "to": to}).encode()
        status, _, headers = server.send("login", form, Content_Type=FORM)
        assert (status, headers["Location"]) == (303, "./") or status == 429
    assert server.send("language?to=zh&back=//evil.invalid")[2]["Location"] == "./"


def test_what_is_done_is_logged(server: Server, cookies: dict[str, str]) -> None:
    assert server.send("requirements/export?format=csv", Cookie=cookies["erik"])[0] == 200
    told = server.send("insights", Cookie=cookies["anna"])[1]
    assert "erik</td><td>export</td><td>" in told
    assert "anna</td><td>log in</td>" in told


def test_too_many_logins_are_refused(server: Server) -> None:
    form = urllib.parse.urlencode({"name": "lock", "password": "wrong"}).encode()
    answers = [server.send("login", form, Content_Type=FORM) for _ in range(65)]
    assert answers[-1][0] == 429
    assert {status for status, _, _ in answers} <= {403, 429}


def test_every_reply_carries_the_headers(server: Server, cookies: dict[str, str]) -> None:
    for path in ("", "requirements", "health", "nothing", "plain/page.js"):
        _, _, headers = server.send(path, Cookie=cookies["anna"])
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "connect-src 'self'" in policy
        assert ("unsafe-eval" in policy) == (path in ("", "health", "nothing"))
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
        "app_id",
    ):
        assert server.send(f"gradio_api/{path}", **rita)[0] == 404
    for path in ("upload", "run/respond", "call/respond", "call/v2/opened", "api/respond", "component_server", "reset"):
        assert server.send(f"gradio_api/{path}", {"data": [], "session_hash": "x"}, **rita)[0] == 404
    assert server.send("openapi.json", **rita)[0] == 404


@pytest.mark.parametrize(
    "given", [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, {"path": "http://127.0.0.1/a"}, ["/etc/passwd"], {"url": "x"}]
)
def test_no_event_names_a_file_or_an_address(server: Server, cookies: dict[str, str], given: object) -> None:
    for index in (0, 22, 26):
        event = {"fn_index": index, "session_hash": "forged", "data": [given, "", "", "", None]}
        assert server.send("gradio_api/queue/join", event, Cookie=cookies["rita"])[0] == 404


def test_a_session_of_the_page_belongs_to_one_user(server: Server, cookies: dict[str, str]) -> None:
    event = {"fn_index": 26, "session_hash": "annas-page", "data": []}
    assert server.send("gradio_api/queue/join", event, Cookie=cookies["anna"])[0] == 200
    assert server.send("gradio_api/queue/join", event, Cookie=cookies["rita"])[0] == 404
    assert server.send("gradio_api/queue/data?session_hash=annas-page", Cookie=cookies["rita"])[0] == 404
    assert server.send("gradio_api/heartbeat/annas-page", Cookie=cookies["rita"])[0] == 404


def test_large_requests_are_refused(server: Server, cookies: dict[str, str]) -> None:
    body = {"id": "x", "title": "y" * 2_000_000}
    assert server.send("conversations/rename", body, Cookie=cookies["anna"])[0] == 413
    assert server.send("conversations/rename", b"{" * 100_000, Cookie=cookies["anna"])[0] == 422


def test_a_proxy_names_the_user_and_nobody_else_does(data: Path) -> None:
    other = Server(data.parent / "proxied", POLICY_AUTH="proxy", POLICY_PROXY_HEADER="X-Who")
    try:
        other.wait_for("health", "ready", 120)
        with Records(other.data) as records:
            records.accounts.add("anna", "administrator", None)
        assert other.send("requirements")[0] == 401
        assert other.send("requirements", Remote_User="anna")[0] == 401
        assert other.send("requirements", X_Who="Someone")[0] == 200
        assert other.send("insights", X_Who="someone")[0] == 403
        assert other.send("insights", X_Who="Anna")[0] == 200
        assert other.send("requirements", X_Who="a" * 201)[0] == 401
        form = urllib.parse.urlencode({"name": "anna", "password": ""}).encode()
        status, _, headers = other.send("login", form, X_Who="rita", Content_Type=FORM)
        assert (status, headers["Set-Cookie"]) in ((303, None), (422, None))
    finally:
        other.stop()
    strict = Server(data.parent / "strict", POLICY_AUTH="proxy", POLICY_PROXY_ADDRESSES="10.1.2.3")
    try:
        strict.wait_for_reply(60)
        assert strict.send("requirements", Remote_User="anna")[0] == 403
        assert strict.send("health", Remote_User="anna", X_Forwarded_For="10.1.2.3")[0] == 403
    finally:
        strict.stop()


def test_for_oneself_only_this_machine_is_answered(sample_server: Server) -> None:
    assert sample_server.send("requirements")[0] == 200
    for host in ("evil.invalid", "evil.invalid:80", "127.0.0.1.evil.invalid"):
        assert sample_server.send("requirements", Host=host)[0] == 403


def test_open_to_everyone_each_visitor_is_a_reader_apart(data: Path) -> None:
    other = Server(data.parent / "open", POLICY_AUTH="open-to-everyone")
    try:
        other.wait_for("health", "ready", 120)
        status, _, headers = other.send("requirements", Host="policies.example")
        cookie = headers["Set-Cookie"].split(";")[0]
        assert status == 200
        assert other.send("requirements", Cookie=cookie)[2]["Set-Cookie"] is None
        assert other.send("insights", Cookie=cookie)[0] == 403
        for forged in ("../x", "a" * 32, cookie.partition("=")[2].partition(".")[0] + "." + "0" * 64):
            assert other.send("requirements", Cookie=f"policy_visitor={forged}")[2]["Set-Cookie"]
    finally:
        other.stop()


def test_nobody_listens_for_others_without_a_login(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(tmp_path / "x"), "serve", "--host", "0.0.0.0", "--port", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "POLICY_AUTH=accounts" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_too_often_is_refused_and_forgotten_after_a_minute() -> None:
    moment = 0.0
    pace = RateLimiter(2, lambda: moment)
    assert [pace.admits("anna") for _ in range(3)] == [True, True, False]
    assert pace.admits("bob")
    moment = 61.0
    assert pace.admits("anna")


@pytest.mark.parametrize(
    ("host", "here"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("example.com", False)]
)
def test_loopback_addresses_are_known(host: str, here: bool) -> None:
    assert is_loopback(host) is here
