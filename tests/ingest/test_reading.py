"""From bytes to documents: encodings, formats, boilerplate, headings and metadata."""

import random

import pytest

from ingest.document import read
from ingest.errors import NothingToIndexError, ReadingError
from ingest.files.encoding import decode
from vectorstore.document import Document

CHINESE = "国有企业改革深化提升行动要求各地国资委在年底前完成主要任务的百分之七十以上，并按季度报告进展情况。" * 3


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_simplified_chinese_is_decoded_from(encoding: str) -> None:
    text = "Plan 2024: " * 40 + CHINESE if encoding in ("utf-16-le", "utf-16-be") else CHINESE
    assert decode(text.encode(encoding)) == text


def test_traditional_chinese_is_decoded_from_big5() -> None:
    text = "國有企業改革深化提升行動要求各地國資委在年底前完成主要任務，並按季度報告進展情況。" * 3
    assert decode(text.encode("big5")) == text


def test_the_encoding_that_a_page_declares_is_used() -> None:
    html = f'<html><head><meta charset="gb2312"><title>通知</title></head><body><p>{CHINESE}</p></body></html>'
    assert "百分之七十" in read("a.html", html.encode("gb18030")).text


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_not_text(seed: int) -> None:
    with pytest.raises(ReadingError, match="not text"):
        read("noise.txt", random.Random(seed).randbytes(4096))


@pytest.mark.parametrize("content", [b"", b" \n\t\n ", "\ufeff".encode()])
def test_a_file_without_text_has_nothing_to_index(content: bytes) -> None:
    with pytest.raises(NothingToIndexError):
        read("empty.txt", content)


def test_an_unknown_kind_of_file_is_named() -> None:
    with pytest.raises(ReadingError, match=r"“\.xyz”"):
        read("a.xyz", b"text")


def test_markdown_keeps_its_headings_and_loses_its_marks() -> None:
    document = read(
        "a.md",
        b"# The Plan\n\nSee **the [list](https://example.org/x)** of it.\n\n## Duties\n\n> Boards must act.\n\n---\n\n```\ncode\n```\n",
    )
    assert document.title == "The Plan"
    assert document.text == "The Plan\n\nSee the list of it.\n\nDuties\n\nBoards must act.\n\ncode"
    assert document.heading_at(document.text.index("Boards")) == ("Duties",)
    assert document.heading_at(0) == ()


def test_a_web_page_gives_its_main_text_only() -> None:
    document = read(
        "a.html",
        page(
            "<nav><a href=/>Home</a></nav><div class='breadcrumb'><a>Home</a> &gt; <a>Policies</a></div>"
            "<div class='content'><h1>Rules on Boards</h1><p>Boards <b>must</b> meet.</p><h2>Members</h2><ul><li>One chair</li><li>Two members</li></ul>"
            "<ol><li>First</li><li>Second</li></ol>"
            "<table><tr><th>Duty</th><th>Deadline</th></tr><tr><td>Report</td><td>31 March</td></tr></table></div>"
            "<script>var hidden = 1;</script><div style='display:none'>secret</div>"
            "<footer>© 2024 The Site</footer>",
            "<title>Rules on Boards - The Site</title><meta name='PubDate' content='2024-03-01 10:00'><meta name='ContentSource' content='The Commission'>",
        ),
    )
    assert document.text.split("\n") == [
        "Rules on Boards", "", "Boards must meet.", "", "Members", "", "- One chair", "- Two members", "", "(1) First", "(2) Second", "",
        "Duty: Report | Deadline: 31 March",
    ]  # fmt: skip
    assert (document.title, document.issuer, document.issued) == ("Rules on Boards", "The Commission", "2024-03-01")
    assert document.heading_at(document.text.index("Two")) == ("Members",)


def test_menus_without_a_telling_name_are_cut_too() -> None:
    menu = "<div>" + "".join(f"<a href='/{i}'>Department {i}</a> " for i in range(12)) + "</div>"
    assert (
        "Department" not in read("a.html", page(f"{menu}<p>The commission must report by 31 March 2025. {'It must act. ' * 20}</p>")).text
    )


def test_deeply_nested_html_is_refused_with_a_reason() -> None:
    content = page("<div>" * 100_000 + "text" + "</div>" * 100_000)
    with pytest.raises(NothingToIndexError, match="no text"):
        read("deep.html", content)


def test_what_a_site_puts_around_a_text_is_cut_at_both_ends() -> None:
    document = read(
        "a.txt",
        b"NEWS\n\nNo other individual or institution has the right to sign for us.\nReform Goes On\n2024-05-20\nThe commission must act now. Copyright is not "
        b"mentioned again.\nIt must report.\nEdit:Li Responsible editor:Wang\nSource:paper.example.cn\nSpecial statement: if the texts infringe your rights, "
        b"please contact email:a@example.org\n(c) 2024 The Site",
    )
    assert document.text == "Reform Goes On\n2024-05-20\nThe commission must act now. Copyright is not mentioned again.\nIt must report."
    assert (document.title, document.issuer, document.issued) == ("Reform Goes On", "paper.example.cn", "2024-05-20")


@pytest.mark.parametrize(
    "line",
    [
        "Notice: boards must not violate the lawful rights of shareholders.",
        "Enterprises must not infringe the legitimate rights of small shareholders and must contact them.",
        "Statement: the plan was adopted by the council on 3 May.",
        "企业不得侵犯职工的合法权益。",
        "依法保护商标和著作权。",
        "Editors and publishers must keep accounts.",
    ],
)
def test_duties_that_sound_like_boilerplate_are_kept(line: str) -> None:
    assert read("a.txt", f"{line}\n\nThe commission must act.\n\n{line}".encode()).text.count(line) == 2


def test_a_text_that_looks_like_boilerplate_throughout_is_kept() -> None:
    assert read("a.txt", b"Copyright 2024 The Site").text == "Copyright 2024 The Site"


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("date 2023-10-17 Reform is ready to go.", "2023-10-17"),
        ("Title\nPublished: May 20, 2024\nText.", "2024-05-20"),
        ("Title\nDate: 5 February 2024\nText.", "2024-02-05"),
        ("标题\n发布日期：2024年3月1日\n正文。", "2024-03-01"),
        ("Title\nDate of birth 26 June 1968\nText.", ""),
        ("Title\nThe meeting of 2024-01-05 decided that all bodies must report in time.\nText.", ""),
        ("Title\nDate: 2024-13-45\nText.", ""),
    ],
)
def test_the_date_is_taken_only_where_it_is_the_documents_own(text: str, issued: str) -> None:
    assert read("a.txt", text.encode()).issued == issued


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Title\nText goes on.\nSource: The Commission", "The Commission"),
        ("标题\n发文机关：省国资委\n正文。", "省国资委"),
        ("Party Committee of the Commission: On Reform\n\nText goes on here.", "Party Committee of the Commission"),
        ("Title\nText goes on and on. (Li Xinping).", "Li Xinping"),
        ("Title\nText (see annex).", ""),
    ],
)
def test_the_issuer_is_found_in_the_text(text: str, issuer: str) -> None:
    assert read("a.txt", text.encode()).issuer == issuer


def test_a_text_without_a_title_is_called_by_its_file() -> None:
    document = read("reform-priorities_2024-05-20.txt", ("A first paragraph that is far too long to be a title. " * 8).encode())
    assert (document.title, document.issued) == ("Reform priorities", "2024-05-20")


def paths(document: Document) -> list[tuple[str, ...]]:
    return [section.path for section in document.sections]


def test_numbered_and_plain_lines_are_recognised_as_headings() -> None:
    body = "The commission must report on this each quarter, and the enterprises must give it the figures in time."
    text = f"The Title\n\n1. Purpose\n{body}\n\n1.1 Details\n{body}\n\n2. Duties\n{body}\n\nReporting lines\n\n{body}\n\n3. This is a sentence and no heading."
    assert paths(read("a.txt", text.encode())) == [
        ("1. Purpose",),
        ("1. Purpose", "1.1 Details"),
        ("2. Duties",),
        ("2. Duties", "Reporting lines"),
    ]


def test_chinese_headings_are_recognised() -> None:
    text = "改革任务清单\n\n一、总体要求\n各单位应当抓紧落实，确保完成任务。\n（一）科技创新\n研发投入强度不低于百分之三。\n第三条 报告\n各单位应当按季度报告。\n第四条 各单位不得虚报。"
    assert paths(read("a.txt", text.encode()))[-3:] == [
        ("一、总体要求",),
        ("一、总体要求", "（一）科技创新"),
        ("一、总体要求", "第三条 报告"),
    ]


def test_stray_stars_and_broken_spacing_are_repaired() -> None:
    assert (
        read("a.txt", "** The meeting\u3000said:  more than 70% 。* It must\tact.".encode()).text
        == "The meeting said: more than 70% 。 It must act."
    )


def test_bullets_and_products_keep_their_stars() -> None:
    assert read("a.txt", b"Title of it\n\n* first of 3 * 4\n* second").text == "Title of it\n\n* first of 3 * 4\n* second"


def test_the_text_of_hostile_documents_stays_text() -> None:
    hostile = "<script>alert(1)</script> ${alert(1)} <img src=x onerror=alert(1)> [1]"
    assert read("a.txt", hostile.encode()).text == hostile
    assert read("a.md", hostile.replace("<", "\\<").encode()).text == hostile
    assert read("a.md", hostile.encode()).text == "${alert(1)} [1]"  # HTML in Markdown is read as that of a page


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("各部门要加强监管，年底前完成任务。（责任编辑：李娜）", "各部门要加强监管，年底前完成任务。"),
        ("All units must finish by the end of the year. (Responsible editor: Li Na)", "All units must finish by the end of the year."),
    ],
)
def test_a_paragraph_that_ends_in_boilerplate_keeps_its_own_sentences(text: str, kept: str) -> None:
    document = read("news.txt", f"A title\n\nA first paragraph stands here.\n\n{text}".encode())
    assert document.text.endswith(kept)


@pytest.mark.parametrize(
    "line",
    [
        "Date of issue: January 20, 2026",
        "2026-01-20 20:14:00 Xinhua News Agency",
        "来源：国资小新 发布时间：2026-01-20",
        "（2026年1月20日公布）",
    ],
)
def test_a_date_of_issue_is_read_however_it_is_written(line: str) -> None:
    assert read("news.txt", f"A title\n\n{line}\n\nA first paragraph stands here.".encode()).issued == "2026-01-20"


def test_a_text_with_a_wrong_byte_keeps_its_encoding() -> None:
    content = ("Ворота открывают в шесть. " * 20).encode()
    assert read("a.txt", content[:501] + content[502:]).text.count("Ворота") == 20


def test_where_a_word_may_be_broken_is_no_part_of_it() -> None:
    text = "The co\u00adopera\u00adtive must vac\u200bcinate its \ufeffgeese.\n\n养\u200b鹅\u2060户应当登记。"
    expected = "The cooperative must vaccinate its geese.\n\n养鹅户应当登记。"
    paragraphs = text.split("\n\n")
    assert read("geese.md", text.encode()).text == expected
    assert read("geese.html", page("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))).text == expected


def test_radicals_and_joined_letters_are_read_as_the_characters_that_they_look_like() -> None:
    found = read("rules.txt", "⼈⺠政府关于⾯包的规定\n\n⾯包应当在⻔前称重，用 ﬁne ﬂour。⺮".encode())
    assert (found.title, found.text.split("\n")[-1]) == ("人民政府关于面包的规定", "面包应当在门前称重，用 fine flour。⺮")


def test_fractions_of_one_character_stay_as_they_are_written() -> None:
    assert read("rules.txt", "Each barge carries 2½ tons and ⅔ of its crew.".encode()).text.endswith("carries 2½ tons and ⅔ of its crew.")
