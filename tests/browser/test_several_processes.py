"""Two web processes and two workers that share a database of PostgreSQL, behind nginx with TLS: any of them answers or reads, and one
that is killed is not missed."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from assistant.records.records import Records
from tests.browser.test_gate import PASSWORD, logged_in
from tests.conftest import ROOT
from tests.postgresql_server import PostgresServer
from tests.web_server import Server, ask

pytestmark = [pytest.mark.slow, pytest.mark.browser]
CHARTER = b"# Charter of the Harbour Fund\n\nThe Harbour Board must publish the charter by 31 May 2033.\n"


@pytest.fixture(scope="module")
def url(postgresql: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the sample documents and an administrator."""
    name = postgresql.create_database()
    url, data = postgresql.address(name), tmp_path_factory.mktemp("first")
    command = [sys.executable, "-m", "assistant.cli.main", "--data", data, "ingest", ROOT / "policies"]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True, env=os.environ | {"POLICY_DATABASE": url})
    with Records(data, url) as records:
        records.accounts.add("anna", "administrator", PASSWORD)
    yield url
    postgresql.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def processes(url: str, tmp_path: Path) -> Iterator[list[Server]]:
    settings = {"POLICY_DATABASE": url, "POLICY_AUTH": "accounts", "POLICY_PROXY_ADDRESSES": "127.0.0.1", "POLICY_ASKS_PER_MINUTE": "1000"}
    started = [Server(tmp_path / name / "data", POLICY_WORKERS="apart", **settings) for name in ("one", "other")]
    workers = []
    try:
        for server in started:
            server.wait_for("health", "ready", 300)
        for name in ("worker-1", "worker-2"):
            command = [sys.executable, "-m", "assistant.cli.main", "--data", tmp_path / name, "worker"]
            workers.append(subprocess.Popen(command, cwd=ROOT, env=os.environ | {"POLICY_DATABASE": url}))
        yield started
    finally:
        for worker in workers:
            worker.terminate()
        for server in started:
            server.process.kill()
            server.process.wait(20)
        assert [worker.wait(60) for worker in workers] == [0, 0]


@pytest.fixture
def proxy(processes: list[Server], tmp_path: Path) -> Iterator[str]:
    """The address of nginx, with the configuration that the project has, before both processes."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        pytest.skip("nginx is not installed (apt-get install nginx)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    key, certificate = tmp_path / "policies.key", tmp_path / "policies.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    given = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for one, other in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("/etc/nginx/tls", str(tmp_path)),
        *((f"web-{number}:7860", f"127.0.0.1:{server.port}") for number, server in enumerate(processes, 1)),
    ):
        assert one in given
        given = given.replace(one, other)
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        given = given.replace("http {", f"http {{ {kind}_temp_path {tmp_path / kind};", 1)
    written = tmp_path / "nginx.conf"
    written.write_text(f"pid {tmp_path / 'pid'};\ndaemon off;\n{given.replace('http {', 'http { access_log off;', 1)}", encoding="utf-8")
    with subprocess.Popen([program, "-c", written, "-e", tmp_path / "errors"]) as running:
        end = time.monotonic() + 20
        trusting = ssl.create_default_context(cafile=str(certificate))
        while True:
            try:
                urllib.request.urlopen(f"https://localhost:{port}/health", timeout=10, context=trusting).close()
                break
            except OSError:
                assert time.monotonic() < end, (tmp_path / "errors").read_text()
                time.sleep(0.1)
        yield f"https://localhost:{port}/"
        running.terminate()
        running.wait(20)


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, ignore_https_errors=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    try:
        page.goto(address)
        yield page
    finally:
        context.close()


def log_in(page: Page) -> None:
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#masthead .status")).to_contain_text("documents, as of")


def test_one_logs_in_at_one_process_and_works_at_the_other(browser: Browser, processes: list[Server]) -> None:
    one, other = (server.address for server in processes)
    with opened(browser, one) as page:
        log_in(page)
        page.goto(other)
        ask(page, "By when must the Technology Division publish the catalogue?")
        page.goto(f"{one}documents")
        with page.context.new_page() as beside:
            page.locator("#files").set_input_files([FilePayload(name="charter.md", mimeType="text/plain", buffer=CHARTER)])
            expect(page.locator("#jobs li.added")).to_contain_text("charter.md", timeout=120_000)  # workers start meanwhile
            beside.on("dialog", lambda dialog: dialog.accept())
            beside.goto(f"{other}documents")
            row = 'table.documents tr[data-name="charter.md"]'
            expect(beside.locator(row)).to_be_visible()
            beside.locator(row).locator("button.remove").click()
            expect(beside.locator(row)).to_have_count(0)
            page.reload()
            expect(page.locator(row)).to_have_count(0)
            page.locator("details.removals summary").click()
            page.locator("ul.removals li", has_text="charter.md").locator("button.undo").click()
            expect(page.locator(row)).to_be_visible()
        page.goto(other)
        ask(page, "Who must publish the charter of the Harbour Fund?")
        expect(page.locator("#chat blockquote").first).to_contain_text("The Harbour Board must publish the charter by 31 May 2033.")
        page.goto(one)
        expect(page.locator("#conversation-list")).to_contain_text("Who must publish the charter of the Harbour Fund?")


def test_a_process_that_is_killed_is_not_missed_behind_the_proxy(browser: Browser, processes: list[Server], proxy: str) -> None:
    with opened(browser, proxy) as page:
        log_in(page)
        assert next(one for one in page.context.cookies() if one["name"] == "policy_session")["secure"]
        ask(page, "By when must the Technology Division publish the catalogue?")
        serving = _serving(processes)
        serving.process.kill()
        serving.process.wait(20)
        page.goto(proxy)
        expect(page.locator("#masthead .status")).to_contain_text("documents, as of")
        expect(page.locator("#conversation-list")).to_contain_text("By when must the Technology Division publish the catalogue?")
        ask(page, "Which committee keeps the register?")


def _serving(processes: list[Server]) -> Server:
    """Give the process to which the proxy leads the one user there is: it alone has answered a question."""
    counts = [server.send("metrics", Cookie=logged_in(server, "anna"))[1].count("policy_questions_total{") for server in processes]
    assert sorted(counts) == [0, 1]
    return processes[counts.index(1)]
