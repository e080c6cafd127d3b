"""Notes in a folder of their own, and an answer to keep."""

from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Statement, Support
from assistant.answer.citation import Citation
from assistant.records.records import Records
from language.span import Span
from tests.databases import database, new_tables, postgresql, pytest_generate_tests

__all__ = ["database", "new_tables", "postgresql", "pytest_generate_tests"]

CITATION = Citation(1, Span(10, 27, 7), "Boards must meet.", "plan.md", "Plan", "SASAC", "2024-01-01", "1 › 2", 3)
ANSWER = Answer(
    Outcome.ANSWERED, (Statement("Boards meet.", Support.SUPPORTED, "en", (CITATION,)),), mode="written", as_of="2024-05-01", seconds=0.25
)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)
