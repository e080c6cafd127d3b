"""The library keeps what web addresses answered as long as it holds the documents that were read there."""

from pathlib import Path

from ingest.pipeline import Ingest
from language.messages import message
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.library import Library
from vectorstore.sql.documents import SourceCopy
from vectorstore.sql.fetches import Fetch

ADDRESS = "https://policy.example.org/rules.md"


def held(library: Library) -> None:
    Ingest(library, QuietWatcher()).put("rules.md", SourceCopy(ADDRESS, "1", b"# Rules\n\nThe quay must be kept free.\n"))


def test_what_an_address_answered_is_kept_until_the_document_is_removed(tmp_path: Path) -> None:
    with Library(tmp_path, HashEmbedder()) as library:
        held(library)
        library.note_fetch(Fetch(ADDRESS, "2031-05-01T00:00:00+00:00", ADDRESS, '"1"', "Thu, 01 May 2031 00:00:00 GMT"))
        again = Fetch(ADDRESS, "2031-05-02T00:00:00+00:00", ADDRESS, '"2"', "", message("{host} could not be reached.", host="x"))
        library.note_fetch(again)
    with Library(tmp_path, HashEmbedder()) as library:
        assert library.fetches() == {ADDRESS: again}
        library.remove("rules.md")
        assert library.fetches() == {}


def test_the_list_tells_the_address_and_why_it_could_not_be_read(library: Library) -> None:
    held(library)
    (before,) = library.entries()
    assert (before.address, before.warnings) == (ADDRESS, ())
    failure = message("{host} could not be reached.", host="x")
    library.note_fetch(Fetch(ADDRESS, "2031-05-01T00:00:00+00:00", failure=failure))
    assert library.entries()[0].warnings == (failure,)
    library.note_fetch(Fetch(ADDRESS, "2031-05-02T00:00:00+00:00"))
    assert library.entries()[0].warnings == ()
