"""Everything that the program says, it can say in each of its languages."""

import re

import pytest
from starlette.requests import Request

from assistant.answer.requirement_text import MODAL_WORDS
from assistant.onboarding.roles import ROLES
from assistant.records.conversations import REASONS
from assistant.records.requirement_status import STATES
from assistant.records.users import ROLES as ROLES_OF_USERS
from assistant.web.shared.i18n import translations_for
from ingest.report import FileOutcome
from language.language import Language, languages
from language.messages import translations
from tests.messages_of import messages
from vectorstore.document import STATUSES

OTHERS = [one for one in languages() if (one.folder / "messages.po").is_file()]
NAMES = {
    *MODAL_WORDS.values(), *STATES, *REASONS, *STATUSES, *ROLES, *ROLES_OF_USERS, *map(str, FileOutcome), "any status", "overdue",
    "due soon", "waiting", "reading", "right", "wrong",
}  # fmt: skip
"""Names of ours that are kept as data and told as messages."""


def test_the_messages_of_the_pages_are_found() -> None:
    found = messages()
    assert len(found) > 200
    assert found["No requirement fits."] == "assistant/web/pages/requirements/rows.html"
    assert found["There is no such document."] == "assistant/web/pages/onboarding/page.py"
    assert found["Copied"] == "assistant/web/pages/ask/script.js"


@pytest.mark.parametrize("language", OTHERS, ids=lambda one: one.code)
def test_every_message_is_in_every_catalogue(language: Language) -> None:
    assert sorted((messages().keys() | NAMES) - translations(language.code).catalogue.keys()) == []


@pytest.mark.parametrize("language", OTHERS, ids=lambda one: one.code)
def test_a_translation_fills_no_gap_that_its_message_lacks(language: Language) -> None:
    for id, said in translations(language.code).catalogue.items():
        forms = (said,) if isinstance(said, str) else said
        assert {gap for form in forms for gap in re.findall(r"\{\w+\}", form)} <= set(re.findall(r"\{\w+\}", id))


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("", "en-GB,en;q=0.9,zh;q=0.8", "en"), ("", "fr,zh-TW;q=0.5", "zh"), ("", "", "en"),
        ("", ",;=,,zz", "en"), ("zh", "en", "zh"), ("en", "zh", "en"), ("xx", "zh", "zh"),
    ],
)  # fmt: skip
def test_the_language_is_that_which_was_chosen_else_the_browsers(cookie: str, accepted: str, language: str) -> None:
    headers = [(b"accept-language", accepted.encode()), (b"cookie", f"policy_language={cookie}".encode())]
    assert translations_for(Request({"type": "http", "headers": headers})).language == language
