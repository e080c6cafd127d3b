"""Which documents a question names: by words of their titles, by an abbreviation, or in another script."""

from collections.abc import Iterator

import pytest

from assistant.question.understanding import understand
from tests.conftest import ingest
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

TITLES = {
    "plan-2021.md": "Harbour Dredging Plan (2021-2024)",
    "plan-new.md": "Revised Harbour Dredging Plan (2024-2026)",
    "news-2021.md": "Minister speaks on the harbour plan",
    "orca.md": "Ocean Rescue Coordination Act",
    "tariffs.md": "NHTS: Tariff Rules",
    "lamps.md": "Measures on the Inspection of Signal Lamps",
    "渔业法.md": "中华人民共和国渔业法",
    "登记办法.md": "渡船登记管理办法",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("naming")
    for name, title in TITLES.items():
        date = "Date: 5 May 2021\n\n" if "2021" in name else ""
        (folder / name).write_text(f"# {title}\n\n{date}The office must act. 应当办理。\n", encoding="utf-8")
    with Library(folder / "library", embedder) as library:
        ingest(library, *folder.glob("*.md"))
        yield library


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Is the 2021 plan still in force?", ["plan-2021.md"]),
        ("What changed between the plan of 2021 and the revised plan?", ["plan-2021.md", "plan-new.md"]),
        ("What does ORCA require?", ["orca.md"]),
        ("What does NHTS say?", ["tariffs.md"]),
        ("What do the measures say?", ["lamps.md"]),
        ("What do the measures on moorings say?", []),
        ("What must the NASA of Norway do?", []),
        ("Summarise the fisheries law", ["渔业法.md"]),
        ("Compare the measures on ferry registration with the Fisheries Law", ["渔业法.md", "登记办法.md"]),
        ("概括信号灯检查办法", ["lamps.md"]),
        ("What does the company law say?", []),
        ("Summarise the statistics law", []),
        ("劳动法有哪些规定？", []),
        ("渔业法规定什么？", ["渔业法.md"]),
    ],
)
def test_the_documents_that_are_meant_are_found(harbour: Library, question: str, names: list[str]) -> None:
    assert sorted(entry.name for entry in understand(question, harbour).documents) == sorted(names)
