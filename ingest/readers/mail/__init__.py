"""Letters as mail programs save them; what is attached to them are files of their own."""

from collections.abc import Iterator

from ingest.readers.draft import Draft
from ingest.readers.reader import Member, Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.mail.letter import read_mail

    return read_mail(content)


def _members(content: bytes) -> Iterator[Member]:
    from ingest.readers.mail.letter import attachments

    return attachments(content)


def _is_of_outlook(content: bytes) -> bool:
    from ingest.readers.mail.outlook import is_of_outlook

    return is_of_outlook(content)


READER = Reader((".eml", ".msg"), _read, _is_of_outlook, members=_members)
