"""Several processes that share a library on a server: each sees what another changed, and nothing is lost or doubled."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.conftest import ingest
from tests.fakes import HashEmbedder
from tests.postgresql_server import PostgresServer
from tests.vectorstore.contents import found, write
from vectorstore.errors import LibraryError, LibraryInUseError
from vectorstore.filter import IN_FORCE
from vectorstore.library import Library
from vectorstore.opening import NAME
from vectorstore.sql.database import Database
from vectorstore.sql.dialect import Address

pytestmark = pytest.mark.once
WORDS = ("Alpha", "Beta", "Gamma", "Delta")


@pytest.fixture
def url(postgresql: PostgresServer) -> Iterator[str]:
    made = postgresql.create_database()
    yield postgresql.address(made)
    postgresql.execute(f"DROP DATABASE {made} WITH (FORCE)")


def opened(place: Path, url: str) -> Library:
    return Library(place, HashEmbedder(), database=url)


def nearest(library: Library, word: str) -> list[str]:
    """Give the names of the documents whose passages lie nearest to a word."""
    with library.snapshot() as now:
        near = now.find([], library.embedder.embed([word])[0], 3, IN_FORCE).near
        known = now.passages(near)
        return [known[id].document for id in near if id in known]


def test_each_sees_at_its_next_look_what_another_changed(url: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    with opened(tmp_path / "one", url) as one, opened(tmp_path / "other", url) as other:
        assert other.entries() == []
        assert nearest(other, "Alpha") == []
        ingest(one, tmp_path / "docs")
        assert [entry.name for entry in other.entries()] == ["alpha.md", "beta.md"]
        assert found(other, "Alpha")[0] == nearest(other, "Alpha")[0] == "alpha.md"
        other.remove("alpha.md")
        assert "alpha.md" not in [*found(one, "Alpha"), *nearest(one, "Alpha")]
        one.give(one.original("beta.md").source, {"number": "7"})
        write(tmp_path / "more", "gamma")
        ingest(other, tmp_path / "more")
        assert nearest(one, "Gamma")[0] == "gamma.md"
        assert one.check()
        assert other.check()


def test_an_index_that_was_closed_meanwhile_is_brought_up(url: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    with opened(tmp_path / "one", url) as one:
        ingest(one, tmp_path / "docs")
        with opened(tmp_path / "other", url) as other:
            assert nearest(other, "Beta")[0] == "beta.md"
        one.remove("beta.md")
        write(tmp_path / "more", "gamma")
        ingest(one, tmp_path / "more")
        with opened(tmp_path / "other", url) as other:
            assert nearest(other, "Gamma")[0] == "gamma.md"
            assert "beta.md" not in nearest(other, "Beta")
            assert other.check()


def test_what_several_bring_and_remove_at_once_is_whole_for_each(url: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", *(word.lower() for word in WORDS))
    asked: list[str] = []

    def change(library: Library) -> None:
        for word in WORDS * 2:
            ingest(library, tmp_path / "docs" / f"{word.lower()}.md")
            asked.extend(nearest(library, word))
            with suppress(LibraryError):  # another one had removed it
                library.remove(f"{word.lower()}.md")

    with opened(tmp_path / "one", url) as one, opened(tmp_path / "two", url) as two, opened(tmp_path / "three", url) as three:
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(change, (one, two, three)))
        ingest(two, tmp_path / "docs")
        assert set(asked) <= {f"{word.lower()}.md" for word in WORDS}
        for library in (one, two, three):
            assert [entry.name for entry in library.entries()] == sorted(f"{word.lower()}.md" for word in WORDS)
            assert [nearest(library, word)[0] for word in WORDS] == [f"{word.lower()}.md" for word in WORDS]
            assert library.check()


def test_the_server_can_be_restarted_under_several(postgresql: PostgresServer, url: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    with opened(tmp_path / "one", url) as one, opened(tmp_path / "other", url) as other:
        postgresql.stop()
        postgresql.start()
        ingest(one, tmp_path / "docs")
        assert found(other, "Alpha") == nearest(other, "Alpha") == ["alpha.md"]
        other.remove("alpha.md")
        assert found(one, "Alpha") == nearest(one, "Alpha") == []


def test_whoever_only_brings_documents_keeps_no_index(url: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    with opened(tmp_path / "one", url) as one, Library(tmp_path / "other", HashEmbedder(), database=url, engine=None) as other:
        ingest(other, tmp_path / "docs")
        assert nearest(one, "Alpha") == ["alpha.md"]
        assert nearest(other, "Alpha") == []
        assert found(other, "Alpha") == ["alpha.md"]
        assert not other.is_found_by_words_alone
    assert list((tmp_path / "other").glob("index*")) == []


def test_whoever_moves_a_library_has_it_alone(url: str, tmp_path: Path) -> None:
    with closing(Database(Address(tmp_path / "move", NAME, url))) as moving:
        with opened(tmp_path / "one", url), pytest.raises(LibraryInUseError, match="in use by"):
            moving.own(alone=True)
        moving.own(alone=True)
        with pytest.raises(LibraryInUseError, match="in use by"):
            opened(tmp_path / "other", url)
    opened(tmp_path / "other", url).close()


def test_whoever_lost_a_library_to_a_move_changes_nothing(postgresql: PostgresServer, url: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    with opened(tmp_path / "one", url) as one:
        ingest(one, tmp_path / "docs")
        postgresql.stop()
        postgresql.start()
        with closing(Database(Address(tmp_path / "move", NAME, url))) as moving:
            moving.own(alone=True)
            with pytest.raises(LibraryInUseError):
                one.remove("alpha.md")
        one.remove("alpha.md")
