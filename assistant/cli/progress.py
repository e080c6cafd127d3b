"""Progress bars for long work; nothing where the output is not a terminal."""

import json
import sys
import time
from typing import NoReturn, TextIO

from tqdm import tqdm

from ingest.report import Report


class IngestBar:
    """Shows files done, passages, their rate and the time left while files are ingested, and notes each report.

    A report becomes a JSON line in `notes` as soon as its file is done.
    """

    def __init__(self, notes: TextIO | None = None) -> None:
        self._notes = notes
        self._bar: tqdm[NoReturn] | None = None
        self._passages = 0
        self._started = time.monotonic()

    def begin(self, files: int) -> None:
        self._bar = tqdm(total=files, unit="file", disable=None, leave=False, file=sys.stderr, dynamic_ncols=True, desc="Ingesting")

    def more(self, files: int) -> None:
        if self._bar is not None and self._bar.total is not None:
            self._bar.total += files

    def passages_done(self, count: int) -> None:
        self._passages += count
        rate = self._passages / max(0.001, time.monotonic() - self._started)
        if self._bar is not None:
            self._bar.set_postfix_str(f"{self._passages} passages, {rate:.0f}/s")

    def share_done(self, share: float) -> None:
        pass

    def file_done(self, report: Report) -> None:
        if self._notes is not None:
            self._notes.write(json.dumps(report.as_dict(), ensure_ascii=False) + "\n")
            self._notes.flush()
        if self._bar is not None:
            self._bar.update()

    def close(self) -> None:
        """Take the bar away; another run begins with a new one."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
