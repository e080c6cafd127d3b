"""Answers as HTML: their tables, and the numbers in their sentences."""

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Paragraph, Table
from assistant.answer.citation import Citation
from assistant.web.shared.render import answer_html
from language.messages import translations
from language.span import Span


def table(*rows: tuple[str, str]) -> str:
    cited = tuple(Citation(number, Span(0, 3, 1), "<b>", "a.md", "A") for number in range(1, len(rows) + 1))
    return str(answer_html(Answer(Outcome.ANSWERED, (Table("en", ("What", "When"), rows, cited),)), translations("en")))


def test_rows_are_sorted_unless_they_belong_together_and_their_words_are_no_markup() -> None:
    assert table(("<i>a", "1"), ("b", "2")).count('class="sort"') == 2
    assert "&lt;i&gt;a" in table(("<i>a", "1"))
    assert 'class="sort"' not in table(("Another date", "2030"), ("", "2031"))


def test_the_number_of_a_citation_within_a_sentence_of_ours_is_a_link() -> None:
    cited = Citation(1, Span(0, 3, 1), "abc", "a.md", "A")
    written = str(answer_html(Answer(Outcome.ANSWERED, (Paragraph("See [1]. Not [7].", "en", (cited,)),)), translations("en")))
    assert 'See&nbsp;<a class="cite" href="#cite-1-0-3"' in written
    assert ">1</a>. Not [7].</p>" in written
