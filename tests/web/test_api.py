"""The interface of programs: who may ask, what is answered, and that what it says of itself holds."""

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.web.conftest import CATALOGUE, PASSWORD, Served, served

QUESTION = "By when must the Technology Division publish a catalogue of qualified products?"
API = "api/v1"


@pytest.fixture(scope="module")
def alone(small_library: Path) -> Iterator[Served]:
    yield from made_ready(served(small_library))


@pytest.fixture(scope="module")
def accounts(small_library: Path) -> Iterator[Served]:
    for one in made_ready(served(small_library, auth="accounts")):
        one.state.records.accounts.add("anna", "reader", PASSWORD)
        one.state.records.accounts.add("boss", "administrator", PASSWORD)
        yield one


def made_ready(serving: Iterator[Served]) -> Iterator[Served]:
    for one in serving:
        one.state.prepare()
        one.state.wait(60)
        assert one.state.is_ready
        yield one


def keyed(one: Served, user: str, role: str = "reader") -> dict[str, str]:
    for key in one.state.records.api_keys.all():
        if (key.user, key.label) == (user, role):
            one.state.records.api_keys.revoke(key.id)
    return {"Authorization": f"Bearer {one.state.records.api_keys.issue(user, role, role)}"}


def test_an_answer_has_the_quote_its_place_and_a_link_to_it(alone: Served) -> None:
    reply = alone.post(f"{API}/ask", {"question": QUESTION})
    assert reply.status_code == 200
    told = reply.json()
    assert told["outcome"] == "answered"
    (first, *_) = told["citations"]
    assert first["quote"] == CATALOGUE
    (id,) = [one["id"] for one in alone.get(f"{API}/documents").json() if one["name"] == "circular.md"]
    assert first["link"] == f"http://127.0.0.1/document?name=circular.md#cite-{id}-{first['start']}-{first['end']}"
    text = alone.get(f"{API}/documents/{id}/text").json()["text"]
    assert text[first["start"] : first["end"]] == CATALOGUE
    assert told["conversation"] is None


def test_a_question_that_no_document_answers_is_refused_also_here(alone: Served) -> None:
    told = alone.post(f"{API}/ask", {"question": "What is the boiling point of mercury?"}).json()
    assert (told["outcome"], told["citations"]) == ("not_found", [])


def test_an_answer_comes_as_events_too(alone: Served) -> None:
    reply = alone.post(f"{API}/ask", {"question": QUESTION, "stream": True})
    assert reply.headers["content-type"].startswith("text/event-stream")
    *_, last = [dict(line.split(": ", 1) for line in event.split("\n")) for event in reply.text.strip().split("\n\n")]
    assert last["event"] == "answer"
    assert json.loads(last["data"])["citations"][0]["quote"] == CATALOGUE


def test_a_conversation_goes_on_and_is_given_to_its_user_only(accounts: Served) -> None:
    anna, boss = keyed(accounts, "anna"), keyed(accounts, "boss")
    first = accounts.post(f"{API}/ask", {"question": QUESTION, "conversation": ""}, **anna).json()
    second = accounts.post(f"{API}/ask", {"question": "And by whom?", "conversation": first["conversation"]}, **anna).json()
    assert second["conversation"] == first["conversation"]
    kept = accounts.get(f"{API}/conversations/{first['conversation']}", **anna).json()
    assert [turn["question"] for turn in kept["turns"]] == [QUESTION, "And by whom?"]
    assert kept["turns"][0]["answer"]["citations"][0]["quote"] == CATALOGUE
    assert accounts.get(f"{API}/conversations/{first['conversation']}", **boss).status_code == 404
    assert accounts.post(f"{API}/answers/{first['turn']}/rating", {"rating": "good"}, **boss).status_code == 404
    assert accounts.post(f"{API}/answers/{first['turn']}/rating", {"rating": "good"}, **anna).json() == {"rating": "good"}
    assert accounts.get(f"{API}/conversations", **anna).json()[0]["id"] == first["conversation"]
    assert accounts.client.delete(f"/{API}/conversations/{first['conversation']}", headers=anna).status_code == 204
    assert accounts.get(f"{API}/conversations", **anna).json() == []


def test_only_those_with_a_key_are_answered(accounts: Served) -> None:
    for headers in ({}, {"Authorization": "Bearer pa_wrong"}, {"Authorization": "Basic YW5uYTp4"}):
        reply = accounts.post(f"{API}/ask", {"question": QUESTION}, **headers)
        assert (reply.status_code, reply.json()) == (401, {"error": "Log in first.", "status": 401})
    anna = keyed(accounts, "anna")
    assert accounts.get("terms", **anna).status_code in (303, 401)  # a key opens no page
    assert accounts.get(f"{API}/documents", **anna).status_code == 200


def test_documents_are_brought_and_removed_by_administrators(accounts: Served) -> None:
    anna, boss = keyed(accounts, "anna"), keyed(accounts, "boss", "administrator")
    brought = {"file": ("lamps.md", b"# Rules for Lamps\n\nKeepers must polish all lamps by 1 May 2031.\n")}
    assert accounts.client.post(f"/{API}/documents", files=brought, headers=anna).status_code == 403
    reply = accounts.client.post(f"/{API}/documents", files=brought, headers=boss)
    assert reply.status_code == 202
    job = reply.json()
    for _ in range(600):
        if job["state"] not in ("waiting", "reading"):
            break
        time.sleep(0.1)
        job = accounts.get(f"{API}/jobs/{job['id']}", **boss).json()
    assert job["state"] == "added"
    (lamps,) = [one for one in accounts.get(f"{API}/documents", **anna).json() if one["name"] == "lamps.md"]
    assert accounts.get(f"{API}/documents/{lamps['id']}/original", **anna).content == brought["file"][1]
    wanted = accounts.get(f"{API}/requirements?text=lamps", **anna).json()
    assert (wanted["count"], wanted["requirements"][0]["deadline"]) == (1, "2031-05-01")
    assert accounts.client.delete(f"/{API}/documents/{lamps['id']}", headers=anna).status_code == 403
    assert accounts.client.delete(f"/{API}/documents/{lamps['id']}", headers=boss).status_code == 200
    assert accounts.get(f"{API}/documents/{lamps['id']}", **anna).status_code == 404


def test_requirements_have_the_filters_and_formats_of_the_page(alone: Served) -> None:
    everything = alone.get(f"{API}/requirements?old=true&exhortations=true").json()
    due = alone.get(f"{API}/requirements?since=2024-08-01&until=2024-09-01").json()
    assert everything["count"] > due["count"] == 1
    assert due["requirements"][0]["quote"] == CATALOGUE
    table = alone.get(f"{API}/requirements?body=Technology Division&format=csv")
    assert (table.headers["content-type"], CATALOGUE in table.text) == ("text/csv; charset=utf-8", True)
    book = openpyxl.load_workbook(io.BytesIO(alone.get(f"{API}/requirements?format=xlsx").content))
    assert CATALOGUE in {cell for row in book.active.iter_rows(values_only=True) for cell in row}
    assert alone.get(f"{API}/requirements?format=ics&due=dated").text.startswith("BEGIN:VCALENDAR")
    assert alone.get(f"{API}/requirements?limit=1&offset=1").json()["requirements"] != everything["requirements"][:1]


def test_passages_and_terms_are_found(alone: Served) -> None:
    found = alone.get(f"{API}/search?question=catalogue of qualified products&top=2").json()
    assert len(found) == 2
    assert CATALOGUE in found[0]["text"]
    assert [one["term"] for one in alone.get(f"{API}/terms?text=green").json()] == ["Green channel"]
    among = alone.get(f"{API}/search?question=catalogue&documents=plan-2024.md").json()
    assert {one["document"] for one in among} == {"plan-2024.md"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("ask", {"question": QUESTION, "surplus": 1}),
        ("ask", {"question": "x" * 4001}),
        ("ask", {"question": QUESTION, "among": {"since": "soon"}}),
        ("ask", {"question": QUESTION, "among": {"documents": ["nowhere.md"]}}),
        ("ask", {"question": " "}),
        ("ask", b"{"),
        ("ask", {"question": QUESTION, "conversation": "nowhere"}),
    ],
)
def test_a_bad_request_gets_a_sentence(alone: Served, path: str, body: Any) -> None:
    reply = alone.post(f"{API}/{path}", body)
    assert reply.status_code in (400, 422)
    assert reply.json()["error"].endswith(".")


def test_questions_are_counted_for_the_page_and_programs_together(small_library: Path) -> None:
    for one in made_ready(served(small_library, asks_per_minute=2)):
        replies = [one.post(f"{API}/ask", {"question": "Hello!"}).status_code for _ in range(3)]
        assert replies == [200, 200, 429]


def test_it_describes_itself_and_can_be_tried_without_another_host(alone: Served) -> None:
    described = alone.get(f"{API}/openapi.json").json()
    assert {"/ask", "/search", "/requirements", "/terms", "/documents", "/conversations/{id}"} <= described["paths"].keys()
    page = alone.get(f"{API}/docs", Accept="text/html").text
    assert "http" not in page
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "start.js"):
        assert f"docs/{name}" in page
        assert alone.get(f"{API}/docs/{name}").status_code == 200
    assert alone.get(f"{API}/docs/..%2Fapp.py").status_code == 404


def test_links_are_those_of_the_proxy_that_is_believed(small_library: Path) -> None:
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "policy.example", "X-Forwarded-Prefix": "/ask"}
    for one in made_ready(served(small_library, auth="proxy", proxy_header="Remote-User", proxy_addresses=frozenset({"127.0.0.1"}))):
        found = one.get(f"{API}/search?question=catalogue", "anna", **said).json()
        assert found[0]["link"].startswith("https://policy.example/ask/document?name=")


def test_visitors_of_one_address_are_counted_together(small_library: Path) -> None:
    for one in made_ready(served(small_library, auth="open-to-everyone", asks_per_minute=1)):
        replies = []
        for _ in range(11):  # each a new visitor
            one.client.cookies.clear()
            replies.append(one.post(f"{API}/ask", {"question": "Hello!"}))
        assert [reply.status_code for reply in replies] == [200] * 10 + [429]
        assert "your network" in replies[-1].json()["error"]
