"""The requirements and terms of the sample library: looked up, exported, marked, and kept when documents are read again."""

from datetime import date
from pathlib import Path

import pytest

from assistant.answer.requirement_text import due_status
from assistant.errors import AssistantError
from assistant.records.records import Records
from benchmarks.requirements import measured
from language.span import Span
from tests.conftest import Terminal, ingest
from tests.fakes import HashEmbedder
from vectorstore.aliases import Bodies
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement, Target
from vectorstore.sql.requirements import RequirementFilter


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)


@pytest.mark.slow
def test_the_rows_of_real_texts_are_found_as_they_were_marked_by_hand(shared: Path) -> None:
    counts = measured(shared)
    assert {name: count["marked"] for name, count in counts.items()} == {"texts": 97, "obliqa_dev": 40}
    for name, count in counts.items():
        assert count["matched"] >= 0.9 * count["found"], name
        assert count["matched"] >= 0.85 * count["marked"], name
        assert count["deadline"] >= 0.95 * count["matched"], name
        assert count["target"] >= 0.95 * count["matched"], name
        assert count["body"] >= 0.85 * count["matched"], name


def test_every_field_stands_in_the_span(sample_library: Library) -> None:
    rows = sample_library.requirements.find(
        RequirementFilter(documents=Filter(statuses=frozenset({"in force", "superseded", "expired", "draft"})))
    )
    assert len(rows) > 80
    for row in rows:
        document = sample_library.document(row.span.document_id)
        assert document is not None
        assert document.text[row.span.start : row.span.end] == row.quote
        assert set(row.action.split()) <= set(row.quote.rstrip(".").split()) or row.action in row.quote
        assert row.deadline_text in row.quote
        assert row.body_as_written in document.text
        assert all(target.text in row.quote for target in row.targets)
    assert len({row.id for row in rows}) == len(rows)


def test_rows_are_looked_up_by_what_they_say(sample_library: Library) -> None:
    requirements = sample_library.requirements
    heavy = requirements.find(RequirementFilter(bodies=frozenset({"Linjiang Heavy Machinery Group"})), "deadline")
    assert {row.body for row in heavy} == {"Linjiang Heavy Machinery Group"}
    assert [row.deadline for row in heavy] == sorted(row.deadline for row in heavy)
    green = requirements.find(RequirementFilter(text="GREEN channel"))
    assert green
    assert all("green channel" in f"{row.quote} {row.title}".lower() for row in green)
    due = requirements.find(RequirementFilter(since="2025-01-01", until="2025-06-30"))
    assert due
    assert all("2025-01-01" <= row.deadline <= "2025-06-30" for row in due)
    with_target = requirements.find(RequirementFilter(with_target=True))
    assert 0 < len(with_target) < requirements.count()
    assert all(row.targets for row in with_target)
    forbidden = RequirementFilter(modalities=frozenset({"must_not"}))
    assert requirements.count(forbidden) == len(requirements.find(forbidden)) > 0
    assert "governance" in requirements.values("theme")
    assert requirements.find(RequirementFilter(text="100% '; DROP TABLE requirements; --")) == []


def test_rows_of_superseded_documents_stay_out_until_asked_for(sample_library: Library) -> None:
    old = "linjiang-implementation-plan-2023.md"
    assert old not in sample_library.requirements.values("document")
    assert sample_library.requirements.find(RequirementFilter(documents=Filter(documents=frozenset({old}))))


def test_pages_of_rows_follow_each_other(sample_library: Library) -> None:
    requirements = sample_library.requirements
    rows = requirements.find(order="deadline")
    assert requirements.find(order="deadline", most=7, skip=5) == rows[5:12]
    assert not rows[-1].deadline


def test_users_extend_the_table_of_bodies(tmp_path: Path) -> None:
    (tmp_path / "duty.txt").write_text("The Harbour Master must publish the list of berths by 30 June 2025.", encoding="utf-8")
    with Library(tmp_path / "library", HashEmbedder()) as library:
        ingest(library, tmp_path / "duty.txt")
        assert library.requirements.values("body") == ["Harbour Master"]
    table = tmp_path / "bodies.yaml"
    table.write_text("Port Authority: [harbour master]", encoding="utf-8")
    with Library(tmp_path / "library", HashEmbedder(), Bodies(table)) as library:
        assert library.requirements.values("body") == ["Port Authority"]


def test_the_names_of_one_body_are_one() -> None:
    normal = Bodies().normal
    names = ["SASAC", "State-owned Assets Supervision and Administration Commission of the State Council", "国务院国资委"]
    assert {normal(name) for name in names} == {"SASAC"}
    assert normal("山西省国资委") == normal("the Shanxi Provincial SASAC") == "Shanxi SASAC"


ROW = Requirement(
    Span(3, 40), quote="=HYPERLINK(evil) must fall to 65 %.", modality="must", action="fall to 65 %", body="@SUM(A1)", deadline="2025-06-30",
    deadline_text="by June", targets=(Target("<=", 65, "%", "ratio"), Target(">", 2.5, "times", "pay")), id="a1", document="+cmd.txt", title="T",
)  # fmt: skip


def test_what_is_due_follows_from_the_day() -> None:
    assert due_status(ROW, date(2025, 7, 1)) == "overdue"
    assert due_status(ROW, date(2025, 6, 30)) == "due soon"
    assert due_status(ROW, date(2025, 5, 1)) == ""
    assert due_status(ROW, date(2026, 1, 1), is_settled=True) == ""


def test_statuses_survive_a_document_that_is_read_again(tmp_path: Path, records: Records) -> None:
    policy = tmp_path / "plan.txt"
    first = "Each group must file one project with the Reform Division by 30 April 2024."
    policy.write_text(f"{first}\nEvery board must meet six times a year.", encoding="utf-8")
    with Library(tmp_path / "library", HashEmbedder()) as library:
        ingest(library, policy)
        row = library.requirements.find()[0]
        records.statuses.set(row, "in progress", "two groups are missing", "Wang")
        policy.write_text(f"A new line stands before it.\n{first}\nEvery board must meet six times a year.", encoding="utf-8")
        ingest(library, policy)
        again = next(one for one in library.requirements.find() if one.quote == first)
        assert again.id == row.id
        assert records.statuses.all(library.requirements)[again.id].note == "two groups are missing"
        policy.write_text(f"{first.replace('Each group', 'Every group')}\nEvery board must meet six times a year.", encoding="utf-8")
        ingest(library, policy)
        rows = library.requirements.find()
        statuses = records.statuses.all(library.requirements)
        assert [statuses[one.id].name if one.id in statuses else "" for one in rows] == ["Wang", ""]
        policy.write_text(first.replace("30 April", "31 May"), encoding="utf-8")
        ingest(library, policy)
        assert records.statuses.all(library.requirements) == {}  # another date is another task


def test_a_status_does_not_go_to_the_next_duty_of_a_series(tmp_path: Path, records: Records) -> None:
    due = [
        f"Each enterprise must submit its report for the {one} quarter by {day} 2027."
        for one, day in (("first", "30 April"), ("second", "31 July"))
    ]
    (tmp_path / "plan.txt").write_text("\n".join(due), encoding="utf-8")
    with Library(tmp_path / "library", HashEmbedder()) as library:
        ingest(library, tmp_path / "plan.txt")
        records.statuses.set(library.requirements.find()[0], "done")
        (tmp_path / "plan.txt").write_text(due[1], encoding="utf-8")
        ingest(library, tmp_path / "plan.txt")
        assert records.statuses.all(library.requirements) == {}


def test_a_status_changes_only_what_is_given(records: Records, sample_library: Library) -> None:
    row = sample_library.requirements.find()[0]
    records.statuses.set(row, None, "two groups are missing", "Ann")
    records.statuses.set(row, "done")
    (status,) = records.statuses.all(sample_library.requirements).values()
    assert (status.state, status.note, status.name) == ("done", "two groups are missing", "Ann")


def test_a_status_is_one_of_three_and_stays_after_a_restart(tmp_path: Path, records: Records, sample_library: Library) -> None:
    row = sample_library.requirements.find()[0]
    with pytest.raises(AssistantError, match="is no state"):
        records.statuses.set(row, "maybe")
    records.statuses.set(row, "in progress", "n" * 5000, "A")
    records.statuses.set(row, "done", "", "B")
    records.close()
    (status,) = Records(tmp_path).statuses.all(sample_library.requirements).values()
    assert (status.state, status.name, status.requirement) == ("done", "B", row.id)


def test_notes_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "records.db").write_bytes(b"no database, " * 100)
    with pytest.raises(AssistantError, match="cannot be read"):
        Records(tmp_path)


def test_the_command_prints_the_contract(terminal: Terminal) -> None:
    rows = terminal.json("requirements", "--format", "json")
    assert {
        "id",
        "document",
        "quote",
        "start",
        "end",
        "body",
        "modality",
        "action",
        "deadline",
        "deadline_text",
        "target",
        "theme",
        "warnings",
        "quantifier",
        "condition",
        "recurrence",
        "rrule",
        "replaces",
        "replaced_by",
        "sentence",
    } == set(rows[0])
    assert {row["modality"] for row in rows} == {"must", "should", "may", "must_not"}
    deadlines = [row["deadline"] for row in rows if row["deadline"] is not None]
    assert 0 < len(deadlines) < len(rows)
    assert all(date.fromisoformat(deadline) for deadline in deadlines)
    chosen = terminal.json(
        "requirements", "--format", "json", "--body", "Supervision Division", "--due-until", "2025-12-31", "--as-of", "2024-12-31"
    )
    assert [row["deadline"] for row in chosen] == ["2025-03-31"]
    assert "needs --out" in terminal.refused("requirements", "--format", "xlsx")


@pytest.mark.parametrize("form", ["csv", "xlsx", "ics", "json", "table"])
def test_the_command_writes_files(terminal: Terminal, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"rows.{form}"
    assert terminal.run("requirements", "--format", form, "--out", out) == 0
    assert out.stat().st_size > 1000
    assert "Cannot write" in terminal.refused("requirements", "--format", form, "--out", tmp_path / "no" / "rows")


def test_terms_are_told_with_the_span_that_explains_them(terminal: Terminal, sample_library: Library) -> None:
    terms = {term["term"]: term for term in terminal.json("terms", "--json")}
    capabilities = terms["two capabilities"]
    assert capabilities["explained"]
    assert "means core functions" in capabilities["quote"]
    assert "three concentrations" in capabilities["related"]
    assert terms["三首"]["quote"].endswith("统称“三首”。")
    assert terms["研发投入强度"]["explained"]
    texts = {entry.name: sample_library.document(entry.id) for entry in sample_library.entries()}
    assert any(term["uses"] for term in terms.values())
    for term in terms.values():
        for place in (term, *term["uses"]):
            document = texts[place["document"]]
            assert document is not None
            assert document.text[place["start"] : place["end"]] == place["quote"]


def test_related_terms_that_are_as_often_near_stand_in_the_order_of_the_text(library: Library, tmp_path: Path) -> None:
    names = ("Green channel", "White list", "Black list", "Red line", "Blue book")
    meanings = "\n\n".join(f"“{name}” means a way of working." for name in names)
    (tmp_path / "terms.md").write_text(f"# Terms\n\n{meanings}\n", encoding="utf-8")
    ingest(library, tmp_path / "terms.md")
    related = {term.term: term.related for term in library.glossary.terms()}
    assert related[names[-1]] == names[:-1]


def test_at_least_twenty_terms_come_from_the_real_texts(shared: Path, tmp_path: Path) -> None:
    with Library(tmp_path / "library", HashEmbedder()) as library:
        ingest(library, shared / "policies")
        terms = {term.term: term for term in library.glossary.terms()}
    assert len(terms) >= 20
    assert {"two capabilities", "three concentrations", "seven strengthening", "three first", "SASAC", "CRRC", "four winds"} <= set(terms)
    assert "Administration Commission" in terms["SASAC"].place.quote
    assert "that is, to achieve" in terms["three obvious results"].place.quote
