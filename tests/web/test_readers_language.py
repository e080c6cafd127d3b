"""Each page tells days, names of languages and users in the language of its reader, and lists titles as its reader looks for them."""

import re
from collections.abc import Iterator

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Quote
from assistant.answer.citation import Citation
from assistant.web.pages.insights.page import ACTIONS
from assistant.web.shared.order import place_of
from assistant.web.shared.render import answer_html
from language.messages import translations
from language.span import Span
from tests.conftest import ROOT, ingest
from tests.fakes import HashEmbedder
from tests.web.conftest import Served, served
from vectorstore.library import Library

PAGES = (
    "onboarding",
    "certificate",
    "documents/list",
    "document?name=aaa.md",
    "requirements/rows?old=1",
    "requirements/board",
    "share",
    "insights",
)
TEXTS = {
    "zzz.md": "# Anchor Rules\n\nNo. 1\n\nIssued: 30 June 2024\n\nExpires: 31 December 2024\n\nThe Harbour Office must publish a list by 31 August 2024.\n",
    "aaa.md": "# Wharf Rules\n\nIssued: 2024-07-01\n\nThe Harbour Office must publish a map by 30 September 2024.\n",
    "mmm.md": "# 港口管理办法\n\n发布日期：2024年5月1日\n\n港口办公室必须在2024年10月31日前公布目录。\n",
}
DAYS = {"en": "30 September 2024", "zh": "2024年9月30日", "fr": "30 septembre 2024"}


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("harbours")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library(folder / "library", HashEmbedder()) as library:
        ingest(library, *(folder / name for name in TEXTS))
    yield from served(folder / "library")


def visible(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL))


@pytest.mark.parametrize("language", DAYS)
def test_a_day_is_told_in_one_form(harbours: Served, language: str) -> None:
    shown = {path: visible(harbours.get(path, **{"Accept-Language": language}).text) for path in PAGES}
    assert {path: re.findall(r"\b\d{4}-\d\d-\d\d\b", text) for path, text in shown.items()} == {path: [] for path in PAGES}
    for path in ("document?name=aaa.md", "requirements/rows?old=1", "onboarding"):
        assert DAYS[language] in shown[path], path


@pytest.mark.parametrize(("language", "expected"), [("en", "English"), ("zh", "英文"), ("fr", "anglais")])
def test_a_language_is_called_as_its_reader_calls_it(harbours: Served, language: str, expected: str) -> None:
    shown = visible(harbours.get("document?name=aaa.md", **{"Accept-Language": language}).text)
    assert expected in shown


@pytest.mark.parametrize(("language", "first"), [("en", ["zzz.md", "aaa.md", "mmm.md"]), ("zh", ["mmm.md", "zzz.md", "aaa.md"])])
def test_documents_stand_by_their_titles_those_in_the_readers_script_first(harbours: Served, language: str, first: list[str]) -> None:
    headers = {"Accept-Language": language}
    assert re.findall(r'<tr data-name="([^"]+)"', harbours.get("documents/list", **headers).text) == first
    assert re.findall(r'name="documents" value="([^"]+)"', harbours.get("conversations/choices", **headers).text) == first


def test_titles_are_sorted_the_same_on_every_machine() -> None:
    assert sorted(["b", "办法", "A", "总则"], key=lambda name: place_of(name, "zh")) == ["办法", "总则", "A", "b"]


def test_the_user_of_ones_own_machine_is_no_name(harbours: Served) -> None:
    assert "<strong>本机用户</strong>" in harbours.get("certificate", **{"Accept-Language": "zh"}).text


def test_everything_that_the_log_notes_has_its_words() -> None:
    noted = set()
    for path in (ROOT / "assistant").rglob("*.py"):
        noted |= set(re.findall(r'\baudit\.note\([^"\n]*?"(?:command", ")?([a-z ]+)"', path.read_text(encoding="utf-8")))
    assert len(noted) > 10
    assert noted <= ACTIONS.keys()


def test_a_quote_in_another_language_says_so_and_what_of_it_is_known() -> None:
    quote = "工业企业研发投入强度应当达到3%。"
    citation = Citation(1, Span(0, len(quote), 7), quote, "plan.md", "Plan", "", "2024-06-30")
    answer = Answer(Outcome.ANSWERED, (Quote("zh", (citation,)),), "en")
    shown = answer_html(answer, translations("en"))
    assert '<blockquote lang="zh">' in shown
    assert "Plan (30 June 2024), in Chinese" in shown
    assert "R&amp;D intensity" in shown
    assert 'class="gloss"' not in answer_html(answer, translations("zh"))
