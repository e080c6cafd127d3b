"""Administrators bring documents by their web address, where hosts are named; these are read again in the background."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.uploading.job import Job
from assistant.web.refetching import Refetching
from language.messages import translations
from tests.web.conftest import Served, served
from tests.web_site import Reply, Site, page, web_site

RULES = "<html><body><h1>Rules of the Quay</h1><p>The quay office must report by {day} May 2031.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as opened:
        yield opened


@contextmanager
def fetching(library: Path, site: Site, **settings: object) -> Iterator[Served]:
    named = {"fetch": f"127.0.0.1:{site.port}", "fetch_private": "127.0.0.1"}
    yield from served(library, **(named | settings))


@pytest.fixture
def application(small_library: Path, site: Site) -> Iterator[Served]:
    with fetching(small_library, site) as opened:
        yield opened


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def fetched(application: Served, address: str) -> Job:
    reply = application.post("documents/fetch", {"address": address})
    assert reply.status_code == 200, reply.text
    job = next(one for one in application.state.uploads.jobs("local") if one.id == reply.json()["id"])
    until(lambda: not job.is_busy)
    return job


def test_without_named_hosts_there_is_no_field_and_nothing_is_fetched(small_library: Path) -> None:
    for application in served(small_library):
        assert "at-address" not in application.get("documents").text
        reply = application.post("documents/fetch", {"address": "http://127.0.0.1/"})
        assert (reply.status_code, reply.text) == (400, "No web addresses are read: POLICY_FETCH names no host.")


def test_an_address_is_read_and_shown_as_a_link(application: Served, site: Site) -> None:
    assert 'id="at-address"' in application.get("documents").text
    site.pages["/rules?a=1&b=<2>"] = page(RULES.format(day=1))
    site.pages["/rules?a=1&b=%3C2%3E"] = site.pages["/rules?a=1&b=<2>"]
    job = fetched(application, site.address("/rules?a=1&b=<2>", "127.0.0.1"))
    assert job.state == "added", job.messages
    link = f'<a class="web" href="http://127.0.0.1:{site.port}/rules?a=1&amp;b=%3C2%3E" rel="noopener noreferrer">'
    name = next(one.name for one in application.state.library.entries() if one.address)
    assert link in application.get("documents/list").text
    assert link in application.get(f"document?name={name}").text


@pytest.mark.parametrize("path", ["http://evil.example/", "file:///etc/passwd", "rules", "http://eve:secret@127.0.0.1/"])
def test_what_may_not_be_asked_is_refused_at_once_with_a_sentence(application: Served, path: str) -> None:
    for language, end in (("en", "."), ("zh", "。"), ("fr", ".")):
        reply = application.post("documents/fetch", {"address": path}, Accept_Language=language)
        assert reply.status_code == 400
        assert reply.text.endswith(end)
        assert "secret" not in reply.text


def test_what_cannot_be_had_is_told_in_the_list_of_what_is_read(application: Served, site: Site) -> None:
    job = fetched(application, site.address("/none", "127.0.0.1"))
    assert job.state == "failed"
    assert [translations("zh").tell(one) for one in job.messages if not isinstance(one, str)] == ["该网址没有内容（404）。"]


def test_reading_again_asks_the_address_and_reads_the_kept_file_where_nothing_changed(application: Served, site: Site) -> None:
    def again() -> Job:
        ids = application.post("documents/again", {"names": [name]}).json()["ids"]
        job = next(one for one in application.state.uploads.jobs("local") if one.id == ids[0])
        until(lambda: not job.is_busy)
        return job

    def rules(headers: dict[str, str]) -> Reply:
        return Reply([], 304) if "if-none-match" in headers else page(RULES.format(day=1), ETag='"1"')

    site.pages["/rules"] = rules
    fetched(application, site.address("/rules", "127.0.0.1"))
    name = next(one.name for one in application.state.library.entries() if one.address)
    assert (again().state, len(site.asked)) == ("updated", 2)
    site.pages["/rules"] = page(RULES.format(day=9))
    assert (again().state, len(site.asked)) == ("updated", 3)
    del site.pages["/rules"]
    assert (again().state, len(site.asked)) == ("failed", 4)
    assert "There is nothing at this address (404)." in application.get("documents/list").text
    assert "There is nothing at this address (404)." in application.get(f"document?name={name}").text
    asked = len(site.asked)
    stated = application.post("documents/properties", {"name": name, "properties": {"issuer": "Quay Office"}}).json()["ids"]
    until(lambda: all(not one.is_busy for one in application.state.uploads.jobs("local") if one.id in stated))
    assert len(site.asked) == asked  # what is stated needs no other text


def test_only_administrators_bring_addresses(small_library: Path, site: Site) -> None:
    with fetching(small_library, site, auth="proxy", proxy_addresses=("127.0.0.1",)) as application:
        application.state.records.accounts.add("eve", "editor", None)
        assert application.post("documents/fetch", {"address": site.address("/", "127.0.0.1")}, user="eve").status_code == 403
        assert "at-address" not in application.get("documents", user="eve").text
    assert not site.asked


def test_addresses_are_asked_again_in_the_background(application: Served, site: Site) -> None:
    site.pages["/rules"] = page(RULES.format(day=1))
    fetched(application, site.address("/rules", "127.0.0.1"))
    web_documents, uploads = application.state.web_documents, application.state.uploads
    assert web_documents is not None
    site.pages["/rules"] = page(RULES.format(day=9))
    resting = Refetching(web_documents, uploads, hours=1, look=0.05)
    resting.begin()
    time.sleep(0.5)
    resting.close()
    assert len(site.asked) == 1
    asking = Refetching(web_documents, uploads, hours=0, look=0.05)
    asking.begin()
    until(lambda: any("9 May 2031" in row.quote for row in application.state.library.requirements.find()))
    asking.close()
