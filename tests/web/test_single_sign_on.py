"""Logging in at a provider of OpenID Connect, a real one that runs beside the tests."""

import json
import re
import subprocess
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from assistant.errors import SettingError
from assistant.settings import Settings
from tests.test_shape import ROOT
from tests.web.conftest import PASSWORD, Served, served

ROLES = (("policy-team", "editor"), ("it", "administrator"))


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.sign_on_provider"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield f"http://localhost:{int(process.stdout.readline())}"
        process.terminate()


@pytest.fixture
def one(small_library: Path, provider: str) -> Iterator[Served]:
    about = {"oidc_issuer": provider, "oidc_client": "policy", "oidc_secret": "secret", "oidc_roles": ROLES}
    yield from served(small_library, auth="accounts", **about)


def sent_to_provider(one: Served, to: str = "") -> str:
    reply = one.get(f"login-provider?to={to}")
    assert reply.status_code == 303
    return str(reply.headers["location"])


def come_back(address: str, sub: str) -> str:
    """Log in at the provider, and give the way back to which it sends."""
    reply = httpx.post(address, data={"sub": sub, "action": "authorize"})
    assert reply.status_code == 302, reply.text
    back = urlsplit(reply.headers["location"])
    assert (back.netloc, back.path) == ("127.0.0.1", "/login-back")
    return f"login-back?{back.query}"


def test_a_user_comes_back_to_where_they_wanted_with_the_role_of_their_groups(one: Served) -> None:
    login = one.get("login?to=terms", Accept="text/html").text
    assert 'href="login-provider?to=terms"' in login
    address = sent_to_provider(one, "terms")
    assert parse_qs(urlsplit(address).query)["code_challenge_method"] == ["S256"]
    page = one.get(come_back(address, "anna"))
    assert (page.status_code, re.findall('url=([^"]*)"', page.text)) == (200, ["terms"])
    assert "samesite=strict" in page.headers["set-cookie"].lower()
    assert [(user.name, user.role) for user in one.state.records.accounts.all()] == [("anna", "editor")]
    assert one.get("terms").status_code == 200
    assert one.get("insights").status_code == 403
    one.client.cookies.clear()
    one.get(come_back(sent_to_provider(one), "boss"))
    assert one.get("insights").status_code == 200


def test_nobody_comes_in_with_what_was_begun_elsewhere(one: Served) -> None:
    back = come_back(sent_to_provider(one), "anna")
    kept = one.client.cookies["policy_away"]
    content, _, sign = kept.partition(".")
    other = json.loads(urlsafe_b64decode(content)) | {"nonce": "other"}
    forged = f"{urlsafe_b64encode(json.dumps(other).encode()).decode()}.{sign}"
    for cookie, said in (
        ("", back),
        (forged, back),
        (kept, re.sub("state=[^&]*", "state=x", back)),
        (kept, "login-back?error=access_denied"),
    ):
        one.client.cookies.clear()
        page = one.get(said, Cookie=f"policy_away={cookie}")
        assert page.status_code == 403
        assert 'role="alert"' in page.text
    assert one.state.records.accounts.all() == []
    assert one.get(back, Cookie=f"policy_away={kept}").status_code == 200
    one.client.cookies.clear()
    assert one.get(back, Cookie=f"policy_away={kept}").status_code == 403  # a code is good once


def test_a_token_for_another_login_is_not_taken(one: Served) -> None:
    first, second = sent_to_provider(one), sent_to_provider(one)
    back = come_back(first, "anna")
    state = parse_qs(urlsplit(second).query)["state"][0]
    page = one.get(re.sub("state=[^&]*", f"state={state}", back))
    assert (page.status_code, one.state.records.accounts.all()) == (403, [])


def test_a_user_with_a_password_is_not_taken_over(one: Served) -> None:
    one.state.records.accounts.add("anna", "reader", PASSWORD)
    page = one.get(come_back(sent_to_provider(one), "anna"))
    assert page.status_code == 403
    assert "anna is a user with a password here" in page.text
    (kept,) = one.state.records.accounts.all()
    assert kept.role == "reader"


def test_one_without_a_name_is_told(one: Served) -> None:
    page = one.get(come_back(sent_to_provider(one), "nameless"))
    assert (page.status_code, "does not tell the name" in page.text) == (403, True)


def test_a_provider_that_is_away_is_told(small_library: Path) -> None:
    for one in served(small_library, auth="accounts", oidc_issuer="http://localhost:9", oidc_client="policy"):
        page = one.get("login-provider")
        assert (page.status_code, "could not be asked" in page.text) == (503, True)


def test_without_a_provider_nothing_of_it_is_there(small_library: Path) -> None:
    for one in served(small_library, auth="accounts"):
        assert "login-provider" not in one.get("login", Accept="text/html").text
        assert one.get("login-provider").status_code in (303, 401, 404)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("POLICY_OIDC_ISSUER", "http://id.example.org", "must begin with https://"),
        ("POLICY_OIDC_ROLES", "team=king", "must be groups with their roles"),
    ],
)
def test_bad_settings_are_told(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=said):
        Settings.from_environment()


def test_settings_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {
        "AUTH": "accounts",
        "OIDC_ISSUER": "https://id.example.org/x",
        "OIDC_SECRET": "hidden",
        "OIDC_ROLES": "a b=editor, it=administrator",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"POLICY_{name}", value)
    settings = Settings.from_environment()
    assert settings.sign_on is not None
    assert settings.sign_on.roles == (("a b", "editor"), ("it", "administrator"))
    assert "hidden" not in repr(settings) + repr(settings.sign_on)
