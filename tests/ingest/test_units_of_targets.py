"""The units of things that are kept ready, in Chinese."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("锯木厂应当储备砂石，不少于500立方米。", [(500, "立方米")]),
        ("各行政村须配备水泵2台、照明灯10盏。", [(2, "台"), (10, "盏")]),
        ("锯木厂应当备足扫把，不少于2000把。", [(2000, "把")]),
        ("锯木厂应当于2026年底前只保留两条生产线。", []),
        ("锯木厂应当按照2026根据规定报送。", []),
    ],
)
def test_figures_with_a_unit_of_things_are_targets(text: str, targets: list[tuple[float, str]]) -> None:
    rows = requirements_in(Document(title="通知", text=text, issued="2026-01-05"), Bodies().normal)
    assert [(target.value, target.unit) for row in rows for target in row.targets] == targets


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("hold at least 3\u00bd cartloads of gravel", (3.5, "cartloads")),
        ("hold at least 3 1/2 cartloads of gravel", (3.5, "cartloads")),
        ("sell at least 2/5 of the gravel", (40, "%")),
    ],
)
def test_a_fraction_in_figures_is_one_target(said: str, target: tuple[float, str]) -> None:
    rows = requirements_in(Document(title="Order", text=f"The sawmill must {said}.", issued="2026-01-05", language="en"), Bodies().normal)
    assert [(found.value, found.unit) for row in rows for found in row.targets] == [target]
