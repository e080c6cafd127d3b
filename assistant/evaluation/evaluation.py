"""Measuring quality and speed on sets of questions with known evidence, side by side with a plain pipeline."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.cli.progress import IngestBar
from assistant.errors import AssistantError
from assistant.evaluation.batch import ask_all, read_questions, search_all
from ingest.pipeline import Ingest, Limits
from vectorstore.embedding.embedder import SentenceEmbedder
from vectorstore.library import Library

FIGURES = (
    "mrr@10", "hit@5", "recall@10", "recall@4k", "cited@3", "refused_right", "refused_wrong", "balanced", "quote_exact", "answer_chars",
    "search_p50_s", "ask_p50_s",
)  # fmt: skip
"""The figures of the scorer that are shown."""
_PROGRAMS = ("prepare.py", "score.py", "baseline.py")
_SUPERSEDED = "---\nstatus: superseded\n---\nThis document was replaced.\n"


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one set by name, ours and the plain pipeline's; one that a side lacks is left out."""

    name: str
    ours: dict[str, float]
    plain: dict[str, float]


def measured(sets: Iterable[Path], embedder: SentenceEmbedder, limits: Limits) -> Iterator[Measured]:
    """Measure each folder that holds `corpus.jsonl` and `queries.jsonl`, beside which the measuring programs stand.

    Both sides are timed with their model loaded; seconds are those of this machine at this moment.
    """
    folders = [folder.resolve() for folder in sets]
    for folder in folders:
        needed = [folder / "corpus.jsonl", folder / "queries.jsonl", *(folder.parent / program for program in _PROGRAMS)]
        if missing := next((path for path in needed if not path.is_file()), None):
            raise AssistantError(f"{folder} is no evaluation set: there is no {missing}.")
    embedder.embed(["warm"] * 32)
    for folder in folders:
        yield _measured(folder, embedder, limits)


def _measured(folder: Path, embedder: SentenceEmbedder, limits: Limits) -> Measured:
    prepare, score, baseline = (folder.parent / program for program in _PROGRAMS)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        _run(prepare, folder.name, work, "--root", folder.parent)
        characters = sum(len(path.read_text(encoding="utf-8")) for path in (work / "documents").iterdir())
        seconds = _ours(work, embedder, limits)
        ours = json.loads(_run(score, folder.name, work, "--root", folder.parent))
        (work / "ask.jsonl").unlink()
        plain_seconds = json.loads(_run(baseline, work).splitlines()[-1])["index_s"]
        plain = json.loads(_run(score, folder.name, work, "--root", folder.parent))
    speed = "characters/s"
    return Measured(folder.name, _shown(ours) | {speed: characters / seconds}, _shown(plain) | {speed: characters / plain_seconds})


def _ours(work: Path, embedder: SentenceEmbedder, limits: Limits) -> float:
    """Ingest, search and ask; give the seconds that ingesting took.

    A superseded document stands beside those of the set, as in any real library: each search is timed as it passes over one.
    """
    (work / "superseded.md").write_text(_SUPERSEDED, encoding="utf-8")
    with Library(work / "library", embedder) as library:
        bar = IngestBar()
        began = time.perf_counter()
        Ingest(library, bar, limits).run([work / "documents", work / "superseded.md"])
        seconds = time.perf_counter() - began
        bar.close()
        questions = read_questions(work / "questions.jsonl")
        assistant = Assistant(library)
        with (work / "search.jsonl").open("w", encoding="utf-8") as out:
            search_all(assistant, questions, 10, out)
        with (work / "ask.jsonl").open("w", encoding="utf-8") as out:
            ask_all(assistant, questions, out)
    return seconds


def _shown(figures: dict[str, Any]) -> dict[str, float]:
    return {name: float(figures[name]) for name in FIGURES if name in figures}


def _run(program: Path, *given: object) -> str:
    """Run a measuring program and give what it printed."""
    done = subprocess.run([sys.executable, str(program), *map(str, given)], check=False, capture_output=True, text=True)
    if done.returncode:
        raise AssistantError(f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}")
    return done.stdout


def table(one: Measured) -> str:
    """Give the figures of one set as lines of a table."""
    lines = [f"{one.name:24} {'ours':>10} {'plain':>10} {'ratio':>7}"]
    for name in (*FIGURES, "characters/s"):
        if name in one.ours:
            other = one.plain.get(name)
            ratio = f"{one.ours[name] / other:7.2f}" if other else ""
            lines.append(f"  {name:22} {_figure(one.ours[name]):>10} {_figure(other):>10} {ratio}".rstrip())
    return "\n".join(lines)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 10 else f"{value:.0f}"
