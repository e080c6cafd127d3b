"""Everything that the pages say, they can say in Chinese."""

import ast
import re
from collections.abc import Iterator

import pytest
from starlette.requests import Request

from assistant.onboarding.quiz import _ASKED
from assistant.onboarding.roles import ROLES
from assistant.records.conversations import REASONS
from assistant.records.requirement_status import STATES
from assistant.requirements.export import MODAL_WORDS
from assistant.web.pages.ask import page
from assistant.web.pages.documents import page as documents_page
from assistant.web.pages.onboarding import page as onboarding_page
from assistant.web.pages.requirements import page as requirements_page
from assistant.web.shared import parts
from assistant.web.shared.texts import said_in, spoken
from ingest.extraction.themes import THEMES
from ingest.report import FileOutcome
from tests.conftest import ROOT
from vectorstore.document import STATUSES

WEB = ROOT / "assistant" / "web"
TABLES = [
    *parts.PAGES, *MODAL_WORDS.values(), *STATES, *REASONS, *STATUSES, *ROLES, *THEMES, *_ASKED.values(), *FileOutcome,
    *requirements_page.DUE.values(), *requirements_page._WHAT.values(), *requirements_page._CHOICES.values(),
    *requirements_page._ORDERS.values(), *onboarding_page._CONTENTS.values(), *documents_page._LABELS.values(),
    *documents_page._COLUMNS, *page._STAGES.values(), "overdue", "due soon", "any status", "waiting", "reading", "right", "wrong",
    "Too many failed logins; try again in 15 minutes.", "The name or the password is wrong.",
]  # fmt: skip


def literals(tree: ast.AST) -> Iterator[str]:
    """Give what is said as it stands in the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in ("say", "_say", "counted"):
                yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


def said() -> set[str]:
    python = {text for path in WEB.rglob("*.py") for text in literals(ast.parse(path.read_text(encoding="utf-8")))}
    script = {text for path in WEB.rglob("*.js") for text in re.findall(r'\bsay\("([^"]+)"\)', path.read_text(encoding="utf-8"))}
    return python | script | {str(text) for text in TABLES}


def test_all_that_is_said_is_said_in_chinese() -> None:
    assert len(said()) > 150
    assert sorted(said() - said_in("zh").table.keys()) == []


def test_chinese_fills_no_gap_that_english_lacks() -> None:
    for english, chinese in said_in("zh").table.items():
        assert set(re.findall(r"\{\w+\}", chinese)) <= set(re.findall(r"\{\w+\}", english))


@pytest.mark.parametrize(
    ("cookie", "wanted", "language"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("", "en-GB,en;q=0.9,zh;q=0.8", "en"), ("", "fr,zh-TW;q=0.5", "zh"), ("", "", "en"),
        ("", ",;=,,zz", "en"), ("zh", "en", "zh"), ("en", "zh", "en"), ("xx", "zh", "zh"),
    ],
)  # fmt: skip
def test_the_language_is_that_which_was_chosen_else_the_browsers(cookie: str, wanted: str, language: str) -> None:
    headers = [(b"accept-language", wanted.encode()), (b"cookie", f"policy_language={cookie}".encode())]
    assert spoken(Request({"type": "http", "headers": headers})).language == language


@pytest.mark.parametrize(
    ("sentence", "chinese"),
    [
        ("The question is empty.", "问题为空。"),
        ("“a {b}.md” is larger than 20 MB.", "“a {b}.md”超过 20 MB。"),
        ("The value of “issued” must be a date such as 2024-05-20, not “soon”.", "“issued”必须是 2024-05-20 这样的日期，不能是“soon”。"),
        ("Reading the sample library: 3 of 10 documents …", "正在读取示例文件：3/10 ……"),
        ("Something else happened.", "Something else happened."),
    ],
)
def test_sentences_of_the_program_are_told_in_chinese(sentence: str, chinese: str) -> None:
    assert said_in("zh").told(sentence) == chinese
    assert said_in("en").told(sentence) == sentence
