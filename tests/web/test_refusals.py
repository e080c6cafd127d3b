"""How what is refused, not found or failed is told to browsers, scripts and programs."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

import assistant.web.pages as package
from assistant.web.pages.ask.preview import tell_about
from language.messages import translations
from tests.web.conftest import PASSWORD, Served, served

A_BROKEN_PAGE = """
from pathlib import Path
from fastapi import APIRouter
from assistant.web.shared.pages import Page
from language.messages import message

def routes(state):
    router = APIRouter()

    @router.get("/broken")
    def broken() -> str:
        raise ValueError("secret")

    return router

PAGE = Page("broken", message("Weather"), Path(__file__).parent, routes)
"""
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def accounts(small_library: Path) -> Iterator[Served]:
    """An application whose users log in; Rita did."""
    for one in served(small_library, auth="accounts"):
        one.state.records.accounts.add("rita", "reader", PASSWORD)
        entered = one.client.post("/login", data={"name": "rita", "password": PASSWORD}, follow_redirects=False)
        one.client.headers["Cookie"] = entered.headers["set-cookie"].split(";")[0]
        one.client.cookies.clear()
        yield one


@pytest.mark.parametrize(
    ("status", "path", "said"),
    [
        (404, "nosuch", "There is no such page."),
        (404, "documents/none/there", "There is no such page."),
        (404, "documents/original?document=999", "This document has been replaced or removed since."),
        (404, "conversations/export?id=x", "There is no such conversation."),
        (403, "insights", "This needs the role of administrator."),
        (422, "source/find?document=x&text=y", "This cannot be read, or is too long."),
    ],
)
def test_a_browser_gets_a_page_with_a_way_back(accounts: Served, status: int, path: str, said: str) -> None:
    reply = accounts.get(path, **BROWSER, Referer="http://127.0.0.1/terms?text=x")
    assert (reply.status_code, reply.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert f"<h1>{said}</h1>" in reply.text
    assert f"<title>{said} · Policy Assistant</title>" in reply.text
    assert '<a href="http://127.0.0.1/terms?text=x">Back</a>' in reply.text
    assert '<a href="./">To the start page</a>' in reply.text
    assert '<a href="requirements">Requirements</a>' in reply.text
    assert "<span>rita</span>" in reply.text


def test_a_refusal_is_told_in_the_language_of_the_reader(accounts: Served) -> None:
    assert "<h1>没有这个页面。</h1>" in accounts.get("nosuch", **BROWSER, Accept_Language="zh").text
    assert "Vers la page d’accueil" in accounts.get("nosuch", **BROWSER, Accept_Language="fr").text


def test_links_of_a_page_deep_down_lead_where_they_should(accounts: Served) -> None:
    assert '<base href="../../">' in accounts.get("documents/none/there", **BROWSER).text
    assert "<base" not in accounts.get("nosuch", **BROWSER).text


def test_scripts_get_json_where_they_ask_for_it_and_else_the_sentence(accounts: Served) -> None:
    reply = accounts.get("insights", Accept="application/json")
    assert (reply.status_code, reply.json()) == (403, {"error": "This needs the role of administrator.", "status": 403})
    for accept in ({}, {"Accept": "text/html", "Sec_Fetch_Mode": "cors"}):
        reply = accounts.get("insights", **accept)
        assert (reply.headers["content-type"], reply.text) == ("text/plain; charset=utf-8", "This needs the role of administrator.")


def test_nobody_is_led_back_to_another_site_or_to_the_same_refusal(accounts: Served) -> None:
    for came in ("http://evil.invalid/terms", "javascript:alert(1)", "http://127.0.0.1/nosuch", ""):
        assert ">Back</a>" not in accounts.get("nosuch", **BROWSER, Referer=came).text


def test_a_hostile_address_is_shown_nowhere_as_markup(accounts: Served) -> None:
    reply = accounts.get('x"><script>alert(1)</script>/%3Cscript%3E', **BROWSER)
    assert reply.status_code == 404
    assert "<script>" not in reply.text
    assert "alert" not in reply.text.replace("%3Cscript%3Ealert", "")


def test_what_is_too_large_or_too_often_is_a_page_too(accounts: Served) -> None:
    large = accounts.post("conversations/rename", b"x" * 2_000_000, **BROWSER)
    assert (large.status_code, "<h1>This is too large.</h1>" in large.text) == (413, True)
    for _ in range(65):
        reply = accounts.client.post("/login", data={"name": "x", "password": "x" * 1001}, headers=BROWSER)
    assert (reply.status_code, "<h1>Too many logins; try again in a minute.</h1>" in reply.text) == (429, True)
    assert "Nothing is lost" in reply.text


def test_a_form_sent_to_the_first_page_is_told_that_it_takes_none(accounts: Served) -> None:
    reply = accounts.post("", b"", **BROWSER)
    assert (reply.status_code, "<h1>This address takes no such request.</h1>" in reply.text) == (405, True)


def test_a_fault_of_ours_is_told_calmly(small_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "broken_for_a_test"
    folder.mkdir()
    (folder / "__init__.py").write_text(A_BROKEN_PAGE)
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    for one in served(small_library):
        calm = TestClient(one.client.app, base_url="http://127.0.0.1", client=("127.0.0.1", 1), raise_server_exceptions=False)
        reply = calm.get("/broken", headers=BROWSER)
        assert (reply.status_code, "<h1>Something went wrong here.</h1>" in reply.text) == (500, True)
        assert "secret" not in reply.text
        assert calm.get("/broken", headers={"Accept": "application/json"}).json()["status"] == 500


def test_one_who_is_not_known_sees_no_pages_to_open(small_library: Path) -> None:
    for one in served(small_library, auth="proxy"):
        reply = one.get("requirements", **BROWSER)
        assert (reply.status_code, "<h1>Log in first.</h1>" in reply.text) == (401, True)
        assert 'href="requirements"' not in reply.text
        assert "Log out" not in reply.text


def test_previews_and_tabs_know_the_product_and_its_picture(accounts: Served) -> None:
    for path in ("login", "terms", "nosuch", ""):
        shown = accounts.get(path, **BROWSER, Cookie="").text if path == "login" else accounts.get(path, **BROWSER).text
        assert shown.count('property="og:title" content="Policy Assistant"') == 1, path
        assert shown.count('property="og:description"') == 1
        assert shown.count('rel="icon"') == 1
        assert 'name="theme-color"' in shown
    for path in ("favicon.ico", "resources/shared/icon.svg"):
        assert accounts.get(path, Cookie="").headers["content-type"] == "image/svg+xml"


def test_the_page_of_gradio_tells_of_ours_only() -> None:
    from gradio.routes import templates

    config: dict[str, Any] = {"title": "Policy Assistant"}
    for _ in range(2):  # each language has a page
        tell_about(SimpleNamespace(config=config), translations("zh"), ["resources/x/base.js"], ["resources/x/page.js"])  # type: ignore[arg-type] # only the configuration is read
    shown = templates.env.get_template("frontend/index.html").render(config=config, gradio_api_info={}, base_url="./")
    head = shown.partition("window.gradio_config")[0]
    assert head.count('property="og:title" content="政策助手"') == 1
    assert "gradio" not in head.lower()
    assert head.count('<link rel="preload" as="script" href="resources/x/base.js">') == 1
    assert "twitter:" not in head
    assert 'rel="manifest"' not in shown
