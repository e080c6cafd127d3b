"""What the text of an answer says of statements that are not confirmed."""

import pytest

from assistant.answer.blocks import Statement, Support
from assistant.answer.text import doubt, withdrawn


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (Statement("Boards meet.", Support.SUPPORTED, "en"), ""),
        (Statement("Boards meet.", Support.UNCONFIRMED, "en", differences=("meet",)), "not confirmed by the source: meet"),
        (
            Statement("Boards meet.", Support.UNCONFIRMED, "en", left_out=("if they wish",)),
            "not confirmed by the source; it leaves out “if they wish”",
        ),
        (Statement("董事会开会。", Support.UNCONFIRMED, "zh", left_out=("必要时",)), "出处未证实；遗漏了“必要时”"),
    ],
)
def test_why_a_statement_is_not_confirmed_is_said(statement: Statement, said: str) -> None:
    assert doubt(statement) == said


def test_what_a_withdrawn_statement_leaves_out_is_said() -> None:
    left_out = Statement("Boards meet.", Support.WITHDRAWN, "en", left_out=("must not",))
    assert withdrawn(left_out) == "A statement was withdrawn: it leaves out what its source says, “must not”."
    added = Statement("Boards meet.", Support.WITHDRAWN, "en", differences=("meet",), left_out=("must not",))
    assert withdrawn(added) == "A statement was withdrawn: its source does not hold “meet”."
