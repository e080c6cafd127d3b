"""Tables in answers as HTML."""

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Table
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
