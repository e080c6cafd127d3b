"""The language model that the user set: whatever LangChain reaches, within bounds of time and length, and never a crash."""

import logging
import re
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, cast

from assistant.errors import AssistantError
from assistant.settings import ModelSettings
from assistant.writing.citation_markers import without_thinking
from assistant.writing.local_model import LocalAddress, LocalModel
from language.messages import PolicyError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_log = logging.getLogger(__name__)
FILE = "gguf"
"""The provider whose models are files."""
_TRIES = 3
_LONGEST_WAIT = 10.0  # seconds between two tries
_FIRST_WAIT = 0.5
_LONGEST_REPLY = 12_000  # characters
_REPEATED = re.compile(r"(.{4,400}?)\1{5,}$", re.DOTALL)
_LOOKED_AT = 2_500  # characters at the end in which repetition is looked for
_WORTH_A_TRY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_REFUSING = frozenset({400, 415, 422, 501})  # what servers answer to an option that they do not know
_FINISHED = frozenset({"stop", "length", "end_turn", "max_tokens", "stop_sequence"})


class ModelError(PolicyError):
    """The model gave no usable reply; the message says why, without key or address."""


class EndlessError(ModelError):
    """The reply repeats itself, or comes to no end."""


class FormRefusedError(ModelError):
    """The server writes in no form that it is given."""


def _of_openai(form: Mapping[str, Any]) -> dict[str, Any]:
    schema = {"name": "statements", "strict": True, "schema": form}
    return {"extra_body": {"response_format": {"type": "json_schema", "json_schema": schema}}}


_FORMS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "openai": _of_openai,
    FILE: _of_openai,
    "ollama": lambda form: {"format": form},
}
"""How a JSON schema is put to the providers whose models can be made to keep to one."""


class Model:
    """Streams replies of the model; it is connected to at the first one. Safe to use from several threads."""

    def __init__(self, settings: ModelSettings) -> None:
        self.name = settings.name
        self.window = settings.window
        self._settings = settings
        self._chat: BaseChatModel | None = None
        self._reached = ""
        provider, _, file = settings.name.partition(":")
        self._form = _FORMS.get(provider)
        self._local = LocalModel(Path(file), settings.window, settings.threads, settings.memory) if provider == FILE else None

    @property
    def binds(self) -> bool:
        """Whether the model can be made to keep to a form; what it refuses once is not asked of it again."""
        return self._form is not None

    def leave_unbound(self, reason: ModelError) -> None:
        """Ask for no form any more, and log why, once."""
        if self._form is not None:
            self._form = None
            _log.warning("%s writes prose with markers: %s", self.name, reason)

    def begin(self) -> None:
        """Load in the background a model file, and the packages that connect to a model, which takes seconds."""
        if self._local is not None:
            self._local.begin()
        Thread(target=self._prepare, daemon=True, name="model").start()

    def _prepare(self) -> None:
        with suppress(ModelError):  # told with the first reply
            self._connected()

    def load(self) -> None:
        """Wait until a model file is loaded; raises ModelError where it cannot be."""
        self._local_address()

    @property
    def size(self) -> int:
        """The bytes of a model file, 0 where a server answers."""
        return self._local.size if self._local is not None else 0

    def close(self) -> None:
        """Give back what a model file took."""
        if self._local is not None:
            self._local.close()

    @property
    def longest_reply(self) -> int:
        """Tokens that are kept free for the reply."""
        return min(2048, self.window // 4)

    def reply(self, prompt: str, question: str, seconds: float = float("inf")) -> str:
        """Give the whole reply, within `seconds` at most; raises ModelError."""
        return "".join(self.stream(prompt, question, seconds)).strip()

    def stream(
        self, prompt: str, question: str, seconds: float = float("inf"), form: Mapping[str, Any] | None = None
    ) -> Generator[str, None, None]:
        """Give the reply as it comes; raises ModelError where none comes, or not to its end, or an endless one.

        `form` is a JSON schema to which the model is made to keep; raises FormRefusedError where its server takes none.

        A failure before the first text is tried again, twice, where that may help, after as long as the server asks
        for, within the time that is set for a reply. Closing the iterator ends the model's work.
        """
        end = time.monotonic() + min(seconds, self._settings.timeout)
        for again in range(_TRIES):
            received = ""
            try:
                for text in without_thinking(self._texts(prompt, question, end, form)):
                    received += text
                    _check_sanity(received)
                    yield text
                if not received.strip():
                    raise ModelError("The language model gave an empty reply.")
                return
            except ModelError:
                raise
            except Exception as error:  # each provider's client has errors of its own
                if form and not received and getattr(error, "status_code", None) in _REFUSING:
                    raise FormRefusedError("The language model's server takes no form for replies.") from None
                wait = _wait(error, again)
                if received or wait is None or again + 1 == _TRIES or time.monotonic() + wait >= end:
                    raise _failure(error, bool(received)) from None  # the cause may quote the key
                time.sleep(wait)

    def _texts(self, prompt: str, question: str, end: float, form: Mapping[str, Any] | None) -> Generator[str, None, None]:
        from langchain_core.messages import HumanMessage, SystemMessage

        finished = ""
        bound = self._form(form) if form and self._form else {}
        coming = self._connected().stream([SystemMessage(prompt), HumanMessage(question)], **bound)
        with closing(cast("Generator[AIMessageChunk, None, None]", coming)) as chunks:
            for chunk in chunks:
                if time.monotonic() > end:
                    raise TimeoutError
                finished = _finish(chunk) or finished
                if chunk.text:
                    yield str(chunk.text)
        if finished not in _FINISHED:
            raise EOFError

    def _local_address(self) -> LocalAddress | None:
        """Give where a model file answers, None where a server does."""
        if self._local is None:
            return None
        try:
            return self._local.address()
        except AssistantError as error:
            raise ModelError(error.message) from error

    def _connected(self) -> "BaseChatModel":
        provider, _, name = self._settings.name.partition(":")
        given: dict[str, Any] = {"base_url": self._settings.url or None, "api_key": self._settings.key or None}
        if local := self._local_address():
            provider, name, given = "openai", "file", {"base_url": local.url, "api_key": local.key}
        if self._chat is None or self._reached != given["base_url"]:
            self._reached = given["base_url"]
            from langchain.chat_models import init_chat_model

            if provider == "openai" and self._settings.url:
                given["api_key"] = self._settings.key or "none"  # a server of one's own may ask for none
            if provider == "ollama":  # else it cuts longer prompts without a word, and waits for ever
                given |= {"num_ctx": self.window, "num_predict": self.longest_reply}
                given["client_kwargs"] = {"timeout": self._settings.timeout}
            try:
                self._chat = init_chat_model(
                    name,
                    model_provider=provider,
                    temperature=0,
                    timeout=self._settings.timeout,
                    max_retries=0,
                    max_tokens=self.longest_reply,
                    **{key: value for key, value in given.items() if value},
                )
            except ImportError as error:
                raise ModelError(
                    "The package for models of {provider} is not installed: langchain-{provider}.", provider=provider
                ) from error
            except Exception as error:  # what a provider's client does not take
                raise ModelError(
                    "POLICY_MODEL “{model}” cannot be used; is the key set, and the provider right?", model=self._settings.name
                ) from error
        return self._chat


def _finish(chunk: "AIMessageChunk") -> str:
    metadata = chunk.response_metadata
    return str(metadata.get("finish_reason") or metadata.get("stop_reason") or metadata.get("done_reason") or "")


def _check_sanity(received: str) -> None:
    if len(received) > _LONGEST_REPLY:
        raise EndlessError("The language model did not come to an end.")
    if "\ufffd" in received:
        raise ModelError("The language model sent garbled text.")
    if len(received) > 120 and _REPEATED.search(received[-_LOOKED_AT:]):
        raise EndlessError("The language model repeated itself endlessly.")


def _wait(error: Exception, again: int) -> float | None:
    """Say how many seconds to wait before another try, None where none helps."""
    status = getattr(error, "status_code", None)
    if status is not None and status not in _WORTH_A_TRY:
        return None
    if isinstance(error, UnicodeDecodeError | TimeoutError):
        return None
    headers = getattr(getattr(error, "response", None), "headers", {})
    retry_after = str(headers.get("retry-after", ""))
    wait = float(retry_after) if re.fullmatch(r"\d{1,6}(\.\d+)?", retry_after) else _FIRST_WAIT * 2**again
    return wait if wait <= _LONGEST_WAIT else None


def _failure(error: Exception, has_begun: bool) -> ModelError:
    status = getattr(error, "status_code", None)
    name = type(error).__name__.lower()
    if status in (401, 403):
        return ModelError("The language model's server refused the key.")
    if status == 404:
        return ModelError("The language model's server does not know this model or address.")
    if status == 429:
        return ModelError("The language model's server is asked too often.")
    if status is not None:
        return ModelError("The language model's server failed (status {status}).", status=status)
    if "timeout" in name:
        return ModelError("The language model did not reply in time.")
    if isinstance(error, UnicodeDecodeError):
        return ModelError("The language model sent garbled text.")
    if has_begun or isinstance(error, EOFError):
        return ModelError("The language model's reply broke off.")
    if "connect" in name:
        return ModelError("The language model's server cannot be reached.")
    return ModelError("The language model's reply cannot be read.")
