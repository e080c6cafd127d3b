"""How a query reaches the process that serves the page and its result comes back: a line of JSON each way, on a Unix socket.

The socket stands in the library's directory and is its owner's alone, as the documents there are.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from pydantic import BaseModel, Field, JsonValue, TypeAdapter, ValidationError

from assistant.errors import AssistantError, UnknownNameError
from assistant.queries.asking import Ask, Search
from assistant.queries.documents import Documents, DocumentText
from assistant.queries.query import Query
from assistant.queries.requirements import Requirements
from assistant.queries.terms import Terms
from language.messages import Message, PolicyError

LONGEST = 10_000_000
"""The bytes that a request has at most."""
_SOCKET = "queries.sock"
_QUERIES: TypeAdapter[Query] = TypeAdapter(
    Annotated[Ask | Documents | DocumentText | Requirements | Search | Terms, Field(discriminator="kind")]
)
"""All that is answered through the socket: what reads."""


class ServedError(PolicyError):
    """The process that serves the page cannot be asked; the message says why."""


class _Request(BaseModel):
    version: str
    query: JsonValue


def socket_of(directory: Path) -> Path:
    """Give the place of the socket of a library's directory."""
    return directory / _SOCKET


@contextmanager
def address_of(socket: Path) -> Iterator[str]:
    """Give a path to `socket` that is short enough: the address of a socket has about 100 bytes."""
    with TemporaryDirectory() as folder:
        link = Path(folder, "data")
        link.symlink_to(socket.parent.absolute())
        yield str(link / socket.name)


def request_of(query: Query) -> bytes:
    """Give the line that asks `query`."""
    line = _line({"version": _own_version(), "query": query.model_dump(mode="json")})
    if len(line) > LONGEST:
        raise _not_understood()
    return line


def query_of(line: bytes) -> Query:
    """Read a request; raises ServedError where it comes from another version of this program, and where it is none."""
    try:
        request = _Request.model_validate_json(line if len(line) <= LONGEST else b"")
        if request.version != _own_version():
            raise ServedError(
                "The page is served by version {served} of this program, and this command is of version {own}: stop the page, "
                "and serve it with the version of the command.",
                served=_own_version(),
                own=request.version[:40],
            )
        return _QUERIES.validate_python(request.query)
    except ValidationError as error:
        raise _not_understood() from error


def reply_of(result: Any) -> bytes:
    """Give the line that brings the result of a query, or the error that it ended with."""
    match result:
        case bytes():
            return _line({"file": b64encode(result).decode()})
        case UnknownNameError():
            return _line({"unknown": result.message.as_dict()})
        case AssistantError():
            return _line({"refused": result.message.as_dict()})
        case PolicyError():
            return _line({"failed": result.message.as_dict()})
        case _:
            return _line({"result": result})


def result_of(line: bytes) -> Any:
    """Read a reply; raises AssistantError where the query was refused, also for an unknown name, ServedError where it had no answer."""
    if not line.endswith(b"\n"):
        raise ServedError("The served page ended the connection before its answer was there.")
    reply = json.loads(line)
    if "unknown" in reply:
        raise UnknownNameError(Message.from_dict(reply["unknown"]))
    if "refused" in reply:
        raise AssistantError(Message.from_dict(reply["refused"]))
    if "failed" in reply:
        raise ServedError(Message.from_dict(reply["failed"]))
    return b64decode(reply["file"]) if "file" in reply else reply["result"]


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, default=str).encode() + b"\n"  # values of messages can be paths


def _own_version() -> str:
    return version("policy-assistant")


def _not_understood() -> ServedError:
    return ServedError("The served page does not understand this request.")
