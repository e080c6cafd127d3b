"""Who may ask, from where and how much."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.web.security.network import is_loopback, shared_by_one_machine
from assistant.web.security.rate_limit import RateLimiter
from tests.web.conftest import PASSWORD, Served, served

ROUTES_OF_ADMINISTRATORS: list[tuple[str, dict[str, Any] | None]] = [
    ("insights", None), ("insights/export?table=days", None), ("documents/jobs", None), ("documents/remove", {"names": ["x"]}),
    ("documents/again", {"names": ["x"]}), ("documents/undo", {"removals": [1]}), ("documents/properties", {"name": "x", "properties": {}}),
]  # fmt: skip
UPLOAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\nhello\r\n--x--\r\n'
FORM = {"Content_Type": "multipart/form-data; boundary=x"}


@pytest.fixture(scope="module")
def accounts(small_library: Path) -> Iterator[Served]:
    """An application whose users log in."""
    for one in served(small_library, auth="accounts"):
        for name, role in (("anna", "administrator"), ("erik", "editor"), ("rita", "reader"), ("lock", "reader")):
            one.state.records.accounts.add(name, role, PASSWORD)
        yield one


@pytest.fixture(scope="module")
def proxied(small_library: Path) -> Iterator[Served]:
    """An application behind a proxy that names the user: erik is an editor, anna an administrator, others readers."""
    for one in served(small_library, auth="proxy"):
        for name, role in (("anna", "administrator"), ("erik", "editor")):
            one.state.records.accounts.add(name, role, None)
        yield one


@pytest.fixture(scope="module")
def alone(small_library: Path) -> Iterator[Served]:
    """An application for oneself."""
    yield from served(small_library)


def test_nothing_is_told_to_one_who_has_not_logged_in(accounts: Served) -> None:
    for path in ("", "requirements", "requirements/rows", "source?document=1&start=0&end=5", "documents/original?document=1", "config",
                 "gradio_api/info", "theme.css", "conversations", "insights", "terms", "term?name=x", "openapi.json",
                 "gradio_api/file=/etc/passwd", "login-history", "resources", "healthy", "languages"):  # fmt: skip
        reply = accounts.get(path)
        assert (reply.status_code, reply.text) == (401, "Log in first."), path
        assert accounts.get(path, Cookie="policy_session=made-up").status_code == 401
        assert accounts.get(path, user="anna", Cookie="policy_visitor=" + "a" * 32).status_code == 401


def test_a_browser_is_sent_to_the_page_to_log_in(accounts: Served) -> None:
    reply = accounts.get("requirements?text=x", Accept="text/html")
    assert (reply.status_code, reply.headers["location"]) == (303, "login?to=requirements%3Ftext%3Dx")
    assert accounts.get("login", Accept="text/html").status_code == 200
    assert accounts.get("resources/login/style.css").status_code == 200


@pytest.mark.parametrize(
    "asked", ["requirements?q=green", "?conversation=a1b2", "documents/original?document=3&inline=1", "terms?text=%E6%94%BF", ""]
)
def test_an_address_survives_the_login_and_a_choice_of_language(accounts: Served, asked: str) -> None:
    to_login = accounts.get(asked, Accept="text/html").headers["location"]
    path = urljoin("/" + asked.partition("?")[0], to_login)
    assert path.partition("?")[0] == "/login"
    form = accounts.get(path.lstrip("/"), Accept="text/html").text
    other = unescape(re.findall(r'href="(language[^"]*)" lang="fr"', form)[0])
    assert urljoin("/language", accounts.get(other).headers["location"]) == path
    hidden = unescape(re.findall(r'name="to" value="([^"]*)"', form)[0])
    entered = accounts.client.post("/login", data={"name": "rita", "password": PASSWORD, "to": hidden}, follow_redirects=False)
    assert urljoin("/login", entered.headers["location"]) == f"/{asked}"
    again = accounts.get(path.lstrip("/"), Cookie=entered.headers["set-cookie"].split(";")[0])
    accounts.client.cookies.clear()
    assert urljoin("/login", again.headers["location"]) == f"/{asked}"


def test_a_user_logs_in_and_out(accounts: Served) -> None:
    wrong = accounts.client.post("/login", data={"name": "rita", "password": "wrong"}, headers={"Accept-Language": "zh"})
    assert wrong.status_code == 403
    assert "用户名或密码不对。" in wrong.text
    right = accounts.client.post("/login", data={"name": "rita", "password": PASSWORD, "to": "terms"}, follow_redirects=False)
    accounts.client.cookies.clear()
    assert (right.status_code, right.headers["location"]) == (303, "terms")
    assert {"httponly", "samesite=strict"} <= {part.strip().lower() for part in right.headers["set-cookie"].split(";")}
    cookie = right.headers["set-cookie"].split(";")[0]
    assert "rita" in accounts.get("documents", Cookie=cookie).text
    assert accounts.post("logout", b"", Cookie=cookie).status_code == 303
    assert accounts.get("documents", Cookie=cookie).status_code == 401


def test_nobody_is_sent_elsewhere_after_logging_in(accounts: Served) -> None:
    for to in ("//evil.invalid", "https://evil.invalid", "\\\\evil", "requirements/../../x", "/evil.invalid", "javascript:alert(1)", "a//evil.invalid",
               "\tjavascript:x", "terms\nSet-Cookie: x=1"):  # fmt: skip
        reply = accounts.client.post("/login", data={"name": "rita", "password": PASSWORD, "to": to}, follow_redirects=False)
        assert reply.headers["location"] == "./"
    accounts.client.cookies.clear()
    assert accounts.get("language?to=zh&back=//evil.invalid").headers["location"] == "./"


@pytest.mark.parametrize(("path", "body"), ROUTES_OF_ADMINISTRATORS)
def test_only_administrators_keep_documents_and_see_insights(proxied: Served, path: str, body: dict[str, Any] | None) -> None:
    def status(user: str) -> int:
        reply = proxied.get(path, user) if body is None else proxied.post(path, body, user)
        return int(reply.status_code)

    assert (status("rita"), status("erik")) == (403, 403)
    assert status("anna") in (200, 400)


def test_only_administrators_bring_files(proxied: Served) -> None:
    assert proxied.post("documents/upload", UPLOAD, "erik", **FORM).status_code == 403


def test_the_header_links_only_what_one_may_open(proxied: Served) -> None:
    assert 'href="insights"' in proxied.get("documents", "anna").text
    assert 'href="insights"' not in proxied.get("documents", "erik").text


def test_what_is_refused_is_told_in_the_language_of_the_browser(proxied: Served) -> None:
    assert proxied.get("insights", "rita").text == "This needs the role of administrator."
    assert proxied.get("insights", "rita", Accept_Language="zh-CN").text == "需要 管理员 角色。"


def test_only_editors_mark_requirements_under_their_own_name(proxied: Served) -> None:
    id = proxied.get("requirements/rows", "erik").text.partition('data-id="')[2].partition('"')[0]
    change = {"id": id, "state": "done", "name": "Anna"}
    assert proxied.post("requirements/mark", change, "rita").status_code == 403
    assert proxied.post("requirements/mark", change, "erik").status_code == 200
    assert "erik" in proxied.get("requirements/rows?state=done", "erik").text
    assert "select" not in proxied.get("requirements/rows", "rita").text


def test_progress_is_that_of_one_user(proxied: Served) -> None:
    reply = proxied.post("onboarding/read", {"item": "circular.md", "done": True}, "erik")
    assert reply.json()["learned"].startswith("1 of ")
    assert "0 of " in proxied.get("onboarding", "rita").text
    assert proxied.get("certificate", "erik").text.count("<td>") == 5  # one row
    assert proxied.get("certificate?user=erik", "rita").status_code == 403
    assert "1 of " in proxied.get("certificate?user=erik", "anna").text


def test_one_user_sees_nothing_of_another(proxied: Served) -> None:
    conversations = proxied.state.records.conversations
    id = conversations.begin("anna", "A secret of Anna")
    turn = conversations.ask("anna", id, "A secret of Anna")
    assert "A secret" in proxied.get("conversations", "anna").text
    assert "A secret" not in proxied.get("conversations?text=secret", "rita").text
    assert proxied.get(f"conversations/export?id={id}", "rita").status_code == 404
    assert proxied.get(f"conversations/answer?turn={turn}", "rita").status_code == 400
    assert proxied.post("conversations/delete", {"ids": [id]}, "rita").status_code == 200  # nothing of Rita's is called so
    assert proxied.post(f"api/v1/answers/{turn}/rating", {"rating": "bad"}, "rita").status_code == 404
    assert "A secret" in proxied.get("conversations", "anna").text


def test_changes_from_other_sites_are_refused(proxied: Served) -> None:
    for origin in ("http://evil.invalid", "null", "http://["):
        for more in ({}, {"X_Forwarded_Host": "policy.example"}):
            assert proxied.post("conversations/delete", {"ids": ["x"]}, "anna", Origin=origin, **more).status_code == 403
        assert proxied.post("logout", b"", "anna", Origin=origin).status_code == 403


def test_a_change_comes_through_a_proxy_that_tells_its_own_name(proxied: Served) -> None:
    named = {"Origin": "https://policy.example", "X_Forwarded_Host": "policy.example"}
    assert proxied.post("conversations/delete", {"ids": ["x"]}, "anna", **named).status_code == 200


def test_what_is_done_is_logged(proxied: Served) -> None:
    assert proxied.get("requirements/export?format=csv", "erik").status_code == 200
    told = proxied.get("insights", "anna").text
    assert "<td>erik</td><td>export</td><td>requirements.csv" in told
    assert "<td>导出</td>" in proxied.get("insights", "anna", Accept_Language="zh").text


def test_too_many_logins_are_refused(accounts: Served) -> None:
    answers = [accounts.client.post("/login", data={"name": "x" * 250, "password": "wrong"}).status_code for _ in range(65)]
    assert answers[-1] == 429
    assert set(answers) == {422, 429}


def test_every_reply_carries_the_headers(proxied: Served) -> None:
    for path in ("", "requirements", "health", "nothing", "resources/shared/base.js"):
        headers = proxied.get(path, "anna").headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]  # only Gradio's page, which is not served here, has it
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == ("no-cache" if path.startswith("resources") else "no-store")


def test_of_gradio_only_what_the_page_uses_is_open(proxied: Served) -> None:
    for path in ("info", "openapi.json", "file=/etc/passwd", "deep_link?session_hash=x", "startup-events"):
        assert proxied.get(f"gradio_api/{path}", "rita").status_code == 404
    for path in ("upload", "run/respond", "call/respond", "call/v2/opened", "api/respond", "component_server", "reset"):
        assert proxied.post(f"gradio_api/{path}", {"data": [], "session_hash": "x"}, "rita").status_code == 404
    assert proxied.get("openapi.json", "rita").status_code == 404


def test_large_requests_are_refused(proxied: Served) -> None:
    assert proxied.post("conversations/rename", {"id": "x", "title": "y" * 2_000_000}, "anna").status_code == 413
    assert proxied.post("conversations/rename", b"{" * 100_000, "anna").status_code == 422
    assert proxied.post("documents/upload", b"x" * 1_500_000, "anna", **FORM).status_code != 413


def test_a_proxy_names_the_user_and_nobody_else_does(small_library: Path) -> None:
    for other in served(small_library, auth="proxy", proxy_header="X-Who"):
        assert other.get("requirements").status_code == 401
        assert other.get("requirements", user="anna").status_code == 401
        assert other.get("requirements", X_Who="Someone").status_code == 200
        assert other.get("insights", X_Who="someone").status_code == 403
        assert other.get("requirements", X_Who="a" * 201).status_code == 401
    for strict in served(small_library, auth="proxy", proxy_addresses=("10.1.2.3",)):
        assert strict.get("requirements", user="anna").status_code == 403
        assert strict.get("health", user="anna", X_Forwarded_For="10.1.2.3").status_code == 403


def test_two_names_from_a_proxy_are_none(proxied: Served) -> None:
    reply = proxied.client.get("/requirements", headers=[("Remote-User", "rita"), ("Remote-User", "anna")])
    assert reply.status_code == 401


def test_an_address_that_brings_too_many_visitors_is_told_so(small_library: Path) -> None:
    for other in served(small_library, auth="open-to-everyone"):
        for _ in range(60):
            assert other.get("requirements").status_code == 200
            other.client.cookies.clear()
        reply = other.get("requirements")
        assert (reply.status_code, reply.text) == (429, "Too many came from your network within a minute; try again in a minute.")


def test_an_address_that_a_visitor_invents_is_not_counted(small_library: Path) -> None:
    for other in served(small_library, auth="open-to-everyone"):
        statuses = []
        for number in range(61):
            statuses.append(other.get("requirements", X_Forwarded_For=f"198.51.100.{number}, 192.0.2.1").status_code)
            other.client.cookies.clear()
        assert statuses == [200] * 60 + [429]
        assert other.get("requirements", X_Forwarded_For="192.0.2.2").status_code == 200


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=other"])
def test_a_broken_upload_is_told_in_a_sentence(proxied: Served, kind: str) -> None:
    reply = proxied.post("documents/upload", UPLOAD, "anna", Content_Type=kind)
    assert reply.status_code in (400, 422)
    assert reply.text == "This cannot be read, or is too long."


def test_one_address_does_not_lock_a_name_for_others(accounts: Served) -> None:
    def entered(password: str, address: str) -> int:
        form = f"name=rita&password={password.replace(' ', '+')}".encode()
        sent = {"Content_Type": "application/x-www-form-urlencoded", "X_Forwarded_For": address}
        return int(accounts.post("login", form, **sent).status_code)

    assert [entered("wrong", "192.0.2.1") for _ in range(6)] == [403] * 6
    assert entered(PASSWORD, "192.0.2.1") == 403
    assert entered(PASSWORD, "192.0.2.2") == 303


def test_for_oneself_only_this_machine_is_answered(alone: Served) -> None:
    assert alone.get("requirements").status_code == 200
    for host in ("evil.invalid", "evil.invalid:80", "127.0.0.1.evil.invalid"):
        assert alone.get("requirements", Host=host).status_code == 403
        assert alone.get("insights", Host=f"127.0.0.1/login?x={host}").status_code == 403


def test_open_to_everyone_each_visitor_is_a_reader_apart(small_library: Path) -> None:
    for other in served(small_library, auth="open-to-everyone"):
        reply = other.get("requirements", Host="policies.example")
        cookie = reply.headers["set-cookie"].split(";")[0]
        other.client.cookies.clear()
        assert reply.status_code == 200
        assert "set-cookie" not in other.get("requirements", Cookie=cookie).headers
        assert "set-cookie" not in other.get("health").headers
        assert other.get("insights", Cookie=cookie).status_code == 403
        for forged in ("../x", "a" * 32, cookie.partition("=")[2].partition(".")[0] + "." + "0" * 64):
            assert "set-cookie" in other.get("requirements", Cookie=f"policy_visitor={forged}").headers
            other.client.cookies.clear()


def test_what_is_too_often_is_refused_and_forgotten_after_a_minute() -> None:
    moment = 0.0
    limiter = RateLimiter(2, lambda: moment)
    assert [limiter.admits("anna") for _ in range(3)] == [True, True, False]
    assert limiter.admits("bob")
    moment = 61.0
    assert limiter.admits("anna")


@pytest.mark.parametrize(
    ("host", "here"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("example.com", False)]
)
def test_loopback_addresses_are_known(host: str, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"), ("2001:DB8:1:2:bbbb::7", "2001:db8:1:2::/64"), ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"), ("192.0.2.7", "192.0.2.7"), ("no address", "no address"),
    ],
)  # fmt: skip
def test_who_has_a_network_to_choose_addresses_from_counts_as_one(address: str, counted: str) -> None:
    assert shared_by_one_machine(address) == counted


def test_a_question_that_others_answered_well_is_proposed_without_a_name(proxied: Served) -> None:
    conversations = proxied.state.records.conversations
    answer = Answer(Outcome.ANSWERED, ())
    for question, rating in (("Who publishes the catalogue?", "good"), ("A secret of Anna", "")):
        id = conversations.begin("anna", question)
        turn = conversations.ask("anna", id, question)
        conversations.answer(turn, answer)
        conversations.rate("anna", turn, rating, (), "", "")
    assert [one.question for one in conversations.good_questions("rita", 5)] == ["Who publishes the catalogue?"]
    assert conversations.good_questions("anna", 5) == []
