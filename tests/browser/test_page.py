"""The page as a user meets it, in headless Chromium against the real server."""

import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import ROOT
from tests.web_server import Server, ready_page, send_question, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUESTION = "How soon must the board sign a post agreement with a new manager?"
HOSTILE = (
    "# Rules on \\<b>Xylophones\\</b> ${alert(1)}\n\nEvery xylophone must be tuned \\<script>document.title='owned'\\</script> "
    "by \\<img src=x onerror=\"document.title='owned'\"> the ${document.title='owned'} orchestra [1] before {{value}} \u202ethe concert\u202c.\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server after its first start on an empty directory, with a hostile document beside the sample library."""
    folder = tmp_path_factory.mktemp("page")
    first = Server(folder / "library")
    try:
        first.wait_for("", "Policy Assistant", 30)
        first.wait_for("health", "ready", 120)
        assert first.notes.exists() is False
    finally:
        first.stop()
    (folder / "xylophones.md").write_text(HOSTILE, encoding="utf-8")
    ingest = [sys.executable, "-m", "assistant.cli.main", "--data", str(folder / "library"), "ingest", str(folder / "xylophones.md")]
    subprocess.run(ingest, check=True, cwd=ROOT, capture_output=True)
    told = subprocess.run(
        [sys.executable, "-m", "assistant.cli.main", "--data", str(folder / "library"), "ask", QUESTION, "--json"],
        check=True, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    (folder / "answer.json").write_text(told.stdout, encoding="utf-8")
    second = Server(folder / "library", POLICY_ASKS_PER_MINUTE="1000")
    second.wait_for("health", "ready", 120)
    yield second
    assert second.stop() in (0, -signal.SIGTERM)
    assert second.notes.exists() is False


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with ready_page(browser, server) as opened:
        yield opened


def ask(page: Page, question: str) -> None:
    send_question(page, question)
    expect(page.locator("#chat .as-of").last).to_be_visible()
    settled(page)


def expected_quote(server: Server) -> str:
    answer = json.loads((server.data.parent / "answer.json").read_text(encoding="utf-8"))
    return str(answer["citations"][0]["quote"])


def folded(text: str) -> str:
    return " ".join(text.split())


def test_the_first_citation_opens_its_source_with_exactly_the_quote_highlighted(page: Page, server: Server) -> None:
    ask(page, QUESTION)
    page.locator("#chat blockquote a.cite").first.click()
    shown = page.locator("#source .rendition mark")
    expect(shown.first).to_be_in_viewport()
    assert "".join("".join(shown.all_inner_texts()).split()) == "".join(expected_quote(server).split())
    page.get_by_role("button", name="Text", exact=True).click()
    mark = page.locator("#cited")
    expect(mark).to_be_in_viewport()
    assert folded(mark.inner_text()) == folded(expected_quote(server))
    expect(page.locator("#source-body > h2")).to_have_text(re.compile("Measures on the Tenure System"))
    expect(page.locator("#source .about")).to_contain_text("18 July 2024")
    expect(page.locator("#source .path")).not_to_be_empty()
    passage = page.locator("#source .text").inner_text()
    assert len(passage) > len(mark.inner_text()) + 200


def test_the_whole_document_is_shown_with_the_same_highlight(page: Page, server: Server) -> None:
    ask(page, QUESTION)
    page.locator("#chat blockquote a.cite").first.click()
    page.get_by_role("button", name="Text", exact=True).click()
    page.get_by_role("button", name="Show the whole document").click()
    expect(page.locator("#source .text")).to_contain_text("Measures on the Tenure System and Contract Management")
    expect(page.locator("#source .open-whole")).to_have_count(0)
    mark = page.locator("#cited")
    assert folded(mark.inner_text()) == folded(expected_quote(server))
    expect(mark).to_be_in_viewport()
    policy = ROOT / "policies" / "tenure-and-contract-management-measures.md"
    assert folded(page.locator("#source .text").inner_text()).endswith(folded(policy.read_text(encoding="utf-8"))[-40:])


class _Gate:
    """Holds what is asked for until it is opened, and nothing after that."""

    def __init__(self) -> None:
        self._held: list[Route] = []
        self._is_open = False

    def __call__(self, route: Route) -> None:
        if self._is_open:
            route.continue_()
        else:
            self._held.append(route)

    def open(self) -> None:
        self._is_open = True
        for route in self._held:
            route.continue_()


def test_the_field_opens_whichever_part_of_gradio_comes_late(browser: Browser, server: Server) -> None:
    with browser.new_page() as first:
        loaded = []
        first.on("response", lambda one: loaded.append(one.url) if "/Index-" in one.url and one.url.endswith(".js") else None)
        first.goto(server.address)
        expect(first.locator("#question textarea")).to_be_enabled()
    assert loaded
    for late in loaded:
        with browser.new_page() as opened:
            gate = _Gate()
            opened.route(late, gate)
            opened.goto(server.address, wait_until="commit")
            opened.wait_for_timeout(1500)
            gate.open()
            expect(opened.locator("#question textarea")).to_be_enabled()


def test_a_foreign_question_is_refused_on_the_page(page: Page) -> None:
    ask(page, "What is the capital of France?")
    expect(page.locator("#chat")).to_contain_text("The documents do not answer this.")
    expect(page.locator("#chat blockquote")).to_have_count(0)


def test_a_sequel_is_completed_and_a_foreign_question_after_it_is_not(page: Page) -> None:
    for number, question in enumerate(("What R&D intensity must provincial industrial enterprises reach?", "And by when?"), 1):
        ask(page, question)
        expect(page.locator("#chat .as-of")).to_have_count(number)
    expect(page.locator("#chat .understood")).to_contain_text("Understood as: By when must provincial industrial enterprises reach")
    quotes = page.locator("#chat blockquote").count()
    ask(page, "What is the capital of France?")
    expect(page.locator("#chat .as-of")).to_have_count(3)
    expect(page.locator("#chat .understood")).to_have_count(1)
    expect(page.locator("#chat blockquote")).to_have_count(quotes)


def test_starter_questions_come_from_the_library_and_are_asked_with_a_click(page: Page) -> None:
    starter = page.locator("#chat .starters a").first
    expect(starter).to_be_visible()
    starter.click()
    expect(page.locator("#chat blockquote").first).to_be_visible()


def test_a_hostile_document_is_shown_as_plain_text(page: Page) -> None:
    ask(page, "By when must every xylophone be tuned by the orchestra?")
    quote = page.locator("#chat blockquote").first
    for text in ("<script>", "<img src=x onerror=", "${document.title='owned'}", "[1]", "{{value}}"):
        expect(quote).to_contain_text(text)
    expect(page.locator("#chat .place").first).to_contain_text("Rules on <b>Xylophones</b> ${alert(1)}")
    page.locator("#chat blockquote a.cite").first.click()
    expect(page.locator("#source .rendition mark").first).to_be_visible()
    expect(page.locator("#cited")).to_contain_text("<script>document.title='owned'</script>")
    expect(page.locator("#source-body > h2")).to_have_text("Rules on <b>Xylophones</b> ${alert(1)}")
    assert page.locator("#source script, #source img, #chat blockquote img, #chat blockquote script").count() == 0
    assert "\u202e" not in page.locator("#cited").text_content()
    assert page.title() != "owned"


def test_a_hostile_question_is_shown_as_plain_text(page: Page) -> None:
    ask(page, "<img src=x onerror=\"document.title='owned'\"> **must** the board [sign](javascript:alert(1)) ${1}?")
    expect(page.locator("#chat .user").first).to_contain_text("<img src=x onerror=")
    expect(page.locator("#chat .user").first).to_contain_text("**must** the board [sign](javascript:alert(1)) ${1}?")
    assert page.title() != "owned"


def test_a_question_that_is_too_long_gets_a_sentence(page: Page) -> None:
    page.locator("#question textarea").fill("x" * 100_000)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .warning")).to_contain_text("at most 4000")


def test_the_keyboard_alone_asks_opens_and_closes(page: Page) -> None:
    page.locator("#question textarea").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .answer details")).to_be_visible()  # the last part: a growing answer is drawn anew
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('blockquote a.cite')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#source h2[tabindex]")).to_be_focused()
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.view === 'text'"):
            break
    page.keyboard.press("Enter")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.open-whole')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#source .open-whole")).to_have_count(0)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('blockquote a.cite')")


def test_a_phone_shows_the_source_over_the_chat_and_closes_it(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#send")).to_be_in_viewport()
    ask(page, QUESTION)
    expect(page.locator("#send")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#chat blockquote a.cite").first.click()
    expect(page.locator("#source .rendition mark").first).to_be_in_viewport()
    page.get_by_role("button", name="Close the source").click()
    expect(page.locator("#source")).to_be_hidden()


def test_the_source_of_a_replaced_document_says_so(server: Server) -> None:
    for query in ("document=999999&start=0&end=5", "document=1&start=5&end=5", "document=1&start=0&end=99999999"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            server.read(f"source?{query}")
    with pytest.raises(urllib.error.HTTPError, match="422"):
        server.read("source?document=x&start=0&end=5")


def test_replies_carry_the_headers_that_keep_the_page_to_itself(server: Server) -> None:
    with urllib.request.urlopen(server.address, timeout=10) as reply:
        assert "connect-src 'self'" in reply.headers["Content-Security-Policy"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_a_taken_port_and_a_held_library_are_told_in_one_line(server: Server, tmp_path: Path) -> None:
    for data, port, told in (
        (tmp_path, server.port, "choose another with --port"),
        (server.data, server.port + 1, "in use by “policy-assistant"),
    ):
        command = [sys.executable, "app.py", "--data", str(data), "--port", str(port)]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert ended.returncode == 1
        assert told in ended.stderr
        assert ended.stderr.count("\n") == 1
