"""Limits that several processes share: what each counts, all see."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.records.counts import Counts
from assistant.records.database import Store
from assistant.records.records import Records
from assistant.web.security.rate_limit import SharedRateLimiter


def test_processes_admit_together_no_more_than_one_may(tmp_path: Path) -> None:
    with Records(tmp_path) as one, Records(tmp_path) as other, ThreadPoolExecutor(8) as threads:
        admitted = list(threads.map(lambda records: records.counts.admits("logins 192.0.2.1", 7), [one, other] * 12))
        assert sum(admitted) == 7
        assert other.counts.admits("logins 192.0.2.2", 7)
        assert not other.counts.admits("logins 192.0.2.1", 7)
        assert other.counts.admits("logins 192.0.2.1", 8)


def test_what_is_older_than_a_minute_counts_no_more_and_is_forgotten(tmp_path: Path) -> None:
    store = Store(tmp_path)
    counts = Counts(store)
    assert counts.admits("questions anna", 1)
    assert not counts.admits("questions anna", 1)
    with store.changing() as connection:
        connection.exec_driver_sql("UPDATE counted SET second = second - 61")
    assert counts.admits("questions bob", 1)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM counted").scalars().all() == ["questions bob"]
    assert counts.admits("questions anna", 1)
    store.close()


def test_while_the_database_cannot_count_a_process_counts_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.changing() as connection:
        connection.exec_driver_sql("DROP TABLE counted")
    limiter = SharedRateLimiter("logins", 2, Counts(store))
    assert [limiter.admits("anna") for _ in range(3)] == [True, True, False]
    store.close()


@pytest.mark.parametrize("kind", ["logins", "changes"])
def test_kinds_of_requests_are_counted_apart(tmp_path: Path, kind: str) -> None:
    with Records(tmp_path) as records:
        assert SharedRateLimiter(kind, 1, records.counts).admits("anna")
        assert SharedRateLimiter("questions", 1, records.counts).admits("anna")
        assert not SharedRateLimiter(kind, 1, records.counts).admits("anna")
