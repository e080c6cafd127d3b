"""Reading in child processes: whatever a file does, it costs that file only."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdfium2 import PdfDocument

from ingest.errors import NothingToIndexError, ReadingError
from ingest.pipeline import Ingest
from ingest.readers.pdf.pdf import MOST_PAGES
from ingest.report import FileOutcome, Report
from ingest.sandbox.pool import Workers
from language.messages import Message, Translations, message
from tests.fakes import QuietWatcher
from vectorstore.library import Library

GOOD = b"The group reports every quarter to the bureau.\n"


@pytest.fixture(scope="module")
def workers() -> Workers:
    with Workers(1, memory=600_000_000) as made:
        yield made


def pdf_of(pages: int) -> bytes:
    document, out = PdfDocument.new(), BytesIO()
    for _ in range(pages):
        document.new_page(100, 100)
    document.save(out)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def word_file(text: bytes) -> bytes:
    """Give a Word file whose text part holds `text` in one paragraph."""
    out = BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as package:
        files = {name: package.read(name) for name in package.namelist()}
    body = b"<w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p>"
    files["word/document.xml"] = files["word/document.xml"].replace(b"<w:body>", b"<w:body>" + body)
    return zipped(files)


def test_a_document_comes_back_whole(workers: Workers) -> None:
    found = workers.read("plan.md", b"# Plan\n\n## Duties\n\nThe group reports.\n", "issued: 2024-05-20\nnumber: Circular 7")
    assert (found.title, found.issued, found.number, found.text) == (
        "Plan",
        "2024-05-20",
        "Circular 7",
        "Plan\n\nDuties\n\nThe group reports.",
    )
    assert found.heading_at(20) == ("Duties",)


def test_reading_ends_at_once_when_it_is_no_longer_wanted() -> None:
    long = b"".join(b"Article %d. The lock keeper must count the boats.\n\n" % number for number in range(60_000))
    with Workers(1) as workers:
        reading = ThreadPoolExecutor(1).submit(workers.read, "long.md", long)
        while not workers.processes:
            time.sleep(0.01)
        workers.kill()
        with pytest.raises(ReadingError):
            reading.result(timeout=5)


def test_what_goes_wrong_comes_back_as_messages_that_any_language_can_tell(workers: Workers) -> None:
    german = Translations("de", {"Nothing to index: {reason}": "Nichts: {reason}", "There is no text in the file.": "Kein Text."})
    with pytest.raises(NothingToIndexError) as empty:
        workers.read("a.txt", b" ")
    assert german("Nothing to index: {reason}", reason=empty.value.message) == "Nichts: Kein Text."
    with pytest.raises(ReadingError) as wrong:
        workers.read("a.txt", GOOD, "status: odd")
    reason = dict(wrong.value.message.values)["reason"]
    assert isinstance(reason, Message)
    assert dict(reason.values)["given"] == "odd"
    (warning,) = workers.read("a.txt", b"The coverage rate of the scheme is 613 % of staff.\n").warnings
    assert dict(warning.values).keys() == {"figure"}


def test_a_report_tells_its_messages_in_english() -> None:
    report = Report(
        "a.txt", FileOutcome.EMPTY, message("Nothing to index: {reason}", reason=message("There is no text.")), 0, (message("{a}", a=1),)
    )
    assert report.as_dict() == {
        "document": "a.txt",
        "outcome": "empty",
        "reason": "Nothing to index: There is no text.",
        "passages": 0,
        "requirements": 0,
        "quoted_alone": 0,
        "warnings": ["1"],
        "left_out": [],
    }
    assert Report("a.txt", FileOutcome.ADDED).as_dict()["reason"] is None


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">'.encode() for level in range(9)
)
HOSTILE = {
    "many-pages.pdf": (pdf_of(MOST_PAGES + 1), r"at most 3000 are read"),
    "bomb.zip": (zipped({"a.txt": b"0" * 60_000_000}), r"unpacks from"),
    "bomb.docx": (word_file(b"0" * 60_000_000), r"unpacks from"),
    "large.docx": (word_file(b"".join(b"<w:t>%d</w:t>" % number for number in range(3_000_000))), r"takes more than 0\.6 GB"),
    "nested.html": (b"<div>" * 200_000 + b"x", r"^$|nested too deeply|no text"),
    "entities.xml": (ENTITIES + b"]><x>&i;</x>", r"There is no text|damaged"),
    "random.pdf": (bytes(range(256)) * 40, r"damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_itself_only(name: str, workers: Workers, tmp_path: Path) -> None:
    content, reason = HOSTILE[name]
    told = ""
    try:
        if name.endswith(".zip"):
            workers.unpack(name, content, 20_000_000, tmp_path)
        else:
            workers.read(name, content)
    except (NothingToIndexError, ReadingError) as error:
        told = str(error)
    assert re.search(reason, told)
    assert workers.read("good.txt", GOOD).text == GOOD.decode().strip()


def test_a_reader_that_gives_no_sign_of_life_is_stopped() -> None:
    with Workers(1, silence=0.05) as hurried, pytest.raises(ReadingError, match=r"stopped after \d+ seconds"):
        hurried.read("large.html", b"<p>The group reports every quarter.</p>" * 200_000)


LARGE_PARENT = """
from ingest.sandbox.pool import Workers
from language.messages import Message, Translations, message
held = bytearray(1_300_000_000)
held[::4096] = b"x" * len(held[::4096])
with Workers(1) as workers:
    workers.read("a.txt", b"The group reports.")
    first = workers.processes
    workers.read("a.txt", b"The group reports.")
    print(workers.processes == first != [])
"""


def test_a_reader_serves_file_after_file_however_large_its_parent_is() -> None:
    assert subprocess.run([sys.executable, "-c", LARGE_PARENT], capture_output=True, text=True, check=True).stdout == "True\n"


def test_a_reader_that_waits_serves_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with Workers(1, memory=700_000_000) as first:
        first.read("a.txt", GOOD)
        (process,) = first.processes
    assert not first.processes
    with Workers(1, memory=900_000_000) as of_other_memory, Workers(1, memory=700_000_000) as second:
        of_other_memory.read("a.txt", GOOD)
        second.read("a.txt", GOOD)
        assert second.processes == [process] != of_other_memory.processes
        first.kill()  # what it has given away is not its own
        assert second.read("a.txt", GOOD)
    monkeypatch.setattr("ingest.sandbox.pool.PATIENCE", 0)
    with Workers(1, memory=700_000_000) as late:
        late.read("a.txt", GOOD)
        assert late.processes != [process]


def test_a_reader_that_is_left_while_it_reads_serves_nobody_else() -> None:
    with Workers(1, memory=700_000_000) as left, ThreadPoolExecutor(1) as pool:
        left.read("a.txt", GOOD)
        (process,) = left.processes
        reading = pool.submit(left.read, "large.html", b"<p>The group reports every quarter.</p>" * 300_000)
        while not reading.running():
            time.sleep(0.01)
        time.sleep(0.3)
        left.__exit__(None, None, None)
        with pytest.raises(ReadingError):
            reading.result()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_reader_that_gets_no_request_ends() -> None:
    code = "from ingest.sandbox import worker; worker.PATIENCE = 0.2; worker.main()"
    reader = subprocess.Popen([sys.executable, "-c", code, "600000000"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with reader:
        assert reader.wait(20) == 0


def test_a_reader_that_crashes_is_replaced() -> None:
    with Workers(1) as made:
        assert made.read("good.txt", GOOD)
        (process,) = made.processes
        killer = threading.Timer(0.3, os.kill, (process, signal.SIGKILL))
        killer.start()
        with pytest.raises(ReadingError, match="crashed"):
            made.read("large.html", b"<p>The group reports every quarter.</p>" * 300_000)
        assert made.read("good.txt", GOOD)


CONNECT = """
import ctypes, os, socket, struct, sys
from ingest.sandbox.worker import cut_off
port = int(sys.argv[1])
cut_off()
try:
    socket.create_connection(("127.0.0.1", port), 2)
    print("connected from Python")
except OSError as error:
    print(type(error).__name__)
libc = ctypes.CDLL(None, use_errno=True)
address = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(port), bytes([127, 0, 0, 1]))
print("connected from C" if libc.connect(libc.socket(2, 1, 0), address, 16) == 0 else "refused")
"""


def test_readers_cannot_use_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        told = subprocess.run([sys.executable, "-c", CONNECT, str(port)], capture_output=True, text=True, check=True).stdout.split("\n")
        assert told[0] == "PermissionError"
        may_leave = any(subprocess.run(["unshare", *options, "true"], capture_output=True).returncode == 0 for options in (["-n"], ["-rn"]))
        assert told[1] == ("refused" if may_leave else "connected from C")


def test_the_files_in_an_archive_are_documents_of_their_own(library: Library, tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Tasks of the year"
    letter.set_content("See the file that comes with this letter.")
    letter.add_attachment(b"Groups report by 30 June.\n", maintype="text", subtype="plain", filename="annex.txt")
    inner = zipped({"deep.txt": b"A file in an archive in an archive.\n"})
    files = {
        "一级/rules.txt": GOOD,
        "letter.eml": bytes(letter),
        "inner.zip": inner,
        "picture.png": b"x",
        "../../out.txt": b"Out of its folder.\n",
    }
    folder = tmp_path / "in"
    folder.mkdir()
    archive = folder / "all.zip"
    archive.write_bytes(zipped({**files, "一级/rules.txt.meta.yaml": b"title: Rules from beside\n"}))
    reports = Ingest(library, QuietWatcher()).run([folder])
    names = {entry.name: entry.title for entry in library.entries()}
    assert {report.outcome for report in reports} == {FileOutcome.ADDED}
    assert names.keys() == {
        "all.zip/一级/rules.txt", "all.zip/letter.eml", "all.zip/letter.eml/annex.txt", "all.zip/inner.zip/deep.txt", "all.zip/out.txt",
    }  # fmt: skip
    assert names["all.zip/一级/rules.txt"] == "Rules from beside"
    assert {path.name for path in tmp_path.rglob("*.txt")} == set()

    assert {report.outcome for report in Ingest(library, QuietWatcher()).run([folder])} == {FileOutcome.UNCHANGED}
    archive.write_bytes(zipped({"letter.eml": bytes(letter), "一级/rules.txt": GOOD + b"And more.\n"}))
    outcomes = {report.document: report.outcome for report in Ingest(library, QuietWatcher()).run([folder])}
    assert outcomes["all.zip/inner.zip/deep.txt"] == outcomes["all.zip/out.txt"] == FileOutcome.REMOVED
    assert outcomes["all.zip/一级/rules.txt"] == FileOutcome.UPDATED
    assert outcomes["all.zip/letter.eml/annex.txt"] == FileOutcome.UNCHANGED


def test_names_in_archives_of_chinese_windows_are_decoded(workers: Workers, tmp_path: Path) -> None:
    content = zipped({"XXXX.txt": GOOD}).replace(b"XXXX.txt", "国资.txt".encode("gb18030"))
    assert workers.unpack("a.zip", content, 1_000_000, tmp_path) == ["国资.txt"]
    assert (tmp_path / "0").read_bytes() == GOOD


def test_archives_that_cannot_be_opened_are_told(workers: Workers, library: Library, tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "pictures.zip").write_bytes(zipped({"a.png": b"x"}))
    locked = zipped({"a.txt": GOOD}).replace(b"\x14\x00\x00\x00", b"\x14\x00\x01\x00")
    (tmp_path / "locked.zip").write_bytes(locked)
    found = {report.document: (report.outcome, str(report.reason)) for report in Ingest(library, QuietWatcher()).run([tmp_path])}
    assert found["broken.zip"] == (FileOutcome.FAILED, "The file is damaged: its package cannot be opened.")
    assert found["pictures.zip"][0] is FileOutcome.EMPTY
    assert found["locked.zip"] == (FileOutcome.FAILED, "The file needs a password. Save it without one and ingest it again.")
