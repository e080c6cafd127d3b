"""Pages of PDF files that tests draw, and how they are read."""

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.document import read
from vectorstore.document import Document

LEFT = [
    "The holding group reports the results", "of the reform to the bureau every", "quarter and names the tasks that are",
    "late, the reason for each delay, and", "the date by which it will be made up", "for in the following quarter.",
]  # fmt: skip
RIGHT = [
    "Subsidiaries of the second tier send", "their figures to the holding group no", "later than five days after the end of",
    "each quarter, in the form that is set", "out in the annex, signed by the chair", "of the board of directors.",
]  # fmt: skip


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = A4, encrypt: StandardEncryption | None = None) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=encrypt)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def text_at(canvas: Canvas, x: float, y: float, lines: list[str], size: float = 11, font: str = "Helvetica") -> None:
    canvas.setFont(font, size)
    for number, line in enumerate(lines):
        canvas.drawString(x, y - number * 1.3 * size, line)


def read_pdf(content: bytes) -> Document:
    return read("plan.pdf", content)


def written(*objects: bytes) -> bytes:
    """Give a PDF of objects numbered from 1, the first of which is its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        count, table, count, len(out),
    )  # fmt: skip


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def written_in_own_codes(text: str, *more: bytes) -> bytes:
    """Give a PDF with one line in a font of all its pages, whose table says which character each of its codes draws.

    The first of the objects `more`, which begin with number 7, is an annotation of the page.
    """
    letters = sorted(set(text))
    codes = b"".join(b"%04X" % (letters.index(letter) + 1) for letter in text)
    table = b"\n".join(b"<%04X> <%s>" % (code, letter.encode("utf-16-be").hex().encode()) for code, letter in enumerate(letters, 1))
    system = b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    below = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Helvetica /CIDSystemInfo %s /DW 600 >>" % system
    return written(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % (b"/Annots [7 0 R]" if more else b""),
        stream(b"BT /F1 12 Tf 72 780 Td <%s> Tj ET" % codes),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Helvetica /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [%s] >>" % below,
        stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange "
            b"<0000> <FFFF> endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap end end" % (len(letters), table)
        ),
        *more,
    )
