"""A program that prints, as JSON, the regular expressions of the product that this process compiles while it reads, asks and checks.

Each is a list of the expression, its flags, and the methods of `re.Pattern` by which it was used.
"""

import json
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.patterns import note_patterns

QUESTIONS = (
    "What R&D intensity must provincial industrial enterprises reach, and by when?",
    "List all deadlines in 2025. What must the Technology Division do?",
    "Summarise the tenure measures in three points.",
    "Compare the 2023 plan and the revised plan. What changed?",
    "Please, what does “three firsts” mean, and who pays 5 million yuan?",
    "May a manager run a competing business before 30 June 2025?",
    "Which documents are superseded? Is the 2023 plan still in force?",
    "green chanel deadline",
    "What should I do this year?",
    "and by when? what about Hunan?",
    "省属企业研发投入强度应达到多少？何时完成？",
    "谁必须报告，向谁报告？二〇二五年底前要完成哪些任务？",
    "Quels sont les délais en 2025 et qui doit publier le catalogue ?",
)


def main() -> None:
    found = note_patterns()
    for package in (import_module(name) for name in ("language", "vectorstore", "ingest", "assistant")):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    use_them()
    json.dump([[pattern, flags, sorted(methods)] for (pattern, flags), methods in found.items()], sys.stdout)


def use_them() -> None:
    """Read the sample library, ask it, and check statements: what compiles the expressions that are made of words that were read."""
    import yaml

    from assistant.assistant import Assistant
    from assistant.writing.citation_markers import before_stops, canonical, neutral, split
    from assistant.writing.verification import verify
    from ingest.document import read
    from ingest.pipeline import Ingest
    from language.text.sentences import sentences
    from tests.fakes import HashEmbedder, QuietWatcher
    from tests.test_shape import ROOT
    from vectorstore.library import Library

    policies = sorted((ROOT / "policies").iterdir())
    for path in policies:
        read(path.name, path.read_bytes())
    for path in sorted((ROOT / "tests" / "falsified").iterdir()):
        for one in yaml.safe_load(path.read_text(encoding="utf-8")):
            for statement in [*one.get("faithful", []), *one.get("falsified", {}).values()]:
                written = canonical(neutral(before_stops(f"{statement} [1, 2]")), [1])
                verify(split(written)[0], [span.of(one["source"]) for span in sentences(one["source"])])
    with TemporaryDirectory() as folder, Library(Path(folder, "library"), HashEmbedder()) as library:
        Ingest(library, QuietWatcher()).run(policies)
        assistant, asked = Assistant(library), ""
        for question in QUESTIONS:
            assistant.ask(question, history=[asked] if asked else [])
            asked = question


if __name__ == "__main__":
    main()
