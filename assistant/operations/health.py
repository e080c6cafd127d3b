"""Tries what the assistant needs and says what was found."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.writing.model import Model, ModelError
from assistant.writing.token_budget import tokens
from language.messages import Message
from vectorstore.aliases import Bodies
from vectorstore.embedding.embedder import SentenceEmbedder
from vectorstore.embedding.reranker import Reranker
from vectorstore.errors import LibraryError
from vectorstore.library import Library


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part; `is_well` is False where it does not work."""

    part: str | Message
    is_well: bool
    told: str | Message


def findings(settings: Settings) -> Iterator[Finding]:
    """Try Python, the embedder, the library, the reranker and the language model, one after the other."""
    yield Finding("python", sys.version_info >= (3, 11), sys.version.split()[0])
    embedder = SentenceEmbedder(settings.embedder)
    yield _tried("embedder", lambda: f"{settings.embedder}: {len(embedder.embed(['Is it loaded?'])[0])} numbers a vector")
    yield _tried("library", lambda: _library(settings, embedder))
    if settings.reranker:
        yield _tried("reranker", lambda: f"{settings.reranker}: {len(Reranker(settings.reranker).scores('one', ['two']))} score")
    yield _tried("token ranks", lambda: f"{tokens('Is it loaded?')} tokens counted")
    if settings.model.name:
        yield _tried("language model", lambda: _model(settings))
    else:
        yield Finding("language model", True, "none is set (POLICY_MODEL); the assistant quotes")


def _tried(part: str, try_it: Callable[[], str]) -> Finding:
    try:
        return Finding(part, True, try_it())
    except (AssistantError, LibraryError, ModelError) as error:
        return Finding(part, False, str(error))


def _library(settings: Settings, embedder: SentenceEmbedder) -> str:
    with Library(settings.data, embedder, Bodies(settings.bodies)) as library:
        entries = library.entries()
        return f"{settings.data}: {len(entries)} documents, {sum(entry.passages for entry in entries)} passages"


def _model(settings: Settings) -> str:
    """Ask for a word and wait for the first text of the reply."""
    began = time.perf_counter()
    with closing(Model(settings.model).stream("You are tried out. Reply with the one word: ready", "Are you ready?")) as reply:
        first = next(reply)
    return f"{settings.model.name} began to reply after {time.perf_counter() - began:.1f} s: {first[:40]!r}"
