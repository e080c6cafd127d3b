"""Ranges of figures, and which figures lie in them."""

import pytest

from language.statements.bounds import lies_in_range

BERTHS = "A berth is small (below 30 metres), middle (30 to 59) or large (60 metres or more)."


@pytest.mark.parametrize(
    ("figure", "question", "text"),
    [
        ("45", "And a ship of 45 metres?", BERTHS),
        ("70", "What berth has a ship of 70 metres?", BERTHS),
        ("80", "Who signs for 80 million crowns?", "Loans above 50 million crowns are signed by the mayor."),
        ("12", "Is a delay of 12 % allowed?", "Delays must not exceed 15 %."),
        ("6000", "6000万元的码头由谁批准？", "投资额5000万元以上、1亿元以下的码头，由港务局批准。"),
        ("75", "得75分算什么？", "得分在70分（含）至80分之间的为合格。"),
        ("2000", "2000万元的码头由谁批准？", "投资额1000万元以上的码头，由港务局批准。"),
        ("50", "What is due for a loss above 50 million crowns?", "Loss: Above 50 million crowns"),
        ("4", "迟交4天可以吗？", "迟交不得超过5天。"),
        ("70,000", "Who signs for a net of ₱70,000?", "Price: ₱60,001 - ₱90,000"),
        ("7,000", "Who signs for a net of 7,000?", "Price: USD 6,000 to USD 9,000"),
        ("80,000", "Is a mast of 80,000 dear?", "Masts above $75K are dear."),
        ("7万", "7万的缆绳由谁批准？", "缆绳价格（元）：5万至9万"),
    ],
)
def test_a_figure_lies_in_a_range_of_its_unit(figure: str, question: str, text: str) -> None:
    assert lies_in_range(figure, question, text)


@pytest.mark.parametrize(
    ("figure", "question", "text"),
    [
        ("45", "What does Article 45 say?", BERTHS),  # no unit
        ("45", "And a crew of 45 pilots?", BERTHS),  # another
        ("40", "Who signs for 40 million crowns?", "Loans above 50 million crowns are signed by the mayor."),
        ("20", "Is a delay of 20 % allowed?", "Delays must not exceed 15 %."),
        ("20", "Is a delay of 20 days allowed?", "Delays must not exceed 30 %."),
        ("3000", "3000万元的码头由谁批准？", "投资额5000万元以上的码头，由港务局批准。"),
        ("2031", "What was due in 2031?", "Fees rise from 2029 to 2033."),
        ("50", "What is due for a loss above 50 million crowns?", "Loss: 5 million to 50 million crowns"),
        ("5", "What is due for a loss below 5 million crowns?", "Loss: 5 million to 50 million crowns"),
        ("9", "迟交9天可以吗？", "迟交不得超过5天。"),
        ("700", "Who signs for 700?", "Price: ₱600 - ₱900"),  # too small to be surely a sum
        ("2031", "Who signed in 2031?", "Price: ₱2,000 - ₱3,000"),
        ("7,000", "May 7,000 people come?", "Price: ₱6,000 - ₱9,000"),
    ],
)
def test_a_figure_outside_or_of_something_else_does_not(figure: str, question: str, text: str) -> None:
    assert not lies_in_range(figure, question, text)
