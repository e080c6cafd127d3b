"""Conversations beside the chat, what one asks among, and what is shared, asked for without a browser."""

import io
import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import docx
import pytest
from sqlalchemy import create_engine, text

from assistant.answer.answer import Answer
from assistant.errors import AssistantError
from assistant.records.conversations import Conversation
from assistant.web.pages.ask.exports import file_name
from assistant.web.pages.ask.listing import grouped
from assistant.web.scope import Choices, Scope
from tests.web.conftest import CATALOGUE, Served, served
from vectorstore.filter import Filter

NOW = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)  # a Wednesday
QUESTION = "By when must the Technology Division publish a catalogue?"


@pytest.fixture(scope="module")
def proxied(small_library: Path) -> Iterator[Served]:
    """An application behind a proxy that names the user."""
    yield from served(small_library, auth="proxy")


def answer_of(application: Served) -> Answer:
    return application.state.assistant.ask(QUESTION)


def asked(application: Served, user: str, *questions: str) -> tuple[str, list[int]]:
    kept = application.state.records.conversations
    id = kept.begin(user, questions[0])
    turns = [kept.ask(user, id, question) for question in questions]
    for turn in turns:
        kept.answer(turn, answer_of(application))
    return id, turns


def changed(before: timedelta, pinned: bool = False) -> Conversation:
    return Conversation("id", "title", (NOW - before).isoformat(), "{}", pinned)


def headings(behind: int, *found: Conversation) -> list[str]:
    return [str(group.heading.id) for group in grouped(found, NOW, behind) for _ in group.conversations]


def test_conversations_stand_under_the_days_of_whoever_reads_them() -> None:
    hour, day = timedelta(hours=1), timedelta(1)
    found = (changed(day, pinned=True), *(changed(ago) for ago in (hour, 2 * hour, 2 * day, 20 * day, 60 * day)))
    assert headings(0, *found) == ["Pinned", "Today", "Yesterday", "This week", "This month", "Earlier"]
    assert headings(-480, changed(2 * hour)) == ["Today"]  # in Beijing it is half past nine in the morning
    assert headings(300, changed(hour), changed(2 * hour)) == ["Today", "Today"]


def test_of_a_thousand_conversations_a_part_is_listed_at_once(small_library: Path) -> None:
    for application in served(small_library, auth="proxy"):
        rows = [
            {"id": f"c{number:04}", "title": f"Question {number}", "changed": f"2026-01-01T00:{number // 60:02}:{number % 60:02}+00:00"}
            for number in range(1000)
        ]
        engine = create_engine(f"sqlite:///{application.state.settings.data / 'records.db'}")
        with engine.begin() as connection:
            connection.execute(
                text("INSERT INTO conversations (id, user, title, sought, changed) VALUES (:id, 'anna', :title, '{}', :changed)"), rows
            )
            connection.execute(
                text(
                    "INSERT INTO turns (conversation, question, answer, text, outcome, mode, seconds, asked)"
                    " VALUES (:id, :title, '', :title, '', '', 0, :changed)"
                ),
                rows,
            )
        engine.dispose()
        application.get("conversations", "anna")  # templates are compiled at their first use
        for query, listed, more in (("", 50, True), ("?most=1000", 1000, False), ("?text=question", 50, True), ("?text=999", 1, False)):
            began = time.perf_counter()
            shown = application.get(f"conversations{query}", "anna").text
            took = time.perf_counter() - began
            assert shown.count("<li ") == listed
            assert ("more-conversations" in shown) is more
            assert "Question 999" in shown
            if listed <= 50:
                assert took < 0.3


def test_several_conversations_are_deleted_and_one_is_pinned(proxied: Served) -> None:
    ids = [asked(proxied, "dora", f"question {number}")[0] for number in range(3)]
    assert proxied.post("conversations/pin", {"id": ids[0], "pinned": True}, "dora").status_code == 200
    shown = proxied.get("conversations", "dora").text
    assert shown.index("Pinned") < shown.index("question 0") < shown.index("Today") < shown.index("question 1")
    assert proxied.post("conversations/delete", {"ids": ids[1:]}, "dora").status_code == 200
    assert proxied.get("conversations", "dora").text.count("<li ") == 1
    assert proxied.post("conversations/delete", {"ids": ["x" * 65]}, "dora").status_code == 422
    assert proxied.get("conversations?most=0", "dora").status_code == 422


def test_what_is_shared_is_read_by_others_until_it_is_revoked(proxied: Served) -> None:
    id, turns = asked(proxied, "anna", QUESTION, "<b>And</b> who keeps it?")
    whole = proxied.post("share/conversation", {"id": id}, "anna").json()["token"]
    one = proxied.post("share/answer", {"turn": turns[1]}, "anna").json()["token"]
    assert min(len(whole), len(one)) >= 32
    proxied.state.records.conversations.ask("anna", id, "A secret asked later")
    shown = proxied.get(f"share?link={whole}", "rita").text
    assert CATALOGUE in shown
    assert "anna shares this with you" in shown
    assert "&lt;b&gt;And&lt;/b&gt; who keeps it?" in shown
    assert re.search(r'<a class="cite" href="#cite-\d+-\d+-\d+"', shown)
    assert not re.search(r'class="(act|revoke|rename)', shown)
    assert "A secret" not in shown
    assert QUESTION not in proxied.get(f"share?link={one}", "rita").text
    assert 'aria-label="shared"' in proxied.get("conversations", "anna").text
    assert whole in proxied.get("share", "anna").text
    assert whole not in proxied.get("share", "rita").text
    proxied.post("share/revoke", {"token": whole}, "rita")
    assert proxied.get(f"share?link={whole}", "rita").status_code == 200
    proxied.post("share/revoke", {"token": whole}, "anna")
    for user in ("rita", "anna"):
        assert proxied.get(f"share?link={whole}", user).status_code == 404
    assert proxied.get(f"share?link={one}", "rita").status_code == 200


def test_nobody_shares_or_prints_what_another_asked(proxied: Served) -> None:
    id, turns = asked(proxied, "anna", QUESTION)
    assert proxied.post("share/conversation", {"id": id}, "rita").status_code == 400
    assert proxied.post("share/answer", {"turn": turns[0]}, "rita").status_code == 400
    assert proxied.post("share/answer", {"turn": 2**63}, "rita").status_code == 422
    assert proxied.get(f"print?conversation={id}", "rita").status_code == 404
    assert CATALOGUE in proxied.get(f"print?conversation={id}", "anna").text


def test_nothing_shared_is_read_without_a_login(small_library: Path) -> None:
    for application in served(small_library, auth="accounts"):
        id, _ = asked(application, "anna", QUESTION)
        token = application.state.records.shares.share_conversation("anna", id)
        assert application.get(f"share?link={token}").status_code == 401


def test_what_can_be_chosen_is_found_by_its_words(proxied: Served) -> None:
    collection = proxied.state.records.collections.create("Ports & <harbours>", ["circular.md"])
    shown = proxied.get("conversations/choices?text=harbours", "rita").text
    assert f'name="collections" value="{collection.id}" data-label="Ports &amp; &lt;harbours&gt;"' in shown
    assert 'name="documents"' not in shown
    shown = proxied.get("conversations/choices?text=PROCUREMENT%20circular", "rita").text
    assert re.findall(r'name="documents" value="([^"]+)"', shown) == ["circular.md"]
    assert "Nothing fits." in proxied.get("conversations/choices?text=xyz", "rita").text
    assert "<img src=x" not in proxied.get("conversations/choices", "rita").text


def test_documents_and_those_of_collections_are_asked_together(proxied: Served) -> None:
    plans = proxied.state.records.collections.create("Plans", ["plan-2023.md", "plan-2024.md", "gone.md"])
    choices = Choices.of(proxied.state)
    key = str(plans.id)
    assert choices.filter_of(Scope()) == Filter()
    assert choices.filter_of(Scope(("circular.md",), (key,))).documents == {"circular.md", "plan-2024.md"}
    assert choices.filter_of(Scope(("plan-2023.md",))).documents == {"plan-2023.md"}
    every = choices.filter_of(Scope((), (key,), {"status": "any status"}))
    assert every.documents == {"plan-2023.md", "plan-2024.md"}
    with pytest.raises(AssistantError, match="None of the documents"):
        choices.filter_of(Scope(("gone.md",), ("999",)))
    told = choices.told(Scope(("gone.md", "circular.md"), (key, "999")))
    assert told["documents"] == [["gone.md", ""], ["circular.md", "Circular on Procurement"]]
    assert told["collections"] == [[key, "Plans"], ["999", ""]]


@pytest.mark.parametrize(
    "given",
    [
        "{", "[]", '{"documents": "a"}', '{"documents": [1]}', '{"documents": [""]}', '{"since": "soon"}', '{"documents": null, "x": 1}',
        json.dumps({"documents": [str(number) for number in range(51)]}), json.dumps({"issuer": "x" * 20_000}),
    ],
)  # fmt: skip
def test_a_scope_that_cannot_be_read_is_refused(given: str) -> None:
    with pytest.raises(AssistantError, match="cannot be read"):
        Scope.read(given)


def test_a_word_document_has_title_author_indented_quotes_and_links(proxied: Served) -> None:
    _, turns = asked(proxied, "anna", "What must be published about “three firsts”?")
    reply = proxied.get(f"conversations/answer?turn={turns[0]}&format=docx", "anna", X_Forwarded_Proto="https")
    name = unquote(reply.headers["Content-Disposition"].partition("''")[2])
    assert name == "What must be published about three firsts.docx"
    paper = docx.Document(io.BytesIO(reply.content))
    assert (paper.core_properties.author, paper.core_properties.comments) == ("Policy Assistant", "")
    assert paper.core_properties.title == "What must be published about “three firsts”?"
    (quote,) = [one for one in paper.paragraphs if one.text == CATALOGUE]
    assert quote.style is not None
    assert quote.style.name == "Quote"
    assert quote.style.paragraph_format.left_indent is not None
    addresses = [link.address for one in paper.paragraphs for link in one.hyperlinks]
    assert addresses[0] == "https://127.0.0.1/document?name=circular.md"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Who must open “three firsts”?", "Who must open three firsts"), ("a/b\\c: d*e", "a b c d e"), ("???", "conversation"),
        ("省属企业研发投入强度是多少？", "省属企业研发投入强度是多少"), ("..", "conversation"), ("x" * 99, "x" * 60),
    ],
)  # fmt: skip
def test_files_are_called_by_what_was_asked(title: str, name: str) -> None:
    assert file_name(title) == name
