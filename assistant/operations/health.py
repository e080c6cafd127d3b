"""What the assistant needs, each tried or looked at, and what was found: for `doctor` and for the page of the administrator."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import takewhile

from assistant.bootstrap import make_embedder, make_model, make_reranker, open_library
from assistant.settings import Settings
from assistant.writing.model import Model
from assistant.writing.token_budget import tokens
from language.messages import Message, PolicyError, message
from vectorstore.filter import OUT_OF_FORCE
from vectorstore.index.server_address import ServerAddress
from vectorstore.library import Library

_TRIED_WITH = "Is it loaded?"
_TRIED_FOR = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """What was found of one part; `is_well` is False where it does not work."""

    part: str | Message
    is_well: bool
    told: str | Message


def try_all(settings: Settings, deep: bool = False) -> Iterator[HealthCheck]:
    """Try Python, the embedder, the library, all of it where `deep`, the servers and models that are set, one after the other."""
    yield HealthCheck("python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield _tried("embedder", lambda: _embedder(settings))
    yield _tried("library", lambda: _library(settings, deep))
    if server := settings.vector_server:
        yield _tried("vector server", lambda: _vector_server(server))
    if reranker := make_reranker(settings):
        yield _tried("reranker", lambda: f"{settings.reranker}: {len(reranker.scores('one', ['two']))} score")
    yield _tried("token ranks", lambda: f"{tokens(_TRIED_WITH)} tokens counted")
    if model := make_model(settings):
        with closing(model):
            yield _tried("language model", lambda: _model(model))
    else:
        yield HealthCheck("language model", True, "none is set (POLICY_MODEL); the assistant quotes")


def look_at(library: Library, failure: Message | None, model: str) -> list[HealthCheck]:
    """Say what is known of a library that is open, and of the language model's name, without trying them."""
    entries = library.entries()
    size = sum(file.stat().st_size for file in library.directory.rglob("*") if file.is_file()) / 1e6
    old = [entry for entry in entries if entry.status in OUT_OF_FORCE]
    warned = [entry for entry in entries if entry.warnings]
    passages = sum(entry.passages for entry in entries)
    held = message("{documents} documents, {passages} passages, {size} MB.", documents=len(entries), passages=passages, size=f"{size:.0f}")
    return [
        HealthCheck(message("library"), not failure, failure or held),
        HealthCheck(message("superseded or expired"), True, str(len(old))),
        HealthCheck(message("with warnings"), not warned, "; ".join(entry.name for entry in warned) or "0"),
        HealthCheck(message("language model"), True, model or message("None is set (POLICY_MODEL); the assistant quotes.")),
    ]


def _tried(part: str, try_it: Callable[[], str]) -> HealthCheck:
    try:
        return HealthCheck(part, True, try_it())
    except PolicyError as error:
        return HealthCheck(part, False, str(error))


def _embedder(settings: Settings) -> str:
    return f"{settings.embedder}: {len(make_embedder(settings).embed([_TRIED_WITH])[0])} numbers a vector"


def _library(settings: Settings, deep: bool) -> str:
    with open_library(settings) as library:
        entries = library.entries()
        told = f"{library.place}: {len(entries)} documents, {sum(entry.passages for entry in entries)} passages"
        if not deep:
            return told
        return f"{told}, all looked at; " + ("all vectors agree" if library.check() else "the vector index differed and was built anew")


def _vector_server(server: ServerAddress) -> str:
    from vectorstore.index.chroma_server import server_version  # not needed where the index lies in the directory

    return f"{server.url}: Chroma {server_version(server)}"


def _model(model: Model) -> str:
    """Load the model where it is a file, wait for the first text of a reply, and look for some seconds how fast the rest comes."""
    began = time.perf_counter()
    model.load()
    loaded = time.perf_counter()
    with closing(model.stream("You are tried out. Explain in two sentences what you are asked.", "What is a budget?")) as reply:
        first, start = next(reply), time.perf_counter()
        rest = "".join(takewhile(lambda _: time.perf_counter() - start < _TRIED_FOR, reply))
    speed = tokens(rest) / max(time.perf_counter() - start, 0.001)
    file = f" ({model.size / 1e6:.0f} MB, loaded in {loaded - began:.1f} s)" if model.size else ""
    return f"{model.name}{file} began to reply after {start - loaded:.1f} s, {speed:.0f} tokens a second: {first[:40]!r}"
