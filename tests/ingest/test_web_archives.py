"""Web pages that are saved with all that belongs to them, alone and within Word documents."""

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from ingest.document import read
from ingest.errors import ReadingError
from tests.ingest.test_word import W, saved, with_part

PAGE = '<html><body><h1>窑炉守则</h1><p style=3D"margin:0">Kilns cool for nine hours=2E</p><img src=3D"cid:1"></body></html>'


def archive(charset: str = "utf-8") -> bytes:
    parts = [
        f'Content-Type: text/html; charset="{charset}"\nContent-Transfer-Encoding: quoted-printable\n\n'.encode() + PAGE.encode(charset),
        b"Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <1>\n\niVBORw0KGgo=",
    ]
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="=_part"\n'
    return head + b"".join(b"\n--=_part\n" + part for part in parts) + b"\n--=_part--\n"


@pytest.mark.parametrize(("name", "charset"), [("kiln.mht", "utf-8"), ("kiln.mhtml", "gb18030")])
def test_the_page_of_a_web_archive_is_read(name: str, charset: str) -> None:
    found = read(name, archive(charset))
    assert (found.title, found.text) == ("窑炉守则", "窑炉守则\n\nKilns cool for nine hours.")


def test_a_web_archive_that_a_document_takes_in_is_read() -> None:
    document = docx.Document()
    id = with_part(document, "/word/afchunk.mht", "message/rfc822", RELATIONSHIP_TYPE.A_F_CHUNK, archive())
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    document.element.body.insert_element_before(parse_xml(f'<w:altChunk {W} {relation} r:id="{id}"/>'), "w:sectPr")
    found = read("kiln.docx", saved(document))
    assert "Kilns cool for nine hours." in found.text
    assert not found.warnings


def test_an_archive_without_a_page_is_damaged() -> None:
    with pytest.raises(ReadingError, match="no web archive"):
        read("kiln.mht", b"MIME-Version: 1.0\nContent-Type: text/plain\n\nKilns.")
