"""Letters in the own format of Outlook, turned into those that all mail programs know."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from mimetypes import guess_type

from olefile import OleFileIO

from ingest.errors import ReadingError
from ingest.files.encoding import PAGE_CODES
from ingest.files.packages import damage_told
from ingest.readers.mail import PROPERTIES, is_of_outlook
from language.messages import message

_STREAM = "__substg1.0_"
_ATTACHMENT = "__attach_version1.0_"
_EMBEDDED = f"{_STREAM}3701000D"
_ENTRY = 16  # bytes of one property
_SUBJECT, _NAMED = "0037", {"To": "0E04", "Cc": "0E03"}
_SENDER, _ADDRESSES = "0C1A", ("5D01", "0C1F")
_DATES = ("0039", "0E06")  # when it was sent, and when it came
_PLAIN, _PAGE, _RICH = "1000", "1013", "1009"
_NAMES, _CONTENT = ("3707", "3704", "3001"), "3701"
_CODES = ("3FDE", "3FFD")  # of its page, and of its other texts
_DEEPEST = 10  # letters within letters
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_BREAKS = re.compile(r"[\r\n\x00]+")


def letter_of(content: bytes) -> EmailMessage:
    """Give the letter in a file of Outlook, with its texts and what is attached to it; raises ReadingError where it is damaged."""
    if not is_of_outlook(content):
        raise ReadingError("The file is no letter: it has neither sender nor date nor subject.")
    with damage_told(message("The file is damaged: the letter of Outlook cannot be read.")), OleFileIO(content) as file:
        return _Folder(file, ()).letter()


class _Folder:
    """A letter or an attachment: a folder of streams, one for each property."""

    def __init__(self, file: OleFileIO, path: tuple[str, ...]) -> None:
        self._file, self._path = file, path
        self._fixed = self._fixed_properties()

    def letter(self) -> EmailMessage:
        made = EmailMessage(policy=default)
        sender = " ".join(
            filter(None, (self._text(_SENDER), next((f"<{one}>" for key in _ADDRESSES if "@" in (one := self._text(key))), "")))
        )
        dates = [int.from_bytes(self._fixed[key], "little") for key in _DATES if key in self._fixed]
        named = {name: _listed(self._text(key)) for name, key in _NAMED.items()}
        headers = {"From": sender, **named, "Subject": self._text(_SUBJECT), "Date": _date(next(filter(None, dates), 0))}
        for name, value in headers.items():
            if value:
                made[name] = _BREAKS.sub(" ", value)
        self._set_texts(made)
        for attachment in self._attachments():
            attachment.attach_to(made)
        return made

    def _set_texts(self, made: EmailMessage) -> None:
        plain, page, rich = self._text(_PLAIN), self._text(_PAGE) or self._in_code(self._bytes(_PAGE)), self._bytes(_RICH)
        if plain.strip() or not (page or rich):
            made.set_content(plain)
        if page:
            (made.add_alternative if made.get_content_type() == "text/plain" else made.set_content)(page, subtype="html")
        elif rich and not plain.strip():
            made.set_content(_unpacked(rich).decode("latin-1"), subtype="rtf", charset="iso-8859-1")

    def _attachments(self) -> list["_Folder"]:
        depth = len(self._path)
        entries = self._file.listdir(streams=False, storages=True)
        names = dict.fromkeys(one[depth] for one in entries if tuple(one[:depth]) == self._path and len(one) > depth)
        return [_Folder(self._file, (*self._path, name)) for name in names if name.startswith(_ATTACHMENT)]

    def attach_to(self, made: EmailMessage) -> None:
        """Attach what the folder holds to a letter: a file, or another letter."""
        if self._file.exists([*self._path, _EMBEDDED]):
            if len(self._path) >= 2 * _DEEPEST:
                raise ReadingError("More than {most} letters lie in each other.", most=_DEEPEST)
            made.add_attachment(_Folder(self._file, (*self._path, _EMBEDDED)).letter())
            return
        content, name = self._bytes(_CONTENT), next((one for key in _NAMES if (one := self._text(key))), "")
        if content:
            kind, _, subtype = (guess_type(name)[0] or "application/octet-stream").partition("/")
            if kind in ("message", "multipart"):
                kind, subtype = "application", "octet-stream"
            made.add_attachment(content, maintype=kind, subtype=subtype, filename=_BREAKS.sub(" ", name) or "attachment")

    def _text(self, key: str) -> str:
        wide = self._stream(f"{key}001F")
        return (
            wide.decode("utf-16-le", errors="replace").rstrip("\x00") if wide else self._in_code(self._stream(f"{key}001E")).rstrip("\x00")
        )

    def _bytes(self, key: str) -> bytes:
        return self._stream(f"{key}0102")

    def _stream(self, name: str) -> bytes:
        path = [*self._path, f"{_STREAM}{name}"]
        return bytes(self._file.openstream(path).read()) if self._file.exists(path) else b""

    def _in_code(self, content: bytes) -> str:
        codes = (int.from_bytes(self._fixed[key][:4], "little") for key in _CODES if key in self._fixed)
        encoding = next((PAGE_CODES[str(code)] for code in codes if str(code) in PAGE_CODES), "cp1252")
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return content.decode(encoding, errors="replace")

    def _fixed_properties(self) -> dict[str, bytes]:
        """Give the properties of a fixed length, 8 bytes each, by their number."""
        path = [*self._path, PROPERTIES]
        content = bytes(self._file.openstream(path).read()) if self._file.exists(path) else b""
        start = len(content) % _ENTRY  # the head of an attachment has 8 bytes, those of letters 24 or 32
        entries = (content[at : at + _ENTRY] for at in range(start, len(content), _ENTRY))
        return {f"{int.from_bytes(one[2:4], 'little'):04X}": one[8:] for one in entries if len(one) == _ENTRY}


def _listed(names: str) -> str:
    """Give the names of those who receive a letter as its head lists them."""
    return ", ".join(f'"{name.strip()}"' for name in names.replace('"', "").split(";") if name.strip())


def _date(ticks: int) -> str:
    """Give a date of a mail's head from a count of 100 nanoseconds; nothing where it is none that can be."""
    try:
        return format_datetime(_EPOCH + timedelta(microseconds=ticks // 10)) if ticks else ""
    except OverflowError:
        return ""


def _unpacked(rich: bytes) -> bytes:
    from compressed_rtf import decompress  # few letters need it

    return bytes(decompress(rich))
