"""Which titles and issuers of documents are guesses: taken from a place that does not state them."""

import re
from collections.abc import Collection

from ingest.metadata.found import LETTERHEAD_END, issuer_in_title
from ingest.metadata.heads import ISSUER_LABEL, issued_by
from ingest.metadata.signature import signature_of
from ingest.metadata.stated import stated_in_sidecar, without_front_matter
from ingest.metadata.titles import title_in_name
from language.lexicon import any_of
from language.messages import Message, message
from language.text.numbering import rank_of
from vectorstore.document import Document

_SOURCE = re.compile(rf"\W*{any_of('metadata', 'source_labels')}\s*[:：]", re.IGNORECASE)
_TOP = 100_000  # bytes
_EDGE = 12  # lines with text at either end in which a document states who issued it
_HEAD = 7  # lines from the title on in which who issued a text may be said


def guesses_in(document: Document, stated: Collection[str]) -> dict[str, Message]:
    """Say of title and issuer, where they are guesses, what these rest on; those among `stated`, which a user stated, are none."""
    lines = [line for line in document.text.split("\n") if line.strip()]
    found = {"title": _on_title(document, lines), "issuer": _on_issuer(document, lines)}
    return {name: rests_on for name, rests_on in found.items() if rests_on and name not in stated}


def stated_with(content: bytes, beside: str) -> set[str]:
    """Name the properties that a file states at its very top, and the text `beside` it."""
    _, at_top = without_front_matter(content[:_TOP].decode("utf-8", errors="replace")) if content.startswith(b"---") else ("", {})
    return {*at_top, *(stated_in_sidecar(beside) if beside else {})}


def _on_title(document: Document, lines: list[str]) -> Message | None:
    if document.title == title_in_name(document.name) and document.title not in lines[:_EDGE]:
        return message("from the name of the file")
    return message("the heading of a part") if rank_of(document.title) else None


def _on_issuer(document: Document, lines: list[str]) -> Message | None:
    if not document.issuer or issuer_in_title(document.title) == document.issuer:
        return None
    edges = [*lines[:_EDGE], *lines[-_EDGE:]]
    labelled = [line for line in edges if (found := ISSUER_LABEL.match(line)) and found["issuer"].startswith(document.issuer)]
    if any(not _SOURCE.match(line) for line in labelled) or signature_of(lines).body == document.issuer:
        return None
    if lines and LETTERHEAD_END.sub("", lines[0]) == document.issuer:
        return None
    if not labelled and any(line.strip().startswith(document.issuer) or issued_by(line)[0] == document.issuer for line in lines[1:_HEAD]):
        return None
    return message("named as the source") if labelled else message("from beside the text")
