"""An ingest that is killed at any moment leaves a library whole, and a later run makes up for it."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import ingest
from tests.fakes import HashEmbedder
from tests.vectorstore.contents import indexed, passage_ids, stored_vectors, write
from vectorstore.library import Library
from vectorstore.search.evidence import search

# Reads a library and a folder a line, ingests in a process of its own, tells its number, then how it ended.
INGESTS = """
import os, sys
from pathlib import Path
import vectorstore.index.chroma
from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.library import Library
for line in sys.stdin:
    directory, docs = map(Path, line.rstrip("\\n").split("\\t"))
    child = os.fork()
    if not child:
        with Library(directory, HashEmbedder()) as library:
            Ingest(library, QuietWatcher()).run([docs])
        os._exit(0)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


def content(directory: Path) -> str:
    """Describe all that a library holds, but for times and ids."""
    with Library(directory, HashEmbedder()) as library:
        entries = [replace(entry, id=0, ingested="") for entry in library.entries()]
        with library.snapshot() as now:
            passages = now.ranking_data(sorted(passage_ids(directory))).passages
        passages = dict(sorted(passages.items(), key=lambda item: (item[1].document, item[1].span.start)))
        held = [(p.document, p.span.start, p.span.end, p.text) for p in passages.values()]
        vectors = stored_vectors(directory)
        # only the first: the many others are equally near, and stand in the order in which they were stored
        matches = [(m.passage.document, m.passage.text) for m in search(library, "commission of new7 report", top=1)]
    assert indexed(directory) == set(passages)
    return json.dumps([[str(entry) for entry in entries], held, np.round([vectors[id] for id in passages], 5).tolist(), matches])


@pytest.mark.slow
def test_a_killed_ingest_run_again_leaves_what_an_undisturbed_one_does(tmp_path: Path) -> None:
    docs, old = tmp_path / "docs", tmp_path / "old"
    write(docs, *(f"body{number}" for number in range(80)))
    with Library(old, HashEmbedder()) as library:
        ingest(library, docs)
    write(docs, *(f"body{number}" for number in range(0, 80, 2)), *(f"new{number}" for number in range(80)), year=2031)
    shutil.copytree(old, tmp_path / "wanted")
    with Library(tmp_path / "wanted", HashEmbedder()) as library:
        began = time.monotonic()
        ingest(library, docs)
        whole = time.monotonic() - began
    wanted = content(tmp_path / "wanted")
    moments = random.Random(7)
    command = [sys.executable, "-c", INGESTS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], text=True) as ingests:
        killed = 0
        for attempt in range(60):
            directory = tmp_path / f"killed{attempt}"
            shutil.copytree(old, directory)
            killed += _killed_after(moments.uniform(0.01, 0.9 * whole), ingests, directory, docs)
            with Library(directory, HashEmbedder()) as library:
                ingest(library, docs)
            assert content(directory) == wanted
            if killed == 20:
                break
    assert killed == 20


def _killed_after(seconds: float, ingests: "subprocess.Popen[str]", directory: Path, docs: Path) -> bool:
    """Let `ingests` ingest, kill the process that does after `seconds`, and say whether it was still at work."""
    assert ingests.stdin is not None
    assert ingests.stdout is not None
    print(directory, docs, sep="\t", file=ingests.stdin, flush=True)
    child = int(ingests.stdout.readline())
    time.sleep(seconds)
    with suppress(ProcessLookupError):  # it was faster
        os.kill(child, signal.SIGKILL)
    return int(ingests.stdout.readline()) != 0
