"""A move to a database on a server that is killed, goes on, and is moved back."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from assistant.errors import AssistantError
from assistant.operations.moving import FILES, move
from benchmarks.killing import Bench
from tests.postgresql_server import postgres_server, programs

Kill = Callable[[Bench, Path], tuple[bool, list[str]]]


def moved(data: Path, source: str, target: str) -> None:
    """Move to the end."""
    for _ in move(data, source, target):
        pass


def moved_on(data: Path, source: str, target: str) -> None:
    """Move what is left, nothing where the move had come to its end."""
    with suppress(AssistantError):  # which says so; what was moved is looked at anyway
        moved(data, source, target)


def kill_of_move(opened: ExitStack) -> Kill | None:
    """Give what kills a move to a server that runs as long as `opened` is; None where no server is installed."""
    if (folder := programs()) is None:
        return None
    server = opened.enter_context(postgres_server(folder))

    def move_killed(bench: Bench, data: Path) -> tuple[bool, list[str]]:
        before, url, back = bench.look(data), server.address(server.create_database()), data.parent / "back"
        at_work, fault = bench.killed("move", moved, data, FILES, url)
        back.mkdir()
        faults = [fault, *before.faults, bench.run(moved_on, data, FILES, url), bench.run(moved, back, url, FILES)]
        for place in (data, back):  # what was moved stays as it was
            seen = bench.look(place)
            if (seen.documents, seen.notes) != (before.documents, before.notes):
                seen.faults.append(f"{place.name} does not hold what was moved")
            faults += seen.faults
        return at_work, faults

    return move_killed
