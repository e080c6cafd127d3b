"""What is to be done for a document that is brought, as data that a process elsewhere can do too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.errors import AssistantError
from ingest.pipeline import Ingest
from ingest.reading import Limits
from ingest.report import FileOutcome, Report, Watcher
from ingest.stopping import Stop
from ingest.web.documents import WebDocuments
from vectorstore.document import INSIDE
from vectorstore.library import Library
from vectorstore.sql.documents import SourceCopy
from vectorstore.sql.removals import Moment

STORED = (FileOutcome.ADDED, FileOutcome.UPDATED, FileOutcome.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Task:
    """One document that is read: `kind` is “put” (a file), “keep in step” (a file of a watched
    folder, which does not bring back what a user removed), “again” (from the file that the library keeps), “fetch” (a web address),
    “renew” (from its web address, or again) or “put back” (after a removal, with the `properties` that a user had stated).

    `source` is what the document is read from, `address` where it lies in the web; `since` is when it was asked for; `removal` is the id
    of what is undone.
    """

    kind: str
    name: str
    source: str
    since: Moment
    address: str = ""
    original: SourceCopy | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    removal: int = 0

    @property
    def file(self) -> str:
        """The source of the file, also where the task is for one in it: such tasks are done one after the other."""
        return self.source.split(INSIDE)[0]


class Tasks:
    """Does tasks on a library. Safe to use from several threads."""

    def __init__(
        self, library: Library, web_documents: WebDocuments | None, forget: Callable[[int], None], limits: Limits | None = None
    ) -> None:
        """`web_documents` reads web addresses, where there are any; `forget` is told the id of a removal that is undone; files are read
        within `limits`, those of Limits() where none are given."""
        self._library, self.web_documents, self._forget, self._limits = library, web_documents, forget, limits

    def do(self, task: Task, watch: Watcher, stop: Stop) -> Sequence[Report]:
        """Do a task, of which `watch` is told, and say what came of each file; raises PolicyError where it cannot be done, StoppedError
        where it is stopped."""
        ingest = Ingest(self._library, watch, self._limits, stop, task.since)
        match task.kind, task.original:
            case "put" | "keep in step", SourceCopy() as original:
                return ingest.put(task.name, original, heeds_removals=task.kind != "put")
            case "put back", SourceCopy() as original:
                return self._put_back(task, original, ingest)
            case "fetch", _:
                return self._fetch(task.address, ingest)
            case "renew", _:
                reports = self._fetch(task.address, ingest)
                return reports if any(one.outcome is not FileOutcome.UNCHANGED for one in reports) else ingest.again(task.name)
        return ingest.again(task.name)

    def _fetch(self, address: str, ingest: Ingest) -> Sequence[Report]:
        if self.web_documents is None:
            raise AssistantError("No web addresses are read: POLICY_FETCH names no host.")
        return self.web_documents.read(address, ingest)

    def _put_back(self, task: Task, original: SourceCopy, ingest: Ingest) -> Sequence[Report]:
        if original.source in self._library.hashes():
            raise AssistantError("“{name}” was brought anew since it was removed; that one stays.", name=task.name)
        self._library.give(original.source, task.properties)
        reports = ingest.put(task.name, original)
        if any(one.outcome in STORED for one in reports):
            self._forget(task.removal)
        return reports
