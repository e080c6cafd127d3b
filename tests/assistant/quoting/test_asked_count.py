"""How many of something there are: a figure about something else does not answer."""

import pytest

from assistant.answer.answer import Outcome
from assistant.quoting.asked_count import counts_something, has_count
from tests.assistant.quoting.test_answerability import judged


@pytest.mark.parametrize(
    ("question", "text", "outcome"),
    [
        ("How many employees were dismissed last year?", "Employees get 25 days of leave.", Outcome.RELATED),
        ("How many employees were dismissed last year?", "Employees may be dismissed for theft.", Outcome.RELATED),
        ("How many employees were dismissed last year?", "Last year twelve members of staff were sacked.", Outcome.ANSWERED),
        ("How many employees were dismissed last year?", "2024年底前，创新平台达到8个。", Outcome.RELATED),
        ("How many employees were dismissed last year?", "去年开除员工12名。", Outcome.ANSWERED),
        ("How many days of leave do employees get?", "Article 3. Employees get 25 days of leave.", Outcome.ANSWERED),
        ("How many days of leave do employees get?", "Article 3. Employees get leave.", Outcome.RELATED),
        ("去年有多少名员工被辞退？", "员工每年享受25天年休假。", Outcome.RELATED),
        ("去年有多少名员工被辞退？", "去年辞退职工十二名。", Outcome.ANSWERED),
        ("航行日志几天内交？", "第五条 船长应当在靠岸后15日内提交航行日志。", Outcome.ANSWERED),
        ("Combien d’employés ont été licenciés ?", "Employees get 25 days of leave.", Outcome.ANSWERED),  # no words to compare
        ("Combien d’employés ont été licenciés ?", "Les agents ont droit à 25 jours de congé.", Outcome.RELATED),
    ],
)  # fmt: skip
def test_a_sentence_with_a_figure_must_speak_of_what_is_counted(question: str, text: str, outcome: Outcome) -> None:
    assert judged(question, text).outcome is outcome


def test_duties_are_counted_in_the_ledger_and_numbers_of_articles_count_nothing() -> None:
    assert counts_something("How many boards may a director sit on?")
    assert counts_something("有多少家企业？")
    assert not counts_something("How many deadlines are there?")
    assert not counts_something("有多少项任务？")
    assert counts_something("一年放几天假？")
    assert not counts_something("几天以内交？")
    assert not counts_something("What share must be reached?")
    assert has_count("Article 3. One report a year.")
    assert not has_count("Article 3. Reports are due by 1 May 2025.")
