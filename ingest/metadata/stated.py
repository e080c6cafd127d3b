"""Properties that a user states of a document: in a file beside it, at its top, or by command."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from unicodedata import category

import yaml

from ingest.errors import ReadingError
from ingest.metadata.dates import date_in
from language.language import languages
from vectorstore.document import PROPERTIES, STATUSES

_OTHER_NAMES: dict[str, str] = {}
for _language in languages():
    _OTHER_NAMES |= (_language.lexicon("metadata") or {}).get("properties", {})
_DATES = ("issued", "effective", "expires")
_NOTHING = ("~", "null")
_UNSEEN = ("Cc", "Cs")
"""The categories of control characters and surrogates, which no database keeps."""
_LONGEST = 500
_LONGEST_YAML = 20_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.{1,20000}?)\n(---|\.\.\.)[ \t]*(\n|\Z)", re.DOTALL)
_TOML_MATTER = re.compile(r"\A\+\+\+[ \t]*\n(?P<toml>.{1,20000}?)\n\+\+\+[ \t]*(\n|\Z)", re.DOTALL)


def stated_in_sidecar(text: str) -> dict[str, str]:
    """Give the properties that a NAME.meta.yaml states; raises ReadingError where it is wrong."""
    try:
        return checked_properties(_loaded(text), strict=True)
    except ReadingError as error:
        raise ReadingError("The file of properties beside it is wrong. {reason}", reason=error.message) from error


def without_front_matter(text: str) -> tuple[str, dict[str, str]]:
    """Part a text into its rest and the properties that YAML or TOML at its very top states; what is none of ours is passed over."""
    if toml := _TOML_MATTER.match(text):
        try:
            values = tomllib.loads(toml["toml"])
        except (ValueError, RecursionError):
            return text, {}
        return text[toml.end() :], checked_properties({name: _in_words(value) for name, value in values.items()}, strict=False)
    found = _FRONT_MATTER.match(text)
    if not found:
        return text, {}
    try:
        return text[found.end() :], checked_properties(_loaded(found["yaml"]), strict=False)
    except ReadingError:
        return text, {}


def _in_words(value: object) -> object:
    """Give a value of TOML as YAML would be read: a date and a number as they are written."""
    return str(value) if isinstance(value, date | int | float) else value


def checked_properties(values: Mapping[object, object], strict: bool) -> dict[str, str]:
    """Bring properties to our names and forms; raises ReadingError for a wrong one, and if `strict` for an unknown one."""
    found: dict[str, str] = {}
    for name, value in values.items():
        key = str(name).strip().lower().replace("-", "_").replace(" ", "_")
        key = _OTHER_NAMES.get(key, key)
        if key not in PROPERTIES:
            if strict:
                raise ReadingError("“{name}” is no property; {choices} are.", name=str(name)[:60], choices=", ".join(PROPERTIES))
            continue
        try:
            found[key] = _checked(key, value)
        except ReadingError:
            if strict:
                raise
    return found


def _loaded(text: str) -> Mapping[object, object]:
    if len(text) > _LONGEST_YAML:
        raise ReadingError("It has more than {most} characters.", most=_LONGEST_YAML)
    try:
        values = yaml.load(text, yaml.BaseLoader)  # it makes nothing but texts, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ReadingError("It is not YAML.") from error
    if not isinstance(values, dict):
        raise ReadingError("It must hold lines such as “issued: 2024-05-20”.")
    return values


def _language_code(text: str) -> str:
    """Give the ISO 639-1 code of a language by its code, or by its name where the product speaks it."""
    from babel import Locale  # not needed where no language is stated

    code = next((one.code for one in languages() if one.name.casefold() == text.casefold()), re.split("[-_]", text.lower())[0])
    if len(code) != 2 or code not in Locale("en").languages:
        choices = ", ".join(one.code for one in languages())
        raise ReadingError("The value of “language” must be a code such as {choices}, not “{given}”.", choices=choices, given=text[:60])
    return code


def _day(text: str) -> str:
    """Give the ISO date that a text begins with, of any year, else the first one that it writes; empty where there is none."""
    try:
        return date.fromisoformat(re.split("[T ]", text)[0]).isoformat()
    except ValueError:
        return date_in(text)


def _checked(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise ReadingError("The value of “{key}” must be text.", key=key)
    text = "".join(letter for letter in " ".join(value.split()) if category(letter) not in _UNSEEN)
    if text in _NOTHING:
        return ""
    if len(text) > _LONGEST:
        raise ReadingError("The value of “{key}” has {count} characters; at most {most} are kept.", key=key, count=len(text), most=_LONGEST)
    if key in _DATES and text:
        if not (found := _day(text)):
            raise ReadingError("The value of “{key}” must be a date such as 2024-05-20, not “{given}”.", key=key, given=text[:60])
        return found
    if key == "language" and text:
        return _language_code(text)
    if key == "status" and text and text.lower() not in STATUSES:
        raise ReadingError("The value of “status” must be one of {choices}, not “{given}”.", choices=", ".join(STATUSES), given=text[:60])
    return text.lower() if key == "status" else text
