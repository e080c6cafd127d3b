"""A quote that holds what leads to a list holds all its items, or the answer tells how many follow."""

from pathlib import Path

from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

ITEMS = (
    "loud horns at night",
    "swimming in the lock",
    "lamps without oil",
    "ropes across the towpath",
    "fires on the quay",
    "dogs without a leash",
)


def test_no_item_of_a_short_list_is_left_out(tmp_path: Path, embedder: Embedder) -> None:
    more = tuple(f"{one} of any other kind, by day or by night" for one in ITEMS)
    listed = "\n".join(f"- {one};" for one in (*ITEMS, *more))
    (tmp_path / "lock.md").write_text(
        f"# Rules of the lock\n\nThe following counts as a nuisance:\n\n{listed}\n\nKeepers wear boots.\n", encoding="utf-8"
    )
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "lock.md")
        answer = Assistant(library).ask("What is a nuisance?")
    assert all(one in answer.citations[0].quote for one in (*ITEMS, *more))


def test_items_that_a_quote_leaves_out_are_counted(tmp_path: Path, embedder: Embedder) -> None:
    items = [f"{one} of any kind, by day or by night, at bank number {bank}" for bank in range(1, 12) for one in ITEMS]
    listed = "\n".join(f"- {one.capitalize()}." for one in items)
    (tmp_path / "lock.md").write_text(f"# Rules of the lock\n\nThese are a nuisance:\n\n{listed}\n", encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "lock.md")
        answer = Assistant(library).ask("What is a nuisance?")
    quoted = sum(f"{one.capitalize()}." in answer.citations[0].quote for one in items)
    assert f"The list goes on in the document: {len(items) - quoted} more items. [1]" in answer.text
