"""What the program says, in each language."""

import json
from pathlib import Path

import pytest

import language
from language.language import Language, language_by_code
from language.messages import Message, PolicyError, Translations, catalogue_of, counted, message, translations
from language.registry import declared

CATALOGUE = """
msgid "“{name}” is empty."
msgstr "„{name}“ ist leer."

msgid "Nothing was read: {reason}"
msgstr "Nichts gelesen: {reason}"

msgid "{count} file"
msgid_plural "{count} files"
msgstr[0] "{count} Datei"
msgstr[1] "{count} Dateien"
"""
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


@pytest.fixture
def german(tmp_path: Path) -> Translations:
    path = tmp_path / "messages.po"
    path.write_text(HEADER + CATALOGUE, encoding="utf-8")
    return catalogue_of(path, "de")


def test_a_message_is_told_in_the_language_of_a_catalogue_with_its_values(german: Translations) -> None:
    empty = message("“{name}” is empty.", name="a {b}.md")
    assert german.tell(message("Nothing was read: {reason}", reason=empty)) == "Nichts gelesen: „a {b}.md“ ist leer."
    assert str(message("Nothing was read: {reason}", reason=empty)) == "Nothing was read: “a {b}.md” is empty."


def test_what_counts_has_a_form_for_one_and_for_many(german: Translations) -> None:
    assert [german.counted("{count} file", "{count} files", count=count) for count in (1, 2)] == ["1 Datei", "2 Dateien"]
    assert [str(counted("{count} file", "{count} files", count=count)) for count in (1, 0)] == ["1 file", "0 files"]


def test_words_of_documents_are_no_messages(german: Translations) -> None:
    assert german.tell(message("{title}", title="“{name}” is empty.")) == "“{name}” is empty."


def test_a_message_survives_being_stored() -> None:
    told = message("Nothing was read: {reason}", reason=counted("{count} file", "{count} files", count=2))
    assert Message.from_dict(json.loads(json.dumps(told.as_dict()))) == told
    assert str(Message.from_dict("100 % {sic} of an older version")) == "100 % {sic} of an older version"


def test_an_error_can_be_told_in_another_language() -> None:
    error = PolicyError("The question is empty.")
    assert str(error) == "The question is empty."
    assert translations("zh").tell(error.message) == "问题为空。"


def test_a_language_is_a_folder_that_declares_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "frisian_for_a_test"
    folder.mkdir()
    folder.joinpath("__init__.py").write_text(
        "from pathlib import Path\nfrom language.language import Language\nfrom language.messages import message\nLANGUAGE = Language('fy', 'Frysk', Path(__file__).parent, message('Frisian'))\n"
    )
    monkeypatch.setattr(language, "__path__", [*language.__path__, str(tmp_path)])
    assert {"en", "zh", "fy"} <= {one.code for one in declared(language, "LANGUAGE", Language)}
    assert language_by_code("no such language").code == "en"


def test_which_form_a_count_takes_is_said_by_the_catalogue() -> None:
    told = [translations("fr").counted("{count} document", "{count} documents", count=count) for count in (0, 1, 2)]
    assert told == ["0 document", "1 document", "2 documents"]
