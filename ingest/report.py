"""What an ingest run did, file by file."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Protocol

from language.messages import Message
from vectorstore.document import Omission


class FileOutcome(StrEnum):
    """What became of one file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    EMPTY = "empty"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest run did with one file; of its `requirements`, so many stand as their quote alone; `left_out` is what of the file is
    not in its text."""

    document: str
    outcome: FileOutcome
    reason: Message | None = None
    passages: int = 0
    warnings: tuple[Message, ...] = ()
    requirements: int = 0
    quoted_alone: int = 0
    left_out: tuple[Omission, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Give the report as a JSON object of the contract, its messages in English."""
        told = {"reason": self.reason and str(self.reason), "warnings": [str(warning) for warning in self.warnings]}
        left_out = [{"kind": str(one.kind), "count": one.count, "characters": one.characters} for one in self.left_out]
        return asdict(self) | {"outcome": str(self.outcome), "left_out": left_out} | told


class Watcher(Protocol):
    """Is told how a run goes on."""

    def begin(self, files: int) -> None: ...

    def more(self, files: int) -> None:
        """So many files were found in another file."""

    def passages_done(self, count: int) -> None: ...

    def share_done(self, share: float) -> None:
        """This share of the file under way is done, as far as that can be told; called from several threads."""

    def file_done(self, report: Report) -> None: ...
