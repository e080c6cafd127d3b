"""Word, OpenDocument, slides, rich text, mail and archives: all that a reader sees comes out, and what was deleted does not."""

import shutil
import subprocess
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx import Presentation
from pptx.util import Inches

from ingest.document import read
from ingest.errors import NothingToIndexError, ReadingError

W = nsdecls("w")


def saved(document: WordDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(document: WordDocument, xml: str) -> None:
    document.element.body.insert_element_before(parse_xml(f"<w:p {W}>{xml}</w:p>"), "w:sectPr")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def lines_of(name: str, content: bytes) -> list[str]:
    return [line for line in read(name, content).text.split("\n") if line]


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>June</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="a">{run("September")}</w:ins>'
    paragraph(document, run("Groups report by ") + deleted + inserted + run(" 2024."))
    paragraph(document, f'<w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>{run("The first half ")}')
    paragraph(document, run("and the second half."))
    moved = f'<w:moveFrom w:id="4" w:author="a">{run("Moved away. ")}</w:moveFrom>'
    paragraph(document, moved + run("It stays."))
    assert lines_of("a.docx", saved(document)) == ["Groups report by September 2024.", "The first half and the second half.", "It stays."]


def test_headings_and_their_numbers_are_read_as_word_shows_them() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            '<w:lvlText w:val="第%1章"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>'
            '<w:lvlText w:val="%1.%2"/></w:lvl><w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))

    def numbered(level: int, text: str, outline: bool) -> None:
        mark = f'<w:outlineLvl w:val="{level}"/>' if outline else ""
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        paragraph(document, f"<w:pPr>{number}{mark}</w:pPr>{run(text)}")

    for chapter in range(1, 13):
        numbered(0, f"章{chapter}", outline=True)
    numbered(1, "Duties", outline=True)
    numbered(2, "a point of it", outline=False)
    document.add_paragraph("The group reports to the bureau.")
    found = read("a.docx", saved(document))
    assert "第一章 章1" in found.text
    assert "第十二章 章12\n\n12.1 Duties\n- a point of it" in found.text
    assert found.heading_at(found.text.index("The group reports")) == ("第十二章 章12", "12.1 Duties")


def test_boxes_notes_and_margins_are_read_once() -> None:
    document = docx.Document()
    box = f"<w:txbxContent><w:p>{run('In the box.')}</w:p></w:txbxContent>"
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    choice = f'<mc:Choice Requires="wps"><w:drawing><a xmlns="urn:x">{box}</a></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    paragraph(document, f"{run('Before the box.')}<w:r><mc:AlternateContent {spaces}>{choice}{fallback}</mc:AlternateContent></w:r>")
    document.sections[0].header.paragraphs[0].text = "Bureau of State Assets, Circular 7"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 2"
    content = with_footnote(saved(document), "As the law defines it.")
    assert lines_of("a.docx", content) == [
        "Before the box.",
        "In the box.",
        "The term.",
        "As the law defines it.",
        "Bureau of State Assets, Circular 7",
    ]


def with_footnote(content: bytes, note: str) -> bytes:
    """Add a paragraph that refers to a footnote, which python-docx cannot write."""
    out = BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    override = '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                reference = f'<w:p>{run("The term.")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr'
                text = text.replace(b"<w:sectPr", reference.encode(), 1)
            elif name == "word/_rels/document.xml.rels":
                text = text.replace(
                    b"</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
                )
            elif name == "[Content_Types].xml":
                text = text.replace(b"</Types>", f"{override}</Types>".encode())
            new.writestr(name, text)
        separator = f'<w:footnote w:type="separator" w:id="0"><w:p>{run("separator")}</w:p></w:footnote>'
        new.writestr(
            "word/footnotes.xml", f'<w:footnotes {W}>{separator}<w:footnote w:id="2"><w:p>{run(note)}</w:p></w:footnote></w:footnotes>'
        )
    return out.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_what_libreoffice_writes_is_read(kind: str, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Rules for Reports", 1)
    document.add_paragraph("Groups report by 30 June 2024. 各企业应当报告。")
    document.add_paragraph("The first item", style="List Number")
    document.add_paragraph("The second item", style="List Number")
    table = document.add_table(3, 3, style="Table Grid")
    for row, values in enumerate([("Body", "Target", "Deadline"), ("Bureau", "70%", ""), ("Ministry", "", "June")]):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    document.add_paragraph("The end of the rules.")
    source = tmp_path / "rules.docx"
    document.save(str(source))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True
    )
    lines = lines_of(f"rules.{kind}", (tmp_path / f"rules.{kind}").read_bytes())
    assert lines[:2] == ["Rules for Reports", "Groups report by 30 June 2024. 各企业应当报告。"]
    assert any("The second item" in line for line in lines)
    assert "Body: Bureau | Target: 70%" in lines
    assert "Body: Ministry | Deadline: June" in lines


def test_an_older_word_file_without_libreoffice_gets_a_clear_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadingError, match=r"need LibreOffice.*save the file as \.docx"):
        read("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_slides_have_their_number_as_page_and_their_notes() -> None:
    show = Presentation()
    for number in (1, 2):
        slide = show.slides.add_slide(show.slide_layouts[5])
        assert slide.shapes.title is not None
        slide.shapes.title.text = f"Topic {number}"
        table = slide.shapes.add_table(2, 2, Inches(1), Inches(3), Inches(4), Inches(1)).table
        for place, value in enumerate(("Year", "Share", f"202{number}", "70%")):
            table.cell(place // 2, place % 2).text = value
        box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(4), Inches(1))
        box.text_frame.text = f"Words above the table {number}"
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        frame.text = f"Say this {number}"
    out = BytesIO()
    show.save(out)
    found = read("a.pptx", out.getvalue())
    own = ["Topic 2", "Words above the table 2", "Year: 2022 | Share: 70%", "Notes: Say this 2"]
    assert [line for line in found.text.split("\n") if line][4:] == own
    assert found.page_at(found.text.index("Say this 2")) == 2
    assert found.heading_at(found.text.index("Say this 2")) == ("Topic 2",)


def test_rich_text_in_chinese_is_decoded() -> None:
    source = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0 \'b9\'fa\'d7\'ca\'ce\'af\'d2\'aa\'c7\'f3\par \u20013?\u22269?\par}"
    assert lines_of("a.rtf", source.encode("latin-1")) == ["国资委要求", "中国"]


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Bureau <bureau@example.org>"
    message["To"] = "Groups"
    message["Subject"] = "关于报送改革进展的通知"
    message["Date"] = "Mon, 20 May 2024 10:00:00 +0800"
    message.set_content("Please report by 30 June.\n")
    message.add_alternative("<html><body><p>Please report by 30 June.</p></body></html>", subtype="html")
    return message


def test_a_letter_is_read_with_its_subject_and_date() -> None:
    found = read("a.eml", bytes(letter()))
    assert (found.title, found.issued) == ("关于报送改革进展的通知", "2024-05-20")
    assert found.text.endswith("Please report by 30 June.")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.odt"])
def test_office_files_that_cannot_be_opened_are_told(name: str) -> None:
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(ReadingError, match="needs a password"):
        read(name, encrypted)
    for broken in (b"", b"PK\x03\x04" + b"x" * 500):
        with pytest.raises(ReadingError, match=r"0 bytes|damaged"):
            read(name, broken)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("nothing.txt", "that an office file holds")
    with pytest.raises((ReadingError, NothingToIndexError)):
        read(name, out.getvalue())


def test_entities_in_office_files_are_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(docx.Document()))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = text.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document', 1)
            new.writestr(name, text)
    with pytest.raises(ReadingError, match="declares entities"):
        read("a.docx", out.getvalue())
