"""The bodies that have to act, each under one name, however a document writes it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import yaml

from language.lexicon import any_of, pattern_of, patterns_of
from language.statements.places import place_names
from language.text.tokens import folded
from vectorstore.errors import LibraryError

_TABLE = Path(__file__).with_name("aliases.yaml")
_LARGEST = 1_000_000
_COMMISSION, _OF_STATE = pattern_of("bodies", "commission"), pattern_of("bodies", "of_state")
_OF_PLACE = patterns_of("bodies", "of_place")
_PERSONS = pattern_of("bodies", "persons")
_BEFORE = re.compile(f"^{any_of('bodies', 'before')}+", re.IGNORECASE)


class Bodies:
    """Gives the one name of a body; `pairs` are the names and the others that the tables give, `own` is the file of one's own table.

    Safe to share between threads.
    """

    def __init__(self, own: Path | None = None) -> None:
        """Read the table, and before it the one in the file `own`; raises LibraryError where that cannot be read."""
        self.own = own
        tables = [*([_table(own)] if own else []), _table(_TABLE)]
        self._names: dict[str, str] = {}
        for table in tables:
            for name, others in table.items():
                for other in (name, *others):
                    self._names.setdefault(_key(other), name)
        self.pairs = [(name, other) for table in tables for name, others in table.items() for other in others]
        self._others = {name: tuple(others) for table in reversed(tables) for name, others in table.items()}
        self.version = sha256(repr(sorted(self._names.items())).encode()).hexdigest()
        self.normal = lru_cache(maxsize=10_000)(self._normal)

    def others(self, name: str) -> tuple[str, ...]:
        """Give the other names of the body that is called `name` that the table holds."""
        return self._others.get(name, ())

    def _normal(self, named: str) -> str:
        """Give the name of the body that a text calls `named`: by the table, else shortened; empty stays empty."""
        plain = " ".join(named.split())
        plain = _BEFORE.sub("", plain) or plain
        known = next((self._names[_key(form)] for form in (named, plain, _short(plain)) if _key(form) in self._names), "")
        return known or _as_persons(_short(plain))


def _short(name: str) -> str:
    """Give the short form of the name of a commission for state-owned assets; other names as they are."""
    name = _OF_STATE.sub("SASAC", _COMMISSION.sub("SASAC", name))
    if found := next((found for pattern in _OF_PLACE if (found := pattern.match(name))), None):
        return f"{place_names().get(found['place'], found['place'])} SASAC"
    return re.sub(r"^Provincial SASAC$", "provincial SASAC", name)


def _as_persons(name: str) -> str:
    """Give the plural in lower case of a name that only says what persons are: “Employee”, “EMPLOYEES”; other names as they are."""
    return f"{found['one'].lower()}s" if (found := _PERSONS.fullmatch(name)) else name


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", folded(name)).strip()


def _table(path: Path) -> Mapping[str, list[str]]:
    try:
        with path.open(encoding="utf-8") as file:
            table = yaml.safe_load(file.read(_LARGEST))
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise LibraryError("The table of bodies {path} cannot be read: {reason}", path=str(path), reason=reason) from error
    if not isinstance(table, dict) or not all(isinstance(others, list) for others in table.values()):
        raise LibraryError("The table of bodies {path} must hold lines such as “SASAC: [State Council SASAC]”.", path=str(path))
    return {str(name): [str(other) for other in others] for name, others in table.items()}
