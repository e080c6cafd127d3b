"""Letters as mail programs save them."""

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parsedate_to_datetime

from ingest.errors import ReadingError
from ingest.files.encoding import decoded, encoded, wider
from ingest.files.packages import COMPOUND
from ingest.readers.draft import Draft, Line
from ingest.readers.html.page import read_html
from ingest.readers.mail.outlook import letter_of
from ingest.readers.plain import read_plain
from ingest.readers.reader import Member
from ingest.readers.rtf.text import read_rtf
from language.text.tokens import words

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_LONGEST_HEADER = 500
_LONGEST_NAME = 100
_LETTER = "message/rfc822"
_READ = ("text/plain", "text/html", "text/rtf")
_READERS = {"html": read_html, "rtf": read_rtf}
_STUB = 0.5  # of the words of the web page beside it: a plain text with fewer of them only says that there is one


def read_mail(content: bytes) -> Draft:
    """Read a letter: its headers that a reader sees, and its text. Attachments are files of their own."""
    message = _parsed(content)
    headers = {name: _header(message, name)[:_LONGEST_HEADER] for name in _SHOWN}
    if not any(headers.values()):
        raise ReadingError("The file is no letter: it has neither sender nor date nor subject.")
    draft = Draft()
    for part in _texts(message):
        draft.lines += [Line(""), *_lines(part, draft)]
    draft.lines = [*(Line(f"{name}: {value}") for name, value in headers.items() if value), Line(""), *draft.lines]
    draft.properties = {"title": headers["Subject"], "issued": _date(headers["Date"])}
    return draft


def attachments(content: bytes) -> Iterator[Member]:
    """Give the files that are attached to a letter, letters among them."""
    for part in _walked(_parsed(content)):
        if part.get_content_type() == _LETTER:
            own = _letter_in(part)
            yield Member(f"{_name_of(own)}.eml", len(own), own.__bytes__)
        elif part.is_attachment() or part.get_filename():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield Member(part.get_filename() or "", len(payload), payload.__bytes__)


def _walked(part: MIMEPart) -> Iterator[MIMEPart]:
    """Give the parts of a letter that are no mere containers, but not those of letters attached to it."""
    if part.get_content_maintype() != "multipart":
        yield part
        return
    for inner in part.iter_parts():
        yield from _walked(inner)


def _letter_in(part: MIMEPart) -> bytes:
    inner = part.get_payload()
    letter = inner[0] if isinstance(inner, list) and inner else inner
    return letter.as_bytes() if isinstance(letter, EmailMessage) else b""


def _name_of(content: bytes) -> str:
    subject = _header(_parsed(content), "Subject")
    return subject.replace("/", "-")[:_LONGEST_NAME] or "letter"


def _texts(part: MIMEPart) -> Iterator[MIMEPart]:
    """Give the parts that a mail program shows one after the other: of alternatives the one that says the most."""
    if part.get_content_type() == "multipart/alternative":
        choices = [list(_texts(one)) for one in part.iter_parts()]
        yield from _chosen([choice for choice in choices if choice])
    elif part.get_content_type() == "multipart/related":
        yield from next((texts for one in part.iter_parts() if (texts := list(_texts(one)))), [])
    elif part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _texts(inner)
    elif part.get_content_type() in _READ and not part.is_attachment() and not part.get_filename():
        yield part


def _chosen(choices: list[list[MIMEPart]]) -> list[MIMEPart]:
    """Give the plain one of alternatives, unless a web page beside it has tables or says much more."""
    plain: list[MIMEPart] | None = next((choice for choice in choices if all(one.get_content_subtype() == "plain" for one in choice)), None)
    rich: list[MIMEPart] | None = next(
        (choice for choice in reversed(choices) if any(one.get_content_subtype() == "html" for one in choice)), None
    )
    if plain is None or rich is None:
        return plain if plain is not None else rich or []
    if any(b"<table" in _payload(one).lower() for one in rich):
        return rich
    said, more = _words(plain), _words(rich)
    return rich if len(more) > len(said) and len(said & more) < _STUB * len(more) else plain


def _words(parts: list[MIMEPart]) -> set[str]:
    return {word for part in parts for line in _lines(part, Draft()) for word in words(line.text)}


def _lines(part: MIMEPart, draft: Draft) -> list[Line]:
    read = _READERS.get(part.get_content_subtype(), read_plain)(_payload(part))
    draft.take_account_of(read)
    return read.lines


def _parsed(content: bytes) -> EmailMessage:
    if content.startswith(COMPOUND):
        return letter_of(content)
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _header(message: EmailMessage, name: str) -> str:
    """Give a header in one line; where a program has parted its encoded words within a character, they are decoded together."""
    text = str(message.get(name, ""))
    if "\ufffd" in text:
        source = next(str(value) for key, value in message.raw_items() if key.lower() == name.lower())
        with suppress(LookupError, HeaderParseError):
            text = "".join(
                part if isinstance(part, str) else part.decode(wider(charset or "ascii"), errors="replace")
                for part, charset in decode_header(source)
            )
    return " ".join(text.split())


def _payload(part: MIMEPart) -> bytes:
    """Give a part's text in UTF-8 by the charset that it states, else its bytes as they are."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if part.get_content_subtype() == "rtf":  # which says itself how it is encoded
        return content
    text = decoded(content, [part.get_content_charset() or "utf-8", "utf-8"])
    return content if text is None else encoded(text)


def _date(header: str) -> str:
    try:
        return parsedate_to_datetime(header).date().isoformat()
    except (TypeError, ValueError):
        return ""
