"""The terms of all documents, to be looked up."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, RowMapping, insert, select

from language.language import language_of
from language.span import Span
from language.text.tokens import folded
from vectorstore.document import Document
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.sql.catalogue import Catalogue
from vectorstore.sql.schema import documents, terms
from vectorstore.term import Term, TermUse

_NEAR = 400  # characters between the sentences of related terms
_MOST_USES, _MOST_RELATED = 20, 6


class Glossary:
    """Looks up terms. Safe to use from several threads."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], catalogue: Callable[[], Catalogue]) -> None:
        self._reading, self._catalogue = reading, catalogue

    def terms(self) -> list[Term]:
        """Give the terms of the documents in force, in the order of the alphabet; read anew where a document has changed."""
        return self._current()[1]

    def found_in(self, text: str, filter: Filter = IN_FORCE) -> list[Term]:
        """Give the terms that stand in `text` and whose first place lies in a document that `filter` admits."""
        catalogue, known, plain_terms = self._current()
        plain = folded(text)
        terms = [
            term for term, plain_term in zip(known, plain_terms, strict=True) if plain_term in plain and stands_in(term.term, text, plain)
        ]
        admitted, _ = catalogue.admitted(filter)
        return terms if admitted is None else [term for term in terms if term.place.span.document_id in set(admitted)]

    def _current(self) -> tuple[Catalogue, list[Term], list[str]]:
        catalogue = self._catalogue()
        known: tuple[list[Term], list[str]] | None = catalogue.remembered.get("terms")
        if known is None:
            terms = self._read(catalogue)
            known = terms, [folded(term.term) for term in terms]
            if catalogue is self._catalogue():  # nothing has changed since
                catalogue.remembered["terms"] = known
        return catalogue, *known

    def _read(self, catalogue: Catalogue) -> list[Term]:
        chosen = (
            select(terms, documents.c.name.label("document"), documents.c.title).join(documents).order_by(documents.c.name, terms.c.start)
        )
        admitted, _ = catalogue.admitted(IN_FORCE)
        if admitted is not None:
            chosen = chosen.where(terms.c.document_id.in_(admitted))
        with self._reading() as connection:
            rows = connection.execute(chosen).mappings().all()
        by_key: dict[str, list[RowMapping]] = defaultdict(list)
        beside: dict[str, Counter[str]] = defaultdict(Counter)
        near: list[RowMapping] = []
        for row in rows:
            by_key[row["key"]].append(row)
            near = [one for one in near if one["document_id"] == row["document_id"] and row["start"] - one["start"] <= _NEAR]
            for other in dict.fromkeys(one["key"] for one in near if one["key"] != row["key"]):  # in the order of the text
                beside[row["key"]][other] += 1
                beside[other][row["key"]] += 1
            near.append(row)
        names = {key: _name(own) for key, own in by_key.items()}
        return sorted((_term(names, key, own, beside[key]) for key, own in by_key.items()), key=lambda term: folded(term.term))


def stands_in(term: str, text: str, plain: str = "") -> bool:
    """Say whether `text`, whose `folded` form is `plain`, has the term; an acronym only in capitals."""
    if term.isupper() and term.isascii():
        return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text) is not None
    plain, plain_term = plain or folded(text), folded(term)
    return plain_term in plain and (
        not language_of(term).parts_words or re.search(rf"(?<!\w){re.escape(plain_term)}s?(?!\w)", plain) is not None
    )


def insert_terms(connection: Connection, document: Document, uses: Sequence[TermUse]) -> None:
    """Store where a stored document has its terms."""
    values = [
        {
            "document_id": document.id, "key": _key(use.term), "term": use.term, "start": use.span.start, "end": use.span.end,
            "explains": int(use.explains), "quote": use.span.of(document.text),
        }
        for use in uses
    ]  # fmt: skip
    if values:
        connection.execute(insert(terms), values)


def _key(term: str) -> str:
    """Give the form under which the ways to write a term are one."""
    plain = re.sub(r"[\s-]+", " ", folded(term))
    return plain[:-1] if plain.endswith("s") and " " in plain else plain


def _name(rows: Sequence[RowMapping]) -> str:
    """Give the way to write a term that is used most; of several, the one in small letters."""
    counts = Counter(str(row["term"]) for row in rows)
    return min(counts, key=lambda term: (-counts[term], sum(map(str.isupper, term)), term))


def _term(names: dict[str, str], key: str, rows: Sequence[RowMapping], beside: Counter[str]) -> Term:
    places: dict[tuple[int, int], RowMapping] = {}
    for row in rows:
        place = row["document_id"], row["start"]
        if place not in places or row["explains"]:
            places[place] = row
    ordered = sorted(places.values(), key=lambda row: not row["explains"])
    uses = tuple(_use(row) for row in ordered[1 : 1 + _MOST_USES])
    related = tuple(names[other] for other, _ in beside.most_common(_MOST_RELATED))
    return Term(names[key], bool(ordered[0]["explains"]), _use(ordered[0]), uses, related)


def _use(row: RowMapping) -> TermUse:
    span = Span(row["start"], row["end"], row["document_id"])
    return TermUse(row["term"], span, bool(row["explains"]), row["quote"], row["document"], row["title"])
