"""Questions for points, for what follows from something, for reviews, approvals and two offices in one hand get the sentence that states it."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.answer.blocks import RequirementLine
from assistant.assistant import Assistant
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

_ORCHARD = """青石果园评比办法

第一章 总则
第一条 为了让各果园把果树管好，制定本办法。

第二章 评比
第二条 评比满分一百分：修枝得三十五分，灌溉得二十五分，采摘得四十分。修枝不到位的，每棵树扣二分。
第三条 各果园每月上报一次果树长势。

第三章 后果
第四条 果园不得谎报产量。经查实的，取消当年评比资格。
第五条 有下列情形之一的，对果园主任予以通报：
（一）擅自砍伐老树的；
（二）往水渠倾倒农药的。

第六条 老树的更换由果树评议会决定，管理员由镇政府聘任。

第七条 评比结果分为甲、乙、丙、丁四级。果园对评比结果有异议的，可在十日内向镇政府申诉。

第八条 得分90分以上的为甲级，75分以上不足90分的为乙级，60分以上不足75分的为丙级。浇水覆盖率应当达到82%。

第八条 修枝的锯子由管理员保管。本办法由镇政府解释，《青石果树老规矩》同时废止。

第九条 果园里老树的比例不得低于12%。果园每年更新老树。

第十条 对管理员警告处分的期间为：
（一）修枝迟误的，三个月；
（二）砍伐老树的，九个月。

第十一条 对砍伐老树的管理员，镇政府应当在一个月内作出处分决定。

第十二条 管理员对考核和去留有异议的，可在五日内向果树评议会申诉。
"""

_FISHERY = """# 渔场评分表

| 项目 | 分值 | 打分人 |
|---|---|---|
| 水质 | 45 | 监测站 |
| 捕捞记录 | 30 | 渔政站 |
| 船只保养 | 25 | 船坞 |
"""

_LAKES = """# Rules on the Tenure of Lake Managers

## 1. Terms

Article 1. A term lasts four years. The committee must name a deputy within 9 days of each election.

Anyone who hides the books of the lakes is liable to imprisonment for a term of nine months.

Article 2. Managers who tend two lakes may be paid over five to seven years.

## 2. Damage

| Damage | Sanction |
|---|---|
| Below 3 million crowns | warning |
| 3 million to 30 million crowns | fine |
| Above 30 million crowns | dismissal |

| Repair | Quotes | Approval required |
|---|---|---|
| Small repair | none | keeper |
| Large repair | three | council |

- No repair is split to avoid approval limits.

## 3. Committee

- The committee keeps a list of thirty candidates.
- The committee must meet at least three times a year.
- A manager must spend at least 40 days a year on the lake.
- Fees of the committee rise by 3 % a year.
- At least 55 % of the committee must be fishermen.
"""

_REVIEW = """# 港口投资办法

第一条 港口公司应当在决策后15个工作日内将重大项目报港务局备案。

第二条 列入清单特别类的项目，公司应当在实施前报港务局审核。港务局自受理之日起20个工作日内出具审核意见。
"""
_ROPEWAY = """# Ropeway Safety Policy

**Issued by:** Larch Valley Ropeway Ltd
**Issue date:** 2031-02-03

## 1. Purpose

This policy tells how the cabins are kept safe. Each cabin is washed every week.

This policy aims to bring every cabin down unhurt.

## 2. Adoption

The supervisory council approves this policy. It shall be reviewed every four years.

## 3. Offices

The same person must not hold the offices of operations manager and safety officer.
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Assistant:
    folder = tmp_path_factory.mktemp("rules")
    for name, text in {"果园.txt": _ORCHARD, "渔场.md": _FISHERY, "ropeway.md": _ROPEWAY, "lakes.md": _LAKES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library(folder / "library", embedder).__enter__()
    Ingest(library, QuietWatcher()).run(sorted(folder.glob("*.*")))
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("修枝占多少分？", "修枝得三十五分"),
        ("灌溉的分值是多少？", "灌溉得二十五分"),
        ("水质打几分？", "分值: 45"),
        ("谎报产量会怎样？", "取消当年评比资格"),
        ("往水渠倒农药会受到什么处罚？", "予以通报"),
        ("果树评议会能定什么，换老树谁说了算？", "由果树评议会决定"),
        ("管理员是谁聘任的？", "由镇政府聘任"),
        ("修枝的锯子由谁保管？", "由管理员保管"),
        ("评比办法由谁解释？", "由镇政府解释"),
        ("评比办法取代了什么？", "同时废止"),
        ("评比结果分几级？", "丁四级"),
        ("82分是什么档？", "75分以上不足90分的为乙级"),
        ("对评比结果有异议怎么办？", "十日内向镇政府申诉"),
        ("Who decides on the replacement of old trees?", "由果树评议会决定"),
        ("索道安全政策多久审查一次？", "reviewed every four years"),
        ("索道安全政策由谁批准？", "The supervisory council approves"),
        ("How often is the ropeway safety policy reviewed?", "reviewed every four years"),
        ("How long is a lake manager's term?", "A term lasts four years"),
        ("湖泊管理人员的任期是几年？", "A term lasts four years"),
        ("委员会每年至少开几次会？", "three times a year"),
        ("How often must the committee meet?", "three times a year"),
        ("How many days a year must a manager spend on the lake?", "40 days a year"),
        ("What share of the committee must be fishermen?", "55 % of the committee"),
        ("老树的比例下限是多少？", "不得低于12%"),
        ("运营经理和安全员可以是同一个人吗？", "The same person must not"),
        ("What is the sanction for damage above 30 million crowns?", "Above 30 million crowns | Sanction: dismissal"),
        ("Who approves repairs above the limit?", "keeper\nRepair: Large repair | Quotes: three | Approval required: council"),
        ("砍伐老树的处分持续多久？", "（二）砍伐老树的，九个月"),
        ("管理员对考核结果有异议怎么办？", "可在五日内向果树评议会申诉"),
        ("What happens if the damage is 20 million crowns?", "3 million to 30 million crowns | Sanction: fine"),
        ("What is the goal of the ropeway safety policy?", "aims to bring every cabin down"),
        ("索道安全政策的目标是什么？", "aims to bring every cabin down"),
        ("青石果园评比办法的目的是什么？", "为了让各果园把果树管好"),
        ("Can the safety officer also be the operations manager?", "The same person must not"),
    ],
)
def test_what_is_stated_in_a_form_of_words_is_quoted_first(rules: Assistant, question: str, said: str) -> None:
    answer = rules.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.citations[0].quote


def test_the_item_that_states_it_is_quoted_alone_and_no_share_is_told_for_how_long(rules: Assistant) -> None:
    answer = rules.ask("委员会每年至少开几次会？")
    assert answer.citations[0].quote == "The committee must meet at least three times a year."
    assert not any("55" in line.text for line in rules.ask("湖泊委员会的任期是几年？").blocks_of(RequirementLine))


@pytest.mark.parametrize("question", ["养蜂占多少分？", "擅自卖鱼会受到什么处罚？"])
def test_what_is_stated_of_other_things_answers_nothing(rules: Assistant, question: str) -> None:
    assert rules.ask(question).outcome is not Outcome.ANSWERED


def test_a_time_is_stated_of_what_the_sentence_before_it_in_its_line_names(library: Library, tmp_path: Path) -> None:
    (tmp_path / "办法.md").write_text(_REVIEW, encoding="utf-8")
    Ingest(library, QuietWatcher()).run([tmp_path / "办法.md"])
    answer = Assistant(library).ask("港务局审核一个特别类项目要多长时间？")
    assert "20个工作日内出具审核意见" in answer.citations[0].quote
