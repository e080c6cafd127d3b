"""Whether a text lays down duties is decided before its requirements count."""

from pathlib import Path

import pytest

from ingest.pipeline import Ingest
from ingest.report import Report
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.document import DocumentSummary
from vectorstore.library import Library
from vectorstore.requirement import Requirement

LIFE = "Ada Brook was born in Leeds in 1911. She learned the organ from her aunt. " + "She played in many towns and was loved. " * 20
LETTER = "In a letter of 1935 she wrote that a pupil must practise each day."
POLICY = "Staff must wear a badge. Managers must report losses within two days. Visitors may enter with a guide."


def read(folder: Path, text: str) -> tuple[Report, list[Requirement], DocumentSummary]:
    name = "text.txt"
    (folder / name).write_text(text, encoding="utf-8")
    with Library(folder / "library", HashEmbedder()) as library:
        (report,) = Ingest(library, QuietWatcher()).run([folder / name])
        return report, library.requirements.find(), library.entries()[0]


def test_a_biography_gives_no_requirements_and_says_so(tmp_path: Path) -> None:
    report, rows, entry = read(tmp_path, f"Ada Brook\n\n{LIFE}{LETTER}\n")
    assert (rows, report.requirements) == ([], 0)
    assert [str(warning) for warning in entry.warnings] == ["No requirements were read: the text does not read like a policy."]


@pytest.mark.parametrize("title", ["Rules of the house", "At the gate"])
def test_a_policy_gives_its_requirements_whatever_it_is_called(title: str, tmp_path: Path) -> None:
    report, rows, entry = read(tmp_path, f"{title}\n\n{POLICY}\n")
    assert [row.body for row in rows] == ["Staff", "managers", "visitors"]
    assert (report.requirements, report.quoted_alone, entry.warnings) == (3, 0, ())


def test_a_manual_of_a_program_gives_none(tmp_path: Path) -> None:
    steps = "The program draws a chart. The chart is shown in a window. Colours are taken from the theme. The axis begins at zero. "
    report, rows, _ = read(tmp_path, f"Charts in five minutes\n\n{steps * 8}The name of the column must be written in quotes.\n")
    assert (rows, report.requirements) == ([], 0)


def test_a_text_without_any_demand_says_nothing_of_it(tmp_path: Path) -> None:
    _, rows, entry = read(tmp_path, f"Ada Brook\n\n{LIFE}\n")
    assert (rows, entry.warnings) == ([], ())
