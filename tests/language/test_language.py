"""Which language a text is in, and what is data of a language."""

import pytest

from language.language import language_by_code, language_code_of, language_of, languages
from language.lexicon import any_of, any_word_of


@pytest.mark.parametrize(
    ("text", "code", "stated"),
    [
        ("The board reports to the commission.", "en", "en"),
        ("董事会向国资委报告。", "zh", "zh"),
        ("ESG报告由董事会审议", "zh", "zh"),
        ("The 国资委 of the province has reported to all of its boards", "en", "en"),
        ("これは日本語の文です", "zh", "ja"),
        ("이것은 한국어 문장입니다", "zh", "ko"),
        ("Le conseil se réunit chaque mois", "fr", "fr"),
        ("", "en", ""),
    ],
)
def test_the_script_or_the_commonest_words_tell_the_language(text: str, code: str, stated: str) -> None:
    assert (language_of(text).code, language_code_of(text)) == (code, stated)


def test_expressions_of_all_languages_are_one_and_name_parts_of_their_lexicon() -> None:
    assert any_of("questions", "no such words") == "(?!)"
    assert "{own}" not in any_of("metadata", "validity")
    assert any_word_of("questions", "asks", "when").count(r"(?<!\w)") >= 1


def test_english_has_every_limit_that_another_language_sets() -> None:
    known = set(language_by_code("en").lexicon("limits"))
    assert all(set(one.lexicon("limits") or ()) <= known for one in languages())
    assert language_by_code("zh").limit("title") < language_by_code("en").limit("title")
