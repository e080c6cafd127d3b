"""Bodies and documents that a question names, and that no document does under any name that the library knows of them."""

import re
from collections.abc import Iterator

from language.language import language_of
from language.lexicon import any_of, patterns_in
from language.text.scripts import script_of
from language.text.tokens import simplified, words
from vectorstore.library import Library
from vectorstore.passage import Passage
from vectorstore.search.bodies import same_bodies
from vectorstore.snapshot import Snapshot

_TYPE = re.compile(rf"\s*{any_of('bodies', 'type')}$")
_INITIAL = re.compile(r"\b[A-Z](?=[\w’'-])")
_PARTS = re.compile(r"[-_./]+|\d+")  # that part the words of a file's name
_LEAST_INITIALS = 3
_LOOKED_AT = 40  # passages that hold most of the words of a name


def unknown_bodies(question: str, library: Library) -> tuple[str, ...]:
    """Give the names of bodies in `question`, as it writes them, that stand in no document, neither so nor without what says of which
    type they are, nor in short or in another language; and those by which it names documents, if no title, issuer or text has them."""
    return (*_unknown_bodies(question, library), *_unknown_documents(question, library))


def _unknown_documents(question: str, library: Library) -> Iterator[str]:
    patterns = patterns_in(language_of(question), "documents", "called_by")
    named = dict.fromkeys(match["name"].strip() for pattern in patterns for match in pattern.finditer(question))
    if not named:
        return
    called = [words(f"{entry.title} {_PARTS.sub(' ', entry.name)} {entry.issuer} {entry.number}") for entry in library.entries()]
    for name in named:
        own = set(words(name))
        with library.snapshot() as snapshot:
            counts = snapshot.document_frequencies(own)
        is_body = _TYPE.search(name) is not None  # it is looked for as such
        if own and not is_body and not any(own <= set(one) for one in called) and not all(counts.values()):
            yield name


def _unknown_bodies(question: str, library: Library) -> tuple[str, ...]:
    patterns = patterns_in(language_of(question), "bodies", "named")
    named = dict.fromkeys(match["name"] for pattern in patterns for match in pattern.finditer(question))
    if not named:
        return ()
    with library.snapshot() as snapshot:
        found = [name for name in named if not any(_stands(one, snapshot) for one in _other_names(name, library))]
    return tuple(name for name in found if not same_bodies(name, library.requirements.values("body"), library.embedder))


def _other_names(name: str, library: Library) -> Iterator[str]:
    """Give a name and the others of the same body: without its type, by its initials, and those that the library knows."""
    yield name
    yield _TYPE.sub("", name)
    if len(initials := "".join(_INITIAL.findall(name))) >= _LEAST_INITIALS:
        yield initials
    yield from library.bodies.others(name)
    names = library.catalogue().names.bodies
    meant = names.meant_by(name)
    yield from (("" if script_of(key[0]) == "han" else " ").join(key) for key, meaning in names.meanings.items() if meaning in meant)


def _stands(name: str, snapshot: Snapshot) -> bool:
    """Say whether a passage, with its title and headings, holds a name; one word as it is written, so that it is a name there too."""
    held = words(name)
    if not held:
        return False
    return any(_holds(passage, name) for passage in snapshot.holding_words(held, _LOOKED_AT))


def _holds(passage: Passage, name: str) -> bool:
    whole = f"{passage.title}\n{passage.heading}\n{passage.text}"
    if not language_of(name).parts_words:
        return simplified(name) in simplified(whole)
    if len(name.split()) == 1:
        return re.search(rf"\b{re.escape(name)}\b", whole) is not None
    return f" {' '.join(words(name))} " in f" {' '.join(words(whole))} "
