"""Which documents a search looks in."""

from dataclasses import dataclass

from language.text.tokens import folded
from vectorstore.document import DocumentSummary

OUT_OF_FORCE = frozenset({"superseded", "expired"})
_LAST_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Filter:
    """Admits documents by what is known of them; what is empty admits all.

    `documents` are names; `issuer` must stand in the document's issuer or title, whatever the case; `since` and `until`
    are the ISO dates between which it was issued, a document without a date being outside; `statuses` are those admitted,
    a document of which none is known counting as in force.
    `as_of` is the ISO date of the day on which the documents were in force: they had taken effect or, where they say no day, been issued by
    then, a document without a date being outside; they had not expired, and no document that had taken effect by then replaced them.
    Where no status and no day is asked for, documents that others replace, or that are declared out of force, are not admitted, unless
    `documents` names them; those are that expired and that nothing replaces.
    Of two documents that say the same in two languages a `reader` of one of them has that one only; None admits both.
    """

    documents: frozenset[str] = frozenset()
    issuer: str = ""
    since: str = ""
    until: str = ""
    statuses: frozenset[str] = frozenset()
    reader: str | None = None
    as_of: str = ""

    def admits(self, entry: DocumentSummary) -> bool:
        """Say whether the search looks in the document of `entry`, whatever says the same in another language."""
        if self.documents and entry.name not in self.documents:
            return False
        if self.issuer and folded(self.issuer) not in folded(f"{entry.issuer} {entry.title}"):
            return False
        if (self.since or self.until) and not (entry.issued and self.since <= entry.issued <= (self.until or _LAST_DAY)):
            return False
        if self.as_of:
            return _was_in_force(entry, self.as_of)
        if self.statuses:
            return (entry.status or "in force") in self.statuses
        return bool(self.documents) or not entry.is_replaced

    @property
    def is_narrow(self) -> bool:
        """Say whether documents, an issuer or a time of issue was chosen."""
        return bool(self.documents or self.issuer or self.since or self.until)

    @property
    def prefers_in_force(self) -> bool:
        """Say whether it leaves out what is out of force only because nothing else was asked for."""
        return not (self.statuses or self.documents or self.as_of)


def _was_in_force(entry: DocumentSummary, day: str) -> bool:
    """Say whether the document was in force on the ISO date `day`."""
    begin = entry.effective or entry.issued
    if not begin or begin > day or entry.status == "draft" or (entry.expires and entry.expires < day):
        return False
    if entry.superseded_by:
        return entry.superseded_on > day
    return entry.status != "superseded" and (entry.status != "expired" or bool(entry.expires))


IN_FORCE = Filter()
