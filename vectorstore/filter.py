"""Which documents a search looks in."""

from dataclasses import dataclass

from language.text.tokens import folded
from vectorstore.document import DocumentSummary

OUT_OF_FORCE = frozenset({"superseded", "expired"})


@dataclass(frozen=True, slots=True)
class Filter:
    """Admits documents by what is known of them; what is empty admits all.

    `documents` are names; `issuer` must stand in the document's issuer or title, whatever the case; `since` and `until`
    are the ISO dates between which it was issued, a document without a date being outside; `statuses` are those admitted,
    a document of which none is known counting as in force.
    Where no status is asked for, documents that are superseded or expired are not admitted, unless `documents` names them.
    Of two documents that say the same in two languages a `reader` of one of them has that one only; None admits both.
    """

    documents: frozenset[str] = frozenset()
    issuer: str = ""
    since: str = ""
    until: str = ""
    statuses: frozenset[str] = frozenset()
    reader: str | None = None

    def admits(self, entry: DocumentSummary) -> bool:
        """Say whether the search looks in the document of `entry`, whatever says the same in another language."""
        if self.documents and entry.name not in self.documents:
            return False
        if self.issuer and folded(self.issuer) not in folded(f"{entry.issuer} {entry.title}"):
            return False
        if (self.since or self.until) and not (entry.issued and self.since <= entry.issued <= (self.until or "9999")):
            return False
        if self.statuses:
            return (entry.status or "in force") in self.statuses
        return bool(self.documents) or entry.status not in OUT_OF_FORCE


IN_FORCE = Filter()
