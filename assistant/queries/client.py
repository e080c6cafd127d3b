"""The side of a command."""

import socket
from pathlib import Path
from typing import Any

from assistant.queries.query import Query
from assistant.queries.wire import address_of, request_of, result_of, socket_of

_PATIENCE = 5.0  # seconds until the other process takes the connection; an answer may take what it takes


class ServedLibrary:
    """A library that another process has open, which answers for it as long as it serves the page."""

    def __init__(self, directory: Path) -> None:
        """Reach the process; raises OSError where there is none, and where it is another user's."""
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(_PATIENCE)
        try:
            with address_of(socket_of(directory)) as address:
                self._socket.connect(address)
        except OSError:
            self._socket.close()
            raise
        self._socket.settimeout(None)
        self._replies = self._socket.makefile("rb")

    def answer(self, query: Query) -> Any:
        """Give the result of a query; raises AssistantError where it is refused, ServedError where it could not be answered."""
        try:
            self._socket.sendall(request_of(query))
            reply = self._replies.readline()
        except OSError:
            reply = b""
        return result_of(reply)

    def __enter__(self) -> "ServedLibrary":
        return self

    def __exit__(self, *_: object) -> None:
        self._replies.close()
        self._socket.close()
