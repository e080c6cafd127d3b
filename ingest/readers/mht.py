"""Web pages as browsers and word processors save them with all that belongs to them: a letter without sender whose text is the page."""

from ingest.errors import ReadingError
from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    """Read the first page of a web archive; raises ReadingError where there is none."""
    from ingest.readers.html.page import read_html

    return read_html(_page(content))


def _render(content: bytes) -> str:
    from ingest.readers.html.rendition import render_html

    return render_html(_page(content))


def _page(content: bytes) -> bytes:
    from email import message_from_bytes
    from email.message import EmailMessage
    from email.policy import default

    from ingest.files.encoding import decoded, encoded

    archive = message_from_bytes(content, policy=default)
    assert isinstance(archive, EmailMessage)
    page = next((part for part in archive.walk() if part.get_content_type() == "text/html"), None)
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes):
        raise ReadingError("The file is damaged or no web archive.")
    charset = page.get_content_charset()
    text = decoded(payload, [charset]) if charset else None
    return payload if text is None else encoded(text)


READER = Reader((".mht", ".mhtml"), _read, render=_render)
