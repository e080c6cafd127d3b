"""Kills what is at work at random moments, starts again, and counts what was lost, doubled, left over or said wrongly.

    python -m benchmarks.kills [--kills 1000] [--seed 1] [--only KIND] [--upgrades MOMENTS]

Kinds are ingest, serve (files are brought, documents removed and requirements marked meanwhile), backup, restore, upgrade of an earlier
format of both databases and, where PostgreSQL is installed, a move to it and a worker of it; all are SIGKILL. --upgrades kills the upgrade
from each format at so many moments, spread evenly over its statements, instead. Ends with status 1 where there are faults.
"""

import argparse
import json
import multiprocessing.util
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Container
from contextlib import ExitStack
from pathlib import Path

from assistant.operations.backup import back_up
from assistant.records.schema import HISTORY as RECORDS
from benchmarks.killing import Bench, hashes_of, ingest, left_over, open_both, put_back, upgrades_killed
from benchmarks.kills_of_move import kill_of_move
from benchmarks.kills_of_server import serve_killed
from benchmarks.kills_of_worker import kill_of_worker
from vectorstore.sql.schema import HISTORY as LIBRARY

# -- the kinds of kills: each says whether something was at work, and what was wrong


def ingest_killed(bench: Bench, data: Path) -> tuple[bool, list[str]]:
    told = data.parent / "told"
    at_work, fault = bench.killed("ingest", ingest, data, bench.docs, told)
    seen = bench.look(data)
    old, new = bench.versions
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    acknowledged = {name for line in lines for outcome, _, name in [line.partition(" ")] if outcome in ("added", "updated", "removed")}
    held = hashes_of(seen)
    for name in old:
        allowed = {new.get(name)} if name in acknowledged else {new.get(name), old[name]}
        if held.get(name) not in allowed:
            seen.faults.append(f"{name} is lost, or not as it was acknowledged")
    return at_work, [fault, *seen.faults]


def backup_killed(bench: Bench, data: Path) -> tuple[bool, list[str]]:
    target, before, after = data.parent / "kept.zip", data.parent / "before", data.parent / "after"
    shutil.copy(bench.backup, target)
    at_work, fault = bench.killed("backup", back_up, data, target)
    faults = [fault, bench.run(put_back, before, target), bench.run(back_up, data, target), bench.run(put_back, after, target)]
    seen = bench.look(after)
    if seen.notes.get("users") != ["user-old"] or hashes_of(seen) != bench.versions[0]:
        seen.faults.append("the backup that was made again does not hold what it should")
    return at_work, [*faults, *seen.faults, *(f"left over: {name}" for name in left_over(data) if not name.endswith(("-wal", "-shm")))]


def restore_killed(bench: Bench, data: Path) -> tuple[bool, list[str]]:
    at_work, fault = bench.killed("restore", put_back, data, bench.backup)
    half = bench.look(data)
    if half.notes.get("users") not in (["user-old"], ["user-other"]) or hashes_of(half) not in bench.versions:
        half.faults.append(f"neither the one nor the other: {half.notes}, {half.documents}")
    again = bench.run(put_back, data, bench.backup)
    seen = bench.look(data)
    if seen.notes.get("users") != ["user-other"] or hashes_of(seen) != bench.versions[1]:
        seen.faults.append("it was not put back")
    return at_work, [fault, again, *half.faults, *seen.faults]


def upgrade_killed(bench: Bench, data: Path) -> tuple[bool, list[str]]:
    shutil.rmtree(data)
    library, records = (bench.chance.choice(formats(kind)) for kind in ("library", "records"))
    for kind, number in (("library", library), ("records", records)):
        shutil.copytree(bench.of_format(kind, number), data, dirs_exist_ok=True)
    at_work, fault = bench.killed("upgrade", open_both, data)
    seen = bench.look(data)
    if seen.documents != bench.upgraded("library", library).documents or seen.notes != bench.upgraded("records", records).notes:
        seen.faults.append(f"of formats {library} and {records} something is lost")
    return at_work, [fault, *seen.faults]


def formats(kind: str) -> list[int]:
    """Give the earlier formats of a database, “library” or “records”."""
    return list(range(1, int((LIBRARY if kind == "library" else RECORDS).head)))


def upgrades(folder: Path, moments: int, numbers: Container[int] = range(100)) -> Counter[str]:
    """Kill the upgrade from each format, one of `numbers`, at so many moments, and count; faults are printed."""
    bench, counts, said = _bench(folder, 1), Counter[str](), folder / "said.json"
    for kind, number in [(one, number) for one in ("library", "records") for number in formats(one) if number in numbers]:
        place = folder / f"upgrade-{kind}-{number}"
        place.mkdir()
        fault = bench.run(upgrades_killed, kind, bench.of_format(kind, number), place, moments, said)
        found = json.loads(said.read_text(encoding="utf-8")) if not fault else {"kills": 0, "faults": [fault]}
        counts["kills"] += found["kills"]
        counts["faults"] += len(found["faults"])
        for one in found["faults"]:
            print(f"{kind} of format {number}: {one}", flush=True)
    return counts


def measure(folder: Path, kills: int, seed: int, only: str = "") -> Counter[str]:
    """Kill so many times, each kind as often, and count what was at work; faults are printed."""
    known = {"upgrade": upgrade_killed, "backup": backup_killed, "restore": restore_killed, "ingest": ingest_killed, "serve": serve_killed}
    with ExitStack() as opened:
        if only in "move" and (kill_move := kill_of_move(opened)):
            known["move"] = kill_move
        if only in "worker" and (kill_worker := kill_of_worker(opened)):
            known["worker"] = kill_worker
        kinds = [(name, kill) for name, kill in known.items() if only in name]
        bench, counts = _bench(folder, seed), Counter[str]()
        bench.make()
        for number in range(-len(kinds), kills):  # the first of each are not killed
            name, kill = kinds[number % len(kinds)]
            data = bench.copy("old", number)
            at_work, faults = kill(bench, data)
            counts["at work"] += at_work
            counts["faults"] += any(faults)
            for fault in filter(None, faults):
                print(f"{name} {number}: {fault}", flush=True)
            shutil.rmtree(data.parent)
        return counts


def _bench(folder: Path, seed: int) -> Bench:
    multiprocessing.util.get_temp_dir()  # its own is not looked at
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "tmp")
    Path(tempfile.tempdir).mkdir()
    return Bench(folder, random.Random(seed))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", metavar="KIND")
    parser.add_argument("--upgrades", type=int, default=0, metavar="MOMENTS")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        counts = upgrades(place, given.upgrades) if given.upgrades else measure(place, given.kills, given.seed, given.only)
    print(", ".join(f"{count} {name}" for name, count in counts.items()), f"in {time.monotonic() - began:.0f} s")
    return int(bool(counts["faults"]))


if __name__ == "__main__":
    sys.exit(main())
