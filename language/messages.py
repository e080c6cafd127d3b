"""What the program says to its users: messages with an id and values, told in any language that has a catalogue.

The id of a message is its English sentence with names in braces (a gettext msgid). Catalogues are gettext's `messages.po`
in the folder of each language; Babel reads them, and in the tests collects the ids from the code.
"""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_ISO_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the program. `values` fill the names in braces; a message among them is told in the same language.

    `plural` is the id for another number than one, of the value `count`; empty where the sentence does not count.
    """

    id: str
    values: tuple[tuple[str, Any], ...] = ()
    plural: str = ""

    def __str__(self) -> str:
        return ENGLISH.tell(self)

    def as_dict(self) -> dict[str, Any]:
        """Give the message as a JSON object, from which `from_dict` makes it again."""
        values = {name: value.as_dict() if isinstance(value, Message) else value for name, value in self.values}
        return {"id": self.id, "values": values} | ({"plural": self.plural} if self.plural else {})

    @classmethod
    def from_dict(cls, row: str | Mapping[str, Any]) -> "Message":
        """Give the message of a JSON object; a mere text, as earlier versions stored it, is a message without values."""
        if isinstance(row, str):
            return cls(row)
        values = {name: cls.from_dict(value) if isinstance(value, Mapping) else value for name, value in row["values"].items()}
        return cls(row["id"], tuple(values.items()), row.get("plural", ""))


def message(id: str, /, **values: Any) -> Message:
    """Give the message with the English `id`."""
    return Message(id, tuple(values.items()))


def counted(one: str, many: str, /, count: int, **values: Any) -> Message:
    """Give the message `one` or `many`, each with “{count}” in it, by `count`."""
    return Message(one, (("count", count), *values.items()), many)


class PolicyError(Exception):
    """What goes wrong and a user can be told: the one root of the errors that we raise. `message` says what happened and what to do."""

    def __init__(self, id: str | Message, /, **values: Any) -> None:
        self.message = id if isinstance(id, Message) else message(id, **values)
        super().__init__(str(self.message))


def one_or_many(count: int) -> int:
    """Give the place of the form for `count` in English."""
    return int(count != 1)


@dataclass(frozen=True, slots=True)
class Translations:
    """The messages of one language.

    `catalogue` holds by id the sentence, or the sentences for one and for many; `form` says by a count which of these.
    """

    language: str
    catalogue: Mapping[str, str | tuple[str, ...]]
    form: Callable[[int], int] = one_or_many

    def __call__(self, id: str, /, **values: Any) -> str:
        """Give the message `id` with `values`."""
        return self.tell(message(id, **values))

    def counted(self, one: str, many: str, /, count: int, **values: Any) -> str:
        """Give `one` or `many` by `count`."""
        return self.tell(counted(one, many, count, **values))

    def number(self, value: float, decimals: int | None = None) -> str:
        """Give a number with the marks of this language for thousands and decimals: with as many of these as it has, or `decimals`."""
        from babel.numbers import format_decimal  # not needed where no number is told

        pattern = "#,##0.##########" if decimals is None else f"#,##0.{'0' * decimals}"
        return format_decimal(value, pattern, self.language)

    def day(self, value: date | str) -> str:
        """Give a day, also one as an ISO date, as this language writes it: 31 December 2025. Other text stays as it is."""
        from babel.dates import format_date  # not needed where no day is told

        if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
            return value
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return format_date(day, "long" if self.language == "zh" else "d MMMM y", self.language)

    def month(self, value: date) -> str:
        """Give the month of a day as this language writes it: December 2025."""
        from babel.dates import format_date

        return format_date(value, "y年M月" if self.language == "zh" else "MMMM y", self.language)

    def tell(self, said: Message) -> str:
        """Give a message in this language, in English where the catalogue lacks it; numbers with decimals have its marks."""
        values = {name: self._value(value) for name, value in said.values}
        known = self.catalogue.get(said.id) or (said.id, said.plural or said.id)
        forms = (known,) if isinstance(known, str) else known
        sentence = forms[min(self.form(values["count"]), len(forms) - 1)] if said.plural else forms[0]
        return sentence.format_map(values) if values else sentence

    def _value(self, value: Any) -> Any:
        if isinstance(value, Message):
            return self.tell(value)
        return self.number(value) if isinstance(value, float) else value


ENGLISH = Translations("en", {})


@cache
def translations(language: str) -> Translations:
    """Give the messages of a language by its code; English ones where it has no catalogue."""
    from language.language import language_by_code  # the languages come with their messages

    known = language_by_code(language)
    path = known.folder / "messages.po"
    return catalogue_of(path, known.code) if path.is_file() else Translations(known.code, {})


def catalogue_of(path: Path, language: str) -> Translations:
    """Read a gettext catalogue: by id the translation, of a message that counts one for each form."""
    from babel.messages.pofile import read_po  # not needed for English

    with path.open("rb") as file:
        catalogue = read_po(file)
    entries = [(entry.id, entry.string) for entry in catalogue]
    known = {id if isinstance(id, str) else id[0]: said if isinstance(said, str) else tuple(said or ()) for id, said in entries}
    plural = gettext.c2py(str(catalogue.plural_expr))
    return Translations(language, {id: said for id, said in known.items() if id and said}, lambda count: int(plural(count)))
