"""Letters in the own format of Outlook: read as those of other programs are, with what is attached to them."""

from collections.abc import Callable

import pytest
from compressed_rtf import compress

from ingest.document import read
from ingest.errors import ReadingError
from ingest.readers.mail.letter import attachments
from tests.ingest.outlook_files import Streams, compound, properties, text

SENT = 136_000_000_000_000_000  # 2031-12-20 in units of 100 nanoseconds since 1601
HEAD: Streams = {
    **text("0037", "Nets and boats"),
    **text("0C1A", "Ann Hill"),
    **text("5D01", "ann@example.org"),
    **text("0E04", "Bo Lund; 李明"),
}


def letter(**streams: "bytes | Streams") -> bytes:
    return compound({**HEAD, **properties(32, _0039=SENT), **text("1000", "Mend the nets by June.\r\n"), **streams})


def test_a_letter_is_read_with_its_head_and_its_date() -> None:
    document = read("a.msg", letter())
    assert document.text.splitlines()[:4] == [
        "From: Ann Hill <ann@example.org>",
        'To: "Bo Lund", 李明',
        "Date: Sat, 20 Dec 2031 09:46:40 +0000",
        "Subject: Nets and boats",
    ]
    assert document.text.endswith("Mend the nets by June.")
    assert (document.title, document.issued) == ("Nets and boats", "2031-12-20")


@pytest.mark.parametrize(
    "body",
    [
        {"__substg1.0_10130102": "<p>修补渔网：<b>June</b></p>".encode()},
        {"__substg1.0_1013001F": "<p>修补渔网：<b>June</b></p>".encode("utf-16-le")},
        {"__substg1.0_10130102": "<p>修补渔网：<b>June</b></p>".encode("gb18030")},
        {"__substg1.0_10090102": compress(rb"{\rtf1\ansi\ansicpg936 \'d0\'de\'b2\'b9\'d3\'e6\'cd\'f8\'a3\'ba{\b June}\par}")},
        {"__substg1.0_1000001E": "修补渔网：June".encode("gb18030")},
    ],
)
def test_a_body_of_any_kind_is_read(body: Streams) -> None:
    content = compound({**HEAD, **properties(32, _0039=SENT, _3FDE=936), **body})
    assert read("a.msg", content).text.endswith("修补渔网：June")


def test_files_and_letters_that_are_attached_are_files_of_their_own() -> None:
    file: Streams = {**properties(8), **text("3707", "nets.txt"), "__substg1.0_37010102": b"Count the nets." * 60}
    inner: Streams = {**HEAD, **properties(24), **text("0037", "Quay"), **text("1000", "The quay closes at ten.")}
    around: Streams = {**properties(8), "__substg1.0_3701000D": inner}
    content = letter(**{"__attach_version1.0_#00000000": file, "__attach_version1.0_#00000001": around})
    first, second = attachments(content)
    assert (first.name, first.content()) == ("nets.txt", b"Count the nets." * 60)
    assert second.name == "Quay.eml"
    assert read(second.name, second.content()).text.endswith("The quay closes at ten.")
    assert "The quay" not in read("a.msg", content).text


def test_too_many_letters_in_each_other_are_told() -> None:
    inner: Streams = {**HEAD, **properties(24), **text("1000", "The quay closes at ten.")}
    for _ in range(11):
        around: Streams = {**properties(8), "__substg1.0_3701000D": inner}
        inner = {**HEAD, **properties(24), "__attach_version1.0_#00000000": around}
    with pytest.raises(ReadingError, match="More than 10 letters lie in each other"):
        read("a.msg", compound({**inner, **properties(32)}))


def test_a_letter_is_known_by_its_content() -> None:
    assert read("letter.eml", letter()).title == "Nets and boats"


@pytest.mark.parametrize("damage", [lambda one: one[:1200], lambda one: one[:-600], lambda one: one.replace(b"\x01\0\0\0", b"\0\0\0\0")])
def test_a_damaged_letter_is_told(damage: Callable[[bytes], bytes]) -> None:
    content = damage(letter())
    try:
        said = read("a.msg", content).text
    except ReadingError as error:
        said = str(error)
    assert said.startswith(("The file is damaged", "The file is no letter", "From: Ann Hill"))


def test_an_older_office_file_is_no_letter() -> None:
    with pytest.raises(ReadingError, match="no letter"):
        read("a.msg", compound({"WordDocument": bytes(600)}))
