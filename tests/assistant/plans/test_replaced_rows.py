"""The table of an answer says which of its duties no longer apply."""

from pathlib import Path

import pytest

from assistant.answer.blocks import Table
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.library import Library

FILES = {
    "oars.md": "# Circular on Oars\n\nDate: 3 May 2021\n\n1. Boatmen must paint boats in April.\n\n2. Boatmen must carry two oars.\n",
    "notice.md": "# Notice on Three Oars\n\nDate: 9 March 2024\n\n"
    "1. Boatmen must carry three oars. This item replaces item 2 of the Circular on Oars.\n",
}


@pytest.fixture
def asking(library: Library, tmp_path: Path) -> Assistant:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    ingest(library, folder)
    return Assistant(library)


def test_a_row_that_is_replaced_says_so(asking: Assistant) -> None:
    (table,) = [block for block in asking.ask("What must boatmen do?").blocks if isinstance(block, Table)]
    assert {cells[0].split(" ", 1)[-1]: cells[2] for cells in table.rows if "oars" in cells[0]} == {
        "Boatmen must carry two oars.": "replaced",
        "Boatmen must carry three oars.": "",
    }
