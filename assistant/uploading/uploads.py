"""Documents that administrators bring, checked here and read in the background."""

import re
import threading
import unicodedata
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from assistant.errors import AssistantError
from assistant.uploading.job import Job
from assistant.uploading.task import Task
from ingest.readers.reader import reader_by_name, suffixes
from ingest.web.documents import WebDocuments
from language.messages import message
from vectorstore.library import Library
from vectorstore.sql.documents import SourceCopy

FOLDER = "uploads"
_LONGEST_NAME = 150


class Queue(Protocol):
    """Where tasks wait until they are done. Safe to use from several threads."""

    def add(self, job: Job, task: Task) -> Job:
        """Let a task be done, and give the job by which that is told, with its id; raises AssistantError where too many wait."""

    def keep(self, job: Job) -> Job:
        """Remember a job that is done already, and give it with its id."""

    def coming(self) -> dict[str, str]:
        """Give the names of the files that wait or are read, by their hashes."""

    def jobs(self, user: str) -> list[Job]:
        """Give the user's jobs, the oldest first."""

    def cancel(self, ids: Collection[int], user: str) -> None:
        """Let no more be done for those of the user's jobs that wait or are read; what is being stored is stored."""

    def close(self) -> None:
        """Do no more here; what is being done has some seconds."""


class Uploads:
    """Checks what is brought and lets a queue do what is to be done. Safe to use from several threads."""

    def __init__(self, library: Library, queue: Queue, largest: int, folder: Path, web_documents: WebDocuments | None = None) -> None:
        """Take files of at most `largest` bytes, and web addresses where there is what reads them.

        Files count as read from `folder`, the same one for all processes that share the library.
        """
        self._library, self._queue, self._largest, self._web_documents = library, queue, largest, web_documents
        self._turn = threading.Lock()
        self._folder = folder
        self.jobs, self.cancel, self.close = queue.jobs, queue.cancel, queue.close

    def add(self, name: str, content: bytes, user: str) -> Job:
        """Let a file be read, in place of one of the same name that was brought before; raises AssistantError for one that is not read.

        One whose bytes the library holds under another name, or will, is not read; its job says so.
        """
        name = plain_name(name)
        if reader_by_name(name) is None:
            raise AssistantError("“{name}” is of a kind that is not read; {kinds} are.", name=name, kinds=", ".join(sorted(suffixes())))
        if not content:
            raise AssistantError("“{name}” is empty.", name=name)
        if len(content) > self._largest:
            raise AssistantError("“{name}” is larger than {size} MB.", name=name, size=self._largest // 1_000_000)
        hashes = self._library.hashes()
        original = SourceCopy(self._source(name, hashes), sha256(content).hexdigest(), content)
        with self._turn:
            coming = self._queue.coming().get(original.sha256, name)
            if held := self._known(original, hashes) or (coming if coming != name else ""):
                told = message("“{name}” holds the same bytes; it was not read a second time.", name=held)
                return self._queue.keep(Job(0, name, user, len(content), "copy", (told,)))
            return self._begin(Job(0, name, user, len(content)), "put", original.source, original=original)

    def again(self, name: str, user: str) -> Job:
        """Let a document be read again from the file that the library keeps."""
        entry = next((one for one in self._library.entries() if one.name == name), None)
        source, size = (entry.source, entry.characters) if entry else (name, 0)
        return self._begin(Job(0, name, user, size), "again", source)

    def fetch(self, address: str, user: str) -> Job:
        """Let what lies at a web address be read, in place of what was read there before; raises AssistantError where none is read,
        FetchError where this one may not be asked."""
        if self._web_documents is None:
            raise AssistantError("No web addresses are read: POLICY_FETCH names no host.")
        address = self._web_documents.checked(address)
        return self._begin(Job(0, address, user), "fetch", address, address)

    def renew(self, name: str, user: str) -> Job:
        """Let a document be read again from its web address, from the file that the library keeps where it has none that may be asked
        or nothing has changed there."""
        entry = next((one for one in self._library.entries() if one.name == name), None)
        if entry is None or self._web_documents is None or not self._web_documents.may_be_asked(entry.address):
            return self.again(name, user)
        return self._begin(Job(0, name, user, entry.characters), "renew", entry.source, entry.address)

    def put_back(self, name: str, original: SourceCopy, properties: dict[str, str], user: str, removal: int) -> Job:
        """Let a document that was removed be read again, with what a user had stated of it; the `removal` is forgotten when it is there.

        Where it was brought anew in the meantime that one stays.
        """
        job = Job(0, name, user, len(original.content))
        return self._begin(job, "put back", original.source, original=original, properties=properties, removal=removal)

    def _source(self, name: str, known: Collection[str]) -> str:
        """Give the source of a file of this name that was brought before, also to another folder of uploads, else a new one."""
        ends = f"/{FOLDER}/{name}"
        return next((source for source in known if f"/{source}".replace("\\", "/").endswith(ends)), str(self._folder / name))

    def _known(self, original: SourceCopy, hashes: dict[str, str]) -> str:
        """Name the document of other source that was read from the same bytes, empty where there is none."""
        sources = {source for source, hash in hashes.items() if hash == original.sha256} - {original.source}
        return next((entry.name for entry in self._library.entries() if entry.source in sources), "")

    def _begin(
        self,
        job: Job,
        kind: str,
        source: str,
        address: str = "",
        original: SourceCopy | None = None,
        properties: Mapping[str, str] | None = None,
        removal: int = 0,
    ) -> Job:
        return self._queue.add(job, Task(kind, job.name, source, self._library.moment(), address, original, properties or {}, removal))


def plain_name(name: str) -> str:
    """Give a file's name without folders, control and direction marks; raises AssistantError where nothing is left."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip(" .")
    if not shown or shown.startswith("~$"):
        raise AssistantError("A file needs a name.")
    stem, suffix = Path(shown).stem, Path(shown).suffix
    return f"{stem[: _LONGEST_NAME - len(suffix)]}{suffix}" if len(suffix) < 12 else shown[:_LONGEST_NAME]
