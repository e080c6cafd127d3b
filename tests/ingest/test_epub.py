"""Electronic books: their pages in order, what they say of themselves, and hostile ones."""

import zipfile
from io import BytesIO

import pytest

from ingest.document import read
from ingest.errors import NothingToIndexError, ReadingError

CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
METADATA = """<dc:title>Rules of
 the Fund</dc:title><dc:creator>Fund Board</dc:creator><dc:creator>Li Na</dc:creator><dc:date>2024-05-20T00:00:00Z</dc:date>
<dc:language>en-GB</dc:language>"""


def page(body: str) -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>
<body>{body}</body></html>"""


def book(pages: dict[str, str], metadata: str = METADATA, **parts: str | None) -> bytes:
    """Give a book with `pages` by their addresses in the manifest; `parts` replace its other parts, None leaves one out."""
    items = "".join(
        f'<item id="p{number}" href="{name}" media-type="application/xhtml+xml" properties="{name.split(".")[0]}"/>'
        for number, name in enumerate(pages)
    )
    order = "".join(f'<itemref idref="p{number}"/>' for number in reversed(range(len(pages))))
    package = f"""<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>
<manifest>{items}</manifest><spine>{order}<itemref idref="p0"/><itemref idref="none"/></spine></package>"""
    files = {"META-INF/container.xml": parts.get("container", CONTAINER), "OEBPS/book.opf": parts.get("package", package)}
    files |= {"META-INF/encryption.xml": parts.get("encryption")}
    files |= {f"OEBPS/{name.replace('%20', ' ')}": body for name, body in pages.items() if ".." not in name}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package_file:
        package_file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, body in files.items():
            if body is not None:
                package_file.writestr(name, body)
    return out.getvalue()


ONE = {"a.xhtml": page("<h1>Duties</h1><p>Boards must report.</p>")}


def test_pages_come_in_the_order_of_the_book_with_headings_lists_and_tables() -> None:
    table = "<table><tr><th>Body</th><th>By</th></tr><tr><td>Office</td><td>May</td></tr></table>"
    pages = {
        "nav.xhtml": page("<nav><ol><li>Contents</li></ol></nav><p>Contents</p>"),
        "text/two%20b.xhtml": page(f"<h1>Tasks</h1><ul><li>One</li><li>Two</li></ul>{table}"),
        "one.xhtml": page('<h1 id="x"><a id="y"/>Duties</h1><p>Boards<br/>must report.</p>'),
    }
    document = read("a.epub", book(pages))
    assert document.text.split("\n") == [
        "Duties",
        "",
        "Boards",
        "must report.",
        "",
        "Tasks",
        "",
        "- One",
        "- Two",
        "",
        "Body: Office | By: May",
    ]
    assert document.heading_at(document.text.index("Two")) == ("Tasks",)
    assert document.pages == ()
    assert document.warnings == ()


def test_a_book_says_who_wrote_it_when_and_in_which_language() -> None:
    document = read("a.epub", book(ONE))
    assert (document.title, document.issuer, document.issued, document.language) == (
        "Rules of the Fund",
        "Fund Board, Li Na",
        "2024-05-20",
        "en",
    )


def test_a_book_that_says_nothing_is_called_by_its_first_heading() -> None:
    document = read("a.epub", book(ONE, "<dc:date>2024</dc:date><dc:language>und</dc:language>"))
    assert (document.title, document.issuer, document.issued, document.language) == ("Duties", "", "", "en")


def test_a_book_is_known_whatever_it_is_called() -> None:
    assert read("a.doc", book(ONE)).text == "Duties\n\nBoards must report."


ENCRYPTED = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">
<enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/><enc:CipherData><enc:CipherReference URI="OEBPS/a.xhtml"/></enc:CipherData>
</enc:EncryptedData></encryption>"""
LAUGHS = '<!DOCTYPE package [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9)
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (book(ONE, container=None), r"part META-INF/container\.xml is missing"),
        (book(ONE, container="<container/>"), "names no book"),
        (book(ONE, container="no XML"), r"container\.xml is no XML"),
        (book(ONE, container=CONTAINER.replace("OEBPS/book.opf", "../../../etc/passwd")), r"passwd is missing"),
        (book(ONE, package="<package>"), r"book\.opf is no XML"),
        (book(ONE, encryption=ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")), "protected against copying"),
        (book({"a.xhtml": page("0" * 60_000_000)}), "unpacks from"),
        (book(ONE)[:-40], "damaged"),
        (b"", "0 bytes"),
    ],
)
def test_a_book_that_cannot_be_read_says_why(content: bytes, told: str) -> None:
    with pytest.raises(ReadingError, match=told):
        read("a.epub", content)


def test_hidden_fonts_stop_no_reading() -> None:
    assert "must report" in read("a.epub", book(ONE, encryption=ENCRYPTED.format("http://www.idpf.org/2008/embedding"))).text


def test_a_page_that_lies_outside_the_book_is_not_opened_and_told() -> None:
    document = read("a.epub", book({**ONE, "../../../../../../etc/hostname": "", "http://example.org/b.xhtml": page("<p>x</p>")}))
    assert document.text == "Duties\n\nBoards must report."
    assert [str(warning).split(" of ")[0] for warning in document.warnings] == ["The part /b.xhtml", "The part ../../../../../etc/hostname"]


def test_a_book_of_no_pages_has_nothing_to_index() -> None:
    with pytest.raises(NothingToIndexError):
        read("a.epub", book({}))


def test_entities_are_not_multiplied() -> None:
    package = LAUGHS + ']><package xmlns="http://www.idpf.org/2007/opf"><metadata><title>&i;</title></metadata></package>'
    with pytest.raises((ReadingError, NothingToIndexError)):
        read("a.epub", book(ONE, package=package))


def test_a_page_that_is_named_a_million_times_is_read_once() -> None:
    spine = '<itemref idref="p0"/>' * 100_000
    package = f"""<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="p0" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine>{spine}</spine></package>"""
    assert read("a.epub", book(ONE, package=package)).text == "Duties\n\nBoards must report."


def test_a_book_that_was_packed_with_its_folder_is_read() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book(ONE))) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(f"rules/{name}", given.read(name))
    assert read("a.epub", out.getvalue()).text.split("\n")[-1] == "Boards must report."
