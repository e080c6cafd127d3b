"""Whether a document lays down rules, so that what it says somebody does is a duty."""

from functools import lru_cache

from language.language import Language, language_of
from language.lexicon import patterns_in
from vectorstore.document import Document

_FEWEST, _SHARE = 3, 1 / 1500  # words that oblige: at least so many, and so many a character


def is_rule(document: Document) -> bool:
    """Say whether a document is a rule: by its title, else by how often its words oblige; a report is none."""
    language = language_of(document.text[:_READ])
    title = f"{document.title} {document.name}".replace("_", " ")
    if _names(language, "reports", title):
        return False
    return _names(language, "rules", title) or _obliges(document.text[:_READ], language)


_READ = 60_000


def _names(language: Language, kind: str, title: str) -> bool:
    return any(pattern.search(title) for pattern in patterns_in(language, "requirements", kind))


@lru_cache(maxsize=64)
def _obliges(text: str, language: Language) -> bool:
    count = sum(len(pattern.findall(text)) for pattern in patterns_in(language, "requirements", "obliges"))
    return count >= max(_FEWEST, len(text) * _SHARE)
