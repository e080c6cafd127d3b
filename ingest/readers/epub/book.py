"""EPUB: a package of web pages, an order in which they are read, and what the book says of itself (EPUB 3.3, OCF and OPF)."""

import posixpath
import re
from contextlib import suppress
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

from lxml import etree

from ingest.errors import NothingToIndexError, ReadingError
from ingest.files.encoding import decode, encoded
from ingest.files.packages import opened_zip, part
from ingest.metadata.dates import date_in
from ingest.readers.draft import Draft, Line
from ingest.readers.html.page import read_html
from ingest.sandbox import heartbeat
from language.messages import message

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_FONTS_ONLY = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}  # ways to hide fonts, which cost no text
_PAGES = ("application/xhtml+xml", "text/html")
_NO_LANGUAGES = ("und", "mul", "zxx")
_EMPTY_ELEMENT = re.compile(r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([a-zA-Z][\w:-]*+)([^<>]*)/>")


def read_epub(content: bytes) -> Draft:
    """Read a book: its pages in their order, the table of contents left out. Nothing outside the file is opened.

    Raises ReadingError for a damaged one and for one that is protected against copying.
    """
    book = opened_zip(content)
    folder = _folder(book)
    _check_readable(book, folder)
    place = _xml(book, folder + _CONTAINER).find(".//{*}rootfile")
    if place is None:
        raise ReadingError("The file is damaged: its container names no book.")
    name = folder + place.get("full-path", "")
    package = _xml(book, name)
    draft = Draft(properties=_properties(package))
    for page in _pages(package, posixpath.dirname(name)):
        heartbeat.still_at_work()
        draft.lines += [Line(""), *_lines(book, page, draft)]
    return draft


def _folder(book: ZipFile) -> str:
    """Give the folder in which the book is packed: none, unless whoever packed it packed its folder too."""
    containers = [name for name in book.namelist() if name == _CONTAINER or name.endswith(f"/{_CONTAINER}")]
    return min(containers, key=len, default="").removesuffix(_CONTAINER)


def _check_readable(book: ZipFile, folder: str) -> None:
    if folder + _ENCRYPTION not in book.namelist():
        return
    methods = {
        method.get("Algorithm", "") for method in _xml(book, folder + _ENCRYPTION).iterfind(".//{*}EncryptedData/{*}EncryptionMethod")
    }
    if methods - _FONTS_ONLY:
        raise ReadingError(
            "The book is protected against copying (DRM) and cannot be read. Ask its publisher for a file without protection."
        )


def _xml(book: ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(part(book, name), parser)
    except etree.XMLSyntaxError as error:
        raise ReadingError("The file is damaged: its part {name} is no XML.", name=name) from error


def _properties(package: etree._Element) -> dict[str, str]:
    """Give what the book states of itself by our names."""
    language = next(iter(_stated(package, "language")), "").lower().split("-")[0]
    return {
        "title": next(iter(_stated(package, "title")), ""),
        "issuer": ", ".join(_stated(package, "creator") or _stated(package, "publisher")),
        "issued": next((day for date in _stated(package, "date") if (day := date_in(date))), ""),
        "language": "" if language in _NO_LANGUAGES else language,
    }


def _stated(package: etree._Element, name: str) -> list[str]:
    elements = package.iterfind(f"{{*}}metadata//{{http://purl.org/dc/elements/1.1/}}{name}")
    return [text for element in elements if (text := " ".join("".join(element.itertext()).split()))]


def _pages(package: etree._Element, folder: str) -> list[str]:
    """Give the names of the book's pages in the order in which they are read, each once."""
    items = {item.get("id"): item for item in package.iterfind("{*}manifest/{*}item")}
    order = [items[key] for one in package.iterfind("{*}spine/{*}itemref") if (key := one.get("idref")) in items]
    pages = [item for item in order if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()]
    return list(dict.fromkeys(posixpath.normpath(posixpath.join(folder, _path(item.get("href", "")))) for item in pages))


def _path(address: str) -> str:
    with suppress(ValueError):  # no address at all: there is no such part
        return unquote(urlsplit(address).path)
    return address


def _lines(book: ZipFile, page: str, draft: Draft) -> list[Line]:
    try:
        text = decode(part(book, page))
    except ReadingError:
        draft.warnings.append(message("The part {name} of the book is missing or damaged and was not read.", name=page))
        return []
    with suppress(NothingToIndexError):  # a page with a picture only
        read = read_html(encoded(_EMPTY_ELEMENT.sub(r"<\1\2></\1>", text)), is_of_a_site=False)
        draft.take_account_of(read)
        return read.lines
    return []
