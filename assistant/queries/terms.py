"""The terms of the field."""

from collections.abc import Sequence
from typing import Any, Literal

from assistant.queries.query import Installation, Query, Table
from vectorstore.term import Term, TermUse


class Terms(Query):
    """Which terms the documents have, and where they are explained."""

    kind: Literal["terms"] = "terms"
    as_json: bool = False
    in_columns: bool = False

    def answer(self, installation: Installation) -> Any:
        terms = installation.library.glossary.terms()
        if self.as_json:
            return [_row(term) for term in terms]
        return _table(terms) if self.in_columns else _listed(terms)


def _table(terms: Sequence[Term]) -> Table:
    """Give a row for each term: the sentence that explains it, or the first that uses it, and where it stands."""

    def row(term: Term) -> list[str]:
        quote = " ".join(term.place.quote.split())
        return [
            term.term,
            quote if term.explained else f"(not explained) {quote}",
            term.place.document,
            str(1 + len(term.uses)),
            ", ".join(term.related),
        ]

    return {
        "headings": ["Term", "Sentence", "Document", "Places", "See also"],
        "widest": "Sentence",
        "rows": list(map(row, terms)),
        "below": [f"{len(terms)} terms"],
    }


def _listed(terms: Sequence[Term]) -> str:
    lines = []
    for term in terms:
        lines += [term.term + ("" if term.explained else " (not explained; first used here)"), f"    {' '.join(term.place.quote.split())}"]
        lines.append(f"    [{term.place.document}, characters {term.place.span.start}–{term.place.span.end}; {1 + len(term.uses)} places]")
        lines += [f"    see also: {', '.join(term.related)}"] if term.related else []
    return "\n".join([*lines, f"{len(terms)} terms", ""])


def _row(term: Term) -> dict[str, Any]:
    return {
        "term": term.term,
        "explained": term.explained,
        **_place_row(term.place),
        "uses": [_place_row(place) for place in term.uses],
        "related": list(term.related),
    }


def _place_row(place: TermUse) -> dict[str, Any]:
    return {"document": place.document, "quote": place.quote, "start": place.span.start, "end": place.span.end}
