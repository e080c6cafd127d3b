"""Measures how fast PDF files are read by this version and by another one, side by side in one run.

    git worktree add /tmp/0.5.0 abf49b8
    python -m benchmarks.reading_beside /tmp/0.5.0 FOLDER [--made 20] [--scans 3]

Two processes, one that reads with this tree and one with the other, are given each file in turn: files of running text and a ruled table
that are made here, the PDF files below the folder, and pages of the former as scans, whose text is recognised. Times are those of the
processor. A file that either refuses, or with a page whose text either recognises, is left out of the real ones. The second number is
of the other version.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.reading import as_pdf

_READER = """
import json, sys, time
from pathlib import Path
try:
    from ingest.readers.pdf.pdf import read_pdf
except ImportError:
    from ingest.readers.pdf import read_pdf
for line in sys.stdin:
    content = Path(json.loads(line)).read_bytes()
    began = time.process_time()
    try:
        scanned = len(read_pdf(content).scanned)
    except Exception:
        scanned = -1
    print(json.dumps([time.process_time() - began, scanned]), flush=True)
"""
_DOTS_AN_INCH = 200


@dataclass(slots=True)
class Measured:
    """Files that both versions read, their pages, and the seconds that each took."""

    files: int = 0
    pages: int = 0
    ours: float = 0.0
    other: float = 0.0

    def add(self, pages: int, ours: float, other: float) -> None:
        self.files, self.pages, self.ours, self.other = self.files + 1, self.pages + pages, self.ours + ours, self.other + other


class Version:
    """A process that reads with the code in `tree`."""

    def __init__(self, tree: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _READER], cwd=tree, env=os.environ | {"PYTHONPATH": str(tree)}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def read(self, path: Path) -> tuple[float, int]:
        """Give the seconds that reading a file took, and its pages whose text was recognised, -1 where the file was refused."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(str(path)), file=self._process.stdin, flush=True)
        seconds, scanned = json.loads(self._process.stdout.readline())
        return seconds, scanned

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


def measured(files: list[Path], versions: list[Version], scans: bool = False) -> Measured:
    found = Measured()
    for path in files:
        (ours, own), (other, theirs) = (version.read(path) for version in versions)
        if min(own, theirs) >= 0 and scans == (max(own, theirs) > 0):
            with pypdfium2.PdfDocument(path) as document:
                found.add(len(document), ours, other)
    return found


def as_scan(content: bytes) -> bytes:
    """Give the first page of a PDF as a picture in a PDF."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    with pypdfium2.PdfDocument(content) as document:
        canvas.drawImage(ImageReader(document[0].render(scale=_DOTS_AN_INCH / 72).to_pil()), 0, 0, *A4)
    canvas.save()
    return out.getvalue()


def made(folder: Path, count: int, scans: bool) -> Iterator[Path]:
    for seed in range(count):
        path = folder / f"{'scan' if scans else 'plan'}-{seed}.pdf"
        path.write_bytes(as_scan(as_pdf(seed)) if scans else as_pdf(seed))
        yield path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--made", type=int, default=20)
    parser.add_argument("--scans", type=int, default=3)
    options = parser.parse_args()
    versions = [Version(Path(__file__).parent.parent), Version(options.other.resolve())]
    try:
        with TemporaryDirectory() as folder:
            plans, scans = list(made(Path(folder), options.made, False)), list(made(Path(folder), options.scans, True))
            measured([plans[0], scans[0]], versions)  # loads what is loaded once
            texts = {"made": measured(plans, versions), "real": measured(sorted(options.folder.rglob("*.pdf")), versions)}
            for kind, one in ((kind, one) for kind, one in texts.items() if one.files):
                speeds = f"{one.pages / one.ours:.0f} pages/s, {one.pages / one.other:.0f}"
                print(f"{kind}: {one.files} files, {one.pages} pages: {speeds}: {one.other / one.ours:.2f} times as fast")
            one = measured(scans, versions, scans=True)
            times = f"{one.ours / one.pages:.1f} s a page, {one.other / one.pages:.1f}"
            print(f"scans: {one.pages} pages: {times}: {one.ours / one.other:.2f} of its time")
    finally:
        for version in versions:
            version.stop()


if __name__ == "__main__":
    main()
