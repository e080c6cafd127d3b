"""What lies at a web address becomes a document, which is read again when that has changed and stays when it is gone."""

import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest

from ingest.errors import ReadingError
from ingest.pipeline import Ingest
from ingest.report import Report
from ingest.web.client import Client
from ingest.web.documents import WebDocuments, name_of
from ingest.web.hosts import named_hosts, networks
from tests.fakes import QuietWatcher
from tests.web_site import Reply, Site, page, web_site
from vectorstore.library import Library

RULES = "<html><head><title>Rules</title></head><body><h1>Rules of the Quay</h1><p>The quay office must report by {day} May 2031.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as served:
        yield served


@pytest.fixture
def web(library: Library, site: Site) -> WebDocuments:
    hosts = named_hosts(f"policy.example:{site.port}")
    return WebDocuments(library, Client(hosts, networks("127.0.0.1"), resolve=lambda host, port: ["127.0.0.1"]))


def read(web: WebDocuments, library: Library, address: str) -> list[Report]:
    return web.read(address, Ingest(library, QuietWatcher()))


def versioned(tag: str, day: int) -> object:
    """Answer as a server that knows what has not changed."""

    def answer(headers: dict[str, str]) -> Reply:
        return Reply([], 304) if headers.get("if-none-match") == tag else page(RULES.format(day=day), ETag=tag)

    return answer


def text_of(library: Library, name: str) -> str:
    document = library.document(next(entry.id for entry in library.entries() if entry.name == name))
    assert document is not None
    return document.text


def test_a_page_becomes_a_document_that_knows_its_address(library: Library, site: Site, web: WebDocuments) -> None:
    site.pages["/a/rules"] = page(RULES.format(day=1))
    (report,) = read(web, library, site.address("/a/rules#top"))
    (entry,) = library.entries()
    assert (str(report.outcome), entry.name, entry.title) == ("added", "policy.example/a-rules.html", "Rules of the Quay")
    assert entry.address == entry.source == site.address("/a/rules")


def test_what_changed_takes_the_place_of_what_was_there(library: Library, site: Site, web: WebDocuments) -> None:
    address = site.address("/rules")
    site.pages["/rules"] = versioned('"1"', 1)
    read(web, library, address)
    id = library.entries()[0].id
    assert [str(one.outcome) for one in read(web, library, address)] == ["unchanged"]
    assert site.asked[-1]["if-none-match"] == '"1"'
    site.pages["/rules"] = page(RULES.format(day=1), ETag='"2"')  # sent again, but the same
    assert [str(one.outcome) for one in read(web, library, address)] == ["unchanged"]
    assert library.entries()[0].id == id
    site.pages["/rules"] = versioned('"3"', 9)
    assert [str(one.outcome) for one in read(web, library, address)] == ["updated"]
    (entry,) = library.entries()
    assert "9 May 2031" in text_of(library, entry.name)
    assert library.fetches()[address].etag == '"3"'


def test_one_that_is_gone_stays_and_warns(library: Library, site: Site, web: WebDocuments) -> None:
    site.pages["/rules"] = versioned('"1"', 1)
    address = site.address("/rules")
    read(web, library, address)
    del site.pages["/rules"]
    with pytest.raises(ReadingError, match="There is nothing at this address"):
        read(web, library, address)
    (entry,) = library.entries()
    assert [str(one) for one in entry.warnings] == [
        "It could not be read again at its web address. There is nothing at this address (404)."
    ]
    site.pages["/rules"] = versioned('"1"', 1)
    assert [str(one.outcome) for one in read(web, library, address)] == ["unchanged"]
    assert library.entries()[0].warnings == ()


def test_what_cannot_be_read_leaves_the_document_as_it_was(library: Library, site: Site, web: WebDocuments) -> None:
    site.pages["/rules"] = versioned('"1"', 1)
    address = site.address("/rules")
    read(web, library, address)
    site.pages["/rules"] = page(b"%PDF-1.7 broken", "application/pdf", ETag='"2"')
    assert [str(one.outcome) for one in read(web, library, address)] == ["failed"]
    site.pages["/rules"] = page(b"\x89PNG", "image/png", ETag='"2"')
    with pytest.raises(ReadingError, match=r"of a kind that is not read \(image/png\)"):
        read(web, library, address)
    (entry,) = library.entries()
    assert "1 May 2031" in text_of(library, entry.name)
    assert len(entry.warnings) == 1
    assert library.fetches()[address].etag == '"1"'


def test_after_it_was_removed_a_document_is_sent_whole(library: Library, site: Site, web: WebDocuments) -> None:
    site.pages["/rules"] = versioned('"1"', 1)
    read(web, library, site.address("/rules"))
    library.remove(library.entries()[0].name)
    assert [str(one.outcome) for one in read(web, library, site.address("/rules"))] == ["added"]


def test_nothing_that_could_not_be_had_is_kept(library: Library, site: Site, web: WebDocuments) -> None:
    with pytest.raises(ReadingError):
        read(web, library, site.address("/none"))
    assert (library.entries(), library.fetches()) == ([], {})


def test_an_archive_gives_its_files(library: Library, site: Site, web: WebDocuments) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("quay.md", "# Quay\n\nThe quay must be free.\n")
        archive.writestr("weir.md", "# Weir\n\nThe weir must be closed.\n")
    site.pages["/all?id=5"] = page(packed.getvalue(), "application/zip", ETag='"1"')
    address = site.address("/all?id=5")
    assert [str(one.outcome) for one in read(web, library, address)] == ["added", "added"]
    assert {entry.address for entry in library.entries()} == {address}
    read(web, library, address)
    assert site.asked[-1]["if-none-match"] == '"1"'


def test_addresses_are_due_when_they_were_not_asked_for_long(library: Library, site: Site, web: WebDocuments) -> None:
    site.pages["/rules"] = page(RULES.format(day=1))
    read(web, library, site.address("/rules"))
    assert web.due(timedelta(hours=1)) == []
    assert web.due(timedelta(0)) == [site.address("/rules")]
    del site.pages["/rules"]
    with pytest.raises(ReadingError):
        read(web, library, site.address("/rules"))
    assert web.due(timedelta(hours=1)) == []  # one that failed was asked, too
    others = WebDocuments(library, Client(named_hosts("other.example")))
    assert others.due(timedelta(0)) == []


@pytest.mark.parametrize(
    ("path", "kind", "content", "name"),
    [
        ("/guide", "application/octet-stream", b"%PDF-1.4\n", "guide.pdf"),
        ("/guide.pdf", "text/html", b"<!doctype html><p>The quay must be free.", "guide.pdf.html"),
        ("/notes.md", "text/plain; charset=utf-8", b"# Quay\n\nThe quay must be free.", "notes.md"),
        ("/notes", "text/plain", b"The quay must be free.", "notes.txt"),
        ("/", "text/html", b"<p>The quay must be free.", "index.html"),
        ("/export?format=csv", "text/csv", b"Body,Day\nQuay office,1 May\n", "export-format-csv.csv"),
    ],
)
def test_what_it_is_decides_its_name(
    library: Library, site: Site, web: WebDocuments, path: str, kind: str, content: bytes, name: str
) -> None:
    site.pages[path] = page(content, kind)
    assert [one.document for one in read(web, library, site.address(path))] == [f"policy.example/{name}"]


def test_an_encoding_that_only_the_server_names_is_used(library: Library, site: Site, web: WebDocuments) -> None:
    site.pages["/rules"] = page("<h1>码头管理办法</h1><p>码头应当保持畅通。</p>".encode("gb18030"), "text/html; charset=GB2312")
    (report,) = read(web, library, site.address("/rules"))
    assert "码头应当保持畅通" in text_of(library, report.document)


def test_names_are_safe_and_no_two_addresses_share_one(library: Library, site: Site, web: WebDocuments) -> None:
    assert name_of("http://policy.example/../..%2f..%2fetc/passwd", ".txt") == "policy.example/etc-passwd.txt"
    assert name_of("http://policy.example/%E5%8A%9E%E6%B3%95%00%0a<b>.html", ".html") == "policy.example/办法-b.html"
    assert len(name_of(f"http://policy.example/{'a' * 1500}", ".html")) < 150
    for path in ("/a/b.html", "/a-b.html", "/a_b.html?x"):
        site.pages[path] = page(RULES.format(day=1))
        read(web, library, site.address(path))
    names = [entry.name for entry in library.entries()]
    assert len(set(names)) == 3
    assert all(one.startswith("policy.example/a") and one.endswith(".html") for one in names)
