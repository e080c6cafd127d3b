"""Two who change the same thing at once: who comes second is told who changed what, and nothing is overwritten or brought back."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.web.removing import remove
from assistant.web.shared.errors import RefusedError
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from tests.web.conftest import Served, served
from tests.web.test_documents_page import names
from tests.web_server import ROOT, Server
from vectorstore.sql.documents import SourceCopy

NAME = "circular.md"


@pytest.fixture
def shared(small_library: Path) -> Iterator[Served]:
    """An application that two administrators use."""
    for one in served(small_library, auth="proxy"):
        for name in ("anna", "boris"):
            one.state.records.accounts.add(name, "administrator", None)
        yield one


def shown(application: Served, name: str = NAME) -> dict[str, str]:
    """Give what the page holds of a document: the attributes of the buttons that change it."""
    html = application.get("documents/list", "anna").text
    row = re.search(rf'<p class="keeping" data-name="{re.escape(name)}"[^>]*>', html)
    assert row
    return dict(re.findall(r'data-(\w+)="([^"]*)"', row[0]))


def edit(application: Served, user: str, version: str, language: str = "en", **properties: str) -> Any:
    body = {"name": NAME, "properties": properties, "version": int(version)}
    return application.post("documents/properties", body, user, Accept_Language=language)


def test_who_edits_a_document_second_is_told_and_overwrites_nothing(shared: Served) -> None:
    version = shown(shared)["version"]
    assert edit(shared, "anna", version, title="Rules of Procurement").status_code == 200
    refused = edit(shared, "boris", version, title="Procurement", issuer="Boris")
    assert refused.status_code == 409
    assert refused.text == (
        "anna has changed this since it was shown (Title: “Circular on Procurement” → “Rules of Procurement”). "
        "Nothing of yours was kept; look at it and try again."
    )
    told = edit(shared, "boris", version, "zh", title="Procurement").text
    assert told.startswith("anna在此页显示之后已作修改（标题：“Circular on Procurement”→“Rules of Procurement”）")
    source = shared.state.library.original(NAME).source
    assert shared.state.library.given(source) == {"title": "Rules of Procurement"}
    assert edit(shared, "boris", shown(shared)["version"], issuer="Boris").status_code == 200
    assert shared.state.library.given(source) == {"title": "Rules of Procurement", "issuer": "Boris"}
    confirmed = shared.post("documents/confirm", {"name": NAME, "property": "title", "version": int(version)}, "boris")
    assert confirmed.status_code == 409


def test_a_version_that_was_not_seen_is_not_removed(shared: Served) -> None:
    seen = int(shown(shared)["id"])
    content = shared.state.library.original(NAME).content + b"\nThe Technology Division must also list the prices.\n"
    ingest_anew(shared, shared.state.library.original(NAME).source, content)
    refused = shared.post("documents/remove", {"names": [NAME], "ids": {NAME: seen}}, "boris")
    assert (refused.status_code, NAME in names(shared)) == (409, True)
    assert refused.text == "“Circular on Procurement” was read anew or removed since it was shown; look at it and try again."
    assert shared.state.records.removed.all() == []
    assert shared.post("documents/remove", {"names": [NAME], "ids": {NAME: int(shown(shared)["id"])}}, "boris").status_code == 200


def ingest_anew(application: Served, source: str, content: bytes) -> None:
    Ingest(application.state.library, QuietWatcher()).put(NAME, SourceCopy(source, sha256(content).hexdigest(), content))


def test_a_second_removal_leaves_one_to_undo_and_an_undo_replaces_nothing_newer(shared: Served) -> None:
    source = shared.state.library.original(NAME).source
    (removal,) = shared.post("documents/remove", {"names": [NAME]}, "anna").json()["removals"]
    assert shared.post("documents/remove", {"names": [NAME]}, "boris").status_code == 400
    assert [one.user for one in shared.state.records.removed.all()] == ["anna"]
    ingest_anew(shared, source, b"# Circular, second edition\n\nThe Technology Division must publish a list.\n")
    refused = shared.post("documents/undo", {"removals": [removal]}, "boris")
    assert (refused.status_code, "was brought anew" in refused.text) == (409, True)
    assert b"second edition" in shared.state.library.original(NAME).content
    assert 'class="undo"' not in shared.get("documents/list", "anna").text


def test_a_removal_that_comes_a_moment_too_late_leaves_nothing_to_undo(shared: Served) -> None:
    seen = next(entry for entry in shared.state.library.entries() if entry.name == NAME)
    ingest_anew(shared, seen.source, b"# Circular, second edition\n\nThe Technology Division must publish a list.\n")
    with pytest.raises(RefusedError, match="read anew or removed"):
        remove(shared.state, seen, "boris")
    assert (shared.state.records.removed.all(), NAME in names(shared)) == ([], True)


def test_who_changes_a_collection_second_is_told(shared: Served) -> None:
    made = shared.post("documents/collect", {"names": [NAME], "name": "Law"}, "anna").json()["collection"]

    def version() -> int:
        found = re.search(rf'<option value="{made}" data-version="(\d+)"', shared.get("documents/list", "anna").text)
        assert found
        return int(found[1])

    seen = version()
    assert shared.post("documents/collect", {"names": ["plan-2024.md"], "collection": made}, "anna").status_code == 200
    for path, more in (("rename", {"name": "Rules"}), ("delete", {})):
        refused = shared.post(f"documents/collection/{path}", {"collection": made, "version": seen, **more}, "boris")
        assert refused.status_code == 409
        assert "anna has changed this since it was shown (Documents: “” → “plan-2024.md”)" in refused.text
    (kept,) = shared.state.records.collections.all()
    assert (kept.name, kept.documents) == ("Law", {NAME, "plan-2024.md"})
    assert (
        shared.post("documents/collection/rename", {"collection": made, "name": "Rules", "version": version()}, "boris").status_code == 200
    )


def test_who_marks_or_corrects_a_requirement_second_is_told(shared: Served) -> None:
    def version(id: str) -> int:
        found = re.search(rf'<tr data-id="{id}" data-version="(\d+)"', shared.get("requirements/rows", "anna").text)
        assert found
        return int(found[1])

    first, second, *_ = [one.id for one in shared.state.library.requirements.find()]
    seen = version(first)
    assert shared.post("requirements/mark", {"id": first, "state": "done", "note": "sent", "version": seen}, "anna").status_code == 200
    fields = {"id": first, "body": "Nobody", "modality": "must", "deadline": "", "text": "x", "version": seen}
    for path, body in (
        ("mark", {"id": first, "state": "in progress", "version": seen}),
        ("mark", {"id": first, "note": "not yet", "version": seen}),
        ("correct", fields),
    ):
        refused = shared.post(f"requirements/{path}", body, "boris")
        assert refused.status_code == 409
        assert "anna has changed this since it was shown (state: “open” → “done”; note: “” → “sent”)" in refused.text
    several = {"ids": [first, second], "versions": {first: seen, second: version(second)}, "state": "in progress"}
    refused = shared.post("requirements/mark-several", several, "boris")
    assert (refused.status_code, refused.text.startswith("1 of 2 were not marked. anna has changed")) == (409, True)
    states = {id: one.state for id, one in shared.state.records.statuses.all(shared.state.library.requirements).items()}
    assert states == {first: "done", second: "in progress"}
    assert shared.post("requirements/correct", {**fields, "version": version(first)}, "boris").status_code == 200
    assert shared.post("requirements/restore", {"id": first, "version": seen}, "anna").status_code == 409
    assert shared.post("requirements/restore", {"id": first, "version": version(first)}, "anna").status_code == 200


def test_two_tabs_that_mark_at_the_same_moment(shared: Served) -> None:
    id = shared.state.library.requirements.find()[0].id
    with ThreadPoolExecutor(8) as pool:
        bodies = [{"id": id, "note": f"note {number}", "version": 0} for number in range(8)]
        replies = list(pool.map(lambda body: shared.post("requirements/mark", body, "anna").status_code, bodies))
    assert sorted(replies) == [200] + [409] * 7


@pytest.mark.slow
def test_a_served_document_that_is_removed_while_a_newer_version_is_read_stays_removed(tmp_path: Path) -> None:
    short, sentence = (
        "# Quay\n\nThe quay must report.\n",
        "The quay office must report {number} ships to the harbour council every year.\n\n",
    )
    (tmp_path / "watched").mkdir()
    with started(tmp_path) as server, httpx.Client(base_url=server.address, timeout=60) as client:

        def bring(text: str) -> None:
            client.post("documents/upload", files={"file": ("quay.md", text.encode())}).raise_for_status()

        def until(told: str) -> None:
            end = time.monotonic() + 120
            while told not in (jobs := first_event(client)):
                assert time.monotonic() < end, jobs
                time.sleep(0.05)

        bring(short)
        until("quay.md: added")
        bring(short + "".join(sentence.format(number=number) for number in range(400)))
        until('"quay.md": "reading')
        assert client.post("documents/remove", json={"names": ["quay.md"]}).status_code == 200
        until("It was removed while it was being read, and stays removed.")
        assert 'data-name="quay.md"' not in client.get("documents/list").text
        ingest = [sys.executable, "-m", "assistant.cli.main", "--data", str(server.data), "remove", "quay.md"]
        other = subprocess.run(ingest, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (other.returncode, "is in use by" in other.stderr) == (1, True)


@contextmanager
def started(folder: Path) -> Iterator[Server]:
    """A server on an empty library, which need not be ready to answer questions."""
    server = Server(folder / "library", POLICY_WATCH=str(folder / "watched"))
    try:
        server.wait_for_reply(120)
        yield server
    finally:
        server.stop()


def first_event(client: httpx.Client) -> str:
    with client.stream("GET", "documents/jobs") as stream:
        return next(line for line in stream.iter_lines() if line.startswith("data:"))
