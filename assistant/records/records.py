"""All that users do and note, by its parts."""

from pathlib import Path

from assistant.records.api_keys import ApiKeys
from assistant.records.audit import Audit
from assistant.records.calendar_tokens import CalendarTokens
from assistant.records.collections import Collections
from assistant.records.conversations import Conversations
from assistant.records.corrections import Corrections
from assistant.records.counts import Counts
from assistant.records.database import Store
from assistant.records.history import History
from assistant.records.jobs import Jobs
from assistant.records.onboarding import LearningProgress
from assistant.records.requirement_status import RequirementStatuses
from assistant.records.shares import Shares
from assistant.records.trash import Removed
from assistant.records.users import Accounts


class Records:
    """The notes of an installation. Safe to use from several threads, beside other processes."""

    def __init__(self, directory: Path, database: str = "") -> None:
        """Open the notes, made where missing, `database` as in `Library`; raises AssistantError where they cannot be read or written."""
        self._store = store = Store(directory, database)
        self.accounts = Accounts(store)
        self.api_keys = ApiKeys(store)
        self.audit = Audit(store)
        self.conversations = Conversations(store)
        self.learning = LearningProgress(store)
        self.statuses = RequirementStatuses(store)
        self.history = History(store)
        self.corrections = Corrections(store)
        self.calendar_tokens = CalendarTokens(store)
        self.removed = Removed(store)
        self.collections = Collections(store)
        self.shares = Shares(store)
        self.jobs = Jobs(store)
        self.counts = Counts(store)

    def secret(self) -> bytes:
        """Give the secret with which this installation signs cookies, made at its first use."""
        return self._store.secret()

    def __enter__(self) -> "Records":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.api_keys.close()
        self._store.close()
