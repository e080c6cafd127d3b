"""The list of documents: collections, guesses, several at a time, and what is refused."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Served, served

NAMES = ["circular.md", "plan-2023.md"]


@pytest.fixture
def alone(small_library: Path) -> Iterator[Served]:
    """An application for oneself, changed by one test."""
    yield from served(small_library)


def row_of(application: Served, name: str) -> str:
    html = str(application.get("documents/list").text)
    found = re.search(rf'<tr data-name="{re.escape(name)}".*?</tr>', html, re.DOTALL)
    assert found
    return found[0]


def names(application: Served) -> list[str]:
    return [entry.name for entry in application.state.library.entries()]


def wait(application: Served) -> None:
    """Wait until nothing is read any more."""
    end = time.monotonic() + 60
    while any(job.is_busy for job in application.state.uploads.jobs("local")):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_several_documents_are_removed_at_once_and_put_back(alone: Served) -> None:
    removals = alone.post("documents/remove", {"names": NAMES}).json()["removals"]
    assert not set(NAMES) & set(names(alone))
    assert alone.get("documents/list").text.count('class="undo"') == 2
    alone.post("documents/undo", {"removals": removals})
    wait(alone)
    assert set(NAMES) <= set(names(alone))
    assert 'class="undo"' not in alone.get("documents/list").text


def test_nothing_is_removed_where_one_name_is_none(alone: Served) -> None:
    assert alone.post("documents/remove", {"names": ["circular.md", "none.md"]}).status_code == 400
    assert "circular.md" in names(alone)
    assert alone.post("documents/again", {"names": ["none.md"]}).status_code == 400
    for body in ({"names": []}, {"names": ["x"] * 1001}, {"names": "circular.md"}, {}):
        assert alone.post("documents/remove", body).status_code == 422


def test_documents_are_put_into_collections_and_taken_out(alone: Served) -> None:
    made = alone.post("documents/collect", {"names": NAMES, "name": "Reform & <b>"}).json()
    assert made["names"] == NAMES
    assert alone.post("documents/collect", {"names": NAMES[:1], "collection": made["collection"]}).json()["names"] == []
    assert "Reform &amp; &lt;b&gt;" in row_of(alone, "circular.md")
    assert f"data-in='[\"{made['collection']}\"]'" in row_of(alone, "plan-2023.md")
    assert "(2)</option>" in alone.get("documents/list").text
    alone.post("documents/uncollect", {"names": NAMES[:1], "collection": made["collection"]})
    assert "data-in='[]'" in row_of(alone, "circular.md")
    renaming = {"collection": made["collection"], "name": "Law", "version": alone.version(f"collection:{made['collection']}")}
    assert alone.post("documents/collection/rename", renaming).status_code == 200
    version = alone.version(f"collection:{made['collection']}")
    assert alone.post("documents/collection/delete", {"collection": made["collection"], "version": version}).json() == {
        "name": "Law",
        "names": ["plan-2023.md"],
    }
    assert alone.post("documents/collect", {"names": NAMES, "collection": made["collection"]}).status_code == 400
    assert alone.post("documents/collect", {"names": NAMES, "collection": 2**63}).status_code == 422
    assert alone.post("documents/collect", {"names": NAMES}).status_code == 400


def test_a_guess_is_told_and_confirmed_without_reading_again(alone: Served) -> None:
    alone.client.post("/documents/upload", files={"file": ("river-priorities-2031.txt", b"The boards must report, and so on.\n")})
    wait(alone)
    before = next(entry for entry in alone.state.library.entries() if entry.name == "river-priorities-2031.txt")
    for shown in (row_of(alone, before.name), alone.get(f"document?name={before.name}").text):
        assert "a guess, from the name of the file" in shown
    assert alone.post("documents/confirm", {"name": before.name, "property": "title"}).status_code == 200
    assert "a guess" not in row_of(alone, before.name)
    assert next(entry for entry in alone.state.library.entries() if entry.name == before.name).id == before.id
    assert alone.post("documents/confirm", {"name": before.name, "property": "source"}).status_code == 400
    assert "a guess" not in row_of(alone, "circular.md")


def test_what_a_file_states_at_its_top_is_no_guess(alone: Served) -> None:
    for name, top in (("stated.md", "---\nissuer: Ida Quay\n---\n"), ("byline.md", "")):
        text = f"{top}# Meeting of the Ports\n\nShips must moor at {name}.\n\nThe ports met. (Ida Quay)\n"
        alone.client.post("/documents/upload", files={"file": (name, text.encode())})
    wait(alone)
    assert ["a guess" in row_of(alone, name) for name in ("stated.md", "byline.md")] == [False, True]


def test_a_language_must_be_known(alone: Served) -> None:
    refused = alone.post("documents/properties", {"name": "circular.md", "properties": {"language": "klingon"}})
    assert (refused.status_code, "klingon" in refused.text) == (400, True)
    alone.post("documents/properties", {"name": "circular.md", "properties": {"language": "fr-CA"}})
    wait(alone)
    assert next(entry for entry in alone.state.library.entries() if entry.name == "circular.md").language == "fr"


def test_each_row_tells_its_requirements_and_what_it_sorts_by(alone: Served) -> None:
    row = row_of(alone, "plan-2023.md")
    assert 'data-requirements="1"' in row
    assert '<a href="requirements?document=plan-2023.md" aria-label="1 requirement">1</a>' in row
    assert 'data-title="Plan for Enterprises"' in row


def test_a_copy_is_told_and_a_file_can_be_cancelled(alone: Served) -> None:
    content = alone.state.library.original("circular.md").content
    alone.client.post("/documents/upload", files={"file": ("other.md", content)})
    assert "other.md" not in names(alone)
    assert [job.state for job in alone.state.uploads.jobs("local")] == ["copy"]
    told = alone.get("documents/jobs").text
    assert "a copy, not read" in told
    assert "circular.md" in told
    assert alone.post("documents/cancel", {"ids": [1, 999]}).status_code == 200
    assert alone.post("documents/cancel", {"ids": [-1]}).status_code == 422


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("remove", {"names": NAMES}),
        ("again", {"names": NAMES}),
        ("undo", {"removals": [1]}),
        ("cancel", {"ids": [1]}),
        ("confirm", {"name": "circular.md", "property": "title"}),
        ("collect", {"names": NAMES, "name": "x"}),
        ("uncollect", {"names": NAMES, "collection": 1}),
        ("collection/rename", {"collection": 1, "name": "x"}),
        ("collection/delete", {"collection": 1}),
    ],
)
def test_only_administrators_change_documents(path: str, body: dict[str, Any], small_library: Path) -> None:
    for other in served(small_library, auth="proxy"):
        other.state.records.accounts.add("erik", "editor", None)
        assert other.post(f"documents/{path}", body, "erik").status_code == 403
        assert 'class="tick"' not in other.get("documents", "erik").text
