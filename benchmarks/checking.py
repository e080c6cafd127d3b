"""Shows what checking a written answer costs, and how much of what was falsified it finds.

    python -m benchmarks.checking
    python -m benchmarks.checking SET.jsonl...

Without a set: over the sample library, of which one document is superseded, each answer is made of the ten sentences of its first matches
that come first, as a model would write them if it copied; every one is checked against its passage. Caches are emptied
before each answer.

A set holds a line of JSON a statement: the `sentences` that it cites, the `statement`, and its `class`: “faithful”, or what was changed in
it. Prints by class how many are marked, which of the faithful ones none should be, and how long ten take, each beside its sentences alone.
"""

import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from assistant.assistant import Assistant
from assistant.starter_questions import starter_questions
from assistant.writing.prompting import Numbered
from assistant.writing.said import said_in
from assistant.writing.statements import statements
from assistant.writing.verification import verify
from ingest.pipeline import Ingest
from language.language import language_of
from language.names import known_names
from language.statements.claims import claims
from language.text.sentences import sentences
from tests.fakes import QuietWatcher
from vectorstore.aliases import Bodies
from vectorstore.embedding.sentence_embedder import SentenceEmbedder
from vectorstore.library import Library

STATEMENTS = 10
FAITHFUL = "faithful"


def main() -> None:
    """Print the figures of the sets that are named, or what checking costs beside searching."""
    if sys.argv[1:]:
        judge(Path(name) for name in sys.argv[1:])
    else:
        compare_with_searching()


def judge(files: Iterable[Path]) -> None:
    """Print by class how many statements of the sets in `files` there are, and how many are marked."""
    names = known_names(Bodies().pairs, [])
    told = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    seconds, marked, count = [], Counter[str](), Counter(one["class"] for one in told)
    for one in told:
        began = time.process_time()
        marked[one["class"]] += not verify(one["statement"], one["sentences"], names=names).is_confirmed
        seconds.append(time.process_time() - began)
    for kind in sorted(count):
        print(f"{kind:12} {marked[kind]:4} of {count[kind]:4} marked, {marked[kind] / count[kind]:.2f}")
    falsified, caught = (found.total() - found[FAITHFUL] for found in (count, marked))
    print(f"{'falsified':12} {caught:4} of {falsified:4} marked, {caught / max(1, falsified):.2f}")
    print(f"{STATEMENTS} statements {STATEMENTS * 1000 * statistics.median(seconds):.0f} ms of a processor (median)")


def compare_with_searching() -> None:
    """Print the medians of searching and of checking, in milliseconds, and their ratio."""
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder), SentenceEmbedder()) as library:
        Ingest(library, QuietWatcher()).run([Path(__file__).parents[1] / "policies"])
        assistant = Assistant(library)
        searching, checking = [], []
        for question in starter_questions(assistant, library) * 5:
            began = time.perf_counter()
            matches = assistant.search(question, 8)
            searching.append(time.perf_counter() - began)
            passages = {number: match.passage for number, match in enumerate(matches, 1)}
            numbered = {number: Numbered(number, passage) for number, passage in passages.items()}
            spans = [(number, span.of(passage.text)) for number, passage in passages.items() for span in sentences(passage.text)]
            draft = "\n".join(f"{text.rstrip('.')} [{number}]." for number, text in spans[:STATEMENTS])
            documents = {passage.span.document_id: library.document(passage.span.document_id) for passage in passages.values()}
            claims.cache_clear()
            began = time.perf_counter()
            known = {id: document for id, document in documents.items() if document}
            statements(said_in(draft), numbered, known, language_of(question).code)
            checking.append(time.perf_counter() - began)
    found, checked = (1000 * statistics.median(times) for times in (searching, checking))
    print(f"search {found:.1f} ms, checking {STATEMENTS} statements {checked:.1f} ms, {checked / found:.2f} times a search")


if __name__ == "__main__":
    main()
