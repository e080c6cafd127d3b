"""Which names of bodies mean the same in two scripts, where no table and no document says so."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from language.equivalents import equivalents, indexed
from language.lexicon import any_of, pattern_of
from language.names import NO_NAMES
from language.text.scripts import script_of
from language.text.tokens import words
from vectorstore.embedding.embedder import Embedder
from vectorstore.embedding.remembered import remembered_vectors

_NEAR, _LEAD = 0.5, 0.02  # cosine of two names that mean the same, and how much nearer the one is than any other in its script
_SEVERAL = pattern_of("bodies", "between")
_TYPE = re.compile(rf"\s*{any_of('bodies', 'type')}$", re.IGNORECASE)
_EACH = re.compile(any_of("quantifiers", "before"), re.IGNORECASE)
_MOST = 600  # names that are compared


def same_bodies(name: str, bodies: Sequence[str], embedder: Embedder) -> frozenset[str]:
    """Give those of `bodies` that are called in another script what `name` says, also among others (“A、B”)."""
    if not embedder.knows(name) or len(bodies) > _MOST:
        return frozenset()
    script = script_of(name)
    single = {part.strip(): body for body in reversed(bodies) for part in _SEVERAL.split(body) if len(part.strip()) > 1}
    theirs = tuple(one for one in single if script_of(one) != script and embedder.knows(one))
    others = (one for one in single if script_of(one) == script and words(one) != words(name))  # to “offices”, “office” is none
    own = (name, *others)
    if not theirs:
        return frozenset()
    if called := _called(name) & {indexed(one) for one in theirs}:
        return frozenset(body for body in bodies if any(indexed(part.strip()) in called for part in _SEVERAL.split(body)))
    cosines = remembered_vectors(theirs, embedder) @ remembered_vectors(own, embedder).T
    rest = cosines[:, 1:].max(axis=1) if len(own) > 1 else np.full(len(theirs), -1.0)
    found = {one for one, cosine, other in zip(theirs, cosines[:, 0], rest, strict=True) if cosine >= _NEAR and cosine - other >= _LEAD}
    found = {one for one in found if _may_mean_the_same(name, one)}
    nearest = max(found, key=lambda one: cosines[theirs.index(one), 0], default="")
    return frozenset(body for body in bodies if nearest and nearest in [part.strip() for part in _SEVERAL.split(body)])


def _called(name: str) -> frozenset[str]:
    """Give what the lexicons call `name` in another script where they have it as a whole."""
    parts = list(equivalents(name, NO_NAMES))
    return parts[0].forms if len(parts) == 1 and parts[0].span.of(name) == name else frozenset()


def naming_among_others(name: str, bodies: Iterable[str]) -> frozenset[str]:
    """Give those of `bodies` that are several and of which one is called `name`: “A、B”."""
    called = words(name)
    several = {body: parts for body in bodies if len(parts := _SEVERAL.split(body)) > 1}
    return frozenset(body for body, parts in several.items() if any(words(_without_quantifier(part)) == called for part in parts))


def _without_quantifier(name: str) -> str:
    plain = name.strip()
    found = _EACH.match(plain)
    return plain[found.end() :].strip() if found else plain


def _may_mean_the_same(name: str, other: str) -> bool:
    """Say whether one of two names in two scripts says most of the other, or nothing tells that it does not; not where only one of them
    begins with what the lexicons do not know, such as a place."""
    if _begins_with_a_name(name) != _begins_with_a_name(other):
        return False
    said = {_says(name, other), _says(other, name)}
    return True in said or said == {None}


def _begins_with_a_name(name: str) -> bool:
    """Say whether the lexicons do not know of the first part of a name what another script calls it."""
    first = next(iter(equivalents(_TYPE.sub("", name) or name, NO_NAMES)), None)
    return first is not None and not first.forms and len(first.span) > 1


def _says(name: str, other: str) -> bool | None:
    """Say whether `other` says most of those parts of `name` of which the lexicons know what another script calls them, beside the word
    for its type; None where they know none."""
    known = [part.forms for part in equivalents(_TYPE.sub("", name) or name, NO_NAMES) if part.forms]
    said = indexed(other)
    return 2 * sum(any(form in said for form in forms) for forms in known) > len(known) if known else None
