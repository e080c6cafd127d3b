"""Pages of PDF files that tests draw."""

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

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
