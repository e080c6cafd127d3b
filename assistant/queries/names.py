"""Names in a query that nothing in the library has, told with those near them."""

from collections.abc import Iterable
from difflib import get_close_matches

from assistant.errors import UnknownNameError
from language.messages import Message, message
from language.text.tokens import folded
from vectorstore.filter import Filter
from vectorstore.library import Library

_MOST_NEAR = 5


def check_documents(library: Library, filter: Filter) -> None:
    """Raise UnknownNameError for a document or an issuer of `filter` that nothing in the library has; an empty one is not looked at."""
    entries = library.entries()
    names = [entry.name for entry in entries]
    if entries and (unknown := sorted(filter.documents - set(names))):
        raise unknown_name(message("There is no document “{name}”", name=unknown[0]), unknown[0], names)
    holding = folded(filter.issuer)
    if entries and not any(holding in folded(f"{entry.issuer} {entry.title}") for entry in entries):
        said = message("No issuer or title of a document holds “{name}”", name=filter.issuer)
        raise unknown_name(said, filter.issuer, [entry.issuer for entry in entries if entry.issuer])


def unknown_name(said: Message, name: str, known: Iterable[str]) -> UnknownNameError:
    """Give the error that says `said`, a sentence without its full stop, and which of the `known` names are near `name`."""
    near = _near(name, known)
    if not near:
        return UnknownNameError("{unknown}.", unknown=said)
    return UnknownNameError("{unknown}; near it are: {names}.", unknown=said, names="; ".join(near))


def _near(name: str, known: Iterable[str]) -> list[str]:
    """Give the known names that hold `name` or are written nearly so."""
    lower = {one.casefold(): one for one in known}
    plain = name.casefold()
    holding = [one for one in lower if plain in one or one in plain]
    words = [one for one in lower if set(one.split()) & set(plain.split())]
    return [lower[one] for one in dict.fromkeys([*holding, *get_close_matches(plain, lower, _MOST_NEAR), *words])][:_MOST_NEAR]
