"""The page of documents as an administrator uses it, in headless Chromium against the real server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.web_server import Server, ask, served, watched_page
from tests.web_site import page as reply
from tests.web_site import web_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHARTER = "# Charter of the Test Fund\n\nIssued by: Fund Office\n\nThe fund must publish its accounts by 30 June 2031.\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("documents") / "library", POLICY_MAX_FILE_MB="1") as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with watched_page(browser, server) as opened:
        opened.goto(f"{server.address}documents")
        expect(opened.locator("table.documents")).to_be_visible()
        yield opened


def bring(page: Page, name: str, content: bytes | str) -> None:
    body = content.encode() if isinstance(content, str) else content
    page.locator("#files").set_input_files([FilePayload(name=name, mimeType="text/plain", buffer=body)])


def row(page: Page, name: str) -> str:
    return f'table.documents tr:has(.keeping[data-name="{name}"])'


def test_a_file_is_dropped_read_edited_removed_and_put_back(page: Page, server: Server) -> None:
    moved = page.evaluate_handle(
        "(text) => { const moved = new DataTransfer(); moved.items.add(new File([text], 'charter.md')); return moved; }", CHARTER
    )
    page.locator("#drop").dispatch_event("drop", {"dataTransfer": moved})
    expect(page.locator("#jobs li.added")).to_contain_text("charter.md")
    charter = page.locator(row(page, "charter.md"))
    expect(charter).to_contain_text("Charter of the Test Fund")
    expect(charter).to_contain_text("today")

    charter.locator("button.edit").click()
    page.locator("#properties [name=issuer]").fill("Ministry of <b>Funds</b>")
    page.locator("#properties [name=status]").select_option("draft")
    page.locator("#properties button[value=keep]").click()
    expect(page.locator("#jobs li").first).to_have_class("updated")
    expect(charter).to_contain_text("Ministry of <b>Funds</b>")
    expect(charter).to_contain_text("draft")

    page.on("dialog", lambda dialog: dialog.accept())
    charter.locator("button.remove").click()
    expect(charter).to_have_count(0)
    assert "document?name=charter.md" not in server.read("documents")
    page.locator("details.removals summary").click()
    page.locator("ul.removals li", has_text="charter.md").locator("button.undo").click()
    expect(charter).to_contain_text("Ministry of <b>Funds</b>")
    expect(page.locator("ul.removals")).to_have_count(0)
    charter.locator("button.again").click()
    expect(page.locator("#jobs li").first).to_have_class("updated")


def test_a_later_version_takes_the_place_of_the_earlier(page: Page) -> None:
    bring(page, "notice.md", "# A notice\n\nEnterprises must report by 1 May 2031.\n")
    expect(page.locator("#jobs li.added", has_text="notice.md")).to_have_count(1)
    bring(page, "notice.md", "# A later notice\n\nEnterprises must report by 1 June 2031.\n")
    expect(page.locator("#jobs li.updated", has_text="notice.md")).to_have_count(1)
    expect(page.locator(row(page, "notice.md"))).to_contain_text("A later notice")


def test_what_cannot_be_read_is_told_and_costs_no_other(page: Page) -> None:
    bring(page, "program.exe", b"MZ\x00\x01")
    bring(page, "false.pdf", b"this is no PDF at all")
    bring(page, "huge.txt", b"x" * 1_500_000)
    bring(page, "empty.txt", b"")
    bring(page, "good.txt", "The board must meet four times a year.\n")
    expect(page.locator("#jobs li.added", has_text="good.txt")).to_have_count(1)
    for name, told in (("program.exe", "not read"), ("false.pdf", "pdf"), ("huge.txt", "larger than 1 MB"), ("empty.txt", "empty")):
        expect(page.locator("#jobs li.failed", has_text=name)).to_contain_text(re.compile(told, re.IGNORECASE))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd.md", "passwd.md"),
        ("..\\..\\windows.md", "windows.md"),
        ("<img src=x onerror=alert(1)>.md", "<img src=x onerror=alert(1)>.md"),
        ("\u202egpj.md", "gpj.md"),
        ("{{7*7}}${alert(1)}.md", "{{7*7}}${alert(1)}.md"),
        ("a\tb\x7f\x1bc.md", "abc.md"),
    ],
)
def test_hostile_file_names_do_nothing(page: Page, server: Server, name: str, kept: str) -> None:
    body = f"# Rules {name[:10]!r}\n\nThe board must tune the xylophone number {abs(hash(name)) % 9973}.\n"
    sent = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + name.encode() + b'"\r\n\r\n' + body.encode() + b"\r\n--x--\r\n"
    )
    status, told, _ = server.send("documents/upload", sent, Content_Type="multipart/form-data; boundary=x")
    assert status == 200, told
    page.reload()
    expect(page.locator("table.documents")).to_contain_text(kept)
    found = page.locator("table.documents tr", has_text=kept)
    with page.expect_download() as coming:
        found.first.get_by_role("link", name="Download").click()
    content = Path(coming.value.path()).read_text(encoding="utf-8")
    assert "xylophone" in content
    assert not list(server.data.rglob("passwd*"))


def test_a_pdf_is_opened_at_its_page_and_nothing_else_inline(page: Page, server: Server, tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    paper = Canvas(str(tmp_path / "two.pdf"))
    for text in ("The first page tells of the board.", "The second page: every mill must close by 31 March 2032."):
        paper.drawString(72, 720, text)
        paper.showPage()
    paper.save()
    bring(page, "two.pdf", (tmp_path / "two.pdf").read_bytes())
    expect(page.locator("#jobs li.added", has_text="two.pdf")).to_have_count(1)
    page.goto(f"{server.address}requirements?text=every+mill+close")
    page.locator("table.ledger a.cite").first.click()
    shown = page.get_by_role("link", name="Open the PDF at page 2")
    address = shown.get_attribute("href") or ""
    assert address.endswith("inline=1#page=2")
    status, _, headers = server.send(address.partition("#")[0])
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    assert headers["Content-Disposition"].startswith("inline")
    other = re.search(r"documents/original\?document=(\d+)", server.read("documents"))
    assert other
    _, _, headers = server.send(f"documents/original?document={other[1]}&inline=1")
    assert headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in headers["Content-Security-Policy"]


def test_an_old_answer_opens_after_its_document_was_read_again(page: Page, server: Server) -> None:
    text = "# Rules of the lake\n\nThe lake office must drain the basin by 31 May 2033.\n"
    bring(page, "lake.md", text)
    expect(page.locator("#jobs li.added", has_text="lake.md")).to_have_count(1)
    page.goto(server.address)
    expect(page.locator("#masthead .status")).to_contain_text("documents, as of")
    ask(page, "By when must the lake office drain the basin?")
    address = page.url
    page.goto(f"{server.address}documents")
    bring(page, "lake.md", text.replace("# Rules of the lake\n", "# Rules of the lake\n\nA preamble was put before it.\n"))
    expect(page.locator("#jobs li.updated", has_text="lake.md")).to_have_count(1)
    page.goto(address)
    expect(page.locator("#chat p.renewed")).to_contain_text("since")
    page.locator("#chat blockquote a.cite").first.click()
    expect(page.locator("#cited")).to_contain_text("drain the basin by 31 May 2033")
    expect(page.locator("#source .text")).to_contain_text("A preamble was put before it.")


def test_a_translation_is_told_and_parted_with_one_click_and_paired_again(page: Page) -> None:
    english = "# Rules of the Weir\n\nThe weir office must open the gates by 3 April 2031 where the water stands 45 cm above the mark.\n"
    chinese = "# 水坝规则\n\n水位高出标记45厘米时，水坝管理处应当于2031年4月3日前打开闸门。\n"
    bring(page, "weir.md", english)
    bring(page, "水坝.md", chinese)
    told = page.locator(row(page, "weir.md")).locator("p.counterpart")
    expect(told).to_contain_text("The same in another language: “水坝规则”", timeout=30_000)
    told.locator("button.part").click()
    expect(told).to_contain_text("Parted from “水坝.md”.")
    told.locator("button.pair").click()
    expect(told).to_contain_text("The same in another language: “水坝规则”")


def test_a_title_opens_the_page_of_its_document(page: Page) -> None:
    page.locator("table.documents").get_by_role("link", name="Guidelines on Building Boards of Directors and on External Directors").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guidelines on Building Boards of Directors and on External Directors")
    page.locator("#summary a.cite").first.click()
    expect(page.locator("#source mark:visible").first).to_be_visible()
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#source .text")).to_contain_text("External directors")
    page.locator("#naming a.document").first.click()
    expect(page).to_have_url(re.compile(r"document\?name=linjiang"))
    page.locator("#requirements a").first.click()
    expect(page).to_have_url(re.compile(r"requirements\?document=linjiang"))


def tick(page: Page, first: int, last: int) -> list[str]:
    """Tick the rows from `first` to `last` with two clicks; give the names of their documents."""
    page.locator("input.tick").nth(first).click()
    page.locator("input.tick").nth(last).click(modifiers=["Shift"])
    return [str(row.get_attribute("data-name")) for row in page.locator("table.documents tbody tr").all()[first : last + 1]]


def test_several_are_removed_with_one_question_and_put_back_where_the_eye_is(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    names = tick(page, 2, 4)
    expect(page.locator("#several .ticked")).to_have_text("3 ticked")
    page.locator("#several .remove").click()
    for name in names:
        expect(page.locator(row(page, name))).to_have_count(0)
    undo = page.locator("#news .take-back")
    expect(undo).to_be_in_viewport()
    assert len(asked) == 1
    undo.click()
    for name in names:
        expect(page.locator(row(page, name))).to_have_count(1)


def test_several_are_collected_found_again_and_ordered(page: Page) -> None:
    names = tick(page, 1, 3)
    page.locator("#collect").select_option("new")
    page.locator("#naming input").fill("Reform plans")
    page.locator("#naming button[value=keep]").click()
    expect(page.locator("#news")).to_contain_text("Added to “Reform plans”: 3")
    page.locator("#within").select_option(label="Reform plans (3)")
    page.locator("th[data-by=issued] button").click()
    page.reload()
    shown = page.locator("table.documents tbody tr:visible")
    expect(shown).to_have_count(3)
    issued = [str(one.get_attribute("data-issued")) for one in shown.all()]
    assert issued == sorted(issued, key=lambda day: (not day, day))  # without a date last
    assert {one.get_attribute("data-name") for one in shown.all()} == set(names)
    page.get_by_role("button", name="Delete the collection").click()
    expect(page.locator("#within")).to_have_value("")
    page.locator("#news .take-back").click()
    expect(page.locator("#within option", has_text="Reform plans (3)")).to_have_count(1)


def test_reading_is_cancelled_also_of_what_is_read(page: Page) -> None:
    text = "".join(f"Article {number}. The lock keeper must count {7 * number} boats.\n\n" for number in range(9_000))
    bodies = [f"# Locks {number}\n\n{text}".encode() for number in range(3)]
    page.locator("#files").set_input_files(
        [FilePayload(name=f"locks-{number}.md", mimeType="text/plain", buffer=body) for number, body in enumerate(bodies)]
    )
    expect(page.locator("#jobs li.reading")).to_have_count(2)
    page.locator("#jobs li.waiting button.cancel").click()
    expect(page.locator("#jobs li.cancelled")).to_have_count(1)
    page.locator("#jobs li.all button.cancel").click()
    expect(page.locator("#jobs li.cancelled")).to_have_count(3)
    expect(page.locator("table.documents")).not_to_contain_text("locks-")


def test_all_is_reached_at_the_width_of_a_phone(browser: Browser, server: Server) -> None:
    with watched_page(browser, server, viewport={"width": 390, "height": 844}) as page:
        for path in ("documents", "document?name=linjiang-implementation-plan-2024-revised.md"):
            page.goto(f"{server.address}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") == 390
        expect(page.get_by_role("link", name="Ask this document")).to_be_in_viewport()
        page.goto(f"{server.address}documents")
        page.locator("#order").select_option("issued")
        page.locator("input.tick").nth(1).click()
        expect(page.locator("#several .remove")).to_be_in_viewport()


def test_a_web_address_is_brought_and_what_is_refused_is_told_below_the_field(browser: Browser, tmp_path: Path) -> None:
    with (
        web_site() as site,
        served(tmp_path / "library", POLICY_FETCH=f"127.0.0.1:{site.port}", POLICY_FETCH_PRIVATE="127.0.0.1") as server,
    ):
        site.pages["/charter"] = reply(
            "<html><body><h1>Charter of the Test Fund</h1><p>The fund must publish its accounts.</p></body></html>"
        )
        with watched_page(browser, server) as page:
            page.goto(f"{server.address}documents")
            field = page.get_by_label("Web address")
            field.fill("http://evil.example/charter")
            field.press("Enter")
            expect(page.locator("#jobs li.failed")).to_contain_text("“evil.example” is not among the hosts that may be asked")
            expect(field).to_have_value("http://evil.example/charter")
            field.fill(site.address("/charter", "127.0.0.1"))
            page.get_by_role("button", name="Fetch it").click()
            expect(page.locator("#jobs li.added")).to_contain_text("/charter")
            expect(field).to_have_value("")
            charter = page.locator(row(page, "127.0.0.1/charter.html"))
            expect(charter.locator("a.web")).to_have_attribute("rel", "noopener noreferrer")
            del site.pages["/charter"]
            charter.locator("button.again").click()
            expect(charter.locator(".warning")).to_contain_text("There is nothing at this address (404).")
            expect(page.locator("#news")).to_contain_text("charter.html: failed – There is nothing at this address (404).")


def test_what_was_typed_stays_where_another_was_first(page: Page, server: Server) -> None:
    name = page.locator(".keeping").first.get_attribute("data-name") or ""
    edited, dialog = page.locator(row(page, name)), page.locator("#properties")
    edited.locator("button.edit").click()
    expect(dialog.locator(".warning")).to_be_hidden()
    dialog.locator("[name=number]").fill("No. 7")
    assert server.send("documents/properties", {"name": name, "properties": {"issuer": "Office of Quays"}, "version": 0})[0] == 200
    dialog.locator("button[value=keep]").click()
    expect(dialog.locator(".warning")).to_contain_text("Somebody has changed this since it was shown (Issuer:")
    expect(dialog.locator("[name=number]")).to_have_value("No. 7")
    dialog.locator("button[value=keep]").click()
    expect(dialog).to_be_hidden()
    expect(edited).to_contain_text("No. 7")
    expect(edited).to_contain_text("Office of Quays")
