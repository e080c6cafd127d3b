"""What the pages show and refuse, asked for without a browser."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

import assistant.web.pages as package
from assistant.records.users import User
from assistant.web.shared.pages import Page, pages
from assistant.web.shared.view import View
from language.messages import message, translations
from tests.conftest import ROOT
from tests.web.conftest import Served, served

WEB = ROOT / "assistant" / "web"
A_PAGE = """
from pathlib import Path
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from assistant.web.shared.pages import Page
from assistant.records.users import User
from assistant.web.shared.view import View
from language.messages import message, translations

def routes(state):
    router = APIRouter()

    @router.get("/weather", response_class=HTMLResponse)
    def weather(request: Request) -> str:
        return state.view(request).page(PAGE, "pages/weather_for_a_test/view.html", sky="<blue>")

    return router

PAGE = Page("weather", message("Weather"), Path(__file__).parent, routes, role="editor", place=99)
"""


@pytest.fixture(scope="module")
def alone(small_library: Path) -> Iterator[Served]:
    """An application for oneself."""
    yield from served(small_library)


def id_of(application: Served, text: str) -> str:
    return str(application.get(f"requirements/rows?text={text}").text.partition('data-id="')[2].partition('"')[0])


def test_a_page_is_a_folder_that_declares_itself(small_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "weather_for_a_test"
    folder.mkdir()
    (folder / "__init__.py").write_text(A_PAGE)
    (folder / "view.html").write_text('{% extends "shared/html/layout.html" %}{% block main %}<p>{{ sky }}</p>{% endblock %}')
    (folder / "script.js").write_text("// rain")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    for other in served(small_library, auth="proxy"):
        other.state.records.accounts.add("erik", "editor", None)
        shown = other.get("weather", "erik").text
        assert "<p>&lt;blue&gt;</p>" in shown
        assert '<a href="weather" aria-current="page">Weather</a>' in shown
        assert re.search(r'src="resources/\w+/weather_for_a_test/script.js"', shown)
        assert other.get("resources/weather_for_a_test/script.js").text == "// rain"
        assert other.get("resources/weather_for_a_test/view.html").status_code == 404
        assert other.get("weather", "rita").status_code == 403
        assert 'href="weather"' not in other.get("documents", "rita").text


def test_the_pages_are_found_in_the_order_of_the_header() -> None:
    assert [page.path for page in pages() if page.place is not None] == [
        "", "requirements", "onboarding", "terms", "documents", "insights",
    ]  # fmt: skip
    assert all(isinstance(page, Page) and page.title == message(page.title.id) for page in pages())


@pytest.mark.parametrize(
    "path", [page.path for page in pages() if page.path not in ("", "login", "source", "document", "requirements/calendar.ics")]
)
def test_every_page_opens_in_every_language(alone: Served, path: str) -> None:
    for language, title in (("en", "Policy Assistant"), ("zh", "政策助手")):
        reply = alone.get(path, Accept_Language=language)
        assert reply.status_code == 200
        assert f'<html lang="{language}">' in reply.text
        assert title in reply.text
        assert "<img" not in reply.text
        assert "<script>" not in reply.text


def test_the_header_tells_the_state_of_the_library() -> None:
    shown = View(User("rita", "reader"), translations("en"), True, "1 <document>").header(pages()[0])
    assert '<span class="status" role="status">1 &lt;document&gt;</span>' in shown
    assert "<span>rita</span>" in shown


def test_no_html_is_written_in_python() -> None:
    sources = list(WEB.rglob("*.py"))
    assert len(sources) > 30
    assert [path.relative_to(WEB).as_posix() for path in sources if "</" in path.read_text(encoding="utf-8")] == []


def test_a_requirement_is_found_and_asked_about(alone: Served) -> None:
    shown = alone.get("requirements/rows?text=catalogue+of+qualified").text
    assert "1 requirement<" in shown
    assert ">31 August 2024</time>" in shown
    assert ">overdue<" in shown
    assert "What do the documents require: The Technology Division must publish" in unquote(shown)
    assert '<p class="hint">No requirement fits.</p>' in alone.get("requirements/rows?text=no+such+words").text
    assert "没有符合的要求。" in alone.get("requirements/rows?text=no+such+words", Cookie="policy_language=zh").text


def test_hostile_text_is_shown_as_it_is(alone: Served) -> None:
    shown = alone.get("requirements/rows?text=xylophone").text
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    assert "&lt;img src=x" in alone.get("documents").text


def test_titles_and_names_are_no_messages(small_library: Path) -> None:
    for other in served(small_library, auth="proxy"):
        other.state.records.accounts.add("open", "administrator", None)
        other.state.records.audit.note("done", "upload", "Search")
        shown = other.get("insights", "open", Accept_Language="zh").text
        assert "<td>done</td><td>上传</td><td>Search</td>" in shown


def test_what_is_shown_is_exported(alone: Served) -> None:
    replies = {
        form: alone.get(f"requirements/export?format={form}&due=overdue&body=Technology+Division") for form in ("xlsx", "csv", "ics")
    }
    assert load_workbook(io.BytesIO(replies["xlsx"].content)).worksheets[0].max_row == 2
    assert "2024-08-31" in replies["csv"].content.decode("utf-8-sig")
    assert "20240831" in replies["ics"].text
    assert alone.get("requirements/export?format=exe").status_code == 400


def test_marks_are_kept_and_counted(alone: Served) -> None:
    id = id_of(alone, "catalogue")
    assert alone.post("requirements/mark", {"id": id, "state": "done", "note": "sent & <b>", "name": "Wang"}).json() == {"state": "done"}
    shown = alone.get("requirements/rows?state=done&text=catalogue").text
    assert "Wang: sent &amp; &lt;b&gt;" in shown
    assert ">overdue<" not in shown
    assert "<td>1</td><td>0</td><td>0</td></tr>" in alone.get("requirements/progress").text
    alone.post("requirements/mark", {"id": id, "state": "open", "note": "", "name": "", "version": alone.version(id)})


def test_what_changed_stands_side_by_side(alone: Served) -> None:
    shown = alone.get("requirements/differences").text
    assert "One duty, two figures or dates" in shown


def test_bad_changes_are_refused_with_a_sentence(alone: Served) -> None:
    id = id_of(alone, "catalogue")
    assert alone.post("requirements/mark", {"id": id, "state": "maybe"}).status_code == 400
    assert alone.post("requirements/mark", {"id": "none", "state": "done"}).status_code == 404
    assert alone.post("requirements/mark", {"id": id, "state": "done", "note": "n" * 9000}).status_code == 422
    assert alone.post("requirements/mark", b'{"id": "x", "note": "\\ud800"}', Content_Type="application/json").status_code in (404, 422)
    assert alone.post("onboarding/read", {"item": "read ../../etc", "done": True}).status_code == 404
    assert alone.post("onboarding/answer", {"question": "none", "option": 0}).status_code == 404
    assert alone.post("documents/remove", {"names": ["none.md"]}).status_code == 400
    assert alone.post("documents/again", {"names": ["none.md"]}).status_code == 400
    assert alone.post("documents/undo", {"removals": [999]}).status_code == 400
    refused = alone.post("documents/properties", {"name": "circular.md", "properties": {"issued": "soon"}})
    assert (refused.status_code, "soon" in refused.text) == (400, True)
    refused = alone.post("conversations/rename", {"id": "none", "title": " "}, Accept_Language="zh")
    assert refused.status_code == 400


def test_only_known_files_are_served(alone: Served) -> None:
    assert alone.get("resources/shared/base.js").status_code == 200
    assert "没有符合的要求" in alone.get("resources/messages-zh.js").text
    assert "RefusedError" not in alone.get("resources/shared/..%2Ferrors.py").text
    for path in ("resources/requirements/page.py", "resources/messages-xx.js", "resources/nothing/script.js"):
        assert alone.get(path).status_code == 404


def test_a_file_is_kept_for_good_under_the_address_that_names_what_it_holds(alone: Served) -> None:
    (address,) = re.findall(r'src="(resources/[^"]+/shared/base\.js)"', alone.get("terms").text)
    named, plain, packed = alone.get(address), alone.get("resources/shared/base.js"), alone.get(address, **{"Accept-Encoding": "gzip"})
    assert named.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["cache-control"] == alone.get("resources/000000000000/shared/base.js").headers["cache-control"] == "no-cache"
    assert named.text == plain.text == packed.text
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert alone.get(address.replace("shared/base.js", "messages-zh.js")).headers["cache-control"].endswith("immutable")


def test_a_source_is_shown_around_its_span(alone: Served) -> None:
    entry = next(one for one in alone.state.library.entries() if one.name == "circular.md")
    shown = alone.get(f"source?document={entry.id}&start=0&end=8").text
    assert '<mark id="cited">Circular</mark>' in shown
    assert alone.get(f"source?document={entry.id}&start=9&end=5").status_code == 404
    assert alone.get("source?document=999&start=0&end=5").status_code == 404
    hit = alone.get(f"source/find?document={entry.id}&text=qualified++products").json()
    assert hit["count"] == 1
    original = alone.get(f"documents/original?document={entry.id}&inline=1")
    assert original.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in original.headers["content-security-policy"]


def test_terms_are_explained_and_found(alone: Served) -> None:
    shown = alone.get("terms").text
    assert "Green channel" in shown
    assert "means a short way" in shown
    assert 'href="#cite-' in shown
    assert "Green channel" in alone.get("terms/list?text=short+WAY").text
    assert "No term fits." in alone.get("terms/list?text=nothing+like+it").text
    assert alone.get("term?name=green%20channel").status_code == 200
    assert alone.get("term?name=nothing").status_code == 404
