"""Measures how fast files are read, by format, and how much memory a long ingest takes.

    python -m benchmarks.reading [--files N]

First the files of each format, made here with the libraries that write them and each of a few pages, go through one
child process; a page of a format without pages is 2,000 characters of text. Then N mixed files (default 1,000) are
ingested by the command, and the memory of all its processes together is sampled.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO, StringIO
from pathlib import Path

import docx
from openpyxl import Workbook
from pptx import Presentation
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ingest.sandbox.pool import Workers

BODIES = ("holding group", "bureau", "board", "party committee", "secretariat", "supervisor", "water company", "port authority")
TASKS = ("publishes its list of tasks", "reports the share of tasks done", "renews the contracts of managers", "closes idle subsidiaries")


def sentences(seed: int, count: int) -> list[str]:
    """Give sentences that differ from file to file."""
    return [
        f"The {BODIES[(seed + number) % 8]} {TASKS[(seed * 3 + number) % 4]} for year {2000 + (seed + number) % 40} "
        f"by day {1 + number % 28} of the month, and no less than {(seed * 7 + number) % 100} percent of measure {seed}-{number} are done."
        for number in range(count)
    ]


def rows(seed: int, count: int) -> list[list[str]]:
    return [["Body", "Task", "Target"], *([BODIES[(seed + n) % 8], f"Task {seed}-{n}", f"{(seed + n) % 100}%"] for n in range(count))]


def as_pdf(seed: int) -> bytes:
    out, style = BytesIO(), getSampleStyleSheet()
    story = [Paragraph(f"Plan {seed}", style["Title"]), *(Paragraph(text, style["Normal"]) for text in sentences(seed, 45))]
    story.append(Table(rows(seed, 12), style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])))
    SimpleDocTemplate(out, pagesize=A4).build(story)
    return out.getvalue()


def as_docx(seed: int) -> bytes:
    document, out = docx.Document(), BytesIO()
    document.add_heading(f"Plan {seed}", 0)
    for text in sentences(seed, 45):
        document.add_paragraph(text)
    table = document.add_table(13, 3)
    for row, values in zip(table.rows, rows(seed, 12), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.save(out)
    return out.getvalue()


def as_xlsx(seed: int) -> bytes:
    book, out = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows(seed, 150):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def as_pptx(seed: int) -> bytes:
    show, out = Presentation(), BytesIO()
    for number in range(4):
        slide = show.slides.add_slide(show.slide_layouts[1])
        assert slide.shapes.title is not None
        slide.shapes.title.text = f"Topic {seed}-{number}"
        slide.placeholders[1].text_frame.text = "\n".join(sentences(seed + number, 8))  # type: ignore[attr-defined] # this layout has a body
    show.save(out)
    return out.getvalue()


def as_csv(seed: int) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(rows(seed, 150))
    return out.getvalue().encode()


def as_html(seed: int) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in sentences(seed, 45))
    table = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in rows(seed, 12))
    return f"<html><head><title>Plan {seed}</title></head><body><h1>Plan {seed}</h1>{body}<table>{table}</table></body></html>".encode()


def as_markdown(seed: int) -> bytes:
    return (f"# Plan {seed}\n\n" + "\n\n".join(sentences(seed, 45))).encode()


def as_eml(seed: int) -> bytes:
    message = EmailMessage()
    message["Subject"], message["Date"] = f"Plan {seed}", "Mon, 20 May 2024 10:00:00 +0800"
    message.set_content("\n\n".join(sentences(seed, 45)))
    return bytes(message)


def as_zip(seed: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(f"inside-{seed}.txt", "\n\n".join(sentences(seed, 20)))
    return out.getvalue()


FORMATS: dict[str, Callable[[int], bytes]] = {
    "pdf": as_pdf, "docx": as_docx, "xlsx": as_xlsx, "pptx": as_pptx, "csv": as_csv, "html": as_html, "md": as_markdown,
    "txt": as_markdown, "eml": as_eml,
}  # fmt: skip


def speed(files: int = 20) -> None:
    """Print pages a second by format."""
    with Workers(1) as workers:
        for kind, made in FORMATS.items():
            contents = [made(seed) for seed in range(files)]
            workers.read(f"warm.{kind}", contents[0])
            began = time.perf_counter()
            documents = [workers.read(f"plan-{seed}.{kind}", content) for seed, content in enumerate(contents)]
            seconds = time.perf_counter() - began
            pages = sum(len(document.pages) or len(document.text) / 2000 for document in documents)
            print(f"{kind:5} {pages / seconds:8.0f} pages/s   {files / seconds:6.1f} files/s", flush=True)


def memory(files: int) -> None:
    """Ingest `files` mixed files by the command and print the most memory that its processes held together, by progress."""
    with tempfile.TemporaryDirectory() as folder:
        source, notes = Path(folder, "in"), Path(folder, "notes.jsonl")
        source.mkdir()
        kinds = {**FORMATS, "zip": as_zip}
        for seed in range(files):
            kind = list(kinds)[seed % len(kinds)]
            Path(source, f"plan-{seed:05}.{kind}").write_bytes(kinds[kind](seed))
        command = [sys.executable, "-m", "assistant.cli.main", "--data", str(Path(folder, "library")), "ingest", str(source)]
        began = time.perf_counter()
        most: dict[int, int] = {}
        with subprocess.Popen([*command, "--report", str(notes)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            while process.poll() is None:
                done = notes.read_bytes().count(b"\n") if notes.exists() else 0
                part = min(4, done * 5 // files)
                most[part] = max(most.get(part, 0), held(process.pid))
                time.sleep(0.5)
            assert process.stdout is not None
            told = process.stdout.read().strip()
        print(f"{told} in {time.perf_counter() - began:.0f} s")
        for part, megabytes in sorted(most.items()):
            print(f"{part * 20:3}-{part * 20 + 20} % of the files: at most {megabytes} MB")


def held(process: int) -> int:
    """Give the megabytes that a process and its children hold (Linux)."""
    children = Path(f"/proc/{process}/task/{process}/children")
    try:
        status = Path(f"/proc/{process}/status").read_text()
        below = children.read_text().split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    threads = [Path(task, "children") for task in Path(f"/proc/{process}/task").iterdir()] if not below else []
    for file in threads:
        below += file.read_text().split() if file.exists() else []
    return own // 1024 + sum(held(int(child)) for child in set(below))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1_000)
    given = parser.parse_args()
    speed()
    memory(given.files)
