"""Letters with several texts and letters in them; numbers and tables of XML."""

from base64 import b64encode
from email.message import EmailMessage

import pytest

from ingest.document import read
from ingest.readers.mail.letter import attachments


def letter(subject: str, text: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "a@example.org", subject, "Fri, 03 Oct 2031 09:00:00 +0800"
    made.set_content(text)
    return made


def body_of(made: EmailMessage) -> str:
    return read("a.eml", made.as_bytes()).text.split("\n\n", 1)[1]


def test_all_texts_of_a_letter_are_read_in_their_order() -> None:
    made = letter("Nets", "Count the nets.")
    made.add_attachment(b"\x00", maintype="application", subtype="octet-stream", filename="a.bin")
    second = EmailMessage()
    second.set_content("Mend them by June.")
    made.attach(second)
    assert body_of(made) == "Count the nets.\n\nMend them by June."


@pytest.mark.parametrize(
    ("plain", "page", "seen"),
    [
        ("Open this in a browser.", "<p>The quay closes at ten from May on.</p>", "The quay closes at ten from May on."),
        ("The quay closes at ten.", "<p>The quay <b>closes</b> at ten.</p><p>Sent by the office</p>", "The quay closes at ten."),
    ],
)
def test_of_alternatives_the_one_that_says_it_is_read(plain: str, page: str, seen: str) -> None:
    made = letter("Quay", plain)
    made.add_alternative(page, subtype="html")
    assert body_of(made) == seen


def test_letters_in_a_letter_are_files_of_their_own() -> None:
    made = letter("See below", "See the letter.")
    inner = letter("Nets / boats", "Mend them by June.")
    inner.add_attachment("Deep.", filename="deep.txt")
    made.add_attachment(inner)
    (member,) = attachments(made.as_bytes())
    assert member.name == "Nets - boats.eml"
    assert "Mend them by June." in read(member.name, member.content()).text
    assert [one.name for one in attachments(member.content())] == ["deep.txt"]


def test_numbers_of_xml_stand_before_what_they_number() -> None:
    act = (
        "<act xmlns='urn:a'><body><chapter><num>II</num><heading>Quays</heading><rule><num>4.</num><content><p>Light the <b>lamp</b> at six.</p>"
        "</content></rule></chapter></body></act>"
    )
    assert read("a.xml", act.encode()).text.split("\n\n") == ["II Quays", "4. Light the lamp at six."]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>Quay</th><th>Nets</th></tr><tr><td>East</td><td>12</td></tr></table>",
        "<table xmlns='urn:a'><tgroup cols='2'><thead><row><entry>Quay</entry><entry>Nets</entry></row></thead><tbody><row><entry>East</entry><entry>12</entry></row></tbody></tgroup></table>",
    ],
)
def test_tables_of_xml_have_the_names_of_their_columns(table: str) -> None:
    assert read("a.xml", f"<doc><title>Nets</title>{table}</doc>".encode()).text.split("\n\n") == ["Nets", "Quay: East | Nets: 12"]


LETTER = b"From: a@b.example\nDate: Mon, 7 Jan 2030 10:00:00 +0100\n"


@pytest.mark.parametrize(
    ("kind", "text", "seen"),
    [
        ("text/html; charset=gb2312", '<meta http-equiv=Content-Type content="text/html; charset=gb2312"><p>东门六时开启。</p>'.encode("gb18030"), "东门六时开启。"),
        ("text/html; charset=utf-8", "<meta charset=koi8-r><p>Ворота открывают в шесть.</p>".encode(), "Ворота открывают в шесть."),
        ("text/plain; charset=utf-8", ("Ворота открывают ровно в шесть. " * 3 + "Запо").encode()[:-1], "Ворота открывают ровно в шесть. " * 3 + "Зап\ufffd"),
        ("text/plain; charset=gb2312", "东门六时开启，西门七时开启。".encode(), "东门六时开启，西门七时开启。"),
    ],
)  # fmt: skip
def test_letters_are_read_in_the_charset_that_fits(kind: str, text: bytes, seen: str) -> None:
    content = LETTER + f"Content-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n".encode() + text
    assert read("a.eml", content).text.split("\n")[-1] == seen


def test_a_word_of_a_header_that_is_parted_within_a_character_is_whole() -> None:
    subject = "关于东门开启".encode("gb18030")
    parted = b"\n ".join(b"=?gb2312?B?" + b64encode(part) + b"?=" for part in (subject[:5], subject[5:]))
    assert "Subject: 关于东门开启" in read("a.eml", LETTER + b"Subject: " + parted + b"\n\nSee the list.").text


def test_values_in_attributes_are_rows_of_a_table() -> None:
    found = read("loaves.xml", b'<prices day="1"><loaf kind="Rye" price="5"/><loaf kind="Oat" price="4" dear="no"/></prices>')
    assert [line for line in found.text.split("\n") if line] == ["kind: Rye | price: 5", "kind: Oat | price: 4 | dear: no"]
    pages = read("loaves.xml", b'<book><pb n="1" id="a"/><p>Rye.</p><pb n="2" id="b"/><p>Oat.</p></book>')
    assert [line for line in pages.text.split("\n") if line] == ["Rye.", "Oat."]


def test_a_note_at_the_foot_is_no_part_of_the_words_around_it() -> None:
    found = read("loaves.xml", b'<text><p>Weigh two pounds<note place="foot" n="1">Dry.</note> of rye.</p></text>')
    assert [line for line in found.text.split("\n") if line] == ["Weigh two pounds of rye.", "Dry."]
