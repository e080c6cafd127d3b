"""Written answers as a user meets them, in headless Chromium, with a real server that plays the language model."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assistant.writing.test_writing import QUESTION, RIGHT
from tests.browser.test_page import ask
from tests.model_server import ENDLESS, KEY, ModelServer, fails, model_server, says
from tests.web_server import Server, joined, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOSTILE = (
    "The <img src=x onerror=\"document.title='owned'\"> ![x](http://outside.invalid/x.png) board [link](javascript:alert(1)) must act [1]."
)


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server() as played:
        yield played


@pytest.fixture(scope="module")
def server(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("written")
    with served(folder / "library", POLICY_MODEL="openai:scripted", POLICY_MODEL_URL=model.url, POLICY_MODEL_KEY=KEY) as started:
        assert model.asked == []
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    outside: list[str] = []
    opened.on("request", lambda one: None if one.url.startswith((server.address, "data:", "blob:")) else outside.append(one.url))
    opened.goto(server.address)
    expect(opened.locator("#masthead .status")).to_contain_text("documents, as of")
    yield opened
    opened.close()
    assert outside == []


def test_text_appears_as_it_comes_and_a_click_opens_the_sentence(page: Page, model: ModelServer) -> None:
    model.plays = [says(f"{RIGHT} {RIGHT.replace('3.5', '5.3')} {RIGHT.replace('provincial', 'municipal')}", piece=6, pause=0.03)]
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .draft")).to_contain_text("The average R&D")
    expect(page.locator("#chat .stage")).to_contain_text("not yet checked")
    expect(page.locator("#chat .as-of")).to_be_visible()
    expect(page.locator("#chat .draft")).to_have_count(0)
    expect(page.locator("#chat .doubt")).to_contain_text("partly confirmed; the source does not name “municipal”")
    expect(page.locator("#chat .doubt u")).to_have_text("municipal")
    expect(page.locator("#chat")).to_contain_text("1 of 3 statements are confirmed by their sources.")
    withdrawn = page.locator("#chat details.withdrawn")
    expect(withdrawn.locator("li")).not_to_be_visible()
    withdrawn.locator("summary").click()
    expect(withdrawn.locator("li u")).to_have_text("5.3 %")
    page.locator("#chat .written a.cite").first.click()
    expect(page.locator("#cited")).to_contain_text("must reach 3.5 % by 31 December 2025.")


def test_the_trace_is_folded_and_tells_how_it_came_about(page: Page, model: ModelServer) -> None:
    model.plays = [says(RIGHT)]
    ask(page, QUESTION)
    trace = page.locator("#chat details.trace")
    expect(trace.locator("ul").first).not_to_be_visible()
    trace.locator("summary").click()
    expect(trace).to_contain_text("openai:scripted")
    expect(trace).to_contain_text("first token")
    expect(trace).to_contain_text("checked: The average R&D intensity")
    expect(trace).not_to_contain_text(KEY)


def test_stop_ends_the_work_of_the_model_too(page: Page, model: ModelServer) -> None:
    model.plays = [says(ENDLESS, piece=5, pause=0.01)]
    model.gone.clear()
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .draft")).to_contain_text("Sentence")
    page.locator("#stop").click()
    expect(page.locator("#chat .warning")).to_contain_text("it was stopped")
    expect(page.locator("#stop")).not_to_be_visible()
    assert model.gone.wait(10)


def test_where_the_model_fails_the_documents_are_quoted(page: Page, model: ModelServer) -> None:
    model.plays = [fails(401)]
    ask(page, QUESTION)
    expect(page.locator("#chat .answer")).to_contain_text("refused the key. Here are the documents’ own words.")
    expect(page.locator("#chat blockquote").first).to_contain_text("3.5 %")
    expect(page.locator("#chat")).not_to_contain_text(KEY)


def test_what_a_model_writes_is_shown_as_plain_text(page: Page, model: ModelServer) -> None:
    model.plays = [says(f"{RIGHT} {HOSTILE}", piece=9)]
    ask(page, QUESTION)
    expect(page.locator("#chat .written")).to_contain_text("<img src=x")
    assert page.locator("#chat .written img").count() == 0
    assert page.locator('#chat a[href^="javascript"]').count() == 0
    assert page.title().endswith("? · Policy Assistant")


def test_a_proposed_question_is_asked_with_a_click(page: Page, model: ModelServer) -> None:
    proposed = "What share of the main tasks must be completed by 31 December 2024?"
    model.plays = [says(RIGHT), says(proposed), says("More than 70 % of the main tasks must be completed by 31 December 2024 [1].")]
    ask(page, QUESTION)
    page.locator("#proposed button", has_text=proposed).click()
    expect(page.locator("#chat .as-of")).to_have_count(2)
    expect(page.locator("#chat")).to_contain_text(proposed)


def test_a_question_that_does_not_get_through_goes_back_to_its_field(page: Page, server: Server, model: ModelServer) -> None:
    model.plays = [says(ENDLESS, piece=5, pause=0.05)]
    assert [joined(server, "ask", "local", number)[0] for number in range(4)] == [200, 200, 200, 429]
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("did not get through")
    expect(page.locator("#question textarea")).to_have_value(QUESTION)
