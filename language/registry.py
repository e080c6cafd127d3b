"""What is many is a list of modules that declare themselves: languages, readers, answer modes, pages, engines, dialects."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

Entry = TypeVar("Entry")


def declared(package: ModuleType, name: str, kind: type[Entry]) -> list[Entry]:
    """Give the constant `name`, of type `kind`, of every module and folder of `package` that declares one, in the order of their names.

    A folder that is added to the package's `__path__` brings its own. Raises TypeError where the constant is of another type.
    """
    modules = (import_module(f"{package.__name__}.{found.name}") for found in iter_modules(package.__path__))
    entries = [vars(module)[name] for module in sorted(modules, key=lambda one: one.__name__) if name in vars(module)]
    if wrong := next((one for one in entries if not isinstance(one, kind)), None):
        raise TypeError(f"{package.__name__}: {name} must be a {kind.__name__}, not {wrong!r}")
    return entries
