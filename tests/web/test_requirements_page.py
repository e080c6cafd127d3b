"""What the page of requirements shows, keeps and hands to calendar programs, asked for without a browser."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from icalendar import Calendar

from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from tests.web.conftest import PASSWORD, Served, served
from vectorstore.library import Library

SOON = date.today() + timedelta(days=20)
TEXT = f"""# Ferry Rules

Issued by: Ferry Office
Date of issue: 1 January 2020

The ferry company must paint the bell by {SOON:%-d %B %Y}.

If fog comes, the board of the ferry must hear the captains by 1 March 2021.

The ferry company must report its delays by 31 March each year.

The Ferry Office must keep the noise below 40 %.

Uphold the purity of the tides.
"""


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one document, whose file is not named as its title is."""
    folder = tmp_path_factory.mktemp("ferries")
    (folder / "f-7.md").write_text(TEXT, encoding="utf-8")
    with Library(folder / "library", HashEmbedder()) as library:
        Ingest(library, QuietWatcher()).run([folder / "f-7.md"])
    return folder / "library"


@pytest.fixture
def alone(ferries: Path) -> Iterator[Served]:
    yield from served(ferries)


@pytest.fixture
def accounts(ferries: Path) -> Iterator[Served]:
    for one in served(ferries, auth="accounts"):
        for name, role in (("erik", "editor"), ("rita", "reader")):
            one.state.records.accounts.add(name, role, PASSWORD)
        yield one


def id_of(application: Served, word: str) -> str:
    return next(one.id for one in application.state.library.requirements.find() if word in one.quote)


def session_of(application: Served, name: str) -> str:
    return f"policy_session={application.state.records.accounts.log_in(name, PASSWORD, 60)}"


def test_rows_say_their_sentence_and_title_with_the_next_date(alone: Served) -> None:
    shown = alone.get("requirements/rows").text
    assert "4 requirements<" in shown
    assert "The ferry company must report its delays by 31 March each year." in shown
    year = date.today().year + (date.today() > date(date.today().year, 3, 31))
    assert f"by 31 March each year · next 31 March {year}" in shown
    assert '<span class="condition">If fog comes</span>' in shown
    assert "Ferry Rules" in shown
    assert "f-7.md<" not in shown
    assert shown.index("paint the bell") < shown.index("hear the captains") < shown.index("keep the noise")


def test_a_quote_without_a_sentence_stands_alone(alone: Served) -> None:
    id = id_of(alone, "noise")
    alone.state.library.correct(id, {"body": "Ferry Office", "modality": "must", "sentence": ""})
    row = alone.get("requirements/rows?text=noise").text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "The Ferry Office must keep the noise below 40 %." in row
    assert 'class="body"' not in row
    assert 'class="modal"' not in row


def test_what_names_no_body_date_or_figure_is_counted_and_shown_when_asked_for(alone: Served) -> None:
    shown = alone.get("requirements/rows").text
    assert '<template data-exhortations="1">' in shown
    assert ">1 more that names no body, date or figure<" in shown
    assert "tides" not in shown
    assert "tides" in alone.get("requirements/rows?exhortations=1").text


def test_fields_offer_names_in_order_with_counts(alone: Served) -> None:
    shown = alone.get("requirements/rows?due=dated").text
    bodies = shown.partition('data-choices="body"')[2].partition("</template>")[0]
    assert "(2)</option>" in bodies
    assert bodies.index("board") < bodies.index("erry company")
    documents = shown.partition('data-choices="document"')[2].partition("</template>")[0]
    assert '<option value="f-7.md">Ferry Rules (3)</option>' in documents
    assert '<option value="overdue">overdue (1)</option>' in shown


def test_the_page_opens_for_the_role_of_the_reader(alone: Served) -> None:
    assert 'data-role=""' in alone.get("requirements").text
    assert alone.post("requirements/role", {"role": "a board"}).json() == {"role": "a board"}
    assert 'data-role="a board"' in alone.get("requirements").text
    shown = alone.get("requirements/rows?role=a+board").text
    assert "hear the captains" in shown
    assert "1 requirement<" in shown
    assert alone.post("requirements/role", {"role": "a pirate"}).status_code == 404


def test_a_role_says_how_many_more_there_are_without_it(alone: Served) -> None:
    shown = alone.get("requirements/rows?role=a+board").text
    assert "<strong>a board</strong>" in shown
    assert "3 more without it" in shown
    assert 'class="role"' not in alone.get("requirements/rows").text
    assert 'class="role"' not in alone.get("requirements/rows?role=a+pirate").text


def test_the_board_shows_each_month_what_is_due_for_whom(alone: Served) -> None:
    shown = alone.get("requirements/board").text
    assert f"{SOON:%B %Y}<br>" in shown
    assert "paint the bell" in shown
    assert "March 20" in shown
    assert "report its delays" in shown
    assert "hear the captains" not in shown
    assert ">1 is overdue<" in shown
    counts = re.findall(r'<tr><th scope="row">(\w+ \d{4})</th><td>(\d+)</td></tr>', shown)
    assert len(counts) == 13
    assert (f"{SOON:%B %Y}", "0") not in counts
    assert "Nothing is due within a year." in alone.get("requirements/board?text=nothing+like+it").text


def test_progress_counts_what_is_done_for_each_body_and_document(alone: Served) -> None:
    alone.post("requirements/mark", {"id": id_of(alone, "bell"), "state": "done"})
    shown = alone.get("requirements/progress").text
    assert "<td>1</td><td>0</td><td>1</td></tr>" in shown.partition("<h2>Progress by body</h2>")[2].partition("<h2>")[0]
    assert "Ferry Rules" in shown.partition("<h2>Progress by document</h2>")[2]


def test_several_are_marked_at_once_and_each_keeps_its_history(alone: Served) -> None:
    ids = [id_of(alone, word) for word in ("bell", "delays")]
    change = {"ids": [*ids, "gone"], "state": "in progress", "assignee": "Ben", "name": "Ida"}
    assert alone.post("requirements/mark-several", change).json() == {"marked": 2}
    alone.post("requirements/mark", {"id": ids[0], "note": "red <paint>", "name": "Eve", "version": alone.version(ids[0])})
    shown = alone.get(f"requirements/history?id={ids[0]}").text
    assert shown.index("red &lt;paint&gt;") < shown.index("in progress")
    assert "<b>Ida</b>" in shown
    assert "2 requirements<" in alone.get("requirements/rows?assignee=Ben").text
    assert "Nothing was changed yet." in alone.get("requirements/history?id=none").text
    assert alone.post("requirements/mark-several", {"ids": ids, "state": "maybe"}).status_code == 400


def test_a_correction_is_shown_kept_and_undone(alone: Served) -> None:
    id = id_of(alone, "captains")
    change = {"id": id, "body": "Captains' Guild", "modality": "should", "deadline": "2031-05-04", "text": "The guild should be heard."}
    assert alone.post("requirements/correct", {**change, "name": "Eve"}).json() == {"corrected": True}
    shown = alone.get("requirements/rows?text=guild").text
    assert "The guild should be heard." in shown
    assert "Corrected by Eve:" in shown
    assert ">4 May 2031</time>" in shown
    Ingest(alone.state.library, QuietWatcher()).again("f-7.md")
    assert "The guild should be heard." in alone.get("requirements/rows?text=guild").text
    assert alone.post("requirements/correct", {**change, "deadline": "soon"}).status_code == 400
    assert alone.post("requirements/restore", {"id": id, "version": alone.version(id)}).json() == {"corrected": False}
    assert "Corrected by" not in alone.get("requirements/rows?text=captains").text
    assert "Eve" in alone.get(f"requirements/history?id={id}").text


def test_readers_change_nothing_but_their_own(accounts: Served) -> None:
    cookie, id = session_of(accounts, "rita"), id_of(accounts, "bell")
    change = {"id": id, "body": "x", "modality": "may", "deadline": "", "text": "x"}
    for path, body in (("correct", change), ("restore", {"id": id}), ("mark-several", {"ids": [id], "state": "done"})):
        assert accounts.post(f"requirements/{path}", body, Cookie=cookie).status_code == 403
    assert accounts.post("requirements/role", {"role": "management"}, Cookie=cookie).status_code == 200
    assert "correct</button>" not in accounts.get("requirements/rows", Cookie=cookie).text


def test_a_calendar_is_read_by_its_token_until_that_ends(accounts: Served) -> None:
    cookie = session_of(accounts, "rita")
    token = accounts.post("requirements/calendar", {}, Cookie=cookie).json()["token"]
    reply = accounts.get(f"requirements/calendar.ics?body={quote('ferry company')}&token={token}")
    assert reply.headers["content-type"].startswith("text/calendar")
    told = {str(event["summary"]): event for event in Calendar.from_ical(reply.text).walk("VEVENT")}
    assert len(told) == 2
    assert "rrule" in told["The ferry company must report its delays by 31 March each year."]
    assert all(event.walk("VALARM") for event in told.values())
    for other in ("", "token=", "token=made-up", f"token={token}x"):
        assert accounts.get(f"requirements/calendar.ics?{other}").status_code == 403
    assert accounts.get(f"requirements/rows?token={token}").status_code == 401
    assert accounts.get("requirements/calendar.ics", Cookie=cookie).status_code == 200
    accounts.post("requirements/calendar/end", {}, Cookie=cookie)
    assert accounts.get(f"requirements/calendar.ics?token={token}").status_code == 403


def test_a_calendar_of_a_user_who_is_gone_is_refused(accounts: Served) -> None:
    token = accounts.state.records.calendar_tokens.issue("nobody")
    assert accounts.get(f"requirements/calendar.ics?token={token}").status_code == 403


def test_a_calendar_needs_no_token_where_nobody_logs_in(alone: Served, ferries: Path) -> None:
    assert alone.get("requirements/calendar.ics").text.count("BEGIN:VEVENT") == 2
    assert alone.get("requirements/calendar.ics?due=overdue").text.count("BEGIN:VEVENT") == 1
    for other in served(ferries, auth="open-to-everyone"):
        assert other.get("requirements/calendar.ics").status_code == 200


def test_what_is_no_date_chooses_nothing(alone: Served) -> None:
    assert "4 requirements<" in alone.get("requirements/rows?since=soon&until=2024-13-01&order=x&page=-1&due=x").text
