"""Documents that a question names in another script than their titles'."""

import re

import numpy as np

from language.language import languages
from language.lexicon import values_of
from language.text.scripts import script_of
from language.text.tokens import folded
from vectorstore.document import DocumentSummary
from vectorstore.embedding.embedder import Embedder, Side
from vectorstore.embedding.remembered import remembered_vectors
from vectorstore.library import Library

_WORD = re.compile(r"\w+")
_MOST = 300  # titles that are compared, the newest ones
_FLOOR, _LEAD = 0.45, 0.6  # by what cosines mean between the scripts (`Levels.rise`): over their floor, and over the next title


def named_across(question: str, library: Library) -> list[DocumentSummary]:
    """Give the documents whose titles, in another script, clearly come nearer than any other to a phrase that names a document.

    Among the others are titles of documents that are often named, so that a library of few documents is not taken to hold what is named.
    """
    catalogue = library.catalogue()
    script = script_of(question)
    titled = [entry for entry in catalogue.entries if entry.title and script_of(entry.title) != script]
    phrases = catalogue.references.unnamed(question) if titled and library.embedder.knows(question) else []
    newest = sorted(titled, key=lambda entry: entry.issued, reverse=True)[:_MOST]
    found = (_nearest(phrase, newest, library.embedder) for phrase in phrases)
    return [entry for entry in dict.fromkeys(found) if entry]


def _nearest(phrase: str, entries: list[DocumentSummary], embedder: Embedder) -> DocumentSummary | None:
    """Give the one of `entries` of the kind that a phrase names that clearly comes nearest to it, None where none does."""
    of_kind = [entry for entry in entries if _is_of_kind(phrase, entry.title)]
    if not of_kind:
        return None
    titles = [entry.title for entry in of_kind]
    levels = embedder.levels(phrase, titles[0])
    (vector,) = embedder.embed([phrase], side=Side.QUESTION)
    cosines = remembered_vectors(tuple(titles), embedder) @ vector
    best = int(np.argmax(cosines))
    others = _others(script_of(titles[best]))
    known = zip(others, remembered_vectors(others, embedder) @ vector, strict=True)
    rest = [cosine for other, cosine in known if _is_other(other, phrase, titles[best])]
    lead = cosines[best] - max([*np.delete(cosines, best), *rest], default=-1.0)
    return of_kind[best] if cosines[best] >= levels.floor + _FLOOR * levels.rise and lead >= _LEAD * levels.rise else None


def _is_other(title: str, phrase: str, best: str) -> bool:
    """Say whether a title that is often named is on something else than `best`, and of the kind that the phrase names."""
    subject = title.rpartition(" ")[0] or title[:-1]
    return folded(subject) not in folded(best) and _is_of_kind(phrase, title)


def _is_of_kind(phrase: str, title: str) -> bool:
    """Say whether a title may be called as a phrase in another script is, by how one of them ends and what the other is called."""
    for one, other in ((phrase, title), (title, phrase)):
        if ends := [end for end in values_of("documents", "called") if one.endswith(end)]:
            called = values_of("documents", "called")[max(ends, key=len)]
            return not {folded(word) for word in _WORD.findall(other)}.isdisjoint(called)
    return True


def _others(script: str) -> tuple[str, ...]:
    """Give titles of documents that are often named, in a script."""
    listed = [(language.lexicon("documents") or {}).get("others", []) for language in languages()]
    return tuple(title for titles in listed for title in titles if script_of(title) == script)
