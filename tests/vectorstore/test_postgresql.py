"""What is particular to PostgreSQL: an address instead of a file, one owner, a server that can be away, words in postings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.records.records import Records
from tests.conftest import Terminal, ingest
from tests.fakes import HashEmbedder
from tests.postgresql_server import PASSWORD, USER, PostgresServer
from tests.vectorstore.contents import found, write
from vectorstore.errors import LibraryError
from vectorstore.filter import IN_FORCE
from vectorstore.library import Library

pytestmark = pytest.mark.once


@pytest.fixture
def name(postgresql: PostgresServer) -> Iterator[str]:
    """The name of an empty database."""
    made = postgresql.create_database()
    yield made
    postgresql.execute(f"DROP DATABASE {made} WITH (FORCE)")


@pytest.fixture
def url(postgresql: PostgresServer, name: str) -> str:
    return postgresql.address(name)


def test_an_empty_database_becomes_that_of_a_library_and_its_notes(postgresql: PostgresServer, name: str, url: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    with Library(tmp_path / "library", HashEmbedder(), database=url) as library, Records(tmp_path / "library", url) as records:
        ingest(library, tmp_path / "docs")
        records.accounts.add("anna", "reader", None)
    with Library(tmp_path / "elsewhere", HashEmbedder(), database=url) as library, Records(tmp_path / "elsewhere", url) as records:
        assert found(library, "commission of Alpha")[0] == "alpha.md"
        assert [user.name for user in records.accounts.all()] == ["anna"]
        assert library.check()
    schemas = postgresql.execute("SELECT DISTINCT table_schema FROM information_schema.tables WHERE table_name = 'facts' ORDER BY 1", name)
    assert schemas == [("library",), ("records",)]
    assert list(tmp_path.glob("*/*.db")) == []


@pytest.mark.parametrize("what", ["server", "password", "user", "database"])
def test_what_keeps_from_the_database_is_told_in_a_sentence_without_the_password(
    postgresql: PostgresServer, what: str, url: str, tmp_path: Path
) -> None:
    wrong, sentence = {
        "server": (url.replace(f":{postgresql.port}/", ":1/"), "cannot be reached"),
        "password": (postgresql.address("postgres", password="hidden-word"), "lets nobody in"),
        "user": (postgresql.address("postgres", user="nobody"), "lets nobody in"),
        "database": (postgresql.address("none"), "There is no database postgresql://policy@127.0.0.1"),
    }[what]
    with pytest.raises(LibraryError, match=sentence) as of_library:
        Library(tmp_path, HashEmbedder(), database=wrong)
    with pytest.raises(AssistantError, match=sentence) as of_notes:
        Records(tmp_path, wrong)
    for told in (str(of_library.value), str(of_notes.value)):
        assert not any(word in told for word in (PASSWORD, PASSWORD.replace(" ", "%20"), "hidden-word", "Traceback", "\n"))


def test_whoever_may_only_read_is_told(postgresql: PostgresServer, name: str, url: str, tmp_path: Path) -> None:
    Library(tmp_path / "one", HashEmbedder(), database=url).close()
    postgresql.execute("CREATE ROLE visitor LOGIN PASSWORD 'visitor'")
    postgresql.execute("GRANT USAGE ON SCHEMA library TO visitor", name)
    postgresql.execute("GRANT SELECT ON ALL TABLES IN SCHEMA library TO visitor", name)
    visitor = postgresql.address(name, "visitor", "visitor")
    with Library(tmp_path / "other", HashEmbedder(), database=visitor) as library:
        assert library.entries() == []
        with pytest.raises(LibraryError, match="Cannot write in postgresql://visitor@"):
            library.give("alpha.md", {"number": "7"})
    postgresql.execute("DROP OWNED BY visitor", name)
    postgresql.execute("DROP ROLE visitor")


def test_a_server_that_was_restarted_is_asked_again(postgresql: PostgresServer, url: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    with Library(tmp_path / "library", HashEmbedder(), database=url) as library:
        ingest(library, tmp_path / "docs")
        postgresql.stop()
        try:
            with pytest.raises(LibraryError, match="cannot be reached"):
                library.hashes()
        finally:
            postgresql.start()
        assert found(library, "Alpha") == ["alpha.md"]
        write(tmp_path / "docs", "beta")
        ingest(library, tmp_path / "docs")
        assert sorted(found(library, "commission report")) == ["alpha.md", "beta.md"]


@pytest.mark.parametrize(
    "statement", ["DROP TABLE lexical", "DROP TABLE lexical_words", "DELETE FROM lexical_postings", "DELETE FROM lexical WHERE id = 1"]
)
def test_a_spoiled_index_of_words_is_built_anew(postgresql: PostgresServer, name: str, url: str, statement: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    with Library(tmp_path / "library", HashEmbedder(), database=url) as library:
        ingest(library, tmp_path / "docs")
    postgresql.execute(statement.replace("lexical", "library.lexical"), name)
    with Library(tmp_path / "library", HashEmbedder(), database=url) as library:
        assert found(library, "Alpha")[0] == "alpha.md"
        with library.snapshot() as now:
            assert now.document_frequencies(["alpha", "beta"]) == {"alpha": 1, "beta": 1}


def test_words_weigh_as_in_the_default_database(url: str, tmp_path: Path) -> None:
    for number in range(12):
        text = "\n\n".join(f"The board {'heard of fees ' * (number % 4)}and met {'often ' * number}in {2030 + number}." for _ in range(3))
        write(tmp_path / "docs", f"body{number}")
        (tmp_path / "docs" / f"body{number}.md").write_text(f"# Board {number}\n\n## Fees\n\n{text}\n", encoding="utf-8")
    weights = []
    for database in ("", url):
        with Library(tmp_path / f"library{bool(database)}", HashEmbedder(), database=database) as library:
            ingest(library, tmp_path / "docs")
            library.remove("body3.md")
            with library.snapshot() as now:
                shared = now.find(["board", "fee", "2035", "none"], None, 8, IN_FORCE).shared
                known = now.passages(shared)
                weights.append([(known[id].document, known[id].text, pytest.approx(weight, rel=1e-5)) for id, weight in shared.items()])
                assert now.words_beginning("203") == {str(year): 1 for year in range(2030, 2042) if year != 2033 and year < 2040}
    assert weights[0] == [(document, text, weight.expected) for document, text, weight in weights[1]]


def test_a_text_with_the_character_that_the_database_cannot_hold_keeps_its_offsets(url: str, tmp_path: Path) -> None:
    with Records(tmp_path, url) as records:
        id = records.conversations.begin("anna", "one\0two")
        assert [one.id for one in records.conversations.find("anna", "one\ufffdtwo")] == [id]


def test_documents_and_notes_come_back_with_a_dump(postgresql: PostgresServer, name: str, url: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    dump, place = tmp_path / "kept.dump", f"--dbname=postgresql://{USER}@127.0.0.1:{postgresql.port}/{name}"
    with Library(tmp_path / "library", HashEmbedder(), database=url) as library, Records(tmp_path / "library", url) as records:
        ingest(library, tmp_path / "docs")
        id = records.conversations.begin("anna", "before")
        postgresql.run_tool("pg_dump", "--format=custom", f"--file={dump}", place)
        library.remove("alpha.md")
        records.conversations.begin("anna", "after")
    postgresql.run_tool("pg_restore", "--clean", "--if-exists", "--no-owner", place, str(dump))
    with Library(tmp_path / "library", HashEmbedder(), database=url) as library, Records(tmp_path / "library", url) as records:
        assert found(library, "commission of Alpha")[0] == "alpha.md"
        assert [one.id for one in records.conversations.find("anna")] == [id]
        assert library.check()
        write(tmp_path / "docs", "gamma")
        assert ingest(library, tmp_path / "docs")["gamma.md"] == "added"


def test_backup_and_doctor_say_where_the_documents_are(
    url: str, postgresql: PostgresServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_DATABASE", url)
    terminal = Terminal(tmp_path / "library", capsys)
    for arguments in (("backup", tmp_path / "kept.zip"), ("restore", tmp_path / "kept.zip")):
        refused = terminal.refused(*arguments)
        assert "pg_dump" in refused
        assert "pg_restore" in refused
        assert "quay" not in refused
    assert terminal.run("doctor") == 0
    assert f"ok  library: postgresql://policy@127.0.0.1:{postgresql.port}/" in terminal.out
    monkeypatch.setenv("POLICY_DATABASE", postgresql.address("none"))
    assert terminal.run("doctor") == 1
    assert "NOT WELL  library: There is no database" in terminal.out
    monkeypatch.setenv("POLICY_DATABASE", f"pos tgres://policy:{PASSWORD}@x/y")
    assert terminal.refused("doctor") == "policy-assistant: POLICY_DATABASE must be like postgresql+psycopg://user@host/database.\n"
