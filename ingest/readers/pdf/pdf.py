"""PDF by PDFium: text in reading order with its pages, tables and headings; pages without a text layer by OCR."""

import re
from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2.raw import FORMTYPE_NONE, FPDF_PAGEOBJ_IMAGE

from ingest.errors import NothingToIndexError, ReadingError
from ingest.readers.draft import Draft, Line
from ingest.readers.pdf.forms import filled_page
from ingest.readers.pdf.layout import lines_of
from ingest.readers.pdf.ocr import is_installed, recognised
from ingest.readers.pdf.page import TOLD, Page, page_of
from ingest.readers.pdf.paragraphs import text_lines
from ingest.readers.pdf.running_lines import drop_running_lines
from ingest.sandbox import heartbeat
from language.messages import Message, counted, message

MOST_PAGES = 3_000
_STAMP = 60  # characters that a scanner may put on a page
_NO_TITLE = re.compile(
    r"^(untitled|microsoft word|powerpoint|document\d*|slide \d)|\.(docx?|pdf|xlsx?|pptx?|indd|qxd|wps)\s*$", re.IGNORECASE
)


def read_pdf(content: bytes) -> Draft:
    """Read a PDF. Restrictions that only its owner's password lifts do not stop reading; a user's password does."""
    if not content:
        raise ReadingError("The file is empty: it has 0 bytes.")
    document = _opened(content)
    try:
        if len(document) > MOST_PAGES:
            raise ReadingError("The file has {count} pages; at most {most} are read. Split it.", count=len(document), most=MOST_PAGES)
        return _read(document)
    finally:
        document.close()


def _opened(content: bytes) -> PdfDocument:
    try:
        return PdfDocument(content)
    except PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadingError("The file needs a password. Save it without one and ingest it again.") from error
        raise ReadingError("The file is damaged or no PDF: its structure cannot be read.") from error


def _read(document: PdfDocument) -> Draft:
    if document.get_formtype() != FORMTYPE_NONE:
        document.init_forms()
    draft = Draft()
    ocr = is_installed()
    pages: list[Page] = []
    pictured: list[int] = []
    failed: list[int] = []
    for number in range(1, len(document) + 1):
        heartbeat.still_at_work((number - 1) / len(document))
        try:
            page = document[number - 1]
        except PdfiumError:
            failed.append(number)
            continue
        page, filled = filled_page(document, page, number - 1)
        found = page_of(page, number, filled)
        if _is_scan(page, found):
            pictured.append(number)
            found = recognised(page, number) if ocr else found
        pages.append(found)
        page.close()
    if not any(page.words for page in pages):
        raise NothingToIndexError(_nothing(len(document), pictured, failed, ocr))
    draft.scanned = [page.number for page in pages if page.number in pictured and page.words]
    draft.recognised = [line for page in pages for line in page.recognised]
    running = drop_running_lines(pages)
    draft.lines = text_lines([(page.number, lines_of(page)) for page in pages])
    for kind, text in (left for page in pages for left in page.left_out):
        draft.leave_out(kind, text, tell=kind in TOLD)
    draft.lines += [line for text in running for line in (Line(""), Line(text, page=pages[-1].number))]
    draft.warnings += _warnings(failed, [] if ocr else pictured, draft.scanned)
    draft.properties["title"] = _title(document, draft.lines)
    return draft


def _is_scan(page: PdfPage, found: Page) -> bool:
    """Say whether a page shows a picture rather than text: one that fills half of it, with no more beside it than a stamp."""
    if not found.words:
        return any(True for _ in page.get_objects(max_depth=2))
    if sum(len(word.text) for word in found.words) > _STAMP:
        return False
    bounds = [picture.get_bounds() for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=1)]
    return any((right - left) * (top - bottom) > 0.5 * found.width * found.height for left, bottom, right, top in bounds)


def _warnings(failed: list[int], unread: list[int], scanned: list[int]) -> Iterator[Message]:
    """Tell of the pages, by their numbers, that are damaged, that are pictures nobody read, and that are pictures that were read."""
    if failed:
        yield counted(
            "Page {pages} could not be read: the file is damaged there.",
            "{count} pages ({pages}) could not be read: the file is damaged there.",
            len(failed),
            pages=_listed(failed),
        )
    if unread:
        yield counted(
            "Page {pages} without text: a scan; install policy-assistant[ocr] to read it.",
            "{count} pages ({pages}) without text: a scan; install policy-assistant[ocr] to read it.",
            len(unread),
            pages=_listed(unread),
        )
    if scanned:
        yield counted(
            "Page {pages} without text: a scan; its text was recognised and may hold errors.",
            "{count} pages ({pages}) without text: a scan; its text was recognised and may hold errors.",
            len(scanned),
            pages=_listed(scanned),
        )


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")


def _nothing(pages: int, pictured: list[int], failed: list[int], ocr: bool) -> Message:
    if pictured and ocr:
        return message("The file is a scan in which no text was recognised.")
    if pictured:
        return message("The file is a scan without text; install policy-assistant[ocr] to read it.")
    return message("None of its pages can be read.") if failed else message("Its {pages} pages are blank.", pages=pages)


def _title(document: PdfDocument, lines: list[Line]) -> str:
    """Give the title that the file's properties state where its first lines state it too, else its first highest heading."""
    stated = " ".join(document.get_metadata_value("Title").split())
    top = [line for line in lines if line.text and line.page == 1][:12]
    if len(stated) > 3 and not _NO_TITLE.search(stated) and _plain(stated) in _plain(" ".join(line.text for line in top)):
        return stated
    headings = [line for line in top[:6] if line.level == 1]
    return headings[0].text if headings else ""


def _plain(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))
