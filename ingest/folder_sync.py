"""Keeping a library in step with folders until told to stop."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Protocol

from watchfiles import watch

from ingest.files.sources import find_files, lies_on_disk
from ingest.readers.reader import suffixes
from ingest.report import FileOutcome, Report
from language.messages import message
from vectorstore.library import Library


class Runs(Protocol):
    """Brings files into a library: `Ingest`, or what lets it be done elsewhere."""

    def run(self, paths: list[Path], prune: bool = False, heeds_removals: bool = False) -> list[Report]:
        """Ingest the files under `paths` and give a report for each."""


class FolderSync:
    """Brings a library in step with folders, again and again."""

    def __init__(self, library: Library, ingest: Runs, folders: list[Path]) -> None:
        self._library, self._ingest, self._folders = library, ingest, folders
        self._is_first = True

    def run(self) -> list[Report]:
        """Ingest what was added or changed, remove what has gone, and report it; what stayed is reported the first time only.

        A document that a user removed is not brought back before its file changes. A folder that has gone, or holds no file any more,
        may just not be mounted: its documents stay.
        """
        present = [folder for folder in self._folders if folder.is_dir()]
        lost = [folder for folder in self._folders if folder not in present or not find_files([folder], suffixes())]
        reports = self._ingest.run([folder for folder in present if folder not in lost], prune=True, heeds_removals=True)
        kept = self._kept([folder.resolve() for folder in lost])
        is_first, self._is_first = self._is_first, False
        return [report for report in reports if is_first or report.outcome is not FileOutcome.UNCHANGED] + kept

    def _kept(self, lost: list[Path]) -> list[Report]:
        warning = message("Its folder is gone or empty, so the document stays; ingest with --prune removes it.")
        entries = [entry for entry in self._library.entries() if any(lies_on_disk(entry.source).is_relative_to(folder) for folder in lost)]
        return [Report(entry.name, FileOutcome.UNCHANGED, None, entry.passages, (warning,)) for entry in entries]


_QUIET = 1_600  # milliseconds for which changes are gathered


def keep_in_step(folders: list[Path], run: Callable[[], object], stop: Event) -> None:
    """Call `run` at once, and again after whatever changes under `folders`, until `stop` is set.

    Changes that come while a run is under way lead to another one: watching begins before the first.
    """
    changes = watch(*folders, debounce=_QUIET, step=200, stop_event=stop, yield_on_timeout=True, rust_timeout=500)
    next(changes, None)  # this starts watching
    run()
    for changed in changes:
        if changed:
            run()
