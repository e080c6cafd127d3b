"""What the page of requirements shows of duties that no longer apply, and of those of a day in the past."""

from collections.abc import Iterator

import pytest

from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from tests.web.conftest import Served, served
from vectorstore.library import Library

FILES = {
    "oars.md": "# Circular on Oars\n\nDate: 3 May 2021\n\n1. Boatmen must paint boats in April.\n\n2. Boatmen must carry two oars.\n",
    "notice.md": "# Notice on Three Oars\n\nDate: 9 March 2024\n\n"
    "1. Boatmen must carry three oars. This item replaces item 2 of the Circular on Oars.\n",
    "lamps.md": "# Rules for Harbour Lamps\n\nDate: 3 May 2020\n\nThese Rules are valid until 31 May 2022.\n\nKeepers must polish all lamps.\n",
    "light.md": "# Rules for Lights\n\nDate: 3 May 2022\n\nThese Rules take effect on 1 June 2022 and repeal the Rules for Harbour Lamps.\n",
}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("oars")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library(folder / "library", HashEmbedder()) as library:
        Ingest(library, QuietWatcher()).run([folder / name for name in FILES])
    yield from served(folder / "library")


def test_a_duty_that_was_replaced_comes_last_with_a_link_to_the_one_in_its_place(alone: Served) -> None:
    shown = alone.get("requirements/rows?order=document").text
    _, badge, after = shown.partition("replaced</span>")
    assert badge
    assert "two oars" in after.partition("</a>")[0]
    assert "three oars" in after.partition("In its place:")[2].partition("</p>")[0]
    assert "<tr" not in after.partition("</tbody>")[0]


def test_duties_out_of_force_are_counted_and_those_of_a_day_shown(alone: Served) -> None:
    shown = alone.get("requirements/rows").text
    assert "polish all lamps" not in shown
    assert "… 1 more in a document that is no longer in force." in shown
    then = alone.get("requirements/rows?as_of=2022-05-31").text
    assert "polish all lamps" in then
    assert "three oars" not in then
    assert "replaced</span>" not in then
    assert "no longer in force" not in then
    assert alone.get("requirements/rows?as_of=soon").text == shown
    assert 'name="as_of"' in alone.get("requirements").text
