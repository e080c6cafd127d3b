"""A property, one of a kind, or who appoints somebody: what speaks of something else of the same thing does not answer."""

import pytest

from assistant.answer.answer import Outcome
from tests.assistant.quoting.test_answerability import judged


@pytest.mark.parametrize(
    ("question", "text", "outcome"),
    [
        ("船员证书的有效期是几年？", "船员证书每年复核一次，由港务处发放。", Outcome.RELATED),
        ("船员证书的有效期是几年？", "船员证书由港务处发放，有效期三年。", Outcome.ANSWERED),
        ("船员证书的办理时限是多久？", "港务处应当在15日内办理船员证书。", Outcome.ANSWERED),
        ("引水员的年龄上限是多少？", "引水员每届任期三年，连任不超过两届。", Outcome.RELATED),
        ("引水员的年龄上限是多少？", "引水员应当不超过60周岁。", Outcome.ANSWERED),
        ("渡口改造的赔偿标准是多少？", "渡口改造应当在30日内完成，住户安置方案须经表决通过。", Outcome.RELATED),
        ("渡口改造的赔偿标准是多少？", "渡口改造的住户每户赔偿3000元。", Outcome.ANSWERED),
        ("船票由哪家单位印制？", "旅客乘坐渡轮应当取得船票。", Outcome.RELATED),
        ("船票由谁印制？", "船票由港务处统一印制。", Outcome.ANSWERED),
        ("船票由谁负责？", "船票的发售是港务处的职责。", Outcome.ANSWERED),
        ("灯塔报表由哪家会计师事务所审计？", "灯塔报表须经会计师事务所审计。", Outcome.RELATED),
        ("灯塔报表由哪家会计师事务所审计？", "灯塔报表由海潮会计师事务所审计。", Outcome.ANSWERED),
        ("灯塔委员会有多少名成员？", "灯塔委员会每年召开2次会议，办公室配备4人。", Outcome.RELATED),
        ("灯塔委员会有多少名成员？", "灯塔委员会由5名成员组成。", Outcome.ANSWERED),
        ("引水员要参加多少学时的培训？", "引水员每年工作不少于200天，每届任期4年。", Outcome.RELATED),
        ("引水员要参加多少学时的培训？", "引水员每年参加不少于40学时的培训。", Outcome.ANSWERED),
        ("海州市有多少家渡轮公司？", "海州市渡轮公司负债率控制在60%以内，亏损比2030年减少三分之一。（海交发〔2011〕20号）", Outcome.RELATED),
        ("海州市有多少家渡轮公司？", "海州市共有渡轮公司12家。", Outcome.ANSWERED),
        ("How many sailors did the island ferry carry?", "Sailors pay no fare on the island ferry. The island ferry costs 4 kroner.", Outcome.RELATED),
        ("How many sailors did the island ferry carry?", "The island ferry carried 300 sailors.", Outcome.ANSWERED),
        ("灯塔委员会下次会议什么时候召开？", "灯塔委员会会议2031年3月5日在港务处召开。", Outcome.RELATED),
        ("灯塔委员会下次会议什么时候召开？", "灯塔委员会下次会议4月9日召开。", Outcome.ANSWERED),
        ("灯塔委员会下次会议什么时候召开？", "灯塔委员会每季度召开一次会议。", Outcome.ANSWERED),
        ("When is the next meeting of the lamp board?", "The lamp board put the item off to its next meeting.", Outcome.RELATED),
        ("When is the next meeting of the lamp board?", "The next meeting of the lamp board is on 4 May.", Outcome.ANSWERED),
        ("Which islands are on the list of ferry permits?", "The list of ferry permits is kept at the pier.", Outcome.RELATED),
        ("Which islands are on the list of ferry permits?", "The list of ferry permits names these islands: Ram and Ewe.", Outcome.ANSWERED),
        ("免检渡轮名单上有哪些渡轮？", "免检渡轮由港务处每年评定一次。", Outcome.RELATED),
        ("免检渡轮名单上有哪些渡轮？", "免检渡轮名单：海鸥号、白鹭号。", Outcome.ANSWERED),
        ("北灯塔是哪一年建成的？", "北灯塔2031年划转给港务公司。", Outcome.RELATED),
        ("北灯塔是哪一年建成的？", "北灯塔1931年建成。", Outcome.ANSWERED),
        ("渡轮年检要交多少手续费？", "渡轮年检逾期的，处三倍罚款。", Outcome.RELATED),
        ("渡轮年检要交多少手续费？", "渡轮年检每次收取手续费200元。", Outcome.ANSWERED),
        ("Who chaired the session of the lamp board?", "The session of the lamp board agreed on new fares.", Outcome.RELATED),
        ("Who chaired the session of the lamp board?", "The session of the lamp board was chaired by Mrs. Ode Lund.", Outcome.ANSWERED),
        ("Who owns the ferry company?", "The ferry company replaces its auditors after six years.", Outcome.RELATED),
        ("Who owns the ferry company?", "The ferry company belongs to the harbour town.", Outcome.ANSWERED),
        ("灯塔报表由哪家会计师事务所审计？", "灯塔报表可以请当地会计师事务所审计。", Outcome.RELATED),
        ("Who may propose lamp keepers?", "Lamp keepers must form the majority of the lamp board.", Outcome.RELATED),
        ("Who may propose lamp keepers?", "Lamp keepers are proposed by the harbour board.", Outcome.ANSWERED),
        ("Who appoints the lamp keeper?", "The lamp keeper writes the log every night.", Outcome.RELATED),
        ("Who appoints the lamp keeper?", "The lamp keeper is appointed by the harbour board.", Outcome.ANSWERED),
        ("引水员由谁任命？", "引水员每月报告一次。", Outcome.RELATED),
        ("引水员由谁任命？", "引水员由港务处聘任。", Outcome.ANSWERED),
    ],
)  # fmt: skip
def test_a_passage_answers_only_if_it_speaks_of_what_is_asked(question: str, text: str, outcome: Outcome) -> None:
    assert judged(question, text).outcome is outcome


@pytest.mark.parametrize(
    ("question", "text", "outcome"),
    [
        ("港务公司的董事长是谁？", "港务公司应当设立灯塔委员会，主任由董事长担任。", Outcome.RELATED),
        ("灯塔委员会的主任是谁？", "港务公司应当设立灯塔委员会，主任由董事长担任。", Outcome.ANSWERED),
        ("Who is the principal leader of the ferry company?", "The ferry company shall have its principal leader talked to.", Outcome.RELATED),
        ("Who is the head of the HAPT?", "Ode Lund is head of the Harbour-wide Authority for Pilots and Tugs.", Outcome.ANSWERED),
        ("Who is the head of the HAPT?", "Ode Lund is head of the Harbour Pilots and Tugs Authority.", Outcome.RELATED),
        ("What is the fine for a late ferry?", "A late ferry pays a fine of 40 kroner.", Outcome.ANSWERED),
        ("渡轮晚点的罚款是多少？", "渡轮晚点的，处40克朗罚款。", Outcome.ANSWERED),
    ],
)  # fmt: skip
def test_holders_of_offices_and_sums_are_told_by_their_own_words(question: str, text: str, outcome: Outcome) -> None:
    assert judged(question, text).outcome is outcome
