"""Which messages the code has, as Babel finds them."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.extract import extract_from_file

from tests.conftest import ROOT

FOLDERS = ("assistant/web",)
"""Where messages are looked for."""
OF_BABEL = {"_": None, "message": None, "counted": (1, 2)}


def errors(paths: Iterable[Path]) -> dict[str, list[str]]:
    """Give by the names of the classes that come from PolicyError the arguments of their __init__ before the message's id."""
    classes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)]
    found: dict[str, list[str]] = {"PolicyError": []}
    while new := [one for one in classes if one.name not in found and any(name_of(base) in found for base in one.bases)]:
        for one in new:
            before = next((found[name] for base in one.bases if (name := name_of(base)) in found), [])
            inits = [node for node in one.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"]
            names = [argument.arg for node in inits for argument in (*node.args.posonlyargs, *node.args.args)]
            found[one.name] = names[1 : names.index("id")] if "id" in names else before
    return found


def name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def messages(folders: Iterable[str] = FOLDERS) -> dict[str, str]:
    """Give the id of each message, with the file that has it."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*"))]
    python = [path for package in ("assistant", "ingest", "language", "vectorstore") for path in (ROOT / package).rglob("*.py")]
    keywords = OF_BABEL | {name: (len(before) + 1,) if before else None for name, before in errors(python).items()}
    methods = {".py": "python", ".html": "jinja2.ext:babel_extract", ".js": "javascript"}
    return {
        id: path.relative_to(ROOT).as_posix()
        for path in paths
        if path.suffix in methods
        for id in _of(path, methods[path.suffix], keywords)
    }


def _of(path: Path, method: str, keywords: dict[str, tuple[int, ...] | None]) -> Iterator[str]:
    for _, told, _, _ in extract_from_file(_method(method), str(path), keywords=keywords, options={"encoding": "utf-8"}):
        yield told if isinstance(told, str) else told[0]


def _method(name: str) -> object:
    if ":" not in name:
        return name
    from jinja2.ext import babel_extract

    return babel_extract
