"""What obliges, forbids, allows or encourages: one lexicon, by which requirements are read and statements are checked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from language.language import Language, languages
from language.lexicon import either, filled, spoken_by
from language.span import Span


class Modality(StrEnum):
    """Whether a text obliges, encourages, allows or forbids."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    MUST_NOT = "must_not"


class Sense(StrEnum):
    """What words say beyond their modality: “is to” may tell of an aim, “will” of what comes, and “need not” releases."""

    PLAIN = ""
    IS_TO = "is to"
    WILL = "will"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Modal:
    """Words of a text that oblige, encourage, allow or forbid.

    `body` is whom the phrase itself names, empty where it names none; `is_future` says that the words can also tell what will be.
    """

    span: Span
    written: str
    modality: Modality
    sense: Sense = Sense.PLAIN
    is_future: bool = False
    body: str = ""


class Modals:
    """Finds the modals of a text; `entries` are those of lexicons, each with what must lie before it and the expression that matches it."""

    def __init__(self, entries: list[tuple[dict[str, Any], str, str]]) -> None:
        named = ((begins, one.replace("(?P<body>", f"(?P<body{place}>"), place) for place, (_, begins, one) in enumerate(entries))
        alike = ((begins, "|".join(f"(?P<m{place}>{one})" for _, one, place in some)) for begins, some in groupby(named, itemgetter(0)))
        self._pattern = re.compile("|".join(f"{begins}(?:{some})" for begins, some in alike), re.IGNORECASE)
        self._meant = [(Modality(entry["modality"]), Sense(entry.get("sense", "")), bool(entry.get("future"))) for entry, _, _ in entries]

    def find(self, text: str, start: int = 0) -> Iterator[Modal]:
        """Find the modals of `text` from `start` on, in order, none within another."""
        for found in self._pattern.finditer(text, start):
            place = str(found.lastgroup)[1:]
            body = found[f"body{place}"] if f"body{place}" in self._pattern.groupindex else ""
            yield Modal(Span(*found.span()), found[0], *self._meant[int(place)], body or "")

    def removed_from(self, text: str) -> str:
        """Give `text` with a space in the place of each modal."""
        return self._pattern.sub(" ", text)


@cache
def modals_of_requirements(language: Language) -> Modals:
    """Give what finds the modals of a language where they open a requirement."""
    lexicon = language.lexicon("modality")
    begins = lexicon.get("begins", "")
    return Modals(
        [
            (entry, entry.get("begins", begins), filled(f"{either(entry['words'])}{entry.get('opens', '')}", language))
            for entry in lexicon["entries"]
            if entry.get("used") != "claims"
        ]
    )


@cache
def modals_of_claims(codes: str = "") -> Modals:
    """Give what finds the modals of the languages with these codes, of all where none is given, wherever they stand in a text."""
    return Modals(
        [
            (entry, "(?<![a-z])", filled(f"{either(entry['words'])}(?![a-z])", one))
            for one in (spoken_by(codes) if codes else languages())
            for entry in (one.lexicon("modality") or {"entries": []})["entries"]
            if entry.get("used") != "requirements"
        ]
    )


@cache
def _auxiliary() -> re.Pattern[str]:
    return re.compile(either(word for one in languages() for word in (one.lexicon("modality") or {"auxiliaries": []})["auxiliaries"]), re.I)


def is_auxiliary(modal: Modal) -> bool:
    """Say whether a modal is a verb before which its subject stands."""
    return bool(_auxiliary().match(modal.written))
