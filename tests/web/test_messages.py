"""Everything that the program says, it can say in each of its languages."""

import ast
import re

import pytest
from starlette.requests import Request

from assistant.onboarding.roles import ROLES
from assistant.records.conversations import REASONS
from assistant.records.requirement_status import STATES
from assistant.user_roles import ROLES as ROLES_OF_USERS
from assistant.web.shared.i18n import translations_for
from ingest.report import FileOutcome
from language.language import Language, languages
from language.messages import translations
from tests.messages_of import messages, plurals, raised
from vectorstore.document import STATUSES
from vectorstore.requirement import MODAL_WORDS

OTHERS = [one for one in languages() if (one.folder / "messages.po").is_file()]
NAMES = {
    *MODAL_WORDS.values(), *STATES, *REASONS, *STATUSES, *ROLES, *ROLES_OF_USERS, *map(str, FileOutcome), "any status", "overdue",
    "due soon", "waiting", "reading", "right", "wrong", "planning", "searching", "quoting", "completing", "first token", "writing", "checking",
}  # fmt: skip
"""Names of ours that are kept as data, and told as messages."""


def test_the_messages_of_the_pages_are_found() -> None:
    found = messages()
    assert len(found) > 400
    assert found["No requirement fits."] == "assistant/web/pages/requirements/rows.html"
    assert found["There is no such document."] == "assistant/web/pages/onboarding/page.py"
    assert found["Copied"] == "assistant/web/pages/ask/sharing.js"
    assert found["The mark was not kept."] == "assistant/web/pages/requirements/script.js"


def test_the_messages_of_errors_are_found_in_every_package() -> None:
    found = messages()
    assert found["This needs the role of {role}."] == "assistant/web/shared/errors.py"
    assert found["There is no SQL dialect “{name}”; there are: {known}."] == "vectorstore/sql/dialect.py"
    assert found["The file is damaged: its part {name} is no XML."] == "ingest/readers/epub/book.py"
    assert found["The language model did not reply in time."] == "assistant/writing/model.py"
    assert found["The documents do not answer this."] == "assistant/answer/sentences.py"


@pytest.mark.parametrize("language", OTHERS, ids=lambda one: one.code)
def test_every_message_is_in_every_catalogue_and_nothing_else(language: Language) -> None:
    known = translations(language.code).catalogue.keys()
    assert sorted((messages().keys() | NAMES) - known) == []
    assert sorted(known - messages().keys() - NAMES) == []


@pytest.mark.parametrize("language", OTHERS, ids=lambda one: one.code)
def test_a_translation_has_the_gaps_of_its_message(language: Language) -> None:
    many = plurals()
    for id, said in translations(language.code).catalogue.items():
        if isinstance(said, str):
            assert gaps(said) == gaps(id), id
        else:
            assert gaps(said[0]) <= gaps(id) | gaps(many[id]), id
            assert gaps(said[-1]) in (gaps(id), gaps(many[id])), id


@pytest.mark.parametrize("language", OTHERS, ids=lambda one: one.code)
def test_what_counts_has_its_forms_in_every_catalogue(language: Language) -> None:
    known = translations(language.code).catalogue
    assert {id for id, said in known.items() if isinstance(said, tuple)} == plurals().keys()


@pytest.mark.parametrize("language", OTHERS, ids=lambda one: one.code)
def test_a_catalogue_is_sorted_and_tells_neither_dates_nor_machines(language: Language) -> None:
    assert list(known := translations(language.code).catalogue) == sorted(known)
    header, _, _ = (language.folder / "messages.po").read_text(encoding="utf-8").partition("\n\n")
    fields = re.findall(r'^"([\w-]+):', header, re.MULTILINE)
    assert fields == ["Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]


def test_every_error_has_a_literal_message_or_hands_one_on() -> None:
    made = {(place.partition(":")[0], ast.unparse(node)) for place, node in raised() if not isinstance(node, ast.Constant)}
    assert made == {
        ("assistant/modes/written.py", "error.message"),
        ("assistant/records/database.py", "refused(fault, reason_of(error), self._database.address.place).message"),
        ("assistant/web/api/answering.py", "too_many"),
        ("assistant/writing/model.py", "error.message"),
        ("assistant/queries/wire.py", "Message.from_dict(reply['failed'])"),
        ("assistant/queries/wire.py", "Message.from_dict(reply['refused'])"),
        ("assistant/queries/wire.py", "Message.from_dict(reply['unknown'])"),
        ("ingest/files/packages.py", "reason"),
        ("ingest/readers/pdf/pdf.py", "_nothing(len(document), pictured, failed, ocr)"),
        ("ingest/sandbox/pool.py", "Message.from_dict(answer['empty'])"),
        ("ingest/sandbox/pool.py", "Message.from_dict(answer['failed'])"),
    }


def gaps(said: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", said))


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("", "en-GB,en;q=0.9,zh;q=0.8", "en"), ("", "de,zh-TW;q=0.5", "zh"), ("", "fr-CH, en;q=0.8", "fr"), ("", "", "en"),
        ("", ",;=,,zz", "en"), ("zh", "en", "zh"), ("en", "zh", "en"), ("xx", "zh", "zh"),
    ],
)  # fmt: skip
def test_the_language_is_that_which_was_chosen_else_the_browsers(cookie: str, accepted: str, language: str) -> None:
    headers = [(b"accept-language", accepted.encode()), (b"cookie", f"policy_language={cookie}".encode())]
    assert translations_for(Request({"type": "http", "headers": headers})).language == language
