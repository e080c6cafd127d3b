"""Which requirements are asked for, in which order, and their counts, on a library of made sentences."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.records.records import Records
from assistant.records.requirement_status import RequirementStatus, stated_state
from assistant.requirements.due import next_due, occurrences
from assistant.requirements.ledger import CurrentLedger, Ledger
from assistant.requirements.rows import ledger_rows
from assistant.requirements.selection import Asked, Selection
from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.document import STATUSES
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement

TODAY = date.today()
SOON, FAR, LATE, LATER = (f"{TODAY + timedelta(days=days):%-d %B %Y}" for days in (20, 400, -400, -20))
TEXT = f"""# Harbour Rules

Issued by: Harbour Office
Date of issue: 1 January 2020

The Harbour Office must repaint the buoys by {FAR}.

The Harbour Office must count the gulls by {LATE}.

The ferry company must paint the bell by {SOON}.

The board of the ferry must hear the captains by {LATER}.

The ferry company must report its delays by 31 March each year.

The Harbour Office must keep the silt below 4 %.

Uphold the purity of the tides.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "harbour.md").write_text(TEXT, encoding="utf-8")
    with Library(folder / "library", HashEmbedder()) as opened:
        Ingest(opened, QuietWatcher()).run([folder / "harbour.md"])
        yield opened


@pytest.fixture
def ledger(library: Library, tmp_path: Path) -> Iterator[Ledger]:
    with Records(tmp_path) as records:
        yield CurrentLedger(library, records.corrections).now()


def selected(library: Library, ledger: Ledger, asked: Asked, statuses: dict[str, RequirementStatus] | None = None) -> list[str]:
    """Give the telling noun of each requirement that is asked for."""
    known = library.requirements.by_id(ledger.ids)
    nouns = ("buoys", "gulls", "bell", "captains", "delays", "silt", "tides")
    quotes = [known[id].quote for id in Selection(ledger, asked, statuses or {}).ids()]
    return [next(noun for noun in nouns if noun in quote) for quote in quotes]


def holding(library: Library, word: str) -> Requirement:
    return next(one for one in library.requirements.find() if word in one.quote)


def test_what_comes_stands_before_what_is_late_and_that_before_what_has_no_date(library: Library, ledger: Ledger) -> None:
    found = selected(library, ledger, Asked())
    assert sorted(found[:3]) == ["bell", "buoys", "delays"]
    assert found.index("bell") < found.index("buoys")
    assert found[3:] == ["captains", "gulls", "silt"]


def test_what_is_done_comes_after_what_is_open(library: Library, ledger: Ledger) -> None:
    gulls = holding(library, "gulls")
    done = {gulls.id: RequirementStatus(gulls.id, "harbour.md", gulls.quote, "done", "", "", "", "Ida")}
    assert selected(library, ledger, Asked(), done)[-1] == "gulls"
    assert selected(library, ledger, Asked(due="overdue"), done) == ["captains"]
    assert selected(library, ledger, Asked(assignee="Ida"), done) == ["gulls"]
    assert Selection(ledger, Asked(state="open"), done).counts("state") == {"open": 5, "done": 1}
    assert Selection(ledger, Asked(), done).shares("body")["Harbour Office"] == (3, 1, 0)


def test_each_field_chooses(library: Library, ledger: Ledger) -> None:
    assert selected(library, ledger, Asked(text="FERRY bell")) == ["bell"]
    assert selected(library, ledger, Asked(role="a board")) == ["captains"]
    assert selected(library, ledger, Asked(due="soon")) == ["bell"]
    assert selected(library, ledger, Asked(body="Harbour Office", due="dated")) == ["buoys", "gulls"]
    assert selected(library, ledger, Asked(since=TODAY.isoformat(), until=(TODAY + timedelta(days=30)).isoformat()))[:1] == ["bell"]
    assert selected(library, ledger, Asked(with_target=True)) == ["silt"]
    assert selected(library, ledger, Asked(document="harbour.md", modality="must"))
    assert selected(library, ledger, Asked(body="nobody at all")) == []


def test_a_field_counts_what_each_of_its_values_would_show(ledger: Ledger) -> None:
    chosen = Selection(ledger, Asked(body="Harbour Office"), {})
    assert chosen.count == 3
    assert chosen.counts("body")["Harbour Office"] == 3
    assert len(chosen.counts("body")) > 1  # those that could be chosen instead
    assert chosen.counts("due") == {"overdue": 1, "dated": 2}
    assert chosen.counts("document") == {"harbour.md": 3}


def test_what_names_no_body_date_or_figure_is_shown_on_demand(library: Library, ledger: Ledger) -> None:
    assert Selection(ledger, Asked(), {}).exhortations == 1
    assert "tides" not in selected(library, ledger, Asked())
    assert "tides" in selected(library, ledger, Asked(exhortations=True))


def test_all_orders_give_the_same_requirements(ledger: Ledger) -> None:
    chosen = Selection(ledger, Asked(documents=Filter(statuses=frozenset(STATUSES))), {})
    ids = {order: chosen.ids(order) for order in ("next", "deadline", "document", "body", "theme")}
    assert {tuple(sorted(one)) for one in ids.values()} == {tuple(sorted(ids["next"]))}
    assert chosen.ids("deadline", 2, 1) == ids["deadline"][1:3]


def test_the_ledger_follows_the_library(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("The Pilot Office must count the boats by 1 May 2030.", encoding="utf-8")
    with Library(tmp_path / "library", HashEmbedder()) as library, Records(tmp_path) as records:
        current = CurrentLedger(library, records.corrections)
        assert Selection(current.now(), Asked(), {}).count == 0
        Ingest(library, QuietWatcher()).run([tmp_path / "one.md"])
        assert Selection(current.now(), Asked(), {}).ids() == [library.requirements.find()[0].id]
        assert current.now() is current.now()


def test_a_board_has_each_month_once_for_what_comes_back() -> None:
    today = date(2026, 11, 28)
    assert occurrences("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1", today) == [date(2027, 3, 31), date(2027, 9, 30)]
    assert len(occurrences("FREQ=WEEKLY;BYDAY=FR", today)) == 12
    assert occurrences("", today) == []


def test_what_is_due_every_day_heads_no_list_and_fills_no_month() -> None:
    assert occurrences("FREQ=DAILY", TODAY) == []
    assert next_due("", "FREQ=DAILY", TODAY).day == ""


def test_duties_of_a_document_that_expired_are_neither_late_nor_open(tmp_path: Path) -> None:
    (tmp_path / "piers.md").write_text(
        f"# Pier Rules\n\nIssued by: Pier Office\n\nThe Pier Office must tar the piles by {LATE}.\n\nThese rules are valid until {LATER}.\n",
        encoding="utf-8",
    )
    with Library(tmp_path / "library", HashEmbedder()) as library, Records(tmp_path) as records:
        Ingest(library, QuietWatcher()).run([tmp_path / "piers.md"])
        selection = Selection(CurrentLedger(library, records.corrections).now(), Asked(), {})
        (row,) = ledger_rows(library.requirements.find(), library.entries(), TODAY, {}, {})
    assert selection.count == 1
    assert "overdue" not in selection.counts("due")
    assert len(selection.open_places) == 0
    assert row.is_settled


def test_a_body_is_counted_once_whatever_its_capitals_and_its_number(tmp_path: Path) -> None:
    (tmp_path / "docks.md").write_text(
        "# Dock Rules\n\nThe Dock Board must meet.\n\nThe dock board must vote.\n\nThe dock board must keep minutes.\n\n",
        encoding="utf-8",
    )
    with Library(tmp_path / "library", HashEmbedder()) as library, Records(tmp_path) as records:
        Ingest(library, QuietWatcher()).run([tmp_path / "docks.md"])
        ledger = CurrentLedger(library, records.corrections).now()
    counts = Selection(ledger, Asked(), {}).counts("body")
    assert counts["dock board"] == 3
    assert "Dock Board" not in counts
    assert Selection(ledger, Asked(body="Dock Board"), {}).count == 3


JOBS = f"""# Jobs of the port

| No. | Task | Responsible | Due | Status |
|---|---|---|---|---|
| 1 | Repaint the buoys of the east quay | Harbour Office | {LATE} | Done |
| 2 | Count the gulls on the pier | Harbour Office | {LATE} | In progress |
| 3 | Hear the captains of the ferries | Harbour Office | {LATER} | Not yet done |
"""


def test_what_the_row_of_a_table_says_is_done_is_neither_open_nor_late_until_somebody_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "jobs.md").write_text(JOBS, encoding="utf-8")
    with Library(tmp_path / "library", HashEmbedder()) as library, Records(tmp_path) as records:
        Ingest(library, QuietWatcher()).run([tmp_path / "jobs.md"])
        ledger = CurrentLedger(library, records.corrections).now()
        assert selected(library, ledger, Asked(due="overdue")) == ["captains", "gulls"]
        assert Selection(ledger, Asked(), {}).counts("state") == {"open": 1, "in progress": 1, "done": 1}
        rows = ledger_rows(library.requirements.find(), library.entries(), TODAY, {}, {})
        assert [row.state for row in rows] == ["done", "in progress", "open"]
        records.statuses.set(holding(library, "buoys"), note="in the east only")
        records.statuses.set(holding(library, "gulls"), "open")
        set_by_hand = records.statuses.all(library.requirements)
        assert Selection(ledger, Asked(), set_by_hand).counts("state") == {"open": 2, "done": 1}


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("Status: Completed on 3 May 2031", "done"),
        ("Progress: 100 %", "done"),
        ("Status: To be completed", "open"),
        ("Status: Partly implemented", "in progress"),
        ("完成情况: 已完成", "done"),
        ("办理情况: 已于5月底前全部办结", "done"),
        ("进展情况: 推进中", "in progress"),
        ("完成情况: 未完成", "open"),
        ("完成情况: 基本完成", "open"),
        ("Status: Completed in part", "open"),
        ("Status: Done?", "open"),
        ("完成情况: 已部分完成", "open"),
        ("Remark: Done", "open"),
    ],
)
def test_a_row_tells_how_far_it_is_in_a_column_for_that(cell: str, state: str) -> None:
    assert stated_state(f"Task: Sweep the pier | Office: Docks | {cell}") == state
    assert stated_state(cell) == "open"
