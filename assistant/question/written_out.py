"""Abbreviations of a question that no document holds, written out as documents write them: “ROE” as “return on equity”."""

import re

from language.language import language_of
from language.text.tokens import words
from vectorstore.library import Library
from vectorstore.snapshot import Snapshot

_LOOKED_AT = 12  # passages
_ABBREVIATION = re.compile(r"(?<![A-Za-z\d&.-])[A-Z]{2,6}s?(?![A-Za-z\d&-])")


def written_out(question: str, library: Library) -> str:
    """Give `question` with the first of what the lexicon says that an abbreviation stands for and that documents hold, in the place of each
    that none holds."""
    known = language_of(question).lexicon("written_out") or {}
    if not any(found[0] in known for found in _ABBREVIATION.finditer(question)):
        return question
    with library.snapshot() as snapshot:
        return _ABBREVIATION.sub(lambda found: _written(found[0], known.get(found[0], ()), snapshot), question)


def _written(short: str, meanings: list[str], snapshot: Snapshot) -> str:
    if not meanings or _are_held(short, snapshot):
        return short
    return next((one for one in meanings if _are_held(one, snapshot)), short)


def _are_held(text: str, snapshot: Snapshot) -> bool:
    """Say whether a passage holds the words of `text`, one after the other."""
    own = words(text)
    passages = snapshot.holding_words(own, _LOOKED_AT) if all(snapshot.document_frequencies(own).values()) else []
    joined = f" {' '.join(own)} "
    return any(joined in f" {' '.join(words(f'{one.heading} {one.text}'))} " for one in passages)
