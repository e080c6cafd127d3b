"""Which kind of file a web server sent."""

from mimetypes import MimeTypes
from pathlib import PurePath

from ingest.errors import ReadingError
from ingest.files.encoding import decoded, encoded
from ingest.readers.reader import declared_readers, reader_by_name, suffixes

_GENERIC = ("", "application/octet-stream", "application/x-download", "binary/octet-stream", "text/plain")
_TEXTS = (".html", ".htm", ".xhtml", ".xml", ".txt", ".md", ".csv", ".tsv")


def suffix_of(path: str, kind: str, content: bytes) -> str:
    """Give the suffix of the files of a kind that is read: by the marks of `content`, else by the `kind` that the server names (a MIME
    type), else, where it names none in particular, by the `path` of the address.

    Raises ReadingError where it is not read.
    """
    own = PurePath(path).suffix.lower()
    for reader in declared_readers():
        if reader.sniff(content):
            return own if own in reader.suffixes else reader.suffixes[0]
    if kind in _GENERIC and reader_by_name(path):
        return own
    known = [suffix for suffix in MimeTypes().guess_all_extensions(kind, strict=False) if suffix in suffixes()]
    if not known:
        kinds = ", ".join(sorted(suffixes()))
        raise ReadingError("What lies there is of a kind that is not read ({kind}); {kinds} are.", kind=kind or "–", kinds=kinds)
    return own if own in known else known[0]


def as_read(content: bytes, suffix: str, encoding: str) -> bytes:
    """Give the bytes of a text in an encoding that readers find, where only the server's reply named it: `encoding`, empty for none."""
    if suffix not in _TEXTS or not encoding or decoded(content, ["utf-8"]) is not None:
        return content
    text = decoded(content, [encoding])
    return content if text is None else encoded(text)
