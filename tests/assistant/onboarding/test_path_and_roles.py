"""The reading path and the roles, made from the sample library."""

from pathlib import Path

import pytest

from assistant.onboarding.reading_path import reading_minutes, reading_path
from assistant.onboarding.roles import by_role, role_of
from tests.conftest import ingest
from vectorstore.library import Library


def test_the_reading_path_begins_with_what_others_name(sample_library: Library) -> None:
    path = reading_path(sample_library)
    in_force = [entry.id for entry in sample_library.entries() if entry.status != "superseded"]
    assert sorted(step.entry.id for step in path) == sorted(in_force)
    assert str(path[0].reasons[0]) == "3 other documents name it"
    for step in path:
        document = sample_library.document(step.entry.id)
        assert document is not None
        assert len(step.key) == 3
        assert [one.span.of(document.text) for one in step.key] == [one.quote for one in step.key]


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("Shanxi SASAC", "a commission or authority"),
        ("科技处", "a commission or authority"),
        ("external directors", "a board"),
        ("各企业董事会", "a board"),
        ("central enterprises and regions", "an enterprise"),
        ("临江重机集团", "an enterprise"),
        ("board of the group", "an enterprise"),
        ("general manager", "management"),
        ("", ""),
    ],
)
def test_a_body_has_a_role(body: str, role: str) -> None:
    assert role_of(body) == role


def test_duties_are_sorted_by_role(sample_library: Library) -> None:
    duties = by_role(sample_library.requirements.find())
    assert all(role_of(row.body) == role for role, rows in duties.items() for row in rows)
    assert set(duties) == {"a commission or authority", "a board", "management", "an enterprise"}


def test_what_concerns_a_role_is_read_first(sample_library: Library) -> None:
    path = reading_path(sample_library, "en", "management")
    concerns = [step.concerns for step in path]
    assert concerns == sorted(concerns, reverse=True)
    assert True in concerns
    assert False in concerns
    assert any("for your role" in str(reason) for reason in path[0].reasons)


def test_documents_in_the_language_of_the_reader_come_first(sample_library: Library) -> None:
    for reader in ("en", "zh"):
        own = [step.entry.language == reader for step in reading_path(sample_library, reader)]
        assert own == sorted(own, reverse=True)


def test_reading_takes_minutes_in_both_languages() -> None:
    assert reading_minutes("word " * 660) == 3
    assert reading_minutes("字" * 1050) == 3
    assert reading_minutes("short") == 1


def test_what_is_no_policy_or_is_garbled_is_read_last_and_asked_about_never(library: Library, tmp_path: Path) -> None:
    garbled = "Thx Qxzy brtWq mnPrst xKlvb of thx hrbxr wKll mqst bx swpXt drng thx nxtQ wntrZ by thx Qxzy brtWq. " * 9
    (tmp_path / "a.md").write_text(f"# A Garbled Note\n\nIssued: 2019-01-01\n\n{garbled}\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(
        "# Quay Rules\n\nIssued: 2024-01-01\n\nThe Quay Office must sweep the quay by 1 May 2031.\n", encoding="utf-8"
    )
    ingest(library, tmp_path)
    assert [step.entry.name for step in reading_path(library)] == ["b.md", "a.md"]
    doubtful = next(entry for entry in library.entries() if entry.name == "a.md")
    assert doubtful.is_doubtful
