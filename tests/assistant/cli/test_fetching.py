"""Web addresses are read by command where the settings name their hosts."""

import pytest

from assistant.errors import SettingError
from assistant.settings import Settings
from ingest.web.hosts import NamedHost, networks
from tests.conftest import Terminal
from tests.web_site import page, web_site

RULES = "<html><body><h1>Rules of the Quay</h1><p>The quay office must report by 1 May 2031.</p></body></html>"


def test_nothing_is_fetched_unless_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (Settings().fetched_hosts, Settings().fetch_private, Settings().fetch_every) == ((), (), 24)
    monkeypatch.setenv("POLICY_FETCH", "www.gov.cn, *.example.org")
    monkeypatch.setenv("POLICY_FETCH_PRIVATE", "10.20.0.0/16")
    monkeypatch.setenv("POLICY_FETCH_EVERY", "6")
    settings = Settings.from_environment()
    assert settings.fetched_hosts == (NamedHost("www.gov.cn"), NamedHost("example.org", with_below=True))
    assert (settings.fetch_private, settings.fetch_every) == (networks("10.20.0.0/16"), 6)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("POLICY_FETCH", "https://www.gov.cn", "POLICY_FETCH is “https://www.gov.cn”; it must be names of hosts"),
        ("POLICY_FETCH", "*", "it must be names of hosts"),
        ("POLICY_FETCH_PRIVATE", "intranet.example", "POLICY_FETCH_PRIVATE is “intranet.example”; it must be networks"),
        ("POLICY_FETCH_EVERY", "0", "it must be a whole number from 1 to 8760"),
    ],
)
def test_a_setting_that_cannot_be_is_told(variable: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingError) as error:
        Settings.from_environment()
    assert told in str(error.value)


def test_an_address_is_ingested_by_command(fresh: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with web_site() as site:
        site.pages["/rules"] = page(RULES)
        address = site.address("/rules", "127.0.0.1")
        assert "POLICY_FETCH names no host" in fresh.refused("ingest", address)
        monkeypatch.setenv("POLICY_FETCH", f"127.0.0.1:{site.port}")
        assert fresh.run("ingest", address) == 1
        assert "127.0.0.1, which is no public address" in fresh.err
        assert not site.asked
        monkeypatch.setenv("POLICY_FETCH_PRIVATE", "127.0.0.1")
        assert "Only folders are watched" in fresh.refused("ingest", "--watch", address)
        assert fresh.run("ingest", address, site.address("/none", "127.0.0.1")) == 1
        assert fresh.out.startswith("1 added, 1 failed")
        assert "/none: There is nothing at this address (404)." in fresh.err
        assert fresh.run("ingest", address) == 0
        assert fresh.out.startswith("1 unchanged")
    (entry,) = fresh.json("documents", "--json")
    assert (entry["name"], entry["source"]) == ("127.0.0.1/rules.html", address)
