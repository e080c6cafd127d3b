"""Shows what checking a written answer costs beside finding its passages.

    python -m benchmarks.checking

Over the sample library, of which one document is superseded, each answer is made of the ten sentences of its first matches
that come first, as a model would write them if it copied; every one is checked against its passage. Caches are emptied
before each answer.
"""

import statistics
import tempfile
import time
from pathlib import Path

from assistant.assistant import Assistant
from assistant.starter_questions import starter_questions
from assistant.writing.statements import statements
from ingest.pipeline import Ingest
from language.language import language_of
from language.statements.claims import claims
from language.text.sentences import sentences
from tests.fakes import QuietWatcher
from vectorstore.embedding.sentence_embedder import SentenceEmbedder
from vectorstore.library import Library

STATEMENTS = 10


def main() -> None:
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
            spans = [(number, span.of(passage.text)) for number, passage in passages.items() for span in sentences(passage.text)]
            draft = "\n".join(f"{text.rstrip('.')} [{number}]." for number, text in spans[:STATEMENTS])
            documents = {passage.span.document_id: library.document(passage.span.document_id) for passage in passages.values()}
            claims.cache_clear()
            began = time.perf_counter()
            statements(draft, passages, {id: document for id, document in documents.items() if document}, language_of(question).code)
            checking.append(time.perf_counter() - began)
    found, checked = (1000 * statistics.median(times) for times in (searching, checking))
    print(f"search {found:.1f} ms, checking {STATEMENTS} statements {checked:.1f} ms, {checked / found:.2f} times a search")


if __name__ == "__main__":
    main()
