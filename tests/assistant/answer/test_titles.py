"""Titles and where a quote stands are written as the language of the answer writes them."""

import pytest

from assistant.answer.citation import Citation
from assistant.answer.text import in_a_row, place, titled
from language.span import Span

CITATION = Citation(1, Span(0, 6, 1), "渡轮应当检修。", "渡轮.md", "渡轮办法", "港口局", "2031-05-03")


@pytest.mark.parametrize(
    ("language", "title", "where"),
    [("zh", "《渡轮办法》", "渡轮办法（港口局，2031年5月3日）"), ("en", "“渡轮办法”", "渡轮办法 (港口局, 3 May 2031), in Chinese")],
)
def test_titles_and_places_are_set_as_the_language_sets_them(language: str, title: str, where: str) -> None:
    assert titled("渡轮办法", language) == title
    assert place(CITATION, language) == where


def test_what_is_empty_is_left_out_of_a_row() -> None:
    assert in_a_row(("a", "", "b", "c"), "en") == "a, b, c"
    assert in_a_row((), "zh") == ""
