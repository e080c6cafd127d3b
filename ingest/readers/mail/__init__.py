"""Letters as mail programs save them; what is attached to them are files of their own."""

from collections.abc import Iterator

from ingest.files.packages import COMPOUND
from ingest.readers.draft import Draft
from ingest.readers.reader import Member, Reader

PROPERTIES = "__properties_version1.0"
"""The stream that every letter of Outlook has."""


def _read(content: bytes) -> Draft:
    from ingest.readers.mail.letter import read_mail

    return read_mail(content)


def _members(content: bytes) -> Iterator[Member]:
    from ingest.readers.mail.letter import attachments

    return attachments(content)


def is_of_outlook(content: bytes) -> bool:
    """Say whether a file is a letter in the own format of Outlook."""
    return content.startswith(COMPOUND) and PROPERTIES.encode("utf-16-le") in content


READER = Reader((".eml", ".msg"), _read, is_of_outlook, members=_members)
