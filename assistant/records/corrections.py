"""What editors corrected in requirements: kept apart from the library, and put into it again when a document is read anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select, update

from assistant.errors import AssistantError
from assistant.records.database import Store, now
from assistant.records.history import change_of, check_version, note_changes
from assistant.records.schema import corrections
from vectorstore.library import Library
from vectorstore.requirement import MODALITIES, Requirement
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.changes import CORRECTABLE

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Correction:
    """What `name` says of a requirement at ISO time `at` instead of what was `read` of the text, each by the name of the field."""

    requirement: str
    corrected: Mapping[str, str]
    read: Mapping[str, str]
    name: str
    at: str


class Corrections:
    """The corrections of requirements. One belongs to a sentence of a document, as the id of a requirement does."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._applied: Catalogue | None = None

    def correct(self, library: Library, requirement: Requirement, given: Mapping[str, str], name: str, version: int | None = None) -> None:
        """Correct fields of a requirement, now and whenever its document is read again.

        A sentence that was not given anew would not say what the corrected fields say: the quote stands alone then. Raises
        AssistantError for a modality or a date that is none, ChangedError where the requirement is not in `version` of its history.
        """
        fields = _checked(given, requirement)
        before = self.all().get(requirement.id)
        read = dict(before.read) if before else _fields(requirement)
        if fields == read:
            return self.undo(library, requirement, name, version)
        row = {"document": requirement.document, "quote": requirement.quote, "corrected": _text(fields), "read": _text(read)}
        with self._store.changing() as connection:
            check_version(connection, [requirement.id], version)
            connection.execute(delete(corrections).where(corrections.c.requirement == requirement.id))
            connection.execute(insert(corrections).values(requirement=requirement.id, name=name, at=now(), **row))
            change = change_of(name, "correction", _told(_fields(requirement), fields), _told(fields, _fields(requirement)))
            note_changes(connection, requirement.id, [change])
        library.correct(requirement.id, fields)
        return None

    def undo(self, library: Library, requirement: Requirement, name: str, version: int | None = None) -> None:
        """Take the correction of a requirement back, so that it says again what is read of the text; raises ChangedError as `correct`."""
        known = self.all().get(requirement.id)
        if known is None:
            return
        with self._store.changing() as connection:
            check_version(connection, [requirement.id], version)
            connection.execute(delete(corrections).where(corrections.c.requirement == requirement.id))
            change = change_of(name, "correction", _told(known.corrected, known.read), _told(known.read, known.corrected))
            note_changes(connection, requirement.id, [change])
        library.correct(requirement.id, known.read)

    def all(self) -> dict[str, Correction]:
        """Give the corrections by the ids of their requirements."""
        columns = (corrections.c.requirement, corrections.c.corrected, corrections.c.read, corrections.c.name, corrections.c.at)
        with self._store.reading() as connection:
            rows = connection.execute(select(*columns)).all()
        return {row[0]: Correction(row[0], json.loads(row[1]), json.loads(row[2]), row[3], row[4]) for row in rows}

    def apply(self, library: Library) -> None:
        """Put the corrections into the requirements of documents that were read again since; nothing is done where none changed."""
        if self._applied is library.catalogue():
            return
        known = self.all()
        for id, requirement in library.requirements.by_id(known).items():
            if (read := _fields(requirement)) != known[id].corrected:
                with self._store.changing() as connection:
                    connection.execute(update(corrections).where(corrections.c.requirement == id).values(read=_text(read)))
                library.correct(id, known[id].corrected)
        self._applied = library.catalogue()


def _checked(given: Mapping[str, str], requirement: Requirement) -> dict[str, str]:
    before = _fields(requirement)
    fields = {name: " ".join(given.get(name, before[name]).split())[:_LONGEST] for name in CORRECTABLE}
    if fields["modality"] not in MODALITIES:
        raise AssistantError(
            "“{modality}” is no duty; {modalities} are.", modality=fields["modality"][:40], modalities=", ".join(MODALITIES)
        )
    try:
        fields["deadline"] = date.fromisoformat(fields["deadline"]).isoformat() if fields["deadline"] else ""
    except ValueError as error:
        raise AssistantError("“{date}” is no date; one is like 2027-03-31.", date=fields["deadline"][:40]) from error
    is_other = any(fields[name] != before[name] for name in CORRECTABLE if name != "sentence")
    if is_other and fields["sentence"] == before["sentence"]:
        fields["sentence"] = ""
    return fields


def _fields(requirement: Requirement) -> dict[str, str]:
    return {name: getattr(requirement, name) for name in CORRECTABLE}


def _text(fields: Mapping[str, str]) -> str:
    return json.dumps(dict(fields), ensure_ascii=False)


def _told(fields: Mapping[str, str], others: Mapping[str, str]) -> str:
    """Give the fields that are not as in `others`."""
    return "; ".join(fields[name] or "–" for name in CORRECTABLE if fields[name] != others[name])
