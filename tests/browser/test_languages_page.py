"""The languages of the pages, in headless Chromium against the real server."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import AGREEMENT, choose_language
from tests.web_server import Server, ask, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_page_speaks_chinese(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server, locale="zh-CN") as page:
        page.goto(sample_server.address)
        expect(page.locator("#masthead .status")).to_contain_text("份文件，截至")
        ask(page, "省属工业企业研发投入强度要达到多少？")
        expect(page.locator("#chat .as-of")).to_contain_text("文件截至")
        expect(page.locator("#chat a.act.again")).to_have_text("重新提问")
        page.locator("#chat blockquote a.cite").first.click()
        expect(page.get_by_role("searchbox", name="在文件中查找")).to_be_visible()
        choose_language(page, "English")
        expect(page.locator("#masthead .status")).to_contain_text("documents, as of")
        expect(page.locator("body")).to_have_attribute("lang", "en")
        page.goto(f"{sample_server.address}requirements")
        expect(page.locator("h1")).to_have_text("Requirements")
        choose_language(page, "中文")
        expect(page.locator("h1")).to_have_text("要求")
        for path, title in (("onboarding", "入门"), ("documents", "文件"), ("insights", "洞察")):
            page.goto(f"{sample_server.address}{path}")
            expect(page.locator("h1")).to_have_text(title)


def test_issuers_can_be_chosen_and_the_language_keeps_the_conversation(page: Page) -> None:
    ask(page, AGREEMENT)
    page.locator("#ask-filters summary").click()
    expect(page.locator("#ask-filters [name=issuer] option")).not_to_have_count(1)
    choose_language(page, "中文")
    expect(page.locator("#masthead .status")).to_contain_text("份文件")
    expect(page.locator("#chat p.asked")).to_have_text(AGREEMENT)
    page.get_by_role("link", name="要求", exact=True).click()
    page.locator("#more > summary").click()
    page.locator("[name=theme]").select_option("governance")
    expect(page.locator("table.ledger")).to_be_visible()
    choose_language(page, "English")
    expect(page.locator("h1")).to_have_text("Requirements")
    expect(page.locator("[name=theme]")).to_have_value("governance")
