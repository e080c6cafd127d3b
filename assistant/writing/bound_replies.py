"""Replies that bind themselves: a model is made to write JSON, statements each with the numbers of the sentences that it rests on.

The JSON is read as it comes, by the parser of pydantic, which ends an unfinished text where it stands.
"""

from collections.abc import Collection, Generator, Iterable
from itertools import islice
from typing import Any, NamedTuple

from pydantic_core import from_json

from assistant.writing.citation_markers import canonical, split
from assistant.writing.model import EndlessError, ModelError
from assistant.writing.said import Said, said_in

MOST_STATEMENTS = 12
_MOST_SENTENCES = 3  # on which a statement may rest, as many as the check joins
_MOST_TOLD = 6  # sentences that are read of one statement, which should be one
_MOST_LISTED = 500  # numbers that a form lists one by one


class UnboundError(ModelError):
    """The reply is not of the form that was asked for."""


def form_of(numbers: Collection[int]) -> dict[str, Any]:
    """Give the JSON schema of a reply that cites only `numbers`."""
    number = {"type": "integer", "enum": sorted(numbers)} if len(numbers) <= _MOST_LISTED else {"type": "integer"}
    statement = _object(
        sentences={"type": "array", "items": number, "minItems": 1, "maxItems": _MOST_SENTENCES},
        text={"type": "string"},
    )
    return _object(statements={"type": "array", "items": statement, "maxItems": MOST_STATEMENTS})


def _object(**properties: object) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


class Bound(NamedTuple):
    """A statement as a model wrote it, and the numbers that it cites."""

    text: str
    numbers: tuple[int, ...]

    def sentences(self, line: int) -> list[Said]:
        """Give its first sentences, each once, which rest on all its numbers and stand on `line`."""
        said = dict.fromkeys(one.text for one in said_in(self.text))
        return [Said(text, self.numbers, line) for text in islice(said, _MOST_TOLD)]


def read_bound(pieces: Iterable[str], known: Collection[int]) -> Generator[list[Bound], None, list[Bound]]:
    """Give the statements as the `pieces` of a reply come, the last one perhaps in part; return the whole ones.

    Numbers that are not `known` are dropped. Nothing is read any more once the JSON ends or a statement is repeated; of one that comes to
    no end the whole sentences are read, as they are of the first one where the reply ends in it. Raises UnboundError where the reply is not
    of the form, ModelError where nothing whole stands in it.
    """
    received = ""
    found: list[Bound] | None = None
    try:
        for piece in pieces:
            received += piece
            if received.strip() and not received.lstrip().startswith("{"):
                break
            if "}" in piece and (whole := _read(received[: received.rindex("}") + 1], known, is_whole=True)) is not None:
                return list(dict.fromkeys(whole))
            found = read if (read := _read(received, known)) is not None else found
            if found and len(set(found[:-1])) < len(found[:-1]):
                break
            yield found or []
    except EndlessError:
        if not (ended := _without_end(found or [])):
            raise
        return ended
    if found is None:
        raise UnboundError("The language model did not keep to the form of replies.")
    kept = list(dict.fromkeys(found[:-1])) or _without_end(found)
    if not kept:
        raise ModelError("The language model's reply broke off.")
    return kept


def _without_end(found: list[Bound]) -> list[Bound]:
    """Give statements of which the last comes to no end, of that one the whole sentences, each once."""
    *whole, last = found or [Bound("", ())]
    told = " ".join(dict.fromkeys(one.text for one in said_in(last.text)[:-1]))
    return list(dict.fromkeys([*whole, *([Bound(told, last.numbers)] if told else [])]))


def _read(received: str, known: Collection[int], *, is_whole: bool = False) -> list[Bound] | None:
    """Give the statements of what was received, None where it is not of the form, or not all of it where it has to be."""
    try:
        told = from_json(received, allow_partial=False if is_whole else "trailing-strings")
    except ValueError:
        return None
    listed = told.get("statements") if isinstance(told, dict) else None
    return [_statement(one, known) for one in listed[:MOST_STATEMENTS]] if isinstance(listed, list) else None


def _statement(told: object, known: Collection[int]) -> Bound:
    """Give one statement; without a text where it has none yet, or is none."""
    text, numbers = (told.get("text"), told.get("sentences")) if isinstance(told, dict) else ("", ())
    cited = [one for one in (numbers if isinstance(numbers, list) else ()) if type(one) is int and one in known]
    said, within = split(canonical(" ".join(text.split()), known)) if isinstance(text, str) else ("", [])
    return Bound(said, tuple(dict.fromkeys((*cited, *within))))
