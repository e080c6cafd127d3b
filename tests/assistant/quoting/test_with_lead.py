"""What an item of a list says is never shown without what leads to the list where that changes its sense."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

_OTHERS = (
    "lending the lamp of the lock to the crew of a barge that does not belong to the company, by day or by night",
    "selling the ropes, nets and hooks that are kept in the shed beside the upper gate, even where they are old",
    "leaving the lower gate open while a barge stands in the chamber and nobody watches the height of the water",
)


@pytest.mark.parametrize("times", [1, 5], ids=["near", "far"])
def test_an_item_comes_with_what_leads_to_its_list(tmp_path: Path, embedder: Embedder, times: int) -> None:
    items = [f"{one}, at lock {lock};" for lock in range(times) for one in _OTHERS]
    listed = "\n".join(f"- {one}" for one in [*items, "fishing from the footbridge"])
    text = f"# Rules of the locks\n\nKeepers count as negligent, and are dismissed, in the following cases:\n\n{listed}\n"
    (tmp_path / "locks.md").write_text(text, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "locks.md")
        answer = Assistant(library).ask("May a keeper go fishing from the footbridge?")
    assert answer.citations[0].quote.startswith("Keepers count as negligent")
    assert any(one.quote.endswith("fishing from the footbridge") for one in answer.citations)
