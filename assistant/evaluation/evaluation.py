"""Measuring quality and speed on sets of questions with known evidence, side by side with a plain pipeline."""

import io
import json
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer.as_json import answer_as_dict, match_as_dict
from assistant.assistant import Assistant
from assistant.cli.progress import IngestBar
from assistant.errors import AssistantError
from assistant.evaluation.baseline import PlainPipeline
from assistant.evaluation.batch import BatchQuestion, ask_all, read_questions, search_all
from assistant.evaluation.scoring import Evidence, GoldQuestion, answer_figures, search_figures
from ingest.pipeline import Ingest
from ingest.reading import Limits
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

FIGURES = (
    "mrr@10", "hit@5", "recall@10", "recall@4k", "cited@3", "refused_right", "refused_wrong", "balanced", "quote_exact", "answer_chars",
    "search_p50_s", "ask_p50_s",
)  # fmt: skip
"""The figures that are shown."""
_LONGEST_NAME = 120
_SPEED = "characters/s"
_SUPERSEDED = "---\nstatus: superseded\n---\nThis document was replaced.\n"


class CorpusDocument(BaseModel):
    """A whole document of a set."""

    model_config = ConfigDict(frozen=True)

    doc_id: str
    title: str
    text: str

    @property
    def markdown(self) -> str:
        """The document as a Markdown file."""
        return f"# {' '.join(self.title.split())}\n\n{self.text}\n"


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """Documents by the name of their file, questions, and what is known of the answers."""

    name: str
    texts: dict[str, str]
    questions: tuple[BatchQuestion, ...]
    gold: tuple[GoldQuestion, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one set by name, ours and the plain pipeline's; one that a side lacks is left out."""

    name: str
    ours: dict[str, float]
    plain: dict[str, float]


def measured(folders: Iterable[Path], embedder: Embedder, limits: Limits) -> Iterator[Measured]:
    """Measure on each folder that holds `corpus.jsonl` and `queries.jsonl`; raises AssistantError where one is no set.

    Both sides are timed with their model loaded; seconds are those of this machine at this moment.
    """
    sets = [read_set(folder.resolve()) for folder in folders]
    embedder.embed(["warm"] * 32)
    for one in sets:
        yield Measured(one.name, _ours(one, embedder, limits), _plain(one, embedder))


def read_set(folder: Path) -> EvaluationSet:
    """Read a set of questions; raises AssistantError where a file is missing or holds something else."""
    corpus, queries = folder / "corpus.jsonl", folder / "queries.jsonl"
    if missing := next((path for path in (corpus, queries) if not path.is_file()), None):
        raise AssistantError("{folder} is no evaluation set: there is no {file}.", folder=folder, file=missing)
    try:
        documents = [CorpusDocument.model_validate_json(line) for line in _lines(corpus)]
        gold = [_with_file_names(GoldQuestion.model_validate_json(line)) for line in _lines(queries)]
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise AssistantError("{folder} is no evaluation set: {reason}", folder=folder, reason=error) from error
    texts = {file_name(one.doc_id): one.markdown for one in documents}
    if len(texts) < len(documents):
        raise AssistantError("{folder} is no evaluation set: two documents have one name.", folder=folder)
    return EvaluationSet(folder.name, texts, tuple(read_questions(queries)), tuple(gold))


def file_name(doc_id: str) -> str:
    """Give the name of a document's file."""
    return re.sub(r"[^\w.-]+", "_", doc_id).strip("_")[:_LONGEST_NAME] + ".md"


def _lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return [line for line in file if line.strip()]


def _with_file_names(question: GoldQuestion) -> GoldQuestion:
    evidence = tuple(Evidence(doc_id=file_name(one.doc_id), text=one.text) for one in question.evidence)
    return question.model_copy(update={"evidence": evidence})


def _ours(one: EvaluationSet, embedder: Embedder, limits: Limits) -> dict[str, float]:
    """Ingest, search and ask."""
    with tempfile.TemporaryDirectory() as temporary, Library(Path(temporary) / "library", embedder) as library:
        seconds = _ingest(one, library, Path(temporary) / "documents", limits)
        assistant = Assistant(library)
        found, answers = io.StringIO(), io.StringIO()
        search_all(lambda asked, after: [match_as_dict(one) for one in assistant.search(asked, 10, history=after)], one.questions, found)
        ask_all(lambda asked, after: answer_as_dict(assistant.ask(asked, history=after)), one.questions, answers)
    figures = search_figures(one.gold, _by_question(found)) | answer_figures(one.gold, _by_question(answers), one.texts)
    return figures | {_SPEED: _characters(one) / seconds}


def _ingest(one: EvaluationSet, library: Library, folder: Path, limits: Limits) -> float:
    """Ingest the documents from files and give the seconds that it took.

    A superseded document stands beside those of the set, as in any real library: each search is timed as it passes over one.
    """
    folder.mkdir()
    (folder / "superseded.md").write_text(_SUPERSEDED, encoding="utf-8")
    for name, text in one.texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    bar = IngestBar()
    began = time.perf_counter()
    Ingest(library, bar, limits).run([folder])
    seconds = time.perf_counter() - began
    bar.close()
    return seconds


def _plain(one: EvaluationSet, embedder: Embedder) -> dict[str, float]:
    pipeline = PlainPipeline(one.texts, embedder)
    figures = search_figures(one.gold, dict(pipeline.search_all(one.questions)))
    return figures | {_SPEED: _characters(one) / pipeline.seconds}


def _by_question(written: io.StringIO) -> dict[str, dict[str, Any]]:
    rows: Sequence[dict[str, Any]] = [json.loads(line) for line in written.getvalue().splitlines()]
    return {row["query_id"]: row for row in rows}


def _characters(one: EvaluationSet) -> int:
    return sum(map(len, one.texts.values()))


def table(one: Measured) -> str:
    """Give the figures of one set as lines of a table."""
    lines = [f"{one.name:24} {'ours':>10} {'plain':>10} {'ratio':>7}"]
    for name in (*FIGURES, _SPEED):
        if name in one.ours:
            other = one.plain.get(name)
            ratio = f"{one.ours[name] / other:7.2f}" if other else ""
            lines.append(f"  {name:22} {_figure(one.ours[name]):>10} {_figure(other):>10} {ratio}".rstrip())
    return "\n".join(lines)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 10 else f"{value:.0f}"
