"""What the text of an answer says of statements that are not confirmed."""

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.as_json import answer_as_dict
from assistant.answer.blocks import Statement, Support
from assistant.answer.doubt import REASONS, doubt, parts, share, share_told, withdrawn
from assistant.records.conversation_export import answer_as_markdown
from assistant.web.api import models
from assistant.web.shared.render import answer_html
from assistant.writing.checks.comparison import What
from language.messages import translations
from tests.assistant.answer.test_stored_answers import CITATION

UNCONFIRMED = Support.UNCONFIRMED


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (Statement("Boards meet.", Support.SUPPORTED, "en"), ""),
        (Statement("Boards meet.", UNCONFIRMED, "en"), "not confirmed by the source"),
        (Statement("Boards meet.", Support.UNCITED, "en"), "no source given"),
        (
            Statement("Boards meet.", UNCONFIRMED, "en", differences=("Boards",), kinds=("name",)),
            "partly confirmed; the source does not name “Boards”",
        ),
        (Statement("Boards meet.", UNCONFIRMED, "en", differences=("meet",)), "partly confirmed; the source does not hold “meet”"),
        (
            Statement("Boards meet.", UNCONFIRMED, "en", left_out=("if they wish",), kinds=("condition",)),
            "partly confirmed; it leaves out “if they wish”",
        ),
        (
            Statement("董事会开会。", UNCONFIRMED, "zh", differences=("董事会",), left_out=("必要时",), kinds=("name", "condition")),
            "部分证实；出处没有提到“董事会”；遗漏了“必要时”",
        ),
    ],
)
def test_why_a_statement_is_not_confirmed_is_said(statement: Statement, said: str) -> None:
    assert doubt(statement) == said


def test_why_a_statement_is_withdrawn_is_said() -> None:
    left_out = Statement("Boards meet.", Support.WITHDRAWN, "en", left_out=("must not",), kinds=("duty",))
    assert withdrawn(left_out) == "A statement was withdrawn: it leaves out “must not”."
    added = Statement("Boards meet 6 times.", Support.WITHDRAWN, "en", differences=("6",), left_out=("must not",), kinds=("figure", "duty"))
    assert withdrawn(added) == "A statement was withdrawn: the source does not say “6”; it leaves out “must not”."
    assert not withdrawn(Statement("董事会开会。", Support.WITHDRAWN, "zh", differences=("开会",), kinds=("order",))).count("statement")


def test_each_difference_that_the_check_tells_has_a_reason() -> None:
    assert REASONS.keys() == set(What)


@pytest.mark.parametrize(
    ("text", "differences", "marked"),
    [
        ("The municipal board must meet.", ("municipal",), ["municipal"]),
        ("Boards meet 16 times, 6 of them in May.", ("6",), ["6"]),
        ("Boards meet in May, boards vote in June.", ("in May", "May", "in June"), ["May", "in June"]),
        ("董事会每年开会6次。", ("6次", "董事会"), ["董事会", "6次"]),
        ("Boards meet.", ("nowhere", "", "Boards meet"), ["Boards meet"]),
        ("<b>Boards</b> (.*)+ meet.", ("(.*)+", "<b>"), ["<b>", "(.*)+"]),
    ],
)
def test_the_words_that_are_not_confirmed_are_marked_where_they_stand(text: str, differences: tuple[str, ...], marked: list[str]) -> None:
    found = list(parts(Statement(text, UNCONFIRMED, "en", differences=differences, left_out=("Boards",))))
    assert "".join(part for part, _ in found) == text
    assert [part for part, why in found if why] == marked


def test_what_nothing_bears_out_is_marked_whole_and_what_is_left_out_nowhere() -> None:
    assert list(parts(Statement("Boards sing.", Support.UNCITED, "en"))) == [("Boards sing.", "no source given")]
    assert list(parts(Statement("Boards sing.", UNCONFIRMED, "en"))) == [("Boards sing.", "not confirmed by the source")]
    assert list(parts(Statement("Boards meet.", Support.SUPPORTED, "en"))) == [("Boards meet.", "")]
    assert list(parts(Statement("Boards meet.", UNCONFIRMED, "en", left_out=("if",)))) == [("Boards meet.", "")]


def test_the_share_that_is_confirmed_counts_no_introductions() -> None:
    said = [
        Statement("The boards:", Support.SUPPORTED, "en"),
        Statement("Boards meet.", Support.SUPPORTED, "en", (CITATION,)),
        Statement("Boards vote.", UNCONFIRMED, "en", (CITATION,)),
        Statement("Boards sing.", Support.UNCITED, "en"),
        Statement("Boards rest.", Support.WITHDRAWN, "en", (CITATION,)),
    ]
    assert share(said) == (1, 4)
    assert share(said[:1]) is None
    assert share_told(said[:1], "en") == []
    assert share_told(said, "en")[0].text == "1 of 4 statements are confirmed by their sources."
    assert share_told(said[:2], "en")[0].text == "1 of 1 statement is confirmed by its source."
    assert share_told(said, "zh")[0].text == "4 条陈述中有 1 条得到出处证实。"


def test_it_is_told_in_each_form_of_an_answer() -> None:
    said = (
        Statement("Boards meet.", Support.SUPPORTED, "en", (CITATION,)),
        Statement("<b>Boards</b> vote.", UNCONFIRMED, "en", (CITATION,), ("<b>Boards</b>",), 1, kinds=("name",)),
        Statement("Boards rest.", Support.WITHDRAWN, "en", (CITATION,), ("rest",), 2, kinds=("duty",)),
    )
    answer = Answer(Outcome.ANSWERED, (*said, *share_told(said, "en")), mode="written")
    page = str(answer_html(answer, translations("zh")))
    assert '<u title="the source does not name “&lt;b&gt;Boards&lt;/b&gt;”">&lt;b&gt;Boards&lt;/b&gt;</u>' in page
    assert '<details class="withdrawn"><summary>1 statement was withdrawn' in page
    assert "Boards <u" in page.partition("<details")[2]
    for text in (page, answer.text, answer_as_markdown(answer)):
        assert "1 of 3 statements are confirmed by their sources." in text
        assert "partly confirmed; the source does not name" in text
        assert "the source does not oblige or allow so: “rest”" in text
    told = answer_as_dict(answer)
    assert told["confirmed_share"] == 0.3333
    assert answer_as_dict(Answer(Outcome.NOT_FOUND, ()))["confirmed_share"] is None
    sent = [models.Statement.model_validate(one).model_dump() for one in told["statements"]]
    assert sent == told["statements"]
    assert sent[1]["reasons"] == [{"what": "name", "words": "<b>Boards</b>", "left_out": False}]
