"""Measures quality and speed on evaluation sets, side by side with the plain pipeline in one run.

    python -m benchmarks.measure SET...

Reads the sets, their scorer and the plain pipeline from POLICY_EVAL_DIR (default ../shared). Characters are those of the
prepared files. Both sides are timed with their model loaded; seconds are those of this machine at this moment, the ratios
are what counts.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.batch import ask_all, read_questions, search_all
from assistant.progress import IngestBar
from ingest.ingesting import Ingest
from vectorstore.embedder import SentenceEmbedder
from vectorstore.library import Library

FIGURES = (
    "mrr@10",
    "hit@5",
    "recall@10",
    "recall@4k",
    "cited@3",
    "refused_wrong",
    "balanced",
    "quote_exact",
    "answer_chars",
    "search_p50_s",
    "ask_p50_s",
)


def run(*command: object) -> str:
    """Run a Python program and give what it printed."""
    return subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True, text=True).stdout


def ours(folder: Path, embedder: SentenceEmbedder) -> float:
    """Ingest, search and ask; give the seconds that ingesting took."""
    with Library(folder / "library", embedder) as library:
        bar = IngestBar()
        began = time.perf_counter()
        Ingest(library, bar).run([folder / "documents"])
        seconds = time.perf_counter() - began
        bar.close()
        questions = read_questions(folder / "questions.jsonl")
        assistant = Assistant(library)
        with (folder / "search.jsonl").open("w", encoding="utf-8") as out:
            search_all(assistant, questions, 10, out)
        with (folder / "ask.jsonl").open("w", encoding="utf-8") as out:
            ask_all(assistant, questions, out)
    return seconds


def measure(name: str, evaluation: Path, embedder: SentenceEmbedder) -> None:
    """Measure one set and print what came out."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run(evaluation / "prepare.py", name, folder)
        characters = sum(len(path.read_text(encoding="utf-8")) for path in (folder / "documents").iterdir())
        seconds = ours(folder, embedder)
        our_figures: dict[str, Any] = json.loads(run(evaluation / "score.py", name, folder))
        (folder / "ask.jsonl").unlink()
        plain = json.loads(run(evaluation / "baseline.py", folder).splitlines()[-1])
        plain_figures = json.loads(run(evaluation / "score.py", name, folder))
    print(f"\n{name}: {characters} characters")
    print(f"  {'':14} {'ours':>10} {'plain':>10} {'ratio':>7}")
    print(f"  {'characters/s':14} {characters / seconds:10.0f} {characters / plain['index_s']:10.0f} {plain['index_s'] / seconds:7.2f}")
    for figure in FIGURES:
        mine, other = our_figures.get(figure), plain_figures.get(figure)
        if mine is not None:
            ratio = f"{mine / other:7.2f}" if other else ""
            print(f"  {figure:14} {mine:10.3f} {other if other is not None else '':>10} {ratio}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="SET")
    evaluation = Path(os.environ.get("POLICY_EVAL_DIR", "../shared")) / "eval"
    embedder = SentenceEmbedder()
    embedder.embed(["warm"] * 32)
    for name in parser.parse_args().sets:
        measure(name, evaluation, embedder)


if __name__ == "__main__":
    main()
