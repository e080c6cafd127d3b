"""Files that are packed folders (Office, OpenDocument, ZIP): looked at before they are opened."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO

from ingest.errors import ReadingError
from language.messages import Message, message

MOST_ENTRIES = 5_000
LARGEST_UNPACKED = 400_000_000
_LARGEST_RATIO = 200
_OWN_DECLARATIONS = re.compile(rb"<!DOCTYPE[^>\[]*\[")  # a DOCTYPE that only names a public one declares nothing
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml|presentationml|drawingml|officeDocument)/")
_MAIN_PARTS = {"_rels/.rels", "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"}
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the older container of Office, in which encrypted files come too


@contextmanager
def damage_told(reason: Message) -> Iterator[None]:
    """Turn whatever a library raises on a damaged file into a ReadingError; too little memory or depth stays what it is."""
    try:
        yield
    except (MemoryError, RecursionError, ReadingError):
        raise
    except Exception as error:
        from lxml.etree import ErrorTypes, XMLSyntaxError  # this module is imported at every start

        if isinstance(error, XMLSyntaxError) and error.code == ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise ReadingError(reason) from error


def checked_package(content: bytes) -> zipfile.ZipFile:
    """Open the package of an office document.

    Raises ReadingError where it is damaged, encrypted, unpacks to more than can be, or has entities in its XML.
    """
    if content.startswith(COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise ReadingError("The file needs a password. Save it without one and ingest it again.")
        raise ReadingError("The file has the format of an older Office than its name says. Save it anew and ingest it again.")
    package = opened_zip(content)
    for entry in package.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")) and _declares_entities(package, entry):
            raise ReadingError("The file is refused: its XML declares entities, which no office program writes.")
    return package


def packs(name: str, content: bytes) -> bool:
    """Say whether bytes are a package that has an entry of this name."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        return name in zipfile.ZipFile(BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def transitional(content: bytes) -> bytes:
    """Give the package of an office document with the usual names where it has those of strict Open XML, else as it is."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        mains = _MAIN_PARTS.intersection(package.namelist())
        if not any(_STRICT in package.read(name) for name in mains):
            return content
    return repacked(content, lambda _, part: _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part))


def repacked(content: bytes, changed: Callable[[str, bytes], bytes | None]) -> bytes:
    """Give a package with each part as `changed` gives it, without those of which it gives None and those that are damaged."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as other:
        for name in dict.fromkeys(package.namelist()):
            with suppress(zipfile.BadZipFile, zlib.error):  # what its part held is told as missing
                if (part := changed(name, package.read(name))) is not None:
                    other.writestr(name, part)
    return out.getvalue()


def opened_zip(content: bytes) -> zipfile.ZipFile:
    """Open a ZIP file whose entries unpack to a size that can be; raises ReadingError otherwise."""
    if not content:
        raise ReadingError("The file is empty: it has 0 bytes.")
    try:
        package = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:  # a directory that lies, or an unknown version
        raise ReadingError("The file is damaged: its package cannot be opened.") from error
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise ReadingError("The file packs {count} parts; at most {most} are read.", count=len(entries), most=MOST_ENTRIES)
    if unpacked > LARGEST_UNPACKED or unpacked > 10_000_000 + _LARGEST_RATIO * len(content):
        sizes = {"packed": f"{len(content) / 1e6:.1f}", "unpacked": f"{unpacked / 1e6:.0f}"}
        raise ReadingError("The file is refused: it unpacks from {packed} MB to {unpacked} MB.", **sizes)
    return package


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """Give one entry of a package; raises ReadingError where it is missing, damaged or encrypted."""
    with damage_told(message("The file is damaged: its part {name} is missing or cannot be unpacked.", name=name)):
        if package.getinfo(name).flag_bits & 1:
            raise ReadingError("The file needs a password. Save it without one and ingest it again.")
        return package.read(name)


def _declares_entities(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    try:
        with package.open(entry) as file:
            start = file.read(8_192).replace(b"\0", b"")
    except Exception:  # told where the part is read
        return False
    return b"<!ENTITY" in start or bool(_OWN_DECLARATIONS.search(start))
