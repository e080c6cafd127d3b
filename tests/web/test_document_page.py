"""The page of a document tells what it is, what it says in short, and how it stands to others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from assistant.answer.blocks import Quote
from assistant.web.shared.render import answer_html
from ingest.pipeline import Ingest
from language.messages import translations
from tests.assistant.records.conftest import ANSWER, CITATION
from tests.fakes import QuietWatcher
from tests.web.conftest import Served, served

HOSTILE = "# <b onclick=x>Rules of the Sluice & Lock</b>\n\nThe Circular on Procurement applies. The sluice must close at night.\n"


@pytest.fixture(scope="module")
def alone(small_library: Path) -> Iterator[Served]:
    """An application for oneself."""
    yield from served(small_library)


def shown(application: Served, name: str, **headers: str) -> str:
    reply = application.get(f"document?name={quote(name)}", **headers)
    assert reply.status_code == 200
    return str(reply.text)


def test_a_document_has_a_page_with_its_own_words_requirements_and_terms(alone: Served) -> None:
    page = shown(alone, "circular.md")
    assert "<title>Circular on Procurement · Policy Assistant</title>" in page
    assert "<dd>Technology Division</dd>" in page
    assert (
        "publish a catalogue of qualified products by 31 August 2024.</a>" in page.partition('id="summary"')[2].partition("</section>")[0]
    )
    assert '<a href="requirements?document=circular.md">1 requirement</a>' in page
    assert 'href="#term-Green%20channel"' in page
    assert 'href="./?document=circular.md"' in page
    assert "No document of the library repeals or replaces it." in page


def test_what_replaces_it_is_told_and_linked_on_both_pages(alone: Served) -> None:
    old, new = shown(alone, "plan-2023.md"), shown(alone, "plan-2024.md")
    assert "“Plan for Enterprises” is replaced by “Plan for Enterprises, revised”." in old
    assert '<a class="document" href="document?name=plan-2024.md">' in old.partition('id="naming"')[2]
    assert '<a class="document" href="document?name=plan-2023.md">' in new.partition('id="named"')[2]


def test_its_number_of_requirements_is_that_of_the_page_it_links_to(alone: Served) -> None:
    assert '<a href="requirements?document=plan-2023.md">1 requirement</a>' in shown(alone, "plan-2023.md")
    assert 'data-count="1">1 requirement<' in alone.get("requirements/rows?document=plan-2023.md").text


def test_its_folders_and_collections_are_shown(small_library: Path, tmp_path: Path) -> None:
    (tmp_path / "river" / "locks").mkdir(parents=True)
    (tmp_path / "river" / "locks" / "sluice.md").write_text(HOSTILE, encoding="utf-8")
    for other in served(small_library):
        Ingest(other.state.library, QuietWatcher()).run([tmp_path])
        kept = other.state.records.collections.create("Water & <i>", ["river/locks/sluice.md"])
        page = shown(other, "river/locks/sluice.md")
        assert '<a class="chip" href="documents?in=/river/locks">river/locks</a>' in page
        assert f'<a class="chip" href="documents?in={kept.key}">Water &amp; &lt;i&gt;</a>' in page
        assert "<b onclick" not in page
        assert '<a class="document" href="document?name=circular.md">' in page.partition('id="named"')[2]
        assert "river/locks/sluice.md" in shown(other, "circular.md").partition('id="naming"')[2]


@pytest.mark.parametrize("name", ["", "none.md", "../../etc/passwd", "1", "x" * 5000])
def test_what_is_no_document_has_no_page(alone: Served, name: str) -> None:
    assert alone.get(f"document?name={quote(name)}").status_code == 404


def test_titles_lead_to_the_page(alone: Served) -> None:
    link = 'href="document?name=circular.md"'
    entry = next(one for one in alone.state.library.entries() if one.name == "circular.md")
    assert link in alone.get("documents").text
    assert link in alone.get("requirements/rows").text
    assert link in alone.get(f"source?document={entry.id}&start=0&end=8").text


def test_the_places_of_quotes_in_answers_lead_to_it() -> None:
    quoted = replace(ANSWER, blocks=(Quote("en", (replace(CITATION, document="port & quay.md"),)),))
    assert '<p class="place"><a class="document" href="document?name=port%20%26%20quay.md">' in answer_html(quoted, translations("en"))
