"""The order in which a reader finds names: those in the script of the reader's language first, then by their letters."""

from collections.abc import Iterable

from language.language import language_by_code, language_of
from language.text.tokens import folded
from vectorstore.document import DocumentSummary


def place_of(name: str, reader: str) -> tuple[bool, str, str]:
    """Give by what `name` is sorted for a `reader` of a language: the same on every machine, whatever it knows of Chinese.

    Chinese names stand by the sound of their characters, in which GB 18030 has the common ones.
    """
    own = language_of(name)
    sorted_by = folded(name) if own.parts_words else folded(name).encode("gb18030", "replace").decode("latin-1")
    return own.script != language_by_code(reader).script, sorted_by, name


def by_title(entries: Iterable[DocumentSummary], reader: str) -> list[DocumentSummary]:
    """Give documents by their titles, those of one title by their names."""
    return sorted(entries, key=lambda entry: (*place_of(entry.title, reader), entry.name))
