"""What a language brings: its name, its words as data, and its messages."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import language
from language.registry import declared


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the product speaks: a folder of `language/` that declares it as LANGUAGE.

    `folder` holds its lexicon as data (`lexicon/NAME.yaml`), its grammar and its messages (`messages.po`).
    `parts_words` says whether spaces part its words.
    """

    code: str
    name: str
    folder: Path
    parts_words: bool = True

    def lexicon(self, name: str) -> Any:
        """Give the words of the topic `name` as the file `lexicon/NAME.yaml` holds them, None where the language has none."""
        path = self.folder / "lexicon" / f"{name}.yaml"
        return _read(path) if path.is_file() else None


@cache
def _read(path: Path) -> Any:
    import yaml  # kept out of the programs that need no words

    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def languages() -> tuple[Language, ...]:
    """Give the languages that the product speaks, English first."""
    return tuple(sorted(declared(language, "LANGUAGE", Language), key=lambda one: (one.code != "en", one.code)))


def language_by_code(code: str) -> Language:
    """Give the language with this code; English where there is none."""
    known = languages()
    return next((one for one in known if one.code == code), known[0])


def language_of(text: str) -> Language:
    """Give the language in which `text` is written."""
    from language.tokens import is_cjk  # which knows no languages

    return language_by_code("zh" if is_cjk(text) else "en")
