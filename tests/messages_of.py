"""Which messages the code has: Python's from its syntax trees, those of templates and scripts as Babel finds them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_file
from jinja2.ext import babel_extract

from tests.conftest import ROOT
from tests.syntax import tree_of

FOLDERS = ("assistant", "ingest", "language", "prompts", "vectorstore")
"""Where messages are looked for."""
SAYING = ("_", "say", "_say", "_tell", "own", "message", "counted", "translations", "translations_for")
"""Names of what is called with an id, or, the last two, of what gives it."""
OF_BABEL = {"_": None, "own": None, "counted": (1, 2)}


@cache
def trees() -> list[tuple[Path, ast.Module]]:
    paths = [ROOT / "app.py", *(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))]
    return [(path, tree_of(path.read_text(encoding="utf-8"))) for path in paths]


@cache
def errors() -> dict[str, int]:
    """Give by the names of the classes that come from PolicyError how many arguments stand before the message's id."""
    classes = [node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = {"PolicyError": 0}
    while new := [one for one in classes if one.name not in found and any(name_of(base) in found for base in one.bases)]:
        for one in new:
            before = next(found[name] for base in one.bases if (name := name_of(base)) in found)
            inits = [node for node in one.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"]
            names = [argument.arg for node in inits for argument in (*node.args.posonlyargs, *node.args.args)]
            found[one.name] = names[1:].index("id") if "id" in names else before
    return found


def name_of(node: ast.expr) -> str:
    """Give the name that is called: of `translations(language)(…)` that of the first call."""
    while isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def raised() -> Iterator[tuple[str, ast.expr]]:
    """Give what each error of ours is made with as its message, and where."""
    known = errors()
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known:
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node.args[known[node.func.id]]


@cache
def messages() -> dict[str, str]:
    """Give the id of each message, with the file that has it."""
    said = [(path, id) for path, tree in trees() for id in _in_python(tree)] + [(path, told[0]) for path, told in _in_pages()]
    return {id: path.relative_to(ROOT).as_posix() for path, id in said}


@cache
def plurals() -> dict[str, str]:
    """Give by its id for one the id for many of each message that counts."""
    calls = [node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node.func) == "counted"]
    pairs = [[one for argument in node.args[:2] for one in _literals(argument)] for node in calls]
    return {told[0]: told[1] for told in (*pairs, *(told for _, told in _in_pages())) if len(told) == 2}


def _in_python(tree: ast.Module) -> Iterator[str]:
    known = dict.fromkeys(SAYING, 0) | errors()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (place := known.get(name_of(node.func))) is not None:
            yield from (one for argument in node.args[place : place + 1] for one in _literals(argument))


def _literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_literals(node.body), *_literals(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else []


@cache
def _in_pages() -> list[tuple[Path, tuple[str, ...]]]:
    """Give the ids of each message of templates and scripts: one, or that for one and that for many."""
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in (".html", ".js")]
    return [(path, told) for path in paths for told in _in_page(path)]


def _in_page(path: Path) -> Iterator[tuple[str, ...]]:
    method, options = babel_extract if path.suffix == ".html" else "javascript", {"encoding": "utf-8", "parse_template_string": True}
    for _, told, _, _ in extract_from_file(method, str(path), keywords=OF_BABEL, options=options):
        yield (told,) if isinstance(told, str) else tuple(told)
