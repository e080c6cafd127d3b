"""Miswritten words of a question are read as the words that the library has; what no document speaks of is left as it is."""

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.question.spelling import mended
from language.text.edits import edits
from language.text.sounds import sounding_like
from tests.conftest import ingest
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

RULES = {
    "rules": "# Ferry Rules\n\nSkippers must file a notification with the harbour authority of Zhangwan two weeks ahead.\n",
    "moorings": "# Moorings\n\nThe harbour authority checks mooring lines. The skippers pay a mooring fee; a lantern is the principal signal.\n",
    "lights": "# Lights\n\nFerries carry a lantern, and a spare lantern lies ready, on the principle of safety.\n",
}
CHINESE = "# 渡船管理办法\n\n渡船安全检查由港口管理处负责，每年进行两次。\n\n船长应当填写航行登记表。\n\n市属企业是船舶的所有人。\n\n旅客缆绳根部须干燥。\n"


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("spelling")
    for name, text in RULES.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "办法.md").write_text(CHINESE, encoding="utf-8")
    with Library(folder / "library", embedder) as library:
        ingest(library, *folder.glob("*.md"))
        yield library


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Who files the notificaton?", "Who files the notification?"),
        ("lanterm of the habour authorty", "lantern of the harbour authority"),
        ("wich lantren is spare", "which lantern is spare"),
        ("Wen must skipers notify?", "When must skippers notify?"),
        ("the principel signal", "the principal signal"),  # by its neighbour
        ("渡船安全捡查由谁负责？", "渡船安全检查由谁负责？"),
        ("怎样填写航行灯记表", "怎样填写航行登记表"),
        ("船长填写航行灯记表还是安全捡查表", "船长填写航行登记表还是安全检查表"),
    ],
)
def test_a_slip_is_mended(ferries: Library, written: str, meant: str) -> None:
    assert mended(written, ferries) == meant


@pytest.mark.parametrize(
    "question",
    [
        "市属企业什么时候报航行登记表？",  # a word that asks, of which the first character alone sounds like one of the document
        "What is the limit of mercury?",  # a word that no document holds
        "Who regulates meerkats and lanyards?",
        "What does Zhangwam report?",  # a name
        "What must zhangwam do?",  # one whose like is a name
        "Which principel is it?",  # as near to principle as to principal
        "le capitaine doit remplir la notificacion des navires",  # a language that no document is in
        "What is due by 1O May under ISO-9001x?",
        "渡船安全生产由谁负责？",
        "谁负责水银污染的治理？",
        "旅客缆绳跟谁领",  # a spoken word, which no document has
    ],
)
def test_what_is_no_slip_or_may_mean_several_stays(ferries: Library, question: str) -> None:
    assert mended(question, ferries) == question


def test_the_answer_says_how_the_question_was_understood(ferries: Library) -> None:
    assert Assistant(ferries).ask("Who checks the lanterm?").rephrased_question == "Who checks the lantern?"


@pytest.mark.parametrize(
    ("one", "other", "count"), [("lantren", "lantern", 1), ("habour", "harbour", 1), ("analyze", "analyse", 1), ("granting", "grafting", 2)]
)
def test_slips_are_counted_as_hands_and_ears_make_them(one: str, other: str, count: int) -> None:
    assert edits(one, other) == count


def test_characters_sound_alike_whatever_their_tone() -> None:
    assert "查" in sounding_like("察")
    assert "资" in sounding_like("知")
    assert "县" not in sounding_like("乡")
    assert sounding_like("x") == ""
