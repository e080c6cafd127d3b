"""Values that are kept while they are used."""

import threading

import pytest

from assistant.viewing.kept import Kept


def test_what_was_used_last_is_kept() -> None:
    made: list[str] = []
    kept = Kept[str, str](2)

    def use(key: str) -> str:
        return kept.get(key, lambda: made.append(key) or key.upper())

    assert [use(key) for key in "abacab"] == list("ABACAB")
    assert "".join(made) == "abcb"


def test_what_failed_is_tried_again() -> None:
    kept = Kept[str, int](2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 3) == 3


def test_what_is_kept_is_given_while_another_is_made() -> None:
    kept = Kept[str, int](2)
    kept.get("a", lambda: 1)
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> int:
        begun.set()
        go_on.wait(10)
        return 2

    thread = threading.Thread(target=kept.get, args=("b", slowly))
    thread.start()
    try:
        assert begun.wait(10)
        assert kept.get("a", lambda: 9) == 1
    finally:
        go_on.set()
        thread.join()
    assert kept.get("b", lambda: 9) == 2
