"""Another process holds the database of conversations and marks: who reads is answered, who writes is told."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from assistant.records.records import Records
from tests.web_server import Server, served

pytestmark = pytest.mark.slow
_WRITERS = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("locked") / "library", POLICY_AUTH="proxy") as started:
        yield started


def _timed(server: Server, path: str, body: object = None, user: str = "rita") -> tuple[int, str, float]:
    began = time.monotonic()
    status, text, _ = server.send(path, body, Remote_User=user)
    return status, text, time.monotonic() - began


def test_a_program_asks_while_it_cannot_be_kept_that_its_key_was_used(server: Server) -> None:
    with Records(server.data) as records:
        records.accounts.add("ida", "reader", None)
        keys = [records.api_keys.issue("ida", f"program {number}") for number in range(_WRITERS)]
    with closing(sqlite3.connect(server.data / "records.db", isolation_level=None)) as other, ThreadPoolExecutor(_WRITERS) as pool:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        asking = [pool.submit(server.send, "api/v1/documents", Authorization=f"Bearer {key}") for key in keys]
        statuses = {one.result()[0] for one in asking}
        seconds = time.monotonic() - began
        other.execute("ROLLBACK")
    assert statuses == {200}
    assert seconds < 9  # a database that is held is waited for ten


def test_who_reads_does_not_wait_for_who_cannot_write(server: Server) -> None:
    with closing(sqlite3.connect(server.data / "records.db", isolation_level=None)) as other, ThreadPoolExecutor(_WRITERS) as pool:
        other.execute("BEGIN IMMEDIATE")
        writing = [
            pool.submit(_timed, server, "conversations/pin", {"id": "x", "pinned": True}, f"writer{number}") for number in range(_WRITERS)
        ]
        time.sleep(1)
        health, conversations = _timed(server, "health"), _timed(server, "conversations")
        told = {one.result()[1] for one in writing}
        other.execute("ROLLBACK")
    assert health[0] == conversations[0] == 200
    assert max(health[2], conversations[2]) < 3
    assert told == {"Somebody else is writing at this moment; nothing was changed. Try again in a moment."}
