"""Documents that are read at web addresses, and read again when what lies there has changed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from ingest.errors import ReadingError
from ingest.files.sources import is_inside
from ingest.pipeline import Ingest
from ingest.report import FileOutcome, Report
from ingest.web.client import Client, Fetched, FetchError
from ingest.web.kinds import as_read, suffix_of
from language.messages import Message, message
from vectorstore.document import DocumentSummary
from vectorstore.library import Library
from vectorstore.sql.documents import SourceCopy
from vectorstore.sql.fetches import Fetch

_LONGEST_NAME = 120
_UNSAFE = re.compile(r"[^\w.()-]+")
_STORED = (FileOutcome.ADDED, FileOutcome.UPDATED, FileOutcome.UNCHANGED)


class WebDocuments:
    """Reads web addresses into a library. The source of such a document is its address. Safe to use from several threads."""

    def __init__(self, library: Library, client: Client) -> None:
        self._library, self._client = library, client

    def checked(self, address: str) -> str:
        """Give an address in its normal form; raises FetchError where it may not be asked."""
        return self._client.checked(address)

    def read(self, address: str, ingest: Ingest) -> list[Report]:
        """Read what lies at an address, in place of what was read there before, and give a report for it and for each file in it.

        What has not changed costs nothing. Raises ReadingError where it cannot be had. A document that was read there before stays, with
        the reason as a warning.
        """
        address = self.checked(address)
        held = self._held(address)
        kept = self._library.fetches().get(address) if held else None
        known = Fetched(kept.landed, b"", etag=kept.etag, modified=kept.modified) if kept else None
        now = datetime.now(UTC).isoformat(timespec="seconds")
        unread = replace(kept or Fetch(address, now), at=now)
        try:
            fetched = self._client.fetch(address, known, ingest.stop)
            named = self._named(address, fetched) if fetched else None
        except ReadingError as error:
            if held:
                self._library.note_fetch(replace(unread, failure=_not_again(error.message)))
            raise
        if fetched is None or named is None:
            self._library.note_fetch(replace(unread, failure=None))
            return [Report(entry.name, FileOutcome.UNCHANGED, None, entry.passages) for entry in held]
        name, content = named
        reports = ingest.put(name, SourceCopy(address, sha256(content).hexdigest(), content))
        if any(one.outcome in _STORED for one in reports):
            self._library.note_fetch(Fetch(address, now, fetched.address, fetched.etag, fetched.modified))
        elif self._held(address):  # what lies there now cannot be read: it is to be sent again, in case that was mended
            self._library.note_fetch(replace(unread, failure=_not_again(*(one.reason for one in reports if one.reason))))
        return reports

    def due(self, every: timedelta) -> list[str]:
        """Give the addresses that may be asked and were not within the last `every`, those that were not for the longest time first."""
        fetches = self._library.fetches()
        before = (datetime.now(UTC) - every).isoformat(timespec="seconds")
        asked = {address: fetches[address].at if address in fetches else "" for address in self._addresses()}
        return sorted((address for address, at in asked.items() if at <= before), key=lambda address: asked[address])

    def may_be_asked(self, address: str) -> bool:
        """Say whether an address is one that may be asked."""
        try:
            return bool(address) and self.checked(address) == address
        except FetchError:
            return False

    def _addresses(self) -> Iterator[str]:
        for address in dict.fromkeys(entry.address for entry in self._library.entries()):
            if self.may_be_asked(address):
                yield address

    def _held(self, address: str) -> list[DocumentSummary]:
        """Give the documents that were read at an address."""
        return [one for one in self._library.entries() if one.source == address or is_inside(one.source, address)]

    def _named(self, address: str, fetched: Fetched) -> tuple[str, bytes]:
        """Give what the document at an address is called, and its bytes."""
        suffix = suffix_of(urlsplit(fetched.address).path, fetched.kind, fetched.content)
        name = name_of(address, suffix)
        taken = {entry.name for entry in self._library.entries() if entry.source != address}
        return name_of(address, suffix, is_marked=True) if name in taken else name, as_read(fetched.content, suffix, fetched.encoding)


def _not_again(reason: Message, *_: Message) -> Message:
    return message("It could not be read again at its web address. {reason}", reason=reason)


def name_of(address: str, suffix: str, is_marked: bool = False) -> str:
    """Give a name for what lies at an address: its host, as a folder, and its path, made a safe name that ends with `suffix`.

    Where `is_marked`, a part of the address's hash makes it one that no other address has.
    """
    parts = urlsplit(address)
    path = unquote(parts.path).removesuffix(suffix) + (f"-{unquote(parts.query)}" if parts.query else "")
    stem = _UNSAFE.sub("-", path).strip("-.")[:_LONGEST_NAME].rstrip("-.") or "index"
    mark = f"-{sha256(address.encode()).hexdigest()[:8]}" if is_marked else ""
    return f"{_UNSAFE.sub('-', parts.hostname or '').strip('-')}/{stem}{mark}{suffix}"
