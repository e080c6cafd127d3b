"""The bodies that have to act, each under one name, however a document writes it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import yaml

from language.language import languages
from language.lexicon import any_of
from language.tokens import folded
from vectorstore.errors import LibraryError

_TABLE = Path(__file__).with_name("aliases.yaml")
_LARGEST = 1_000_000
_PROVINCES: dict[str, str] = {}
for _language in languages():
    _PROVINCES |= (_language.lexicon("bodies") or {}).get("provinces", {})
_LONG = re.compile(r"State[- ]owned Assets? Supervision and (?:Administration|Management) Commissions?(?: \(SASAC\))?", re.IGNORECASE)
_OF_PLACE = re.compile(
    r"^SASAC of (?:the )?(?:people[’']s government of )?([A-Z]\w+(?: [A-Z]\w+)?)(?: (?:Province|City|Municipality|Autonomous Region))?$"
)
_IN_PLACE = re.compile(r"^([A-Z]\w+(?: [A-Z]\w+)?) (?:Provincial |Municipal |City |Province )(?:People[’']s Government )?SASAC$")
_OF_PROVINCE = re.compile(rf"^({'|'.join(_PROVINCES)}){any_of('bodies', 'provincial_commission')}$")
_BEFORE = re.compile(rf"^{any_of('bodies', 'before')}+", re.IGNORECASE)


class Bodies:
    """Gives the one name of a body; `pairs` are the names and the others that the table gives. Safe to share between threads."""

    def __init__(self, own: Path | None = None) -> None:
        """Read the table, and before it the one in the file `own`; raises LibraryError where that cannot be read."""
        tables = [*([_table(own)] if own else []), _table(_TABLE)]
        self._names: dict[str, str] = {}
        for table in tables:
            for name, others in table.items():
                for other in (name, *others):
                    self._names.setdefault(_key(other), name)
        self.pairs = [(name, other) for table in tables for name, others in table.items() for other in others]
        self.version = sha256(repr(sorted(self._names.items())).encode()).hexdigest()
        self.normal = lru_cache(maxsize=10_000)(self._normal)

    def _normal(self, named: str) -> str:
        """Give the name of the body that a text calls `named`: by the table, else shortened; empty stays empty."""
        plain = " ".join(named.split())
        plain = _BEFORE.sub("", plain) or plain
        return next((self._names[_key(form)] for form in (named, plain, _short(plain)) if _key(form) in self._names), _short(plain))


def _short(name: str) -> str:
    """Give the short form of the name of a commission for state-owned assets; other names as they are."""
    name = re.sub(r"\s*SASAC of the State Council$", "SASAC", _LONG.sub("SASAC", name))
    if found := _OF_PLACE.match(name) or _IN_PLACE.match(name):
        return f"{found[1]} SASAC"
    if found := _OF_PROVINCE.match(name):
        return f"{_PROVINCES[found[1]]} SASAC"
    return re.sub(r"^Provincial SASAC$", "provincial SASAC", name)


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", folded(name)).strip()


def _table(path: Path) -> Mapping[str, list[str]]:
    try:
        with path.open(encoding="utf-8") as file:
            table = yaml.safe_load(file.read(_LARGEST))
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        raise LibraryError(f"The table of bodies {path} cannot be read: {' '.join(str(error).split())[:200]}") from error
    if not isinstance(table, dict) or not all(isinstance(others, list) for others in table.values()):
        raise LibraryError(f"The table of bodies {path} must hold lines such as “SASAC: [State Council SASAC]”.")
    return {str(name): [str(other) for other in others] for name, others in table.items()}
