"""Composition: what the settings name, built in one place. What is heavy is imported where it is built."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from assistant.assistant import Assistant
    from assistant.records.records import Records
    from assistant.settings import Settings
    from assistant.uploading.folders import QueuedIngest
    from assistant.uploading.server import Worker
    from assistant.uploading.task import Tasks
    from assistant.uploading.uploads import Queue, Uploads
    from assistant.writing.model import Model
    from ingest.pipeline import Ingest
    from ingest.reading import Limits
    from ingest.report import Watcher
    from ingest.web.documents import WebDocuments
    from vectorstore.embedding.embedder import Embedder
    from vectorstore.embedding.reranker import Reranker
    from vectorstore.index.protocol import Engine
    from vectorstore.library import Library

_MB = 1_000_000


def make_embedder(settings: "Settings") -> "Embedder":
    """Give the embedder; its weights are loaded at the first text."""
    from vectorstore.embedding import MULTILINGUAL
    from vectorstore.embedding.sentence_embedder import SentenceEmbedder

    return _packaged_embedder() if settings.embedder == MULTILINGUAL else SentenceEmbedder(settings.embedder)


@cache
def _packaged_embedder() -> "Embedder":
    """Give the embedder that comes with the product: one for all libraries that this process opens, since it weighs half a gigabyte."""
    from vectorstore.embedding.packaged.embedder import E5Embedder

    return E5Embedder()


def open_library(settings: "Settings", *, is_asked: bool = True) -> "Library":
    """Open the library with the embedder and the table of bodies that are set, without a vector index unless it `is_asked`.

    Raises LibraryError as `Library` does, and where conversations about documents are kept without these.
    """
    from assistant.records.database import NAME as RECORDS
    from assistant.records.database import holds_conversations
    from vectorstore.aliases import Bodies
    from vectorstore.errors import lost
    from vectorstore.library import Library
    from vectorstore.opening import NAME, is_in
    from vectorstore.sql.dialect import Address

    if not is_in(Address(settings.data, NAME, settings.database)) and holds_conversations(settings.data):
        raise lost(settings.data, Address(settings.data, RECORDS).file.name)
    kept_by: dict[str, Engine | None] = {} if is_asked else {"engine": None}
    if settings.vector_server and is_asked:
        from vectorstore.index.chroma_server import server_engine

        kept_by["engine"] = server_engine(settings.vector_server)
    return Library(settings.data, make_embedder(settings), Bodies(settings.bodies), database=settings.database, **kept_by)


def open_records(settings: "Settings") -> "Records":
    """Open what users note, made where missing; raises AssistantError where that cannot be."""
    from assistant.records.records import Records

    settings.data.mkdir(parents=True, exist_ok=True)
    return Records(settings.data, settings.database)


def make_reranker(settings: "Settings") -> "Reranker | None":
    """Give the cross-encoder, None where none is set."""
    from vectorstore.embedding.reranker import Reranker

    return Reranker(settings.reranker) if settings.reranker else None


def make_model(settings: "Settings") -> "Model | None":
    """Give the language model, None where none is set and the assistant quotes."""
    from assistant.writing.model import Model

    return Model(settings.model) if settings.model.name else None


def make_assistant(settings: "Settings", library: "Library", records: "Records") -> "Assistant":
    """Give the assistant over an open library, which reads in it what editors corrected."""
    from assistant.assistant import Assistant

    return Assistant(library, make_reranker(settings), make_model(settings), records.corrections)


def largest_file(settings: "Settings") -> int:
    """Give how many bytes a file may have."""
    return _MB * settings.max_file_mb


def reader_memory(settings: "Settings") -> int:
    """Give how many bytes of memory a process that reads a file may take."""
    return _MB * settings.reader_memory_mb


def make_web_documents(settings: "Settings", library: "Library") -> "WebDocuments | None":
    """Give what reads web addresses into a library, None where no host is set of which one may be read."""
    if not settings.fetched_hosts:
        return None
    from ingest.web.client import Client
    from ingest.web.documents import WebDocuments

    return WebDocuments(library, Client(settings.fetched_hosts, settings.fetch_private, largest_file(settings)))


def make_limits(settings: "Settings") -> "Limits":
    """Give the limits within which files are read."""
    from ingest.reading import Limits

    return Limits(largest_file(settings), reader_memory(settings))


def make_tasks(settings: "Settings", library: "Library", records: "Records") -> "Tasks":
    """Give what reads documents that are brought into a library."""
    from assistant.uploading.task import Tasks

    return Tasks(library, make_web_documents(settings, library), records.removed.forget, make_limits(settings))


def make_uploads(settings: "Settings", library: "Library", records: "Records", tasks: "Tasks", changed: "Callable[[], None]") -> "Uploads":
    """Give what takes documents, read by threads of this process, or where a server's database keeps them by workers; `changed` is called
    when there is more to tell of them."""
    from pathlib import Path

    from assistant.uploading.uploads import FOLDER, Uploads

    folder = Path(FOLDER) if settings.database else (library.directory / FOLDER).absolute()
    queue = _make_queue(settings, records, tasks, changed)
    return Uploads(library, queue, largest_file(settings), folder, tasks.web_documents)


def _make_queue(settings: "Settings", records: "Records", tasks: "Tasks", changed: "Callable[[], None]") -> "Queue":
    if settings.database:
        from assistant.uploading.server import ServerQueue

        return ServerQueue(settings.database, records.jobs, changed)
    from assistant.uploading.threads import ThreadQueue

    return ThreadQueue(tasks, settings.files_at_once, changed)


def make_ingest(
    settings: "Settings", library: "Library", watcher: "Watcher", records: "Records | None" = None, stop: "Event | None" = None
) -> "Ingest | QueuedIngest":
    """Give what brings files, folders and web addresses into a library: where there are `records` in which these wait for workers by those,
    which are waited for until `stop` is set."""
    if records is not None:
        from assistant.uploading.folders import QueuedIngest
        from assistant.uploading.server import ServerQueue

        queue = ServerQueue(settings.database, records.jobs, lambda: None)
        return QueuedIngest(library, queue, watcher, make_limits(settings), stop)
    from ingest.pipeline import Ingest

    return Ingest(library, watcher, make_limits(settings))


def leaves_to_workers(settings: "Settings") -> bool:
    """Say whether only processes of their own read documents."""
    return bool(settings.database and settings.workers)


def make_worker(settings: "Settings", records: "Records", tasks: "Tasks") -> "Worker":
    """Give what reads the documents that wait in the server's database."""
    from assistant.uploading.server import Worker

    return Worker(settings.database, records.jobs, tasks, settings.files_at_once)
