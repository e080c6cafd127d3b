"""A server that reads a text made to be slow goes on answering, and ends when it is told to."""

import signal
import time
import urllib.request
from pathlib import Path

import pytest

from tests.web_server import Server

DOTS = "." * 30_000 + "x"
SENTENCES = "\n".join(f"The board of harbour {number} must report {number} boats by 30 June 2026." for number in range(20_000))


def upload(server: Server, text: str) -> int:
    head = '--x\r\nContent-Disposition: form-data; name="file"; filename="dots.txt"\r\n\r\n'
    return server.send("documents/upload", f"{head}{text}\r\n--x--\r\n".encode(), Content_Type="multipart/form-data; boundary=x")[0]


def is_busy(server: Server) -> bool:
    with urllib.request.urlopen(f"{server.address}documents/jobs", timeout=5) as told:
        return next('"busy": true' in line for line in iter(lambda: told.readline().decode(), "") if line.startswith("data:"))


@pytest.mark.slow
def test_health_is_told_and_the_server_ends_while_a_hostile_text_is_read(tmp_path: Path) -> None:
    server = Server(tmp_path / "library")
    try:
        server.wait_for("health", "ready", 120)
        assert upload(server, f"{DOTS}\n{SENTENCES}") == 200
        for _ in range(20):
            asked = time.monotonic()
            assert server.send("health")[0] == 200
            assert time.monotonic() - asked < 5  # a server that a text keeps busy replies after minutes
            time.sleep(0.2)
        assert is_busy(server)
        told = time.monotonic()
        server.process.terminate()
        assert server.process.wait(10) in (0, -signal.SIGTERM)
        assert time.monotonic() - told < 10
    finally:
        server.process.kill()
        server.process.wait()
