"""Readers declare themselves: which files they read, and how they know them whatever their names say."""

import subprocess
import sys
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import pytest

from ingest import readers
from ingest.document import read
from ingest.readers.reader import reader_by_name, suffixes

MADE = """
from ingest.readers.draft import Draft, Line
from ingest.readers.reader import Reader

READER = Reader((".made",), lambda content: Draft([Line(content.decode().upper())]), lambda content: content.startswith(b"made:"))
"""


def word_file() -> bytes:
    document, out = docx.Document(), BytesIO()
    document.add_paragraph("Groups report every month.")
    document.save(out)
    return out.getvalue()


def test_a_module_that_declares_a_reader_is_all_that_a_format_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made_up.py").write_text(MADE)
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path)])
    assert ".made" in suffixes()
    assert read("x.made", b"Groups report.").text == "GROUPS REPORT."
    assert read("x.txt", b"made: Groups report.").text == "MADE: GROUPS REPORT."
    monkeypatch.undo()
    assert reader_by_name("x.made") is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.doc", b"<!DOCTYPE html><html><body><p>Groups report every month.</p></body></html>"),
        ("rich.doc", rb"{\rtf1\ansi Groups report every month.\par}"),
        ("rich.txt", rb"{\rtf1\ansi Groups report every month.\par}"),
        ("word.doc", word_file()),
        ("word.xlsx", word_file()),
        ("word", word_file()),
    ],
)
def test_a_file_is_read_by_what_it_is_rather_than_by_what_it_is_called(name: str, content: bytes) -> None:
    assert read(name, content).text == "Groups report every month."


def test_a_file_with_the_mark_of_its_own_format_is_of_no_other() -> None:
    letter = EmailMessage()
    letter["Subject"] = "Report"
    letter.set_content("Groups report every month.")
    assert "Groups report" in read("a.eml", letter.as_bytes()).text
    assert read("a.txt", b"The <html> mark and {\\rtf stand in a text.").text == "The <html> mark and {\\rtf stand in a text."


LIGHT = """
import sys
from ingest.readers.reader import suffixes
assert ".docx" in suffixes()
print(*sorted({"charset_normalizer", "docx", "email", "lxml", "openpyxl", "pptx", "pypdfium2", "striprtf", "yaml"} & sys.modules.keys()))
"""


def test_knowing_what_is_read_loads_no_readers_library() -> None:
    found = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""
