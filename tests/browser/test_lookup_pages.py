"""The pages of requirements and for new officials, in headless Chromium against the real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from tests.browser.test_page import HOSTILE
from tests.web_server import Server, ingest_with_samples, served, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server on the sample library, a hostile document in it."""
    folder = tmp_path_factory.mktemp("lookup")
    (folder / "xylophones.md").write_text(HOSTILE, encoding="utf-8")
    ingest_with_samples(folder / "library", folder / "xylophones.md")
    with served(folder / "library") as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with watched_page(browser, server) as opened:
        yield opened


@pytest.fixture
def ledger(page: Page, server: Server) -> Page:
    page.goto(f"{server.address}requirements")
    expect(page.locator("table.ledger")).to_be_visible()
    return page


def test_rows_are_found_while_one_types(ledger: Page) -> None:
    ledger.locator("[name=text]").press_sequentially("catalogue of qualified")
    expect(ledger.locator(".count")).to_have_text("1 requirement")
    row = ledger.locator("table.ledger tbody tr")
    expect(row).to_contain_text("Technology Division")
    expect(row.locator("time")).to_have_text("31 August 2024")
    expect(row.locator(".badge")).to_have_text("overdue")
    ledger.locator("[name=text]").fill("no such words anywhere")
    expect(ledger.locator("#rows")).to_have_text("No requirement fits.")


def test_rows_are_filtered_and_ordered(ledger: Page) -> None:
    ledger.locator("#more summary").click()
    ledger.locator("[name=order]").select_option("deadline")
    expect(ledger.locator("td.when").first).to_contain_text("overdue")
    days = ledger.locator("table.ledger td.when > time").evaluate_all("(all) => all.map((one) => one.dateTime)")
    assert days == sorted(days)
    ledger.locator("[name=order]").select_option("next")
    ledger.locator("[name=body]").fill("Supervision Division")
    expect(ledger.locator("table.ledger tbody tr")).to_have_count(1)
    ledger.locator("[name=old]").check()
    expect(ledger.locator("table.ledger tbody tr")).to_have_count(2)
    ledger.reload()  # the address keeps what was asked for
    expect(ledger.locator("[name=body]")).to_have_value("Supervision Division")
    ledger.locator("[name=body]").fill("")
    ledger.locator("[name=modality]").select_option("must_not")
    expect(ledger.locator("table.ledger .modal").first).to_have_text("must not")
    ledger.locator("[name=modality]").select_option("")
    ledger.locator("[name=since]").fill("2025-01-01")
    ledger.locator("[name=until]").fill("2025-04-01")
    expect(ledger.locator("table.ledger time").first).to_have_text("31 March 2025")
    ledger.locator("[name=target]").check()
    expect(ledger.locator("#rows")).to_have_text("No requirement fits.")


def test_a_click_shows_the_span_and_another_asks_about_it(ledger: Page) -> None:
    ledger.locator("[name=text]").fill("catalogue of qualified")
    expect(ledger.locator("table.ledger tbody tr")).to_have_count(1)
    ledger.locator("td.what a.cite").click()
    expect(ledger.locator("#cited")).to_contain_text("must publish a catalogue of qualified products by 31 August 2024")
    ledger.locator("a.ask-about").click()
    expect(ledger.locator("#chat .answer details")).to_be_visible(timeout=60_000)
    expect(ledger.locator("#chat .answer blockquote").first).to_contain_text("catalogue of qualified products")
    ledger.locator("#chat .answer a.cite").first.click()
    expect(ledger.locator("#cited")).to_contain_text("catalogue of qualified products")


def mark(ledger: Page, state: str) -> None:
    """Marks the one row that is shown, and waits for the row that shows it: the old one loses what is pressed."""
    version = int(ledger.locator("table.ledger tbody tr").get_attribute("data-version") or "")
    ledger.locator("select.mark").select_option(state)
    expect(ledger.locator(f"table.ledger tbody tr[data-version='{version + 1}']")).to_have_count(1)
    expect(ledger.locator("select.mark")).to_be_focused()


def test_marks_are_kept_counted_and_filtered(ledger: Page, server: Server) -> None:
    ledger.locator("[name=text]").fill("catalogue of qualified")
    expect(ledger.locator("table.ledger tbody tr")).to_have_count(1)
    mark(ledger, "done")
    expect(ledger.locator(".badge")).to_have_count(0)
    ledger.locator("button.note").click()
    ledger.locator("dialog [name=name]").fill("Wang <b>")
    ledger.locator("#note textarea").fill("published & sent")
    ledger.locator("#note button[value=keep]").click()
    expect(ledger.locator("button.note")).to_have_text("Wang <b>: published & sent")
    mark(ledger, "in progress")  # the note stays
    expect(ledger.locator("button.note")).to_have_text("Wang <b>: published & sent")
    ledger.locator("button.note").click()
    expect(ledger.locator("#note textarea")).to_have_value("published & sent")
    ledger.locator("#note button[value='']").click()
    mark(ledger, "done")
    ledger.goto(f"{server.address}requirements?state=done")
    expect(ledger.locator(".count")).to_have_text("1 requirement")
    ledger.locator("#progress summary").click()
    expect(ledger.locator("#progress .ct-series-a .ct-bar")).not_to_have_count(0)  # a line has no height, so it is never “visible”
    ledger.locator("#progress figure.plot").last.locator("summary").click()
    figures = ledger.locator("#progress table.figures tr", has_text="Circular on Procurement Green Channels").locator("td")
    expect(figures.first).to_have_text("1")
    ledger.locator("select.mark").select_option("open")
    expect(ledger.locator("#rows")).to_have_text("No requirement fits.")


def test_the_page_opens_on_what_comes_next_for_the_readers_role(ledger: Page) -> None:
    expect(ledger.locator("td.when").first).to_contain_text("next")
    with ledger.expect_response("**/requirements/role"):
        ledger.locator("[name=role]").select_option("a board")
    ledger.goto(ledger.url.partition("?")[0])  # the role is remembered, the other fields are not
    expect(ledger.locator("[name=role]")).to_have_value("a board")
    expect(ledger.locator("[name=role] option:checked")).to_contain_text("(")
    with ledger.expect_response("**/requirements/role"):
        ledger.locator("[name=role]").select_option("")


def test_several_rows_are_marked_at_once(ledger: Page) -> None:
    ledger.locator("input.tick").nth(0).check()
    ledger.locator("input.tick").nth(1).check()
    expect(ledger.locator("#several .ticked")).to_have_text("2 ticked")
    ledger.locator("[name=set-state]").select_option("in progress")
    ledger.locator("[name=set-assignee]").fill("Ben")
    ledger.locator("#several button").click()
    expect(ledger.locator(".assignee")).to_have_count(2)
    ledger.locator("button.history").first.click()
    expect(ledger.locator("#history .body")).to_contain_text("in progress")
    ledger.locator("#history button[value='']").click()
    ledger.locator("#more summary").click()
    ledger.locator("[name=assignee]").select_option("Ben")
    expect(ledger.locator(".count")).to_have_text("2 requirements")
    ledger.locator("input.all").check()
    ledger.locator("[name=set-state]").select_option("open")
    ledger.locator("#several button").click()
    expect(ledger.locator("select.mark").first).to_have_value("open")


def test_a_row_is_corrected_and_the_correction_undone(ledger: Page) -> None:
    ledger.locator("[name=text]").fill("catalogue of qualified")
    expect(ledger.locator("table.ledger tbody tr")).to_have_count(1)
    ledger.locator("button.correct").click()
    expect(ledger.locator("#correction .restore")).to_be_hidden()
    ledger.locator("#correction [name=who]").fill("Catalogue Office")
    ledger.locator("#correction [name=sentence]").fill("The Catalogue Office must publish the catalogue.")
    ledger.locator("#correction button[value=keep]").click()
    expect(ledger.locator("td.what a.cite")).to_have_text("The Catalogue Office must publish the catalogue.")
    expect(ledger.locator(".corrected")).to_contain_text("Technology Division → Catalogue Office")
    ledger.locator("button.correct").click()
    ledger.locator("#correction .restore").click()
    expect(ledger.locator(".corrected")).to_have_count(0)


def test_the_board_shows_months_and_leads_to_what_is_late(ledger: Page) -> None:
    ledger.locator("#board summary").click()
    expect(ledger.locator("table.board")).to_contain_text("by 15 January each year")
    ledger.locator("table.board a.cite").first.click()
    expect(ledger.locator("#source mark:visible").first).to_be_visible()
    ledger.locator("#board button.late").click()
    expect(ledger.locator("[name=due]")).to_have_value("overdue")
    expect(ledger.locator(".badge.overdue").first).to_be_visible()


def test_the_board_alone_is_printed(ledger: Page) -> None:
    ledger.locator("#board summary").click()
    expect(ledger.locator("table.board")).to_contain_text("by 15 January each year")
    rows = ledger.locator("table.board tbody tr").count()
    with PdfDocument(ledger.pdf(prefer_css_page_size=True)) as printed:
        text = " ".join(page.get_textpage().get_text_range() for page in printed)
    assert "by 15 January each year" in " ".join(text.split())
    assert "Search" not in text  # the fields
    ledger.emulate_media(media="print")
    expect(ledger.locator("table.board tbody tr:visible")).to_have_count(rows)
    expect(ledger.locator("#rows")).to_be_hidden()


def test_the_rows_are_printed_where_the_board_is_not_opened(ledger: Page) -> None:
    ledger.emulate_media(media="print")
    expect(ledger.locator("#rows .count")).to_be_visible()
    expect(ledger.locator("table.ledger tbody tr").first).to_be_visible()
    expect(ledger.locator("#filters")).to_be_hidden()


def test_a_calendar_is_subscribed_to_with_the_filters_of_the_page(ledger: Page, server: Server) -> None:
    ledger.locator("[name=text]").fill("each year")
    expect(ledger.locator(".count")).to_contain_text("requirement")
    ledger.locator("#subscribe summary").click()
    expect(ledger.locator("#address")).to_have_value(f"{server.address}requirements/calendar.ics?text=each+year&order=next")
    assert "RRULE:FREQ=YEARLY;BY" in server.read("requirements/calendar.ics?text=each+year")


def test_what_changed_stands_side_by_side(ledger: Page) -> None:
    ledger.locator("#differences summary").click()
    changed = ledger.locator("table.pairs tr", has_text="debt-to-asset")
    expect(changed).to_contain_text("below 65 %")
    expect(changed).to_contain_text("below 63 %")
    changed.locator("a.cite").last.click()
    expect(ledger.locator("#cited")).to_contain_text("63 %")


def test_a_mark_that_cannot_be_kept_is_told(ledger: Page) -> None:
    told: list[str] = []
    ledger.on("dialog", lambda dialog: (told.append(dialog.message), dialog.accept()))
    ledger.route("**/requirements/mark", lambda route: route.abort())
    ledger.locator("select.mark").first.select_option("done")
    expect(ledger.locator("select.mark").first).to_have_value("open")
    assert told[0].startswith("The mark was not kept.")


def test_prohibitions_read_as_prohibitions(page: Page, server: Server) -> None:
    page.goto(f"{server.address}onboarding")
    page.locator("#role").select_option("management")
    page.wait_for_url("**role=management")  # loaded with its script, which hears of the next choice
    expect(page.locator("#duties")).to_contain_text("Managers must not do business with companies owned by their close relatives")
    page.locator("#role").select_option("")  # it is kept for all pages
    expect(page.locator("#duties li")).to_have_count(0)


def test_a_role_is_a_chip_that_says_how_many_more_there_are_and_is_cleared(ledger: Page) -> None:
    everybody = int(ledger.locator("#rows .count").get_attribute("data-count") or "")
    ledger.locator("[name=role]").select_option("a board")
    expect(ledger.locator("p.role strong")).to_have_text("a board")
    own = int(ledger.locator("#rows .count").get_attribute("data-count") or "")
    assert 0 < own < everybody
    expect(ledger.locator("p.role")).to_contain_text(f"{everybody - own} more without it")
    ledger.locator("button.clear-role").click()
    expect(ledger.locator("#rows .count")).to_have_attribute("data-count", str(everybody))
    expect(ledger.locator("p.role")).to_have_count(0)
    expect(ledger.locator("[name=role]")).to_have_value("")


def test_a_body_is_found_by_typing_and_counts_once_it_is_one(ledger: Page) -> None:
    everybody = ledger.locator("#rows .count").get_attribute("data-count") or ""
    field = ledger.locator("[name=body]")
    field.press_sequentially("Supervision")
    expect(ledger.locator("#rows .count")).to_have_attribute("data-count", everybody)
    field.press_sequentially(" Division")
    expect(ledger.locator("table.ledger tbody tr")).to_have_count(1)
    field.fill("No such body")
    field.blur()
    expect(ledger.locator("#rows")).to_contain_text("No requirement fits.")


def test_every_place_leads_to_its_document_and_its_passage(ledger: Page) -> None:
    where = ledger.locator("table.ledger tbody td.where").first
    where.get_by_role("link", name="See the passage").click()
    expect(ledger.locator("#source mark").first).to_be_visible()
    title = where.locator("a.document").inner_text()
    where.locator("a.document").click()
    expect(ledger.locator("h1")).to_have_text(title)


def test_what_is_shown_is_exported(ledger: Page, tmp_path: Path) -> None:
    ledger.locator("[name=body]").fill("Technology Division")
    ledger.locator("[name=due]").select_option("overdue")
    expect(ledger.locator(".count")).to_have_text("1 requirement")
    for form in ("xlsx", "csv", "ics"):
        with ledger.expect_download() as coming:
            ledger.locator(f"a.export[data-format={form}]").click()
        coming.value.save_as(tmp_path / f"rows.{form}")
    assert load_workbook(tmp_path / "rows.xlsx").worksheets[0].max_row == 2
    assert "2024-08-31" in (tmp_path / "rows.csv").read_text(encoding="utf-8-sig")
    assert "20240831" in (tmp_path / "rows.ics").read_text(encoding="utf-8")


def test_hostile_text_is_shown_and_does_nothing(ledger: Page, server: Server) -> None:
    ledger.locator("[name=text]").fill("xylophone")
    ledger.locator("#rows button.exhortations").click()
    expect(ledger.locator(".count")).to_have_text("1 requirement")
    expect(ledger.locator("td.what")).to_contain_text("<script>document.title='owned'</script>")
    for address in ("requirements?text=%3Cimg%20src=x%20onerror=alert(1)%3E", "onboarding"):
        ledger.goto(server.address + address)
        ledger.wait_for_timeout(300)
        assert ledger.locator("img, main script").count() == 0


def test_a_new_official_reads_and_checks_oneself(page: Page, server: Server) -> None:
    page.goto(f"{server.address}onboarding")
    assert page.locator("ol.path > li").count() == 10
    assert sum(page.locator("ol.path > li").nth(place).locator("ul.key li").count() == 3 for place in range(10)) >= 8
    page.locator("ol.path a.cite").first.click()
    expect(page.locator("#cited")).to_contain_text(page.locator("ol.path a.cite").first.inner_text())
    page.locator("svg a circle").last.click()
    expect(page.locator("#source mark:visible").first).to_be_visible()
    page.locator("#role").select_option("a board")
    expect(page.locator("#duties li").first).to_contain_text("board", ignore_case=True)
    expect(page.locator("ol.path .about").first).to_contain_text("for your role")
    page.locator("article.card", has_text="external director").locator("a.cite").first.click()
    expect(page.locator("#cited")).to_contain_text("is a director who holds no other post")
    page.locator("ol.path input.read").first.check()
    question = page.locator("ol.quiz > li").first
    question.locator("button.option").first.click()
    expect(question.locator(".verdict")).to_contain_text("Source:")
    question.locator(".verdict a.cite").click()
    expect(page.locator("#cited")).to_contain_text(question.locator("blockquote").inner_text()[:20])
    question.locator("button.option.right").click()
    expect(question.locator(".verdict")).to_contain_text("Right.")
    expect(page.locator("#learned")).to_have_text("1 of 10 documents read, 1 of 12 questions right.")
    page.reload()
    expect(page.locator("#learned")).to_have_text("1 of 10 documents read, 1 of 12 questions right.")
    title = page.locator("ol.path li.done h3 a").inner_text()
    page.locator("a", has_text="Certificate").click()
    expect(page.locator(".certificate tbody tr")).to_have_count(1)
    expect(page.locator(".certificate tbody")).to_contain_text(title)
    expect(page.locator(".certificate")).to_contain_text("1 of 12 questions right")


def test_a_term_in_an_answer_shows_its_card(page: Page, server: Server) -> None:
    page.goto(f"{server.address}?ask=What%20are%20the%20two%20capabilities%3F")
    expect(page.locator("#chat .answer details")).to_be_visible(timeout=60_000)
    page.locator("#chat a.term", has_text="two capabilities").first.click()
    card = page.locator("#source article.card")
    expect(card).to_contain_text("means core functions and core competitiveness")
    card.locator("blockquote a.cite").click()
    expect(page.locator("#cited")).to_contain_text("means core functions")


@pytest.mark.parametrize("path", ["requirements", "onboarding"])
def test_the_pages_fit_a_phone(browser: Browser, server: Server, path: str) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    try:
        phone.goto(server.address + path)
        phone.locator("a.cite").first.wait_for()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        phone.locator("main a.cite").first.click()
        mark = phone.locator("#source .rendition mark").first
        expect(mark).to_be_visible()
        phone.locator("#close-source").click()
        expect(mark).to_be_hidden()
    finally:
        phone.close()
