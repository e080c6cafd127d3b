"""Letters as mail programs save them."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parsedate_to_datetime

from ingest.errors import ReadingError
from ingest.files.encoding import wider
from ingest.readers.draft import Draft, Line
from ingest.readers.html.page import read_html
from ingest.readers.plain import read_plain
from ingest.readers.reader import Member

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_LONGEST_HEADER = 500


def read_mail(content: bytes) -> Draft:
    """Read a letter: its headers that a reader sees, and its text. Attachments are files of their own."""
    message = _parsed(content)
    headers = {name: " ".join(str(message.get(name, "")).split())[:_LONGEST_HEADER] for name in _SHOWN}
    if not any(headers.values()):
        raise ReadingError("The file is no letter: it has neither sender nor date nor subject.")
    body = message.get_body(("html", "plain"))
    plain = message.get_body(("plain",))
    draft = Draft()
    if body is not None and body.get_content_subtype() == "html" and (plain is None or b"<table" in _payload(body).lower()):
        draft.lines = read_html(_payload(body)).lines
    elif plain is not None:
        draft.lines = read_plain(_payload(plain)).lines
    draft.lines = [*(Line(f"{name}: {value}") for name, value in headers.items() if value), Line(""), *draft.lines]
    draft.properties = {"title": headers["Subject"], "issued": _date(headers["Date"])}
    return draft


def attachments(content: bytes) -> Iterator[Member]:
    """Give the files that are attached to a letter."""
    for attachment in _parsed(content).iter_attachments():
        payload = attachment.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield Member(attachment.get_filename() or "", len(payload), payload.__bytes__)


def _parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _payload(part: MIMEPart) -> bytes:
    """Give a part's text in UTF-8 by the charset that it states, else its bytes as they are."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        return content.decode(wider(part.get_content_charset() or "utf-8")).encode("utf-8")
    except (LookupError, ValueError):
        return content


def _date(header: str) -> str:
    try:
        return parsedate_to_datetime(header).date().isoformat()
    except (TypeError, ValueError):
        return ""
