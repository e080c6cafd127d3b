"""The requirements of all documents, to be looked up."""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, insert, literal_column, or_, select

from language.messages import Message
from language.span import Span
from language.text.tokens import folded
from vectorstore.document import STATUSES, Document
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.requirement import Requirement, Target
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.rows import reads_rows
from vectorstore.sql.schema import ADDED_TO_REQUIREMENTS, documents, requirements

NO_DEADLINE = "9999"
OUTLINE = (
    "id", "document_id", "body", "theme", "modality", "deadline", "deadline_text", "recurrence", "rrule", "condition", "replaced_by",
    "search_text", "quote",
)  # fmt: skip
"""What `Requirements.outlines` gives of each requirement, before whether it has a target."""
_AT_ONCE = 10_000  # ids that one query names
_PLAIN = (
    "quote", "modality", "action", "body", "body_as_written", "deadline", "deadline_text", "theme", *ADDED_TO_REQUIREMENTS,
)  # fmt: skip
"""The fields of a requirement that are columns of text."""


@dataclass(frozen=True, slots=True)
class RequirementFilter:
    """Which requirements are looked up; what is empty admits all.

    All words of `text` must stand in the quote, the body or the document's title, whatever the case. `since` and `until` are
    the ISO dates between which the deadline lies. `ids` are those admitted, all where it is None, `without` those that are not.
    `documents` is about their documents.
    """

    text: str = ""
    bodies: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    modalities: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    with_target: bool = False
    with_deadline: bool = False
    ids: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    documents: Filter = IN_FORCE


class Requirements:
    """Looks up requirements. Safe to use from several threads."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], catalogue: Callable[[], Catalogue]) -> None:
        self._reading, self._catalogue = reading, catalogue

    def find(
        self, filter: RequirementFilter | None = None, order: str = "document", most: int | None = None, skip: int = 0
    ) -> list[Requirement]:
        """Give the requirements that `filter` admits, at most `most` after the first `skip`, ordered by one of ORDERS.

        One that has nothing to be ordered by comes last, and after it those that no longer apply.
        """
        column = {"deadline": requirements.c.deadline, "body": requirements.c.body, "theme": requirements.c.theme}.get(order)
        is_replaced = requirements.c.replaced_by != literal_column("''")
        if column is None:
            by: list[ColumnElement[Any]] = [is_replaced, documents.c.name, requirements.c.start]
        else:  # as the indexes of the table are, so that SQL stops at the last row that is wanted
            by = [is_replaced, column == literal_column("''"), column, requirements.c.document_id, requirements.c.start]
        chosen = self._chosen(filter, *_COLUMNS).order_by(*by)
        with self._reading() as connection:
            found = [_requirement(row) for row in connection.execute(chosen.limit(most).offset(skip)).mappings()]
        return self.as_they_stood(found, filter.documents) if filter and filter.documents.as_of else found

    def as_they_stood(self, found: list[Requirement], documents: Filter) -> list[Requirement]:
        """Give the requirements without what took their place in documents that `documents` does not admit."""
        admitted, _ = self._catalogue().admitted(replace(documents, documents=frozenset(), issuer=""))
        names = {entry.name for entry in self._catalogue().entries if admitted is None or entry.id in admitted}
        later = self.by_id(row.replaced_by for row in found if row.replaced_by)
        return [
            replace(row, replaced_by=by)
            for row in found
            for by in [
                row.replaced_by if (later[row.replaced_by].document if row.replaced_by in later else row.replaced_by) in names else ""
            ]
        ]

    def count(self, filter: RequirementFilter | None = None) -> int:
        """Count the requirements that `filter` admits."""
        with self._reading() as connection:
            return connection.scalar(self._chosen(filter, func.count())) or 0

    def count_out_of_force(self, filter: RequirementFilter) -> int:
        """Count those that `filter` leaves out only because their documents are no longer in force."""
        if not filter.documents.prefers_in_force:
            return 0
        return self.count(replace(filter, documents=replace(filter.documents, statuses=frozenset(STATUSES)))) - self.count(filter)

    def values(self, name: str) -> list[str]:
        """Give the values of “body”, “theme” or “document” that requirements have, those of most requirements first."""
        catalogue = self._catalogue()
        known: list[str] | None = catalogue.remembered.get(name)
        if known is None:
            known = list(self.counts(name))
            if catalogue is self._catalogue():  # nothing has changed since
                catalogue.remembered[name] = known
        return known

    def counts(self, name: str, filter: RequirementFilter | None = None) -> dict[str, int]:
        """Count the requirements that `filter` admits by “body”, “theme”, “document” or “title”, those of most requirements first."""
        column = {"document": documents.c.name, "title": documents.c.title}.get(name)
        column = requirements.c[name] if column is None else column
        chosen = self._chosen(filter, column, func.count()).where(column != "").group_by(column).order_by(func.count().desc(), column)
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(chosen)}

    def by_id(self, ids: Iterable[str]) -> dict[str, Requirement]:
        """Give the requirements with these ids, leaving out those that are gone."""
        wanted = list(ids)
        with self._reading() as connection:
            parts = (wanted[first : first + _AT_ONCE] for first in range(0, len(wanted), _AT_ONCE))
            chosen = (select(*_COLUMNS).join(documents).where(requirements.c.id.in_(part)) for part in parts)
            return {row["id"]: _requirement(row) for one in chosen for row in connection.execute(one).mappings()}

    def known_ids(self, ids: Iterable[str]) -> set[str]:
        """Give those of `ids` that requirements have."""
        wanted = list(ids)
        with self._reading() as connection:
            parts = (wanted[first : first + _AT_ONCE] for first in range(0, len(wanted), _AT_ONCE))
            return {id for part in parts for id in connection.scalars(select(requirements.c.id).where(requirements.c.id.in_(part)))}

    def outlines(self) -> Sequence[Any]:
        """Give of all requirements, in the order of the documents' names and texts, what they are chosen and ordered by."""
        columns = [requirements.c[name] for name in OUTLINE]
        with_target = (requirements.c.targets != "[]").label("with_target")
        chosen = select(*columns, with_target).join(documents).order_by(documents.c.name, requirements.c.start)
        with self._reading() as connection:
            return connection.execute(chosen).all()

    def replacing(self) -> list[str]:
        """Give the names of the documents with requirements that say what they replace."""
        chosen = select(documents.c.name).join(requirements).where(requirements.c.replaces != "").distinct()
        with self._reading() as connection:
            return list(connection.scalars(chosen))

    def within(self, spans: Sequence[Span]) -> list[Requirement]:
        """Give the requirements that lie in one of `spans`."""
        with self._reading() as connection:
            return requirements_in(connection, spans)

    def _chosen(self, filter: RequirementFilter | None, *columns: Any) -> Select[Any]:
        filter = filter or RequirementFilter()
        chosen = select(*columns).select_from(requirements.join(documents))
        admitted, _ = self._catalogue().admitted(filter.documents)
        if admitted is not None:
            chosen = chosen.where(requirements.c.document_id.in_(admitted))
        for word in folded(filter.text).split():
            chosen = chosen.where(requirements.c.search_text.contains(word, autoescape=True))
        for column, admitted_values in (
            (requirements.c.body, filter.bodies),
            (requirements.c.theme, filter.themes),
            (requirements.c.modality, filter.modalities),
        ):
            if admitted_values:
                chosen = chosen.where(column.in_(admitted_values))
        if filter.since or filter.until or filter.with_deadline:
            chosen = chosen.where(requirements.c.deadline != "", requirements.c.deadline.between(filter.since, filter.until or NO_DEADLINE))
        if filter.ids is not None:
            chosen = chosen.where(requirements.c.id.in_(filter.ids))
        if filter.without:
            chosen = chosen.where(requirements.c.id.not_in(filter.without))
        return chosen.where(requirements.c.targets != "[]") if filter.with_target else chosen


def requirements_in(connection: Connection, spans: Sequence[Span]) -> list[Requirement]:
    """Give the requirements that lie in one of `spans`."""
    inside = [
        (requirements.c.document_id == one.document_id) & (requirements.c.start < one.end) & (requirements.c.end > one.start)
        for one in spans
    ]
    if not inside:
        return []
    chosen = select(*_COLUMNS).join(documents).where(or_(*inside))
    return [_requirement(row) for row in connection.execute(chosen).mappings()]


def insert_requirements(connection: Connection, document: Document, stated: Sequence[Requirement]) -> None:
    """Store the requirements that a stored document states; each gets an id made of the document's name and its own words."""
    seen: dict[str, int] = {}
    values = []
    for requirement in stated:
        plain = f"{document.name}\0{' '.join(folded(requirement.quote).split())}"
        seen[plain] = seen.get(plain, 0) + 1
        id = sha256(f"{plain}\0{seen[plain]}".encode()).hexdigest()[:16]
        own = {name: getattr(requirement, name) for name in _PLAIN}
        values.append(own | {
            "id": id, "document_id": document.id, "start": requirement.span.start, "end": requirement.span.end,
            "targets": json.dumps([asdict(target) for target in requirement.targets], ensure_ascii=False),
            "warnings": json.dumps([warning.as_dict() for warning in requirement.warnings], ensure_ascii=False),
            "search_text": folded(f"{requirement.quote} {requirement.body} {document.title}"),
        })  # fmt: skip
    if values:
        connection.execute(insert(requirements), values)


_COLUMNS = (*(column for column in requirements.c if column.name != "search_text"), documents.c.name.label("document"), documents.c.title)


@reads_rows
def _requirement(row: RowMapping) -> Requirement:
    targets = tuple(Target(**target) for target in json.loads(row["targets"]))
    return Requirement(
        Span(row["start"], row["end"], row["document_id"]), targets=targets,
        warnings=tuple(map(Message.from_dict, json.loads(row["warnings"]))),
        **{name: row[name] for name in (*_PLAIN, "id", "document", "title")},
    )  # fmt: skip
