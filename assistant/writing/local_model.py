"""A model file of llama.cpp (GGUF), in a process of its own that ends with this one."""

import json
import secrets
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from assistant.errors import AssistantError

_GGUF = b"GGUF"
_LEAVE = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """Where the model answers, in the form of OpenAI's interface, and the key that it asks for."""

    url: str
    key: str


class LocalModel:
    """Starts the process when it is first needed, and anew where it has ended. Safe to use from several threads."""

    def __init__(self, path: Path, window: int, threads: int, memory: int) -> None:
        """`window` is in tokens, `memory` in bytes, 0 for no bound."""
        self._path, self._window, self._threads, self._memory = path, window, threads, memory
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._address: LocalAddress | None = None

    @property
    def size(self) -> int:
        """The bytes of the file, 0 where it cannot be read."""
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    def address(self) -> LocalAddress:
        """Give where the model answers, once it is loaded; raises AssistantError where it cannot be."""
        with self._turn:
            if self._process is None or self._process.poll() is not None:
                self._close()
                self._start()
            assert self._address is not None
            return self._address

    def begin(self) -> None:
        """Load the model in the background; what fails is told when it is needed."""

        def load() -> None:
            with suppress(AssistantError):
                self.address()

        threading.Thread(target=load, name="model", daemon=True).start()

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._close()

    def _start(self) -> None:
        self._check()
        key = secrets.token_urlsafe(24)
        command = [sys.executable, "-P", "-m", "assistant.writing.local_server"]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
        assert process.stdin is not None
        assert process.stdout is not None
        given = {"path": str(self._path.absolute()), "key": key, "window": self._window, "threads": self._threads, "memory": self._memory}
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(given) + "\n")
            process.stdin.flush()
        told = process.stdout.readline().strip()
        self._process = process
        if not told:
            self._close()
            raise AssistantError(
                "The model in {path} could not be loaded: it is damaged, of a kind that is not known, or needs more memory than there is.",
                path=str(self._path),
            )
        self._address = LocalAddress(f"{told}/v1", key)

    def _check(self) -> None:
        if find_spec("xllamacpp") is None:
            raise AssistantError('For a model file another package is needed: pip install "policy-assistant[local]".')
        try:
            with self._path.open("rb") as file:
                is_model = file.read(len(_GGUF)) == _GGUF
        except OSError as error:
            raise AssistantError("The model {path} cannot be read: {reason}.", path=str(self._path), reason=error.strerror) from error
        if not is_model:
            raise AssistantError("{path} is no model file of llama.cpp (GGUF).", path=str(self._path))

    def _close(self) -> None:
        process, self._process, self._address = self._process, None, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(BrokenPipeError):
            process.stdin.close()
        try:
            process.wait(_LEAVE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
