"""What a language brings: its name, its words as data, and its messages."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import language
from language.messages import Message
from language.text.scripts import HANGUL, KANA


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the product speaks: a folder of `language/` that declares it as LANGUAGE.

    `name` is what it calls itself, `called` what others call it. `folder` holds its lexicon as data (`lexicon/NAME.yaml`), its
    grammar and its messages (`messages.po`). `script` is a class of characters for a regular expression, those that only its texts
    are written in, empty for Latin letters, which languages share; `parts_words` says whether spaces part its words.
    `stemmer` is the Snowball algorithm for words of its `letters`, a class of characters; others stay as they are.
    """

    code: str
    name: str
    folder: Path
    called: Message
    script: str = ""
    parts_words: bool = True
    stemmer: str = ""
    letters: str = "a-z"

    def lexicon(self, name: str) -> Any:
        """Give the words of the topic `name` as the file `lexicon/NAME.yaml` holds them, None where the language has none."""
        return _lexicon(self.folder, name)

    def stop_words(self) -> frozenset[str]:
        """Give the words that tell no passage from another."""
        return _stop_words(self.folder)

    def limit(self, name: str) -> Any:
        """Give a length or share that differs by language, from the lexicon `limits`."""
        return self.entry("limits", name)

    def entry(self, name: str, key: str) -> Any:
        """Give what the lexicon `name` has under `key`; what that of English has, which has all, where it has nothing."""
        own = self.lexicon(name) or {}
        return own[key] if key in own else languages()[0].lexicon(name)[key]


@cache
def _lexicon(folder: Path, name: str) -> Any:
    import yaml  # kept out of the programs that need no words

    path = folder / "lexicon" / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) if path.is_file() else None


@cache
def _stop_words(folder: Path) -> frozenset[str]:
    return frozenset((_lexicon(folder, "stop_words") or "").split())


@cache
def languages() -> tuple[Language, ...]:
    """Give the languages that the product speaks, English first."""
    folders = [import_module(f"language.{found.name}") for found in iter_modules(language.__path__) if found.ispkg]
    spoken = (folder.LANGUAGE for folder in folders if hasattr(folder, "LANGUAGE"))
    return tuple(sorted(spoken, key=lambda one: (one.code != "en", one.code)))


def language_by_code(code: str) -> Language:
    """Give the language with this code; English where there is none."""
    known = languages()
    return next((one for one in known if one.code == code), known[0])


@lru_cache(maxsize=2_000)
def language_of(text: str) -> Language:
    """Give the language in whose script more than a fifth of the letters of `text` are, else one with Latin letters."""
    if not text.isascii():
        letters = sum(character.isalpha() for character in text)
        counted = [(len(pattern.findall(text)), one) for one, pattern in _scripts()]
        most, known = max(counted, key=lambda count: count[0])
        if most > 0.2 * letters:
            return known
    return latin_language_of(text)


def latin_language_of(text: str) -> Language:
    """Give the language with Latin letters whose commonest words `text` has most of; the first one where none has more than others."""
    known = [one for one in languages() if not one.script]
    if len(known) == 1:
        return known[0]
    found = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    return max(known, key=lambda one: sum(map(one.stop_words().__contains__, found)))


@cache
def _scripts() -> tuple[tuple[Language, re.Pattern[str]], ...]:
    return tuple((one, re.compile(f"[{one.script}]")) for one in languages() if one.script)


_UNSPOKEN = (("ko", re.compile(f"[{HANGUL}]"), 0.2), ("ja", re.compile(f"[{KANA}]"), 0.1))
_SAMPLE = 5_000
_LEAST_COMMON = 0.15  # share of a text's words that are the commonest ones of its language


def language_code_of(text: str) -> str:
    """Give the ISO 639-1 code of the language of `text` where its script or its commonest words tell, of Japanese and Korean too."""
    sample = text[:_SAMPLE]
    letters = 1 if sample.isascii() else max(1, sum(character.isalpha() for character in sample))
    if code := next((code for code, script, least in _UNSPOKEN if len(script.findall(sample)) > least * letters), ""):
        return code
    if (known := language_of(sample)).script:
        return known.code
    found = re.findall(r"[^\W\d_]+", sample.lower())
    common = sum(word in known.stop_words() for word in found)
    return known.code if common > _LEAST_COMMON * len(found) else ""
