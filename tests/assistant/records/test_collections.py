"""Collections keep documents by name; folders are collections of their own."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.records.collections import Collection, folders_of
from assistant.records.records import Records
from tests.vectorstore.test_migration import stored


def test_a_collection_keeps_the_names_of_its_documents(records: Records) -> None:
    harbour = records.collections.create("  Harbour \n rules ", ["quay.md", "buoys.md"])
    records.collections.create("berths")
    assert records.collections.put(harbour.id, ["buoys.md", "fees.md"]) == {"fees.md"}
    assert records.collections.take(harbour.id, ["quay.md", "tides.md"]) == {"quay.md"}
    assert records.collections.all()[1] == Collection(harbour.id, "Harbour rules", frozenset({"buoys.md", "fees.md"}))
    assert [one.name for one in records.collections.all()] == ["berths", "Harbour rules"]


def test_a_collection_that_was_forgotten_can_be_made_again_and_has_another_key(records: Records) -> None:
    first = records.collections.create("Harbour", ["quay.md"])
    gone = records.collections.delete(first.id)
    again = records.collections.create(gone.name, gone.documents)
    assert again.documents == {"quay.md"}
    assert again.key != first.key
    for change in (records.collections.put, records.collections.take):
        with pytest.raises(AssistantError, match="no such collection"):
            change(first.id, ["quay.md"])


@pytest.mark.parametrize(("name", "reason"), [(" \u202e", "needs a name"), ("HARBOUR", "already"), ("x" * 101, "at most 100")])
def test_a_name_that_is_empty_taken_or_too_long_is_refused(name: str, reason: str, records: Records) -> None:
    records.collections.create("Harbour")
    other = records.collections.create("Other")
    with pytest.raises(AssistantError, match=reason):
        records.collections.create(name)
    with pytest.raises(AssistantError, match=reason):
        records.collections.rename(other.id, name)
    assert [one.name for one in records.collections.all()] == ["Harbour", "Other"]


def test_a_folder_holds_what_lies_in_it_and_in_its_folders() -> None:
    folders = folders_of(["top.md", "port/a.md", "port/fees/b.md", "rules.zip/c.md"])
    assert [(one.name, one.key, sorted(one.documents)) for one in folders] == [
        ("port", "/port", ["port/a.md", "port/fees/b.md"]),
        ("port/fees", "/port/fees", ["port/fees/b.md"]),
        ("rules.zip", "/rules.zip", ["rules.zip/c.md"]),
    ]


@pytest.mark.once
@pytest.mark.parametrize("number", [1, 2, 3])
def test_notes_of_earlier_versions_can_keep_collections(number: int, tmp_path: Path) -> None:
    with Records(stored("records", number, tmp_path)) as records:
        made = records.collections.create("Harbour", ["harbour-rules.md"])
        assert records.collections.all() == [made]
        records.collections.delete(made.id)
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection:
        assert connection.execute("SELECT count(*) FROM collection_documents").fetchone() == (0,)
