"""What can be done with an answer and its sources, in headless Chromium against the real server."""

import io
import re
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import AGREEMENT, SNOW
from tests.web_server import Server, ask, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_answer_is_exported_with_quotes_places_and_day(page: Page) -> None:
    ask(page, AGREEMENT)
    with page.expect_download() as coming:
        page.locator("#chat a.act.docx").click()
    paper = docx.Document(io.BytesIO(Path(coming.value.path()).read_bytes()))
    told = "\n".join(one.text for one in paper.paragraphs)
    quote = page.locator("#chat blockquote").nth(1).inner_text().rsplit("\n", 1)[-1][:40]
    assert AGREEMENT in told
    assert quote in told
    assert "tenure-and-contract-management-measures.md" in told
    assert re.search(r"documents as of \d{1,2} \w+ 20\d\d", told)


def test_an_answer_is_copied_with_its_citations(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, AGREEMENT)
    page.locator("#chat a.act.copy").click()
    expect(page.locator("#chat a.act.copy")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "within 20 working days" in copied
    assert "[tenure-and-contract-management-measures.md]" in copied
    assert "\\" not in copied


def test_a_bad_answer_is_reported_with_reasons(page: Page, sample_server: Server) -> None:
    ask(page, SNOW)
    page.locator("#chat a.act.bad").click()
    page.locator("#feedback [value='not what was asked']").check()
    page.locator("#feedback [name=saved][value=no]").check()
    page.locator("#feedback textarea").fill("<script>document.title='owned'</script>")
    page.locator("#feedback button[value=keep]").click()
    expect(page.locator("#chat a.act.bad.chosen")).to_be_visible()
    page.reload()
    expect(page.locator("#chat a.act.bad.chosen")).to_be_visible()
    page.goto(f"{sample_server.address}insights")
    topic = page.locator("ul.topics li", has_text="snow").first
    topic.locator("summary").click()
    expect(topic).to_contain_text("not what was asked; <script>")


def test_a_source_is_searched_and_citations_are_gone_through(page: Page) -> None:
    ask(page, AGREEMENT)
    page.locator("#chat blockquote a.cite").first.click()
    first = page.locator("#cited").inner_text().splitlines()[-1]
    page.get_by_role("button", name="Next source").click()
    expect(page.locator("#cited")).not_to_contain_text(first)
    page.get_by_role("button", name="Previous source").click()
    expect(page.locator("#cited")).to_contain_text(first)
    find = page.get_by_role("searchbox", name="Find in the document")
    find.fill("the  BOARD")
    find.press("Enter")
    expect(page.locator("#source .found")).to_contain_text("1 of ")
    assert page.locator("#cited").inner_text().lower().split() == ["the", "board"]
    page.keyboard.press("Enter")
    expect(page.locator("#source .found")).to_contain_text("2 of ")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#source .found")).to_contain_text("1 of ")
    find.fill("xylophone")
    find.press("Enter")
    expect(page.locator("#source .found")).to_have_text("not found")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the original").click()
    assert coming.value.suggested_filename == "tenure-and-contract-management-measures.md"


def test_the_next_questions_are_asked_with_a_click(page: Page) -> None:
    ask(page, AGREEMENT)
    proposed = page.locator("#proposed button")
    expect(proposed.first).to_be_visible()
    question = proposed.first.inner_text()
    proposed.first.click()
    expect(page.locator("#chat p.asked").last).to_have_text(question)
    expect(page.locator("#chat .acts")).to_have_count(2)


def test_an_answer_is_rated_on_a_phone(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server, viewport={"width": 390, "height": 844}) as page:
        page.goto(sample_server.address)
        ask(page, AGREEMENT)
        page.locator("#chat a.act.good").click()
        expect(page.locator("#chat a.act.good[aria-pressed=true]")).to_be_visible()
        expect(page.locator("#feedback")).to_be_hidden()
        page.locator("#chat a.act.remark").click()
        page.locator("#feedback [name=saved][value=yes]").check()
        page.locator("#feedback button[value=keep]").click()
        expect(page.locator("#feedback")).to_be_hidden()
        page.locator("#chat a.act.good").click()
        expect(page.locator("#chat a.act.good[aria-pressed=false]")).to_be_visible()


def test_the_rows_of_an_answer_are_exported_as_they_are_shown(page: Page) -> None:
    ask(page, AGREEMENT)
    expect(page.locator("#chat a.act.docx")).to_be_visible()
    expect(page.locator("#chat a.act.xlsx")).to_have_count(0)  # no table, nothing to export as one
    ask(page, "List all deadlines in 2025")
    shown = page.locator("#chat table.rows").last.locator("tbody tr")
    with page.expect_download() as coming:
        page.locator("#chat a.act.xlsx").click()
    sheet = load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes())).worksheets[-1]
    assert [sheet.cell(line, 1).value for line in range(2, sheet.max_row + 1)] == shown.locator("td:first-child").all_inner_texts()
    assert sheet.cell(1, sheet.max_column).value == "Quote"
    with page.expect_download() as coming:
        page.locator("#chat a.act.csv").click()
    assert coming.value.suggested_filename == "List all deadlines in 2025.csv"


def test_the_rows_of_an_answer_are_sorted_by_a_click_and_open_where_they_stand(page: Page) -> None:
    ask(page, "List all deadlines in 2025")
    table = page.locator("#chat table.rows").first
    column = table.locator("tbody td:nth-child(3) time")
    days = "all => all.map(one => one.dateTime)"
    dates = column.evaluate_all(days)
    assert dates == sorted(dates)
    table.get_by_role("button", name="By when").click()
    table.get_by_role("button", name="By when").click()
    expect(table.locator("th[aria-sort=descending]")).to_have_text("By when")
    assert column.evaluate_all(days) == sorted(dates, reverse=True)
    said = table.locator("tbody tr").first.locator("td").first.inner_text()
    table.locator("tbody tr").first.locator("a.cite").click()
    expect(page.locator("#cited")).to_have_text(said)
    with page.context.expect_page() as coming:
        page.locator("#chat a.page").click()
    expect(coming.value.locator("#rows table.ledger tbody tr")).to_have_count(len(dates))
