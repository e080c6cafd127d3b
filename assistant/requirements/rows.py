"""Requirements with what stands beside them: their document, how far they are, when they are due, what was corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.records.corrections import Correction
from assistant.records.requirement_status import RequirementStatus, stated_state
from assistant.requirements.due import Due, due_of
from vectorstore.document import DocumentSummary
from vectorstore.filter import OUT_OF_FORCE
from vectorstore.requirement import Requirement


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A requirement, the issuer and number of its document, and when it is due next; `status` and `correction` where there are some;
    `is_lapsed` says that its document is no longer in force."""

    requirement: Requirement
    due: Due
    issuer: str = ""
    number: str = ""
    status: RequirementStatus | None = None
    correction: Correction | None = None
    is_lapsed: bool = False

    @property
    def state(self) -> str:
        """How far it is, as somebody set it, else as the text says."""
        return self.status.state if self.status else stated_state(self.requirement.quote)

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to do it any more."""
        return self.state == "done" or self.is_lapsed


def ledger_rows(
    requirements: Iterable[Requirement],
    entries: Iterable[DocumentSummary],
    today: date,
    statuses: Mapping[str, RequirementStatus],
    corrections: Mapping[str, Correction],
) -> list[LedgerRow]:
    """Put together what is known of requirements; `entries` are the documents of their library."""
    documents = {entry.name: entry for entry in entries}

    def row(one: Requirement) -> LedgerRow:
        document = documents.get(one.document)
        about = (document.issuer, document.number) if document else ("", "")
        is_lapsed = document is not None and document.status in OUT_OF_FORCE
        return LedgerRow(one, due_of(one, today), *about, statuses.get(one.id), corrections.get(one.id), is_lapsed)

    return [row(one) for one in requirements]
