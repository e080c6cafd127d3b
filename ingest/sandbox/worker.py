"""The child process in which files are read: it may hang, crash or run out of memory, and costs no more than the file.

It takes a request and gives an answer at a time, as frames on its standard input and output: four bytes of length, then
the bytes. A request is a frame of JSON and one with the file's bytes; an answer is a frame of JSON. An empty frame in
between, or one of a single byte, is a sign of life; the byte tells the share of the file that is done, of 255. A frame of JSON with
texts under “count” asks for the tokens of each, which come as a frame of JSON. It cannot open network connections, and ends where
it gets no request for a while.
"""

import ctypes
import json
import os
import resource
import select
import struct
import sys
import time
import traceback
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ingest.errors import NothingToIndexError, ReadingError
from ingest.sandbox import heartbeat
from language.messages import Message, message

if TYPE_CHECKING:
    from ingest.contents import CountTokens

_TIRED = 1_000_000  # kilobytes with which a worker makes way for a fresh one
PATIENCE = 60.0
"""Seconds after which a process that gets no request ends."""
_LARGEST_REQUEST = 2_000_000_000
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def main() -> None:
    """Answer requests until the input ends."""
    memory = int(sys.argv[1])
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what libraries print must not mix with the answers
    _limit(memory)
    cut_off()
    heartbeat.listen(_signs(answers))
    while select.select([requests], [], [], PATIENCE)[0] and (request := receive(requests, _LARGEST_REQUEST)) is not None:
        content = receive(requests, _LARGEST_REQUEST) or b""
        answer = _answer(json.loads(request), content, memory, _asking(requests, answers)) | {"tired": _used() > _TIRED}
        send(answers, _written(answer))


def _written(answer: object) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", errors="replace")


def _asking(requests: IO[bytes], answers: IO[bytes]) -> "CountTokens":
    """Give what asks the parent for the tokens of texts."""

    def count(texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        send(answers, _written({"count": texts}))
        counts: list[int] = json.loads(receive(requests, _LARGEST_REQUEST) or b"[]")
        return counts

    return count


def _signs(answers: IO[bytes]) -> Callable[[float], None]:
    """Give what sends a sign of life, at most one a second."""
    last = time.monotonic()

    def sign(share: float) -> None:
        nonlocal last
        if time.monotonic() - last > 1:
            last = time.monotonic()
            send(answers, bytes([int(255 * share)]) if share else b"")

    return sign


def send(stream: IO[bytes], frame: bytes) -> None:
    """Write one frame."""
    stream.write(struct.pack(">I", len(frame)) + frame)
    stream.flush()


def receive(stream: IO[bytes], largest: int) -> bytes | None:
    """Read one frame; None at the end of the stream. Raises OverflowError for one of more than `largest` bytes."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    length = struct.unpack(">I", head)[0]
    if length > largest:
        raise OverflowError
    frame = stream.read(length)
    return frame if len(frame) == length else None


def _answer(request: dict[str, Any], content: bytes, memory: int, count_tokens: "CountTokens") -> dict[str, Any]:
    try:
        return _done(request, content, count_tokens)
    except NothingToIndexError as error:
        return {"empty": error.message.as_dict()}
    except ReadingError as error:
        return _failed(error.message)
    except MemoryError:
        return _failed(message("Reading the file takes more than {size} GB of memory (POLICY_READER_MEMORY_MB).", size=f"{memory / 1e9:g}"))
    except RecursionError:
        return _failed(message("The file is nested too deeply to be read."))
    except Exception as error:
        return _failed(message("The reader failed on this file ({kind}).", kind=type(error).__name__)) | {
            "trace": traceback.format_exc()[-4_000:]
        }


def _done(request: dict[str, Any], content: bytes, count_tokens: "CountTokens") -> dict[str, Any]:
    if request["unpack"]:
        return {"members": _unpacked(request, content)}
    if request.get("render"):
        return {"html": _rendered(request["name"], content)}
    if request.get("page"):
        return {"picture": _pictured(request["page"], request["small"], content)}
    if request.get("bookmarks"):
        return {"bookmarks": _bookmarked(content)}
    if request.get("paged"):
        return _paged(request["name"], content)
    return _read(request, content, count_tokens)


def _read(request: dict[str, Any], content: bytes, count_tokens: "CountTokens") -> dict[str, Any]:
    """Give the document that a file holds, or where they are wanted its contents."""
    from ingest.document import read
    from ingest.sandbox.plain import plain_contents, plain_document

    found = read(request["name"], content, request["sidecar"])
    if (wanted := request.get("wanted")) is None:
        return {"document": plain_document(found)}
    from ingest.contents import contents_of
    from vectorstore.document import with_properties

    document = with_properties(found, wanted["given"])
    return {"contents": plain_contents(contents_of(document, _normal(wanted["bodies"]), count_tokens, wanted["max_tokens"]))}


@cache
def _normal(bodies: str) -> Callable[[str], str]:
    """Give what names bodies by the table in the file `bodies`, where it is not empty, and the product's own."""
    from vectorstore.aliases import Bodies

    return Bodies(Path(bodies) if bodies else None).normal


def _rendered(name: str, content: bytes) -> str:
    from ingest.rendition.rendition import render

    return render(name, content)


def _pictured(number: int, small: bool, content: bytes) -> dict[str, Any]:
    from ingest.readers.pdf.picture import picture_of

    found = picture_of(content, number, small)
    return asdict(found) | {"picture": b64encode(found.picture).decode("ascii")}


def _bookmarked(content: bytes) -> list[dict[str, Any]]:
    from ingest.readers.pdf.picture import bookmarks_of

    return [asdict(one) for one in bookmarks_of(content)]


def _paged(name: str, content: bytes) -> dict[str, Any]:
    from ingest.readers.pdf.picture import texts_of
    from ingest.readers.shared.libreoffice import converted

    paged = converted(content, Path(name).suffix, "pdf")
    return {"paged": b64encode(paged).decode("ascii"), "texts": texts_of(paged)}


def _failed(reason: Message) -> dict[str, Any]:
    return {"failed": reason.as_dict()}


def _unpacked(request: dict[str, Any], content: bytes) -> list[str]:
    """Write the files in a container into a folder, each under its number, and give their names."""
    from ingest.readers.members import members

    names = []
    for number, (name, inside) in enumerate(members(request["name"], content, request["largest"])):
        Path(request["unpack"], str(number)).write_bytes(inside)
        names.append(name)
        heartbeat.still_at_work()
    return names


def _limit(memory: int) -> None:
    """Keep this process to `memory` bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _used() -> int:
    """Give the memory that this process holds, in kilobytes; 0 where the system does not tell (only Linux does).

    Not the most that it ever held, which the kernel counts from its parent's on.
    """
    try:
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return 0
    return held * resource.getpagesize() // 1024


def cut_off() -> None:
    """Leave the network: by the kernel where it lets us, and for Python code anywhere."""
    if sys.platform == "linux":
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        if unshare(_NEW_NETWORK) != 0:
            unshare(_NEW_USER | _NEW_NETWORK)

    def refuse(event: str, _: object) -> None:
        if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
            raise PermissionError("Readers may not use the network.")

    sys.addaudithook(refuse)


if __name__ == "__main__":
    main()
