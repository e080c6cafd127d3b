"""The view of a document as it is shown, asked for without a browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import Served, served


@pytest.fixture(scope="module")
def alone(small_library: Path) -> Iterator[Served]:
    """An application for oneself."""
    yield from served(small_library)


def place_of(app: Served, name: str, words: str) -> tuple[int, int, int]:
    id = next(one.id for one in app.state.library.catalogue().entries if one.name == name)
    document = app.state.library.document(id)
    assert document is not None
    start = document.text.index(words)
    return id, start, start + len(words)


def address(place: tuple[int, int, int], part: str = "") -> str:
    return f"source/rendered?document={place[0]}&start={place[1]}&end={place[2]}{part}"


def test_a_citation_is_marked_in_its_document(alone: Served) -> None:
    reply = alone.get(address(place_of(alone, "circular.md", "a catalogue of qualified products")))
    assert reply.status_code == 200
    assert 'data-found="1"' in reply.text
    assert re.search(r"<h1>Circular on Procurement</h1>.*publish <mark>a catalogue of qualified products</mark> by", reply.text, re.DOTALL)


def test_hostile_markdown_is_shown_as_text(alone: Served) -> None:
    reply = alone.get(address(place_of(alone, "hostile.md", "Managers must not feed")))
    assert "&lt;script&gt;" in reply.text
    assert "<script" not in reply.text
    assert "<img" not in reply.text


@pytest.mark.parametrize(("start", "end", "part"), [(5, 5, ""), (-1, 5, ""), (0, 10**9, ""), (0, 5, "&part=99")])
def test_there_is_no_view_of_what_is_not_there(alone: Served, start: int, end: int, part: str) -> None:
    id = place_of(alone, "circular.md", "Circular")[0]
    assert alone.get(address((id, start, end), part)).status_code == 404


@pytest.mark.parametrize("id", [0, -1, 99_999, 2**63, 2**70])
def test_there_is_no_view_of_an_unknown_document(alone: Served, id: int) -> None:
    assert alone.get(address((id, 0, 5))).status_code == 404


def test_the_strip_names_the_headings_and_there_is_none_of_what_is_not_there(alone: Served) -> None:
    id = place_of(alone, "circular.md", "Circular")[0]
    reply = alone.get(f"source/rendered/strip?document={id}")
    assert re.findall(r'data-number="(\d+)" data-place="(\d+)">([^<]+)<', reply.text)[0] == ("0", "0", "Circular on Procurement")
    assert alone.get("source/rendered/strip?document=99999").status_code == 404
    for address_of_pages in (
        "source/page/strip?document={}",
        "source/picture/small?document={}&number=1",
        "source/page?document={}&start=0&end=5",
    ):
        assert alone.get(address_of_pages.format(id)).status_code == 404
        assert alone.get(address_of_pages.format(99_999)).status_code == 404
