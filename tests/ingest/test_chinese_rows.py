"""What is and what is no row of the ledger in Chinese, and whom a row names."""

import pytest

from assistant.answer.requirement_text import requirement_as_dict
from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement

NORMAL = Bodies().normal


def rows(text: str, title: str = "Notice") -> list[Requirement]:
    return requirements_in(Document(title=title, text=text, issued="2024-03-01"), NORMAL)


@pytest.mark.parametrize(
    "sentence",
    [
        "为加强校园管理，维护教学秩序，特制定以下办法：",
        "各科室负责同志列席会议，两家企业代表作交流发言。",
        "局领导班子成员及各科室负责人参加会议。",
        "南校区值班电话:86000000。",
        "咨询电话：12345。",
        "迟报、漏报的不得分。",
        "并提醒游客在山林内禁止用火。",
    ],
)
def test_what_only_tells_is_no_row(sentence: str) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "modality", "body"),
    [
        ("营造鼓励探索的氛围。", "must", ""),
        ("按照《关于鼓励创新的若干措施》，各区应当设立专项资金。", "must", "各区"),
        ("商家不得已闭店的，应当提前告知顾客。", "must", "商家"),
        ("旅行社招聘导游人员，应当核验导游证。", "must", "旅行社"),
        ("中介机构接受房主委托出租房屋，应当签订书面合同。", "must", "中介机构"),
        ("个人参保，应当如实提供身份信息。", "must", "个人"),
        ("其他费用可由承租人自行承担。", "may", "承租人"),
        ("培训机构应当公示收费标准。", "must", "培训机构"),
    ],
)
def test_a_body_begins_with_no_verb(sentence: str, modality: str, body: str) -> None:
    (row,) = rows(sentence)
    assert (row.modality, row.body_as_written) == (modality, body)


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("各乡镇应当按时报送总结。", "各乡镇"),
        ("各村（社区）要做好值守工作。", "各村（社区）"),
        ("各有关部门要加强协作。", "各有关部门"),
        ("学校应当加强管理。", "学校"),
    ],
)
def test_a_body_is_printed_with_the_word_for_each(sentence: str, body: str) -> None:
    (row,) = rows(sentence)
    assert requirement_as_dict(row)["body"] == body


@pytest.mark.parametrize(
    ("sentence", "value", "unit"), [("全年报送信息不少于2000条。", 2000, "条"), ("年内走访不少于200条街巷。", 200, "条")]
)
def test_a_number_after_a_bound_is_neither_a_year_nor_an_article(sentence: str, value: int, unit: str) -> None:
    (row,) = rows(sentence)
    (target,) = row.targets
    assert (target.comparison, target.value, target.unit) == (">=", value, unit)


def test_a_month_in_which_something_is_due_every_year_is_no_figure() -> None:
    (row,) = rows("各镇应当于每年3月底前报送总结。")
    assert (row.targets, row.rrule) == ((), "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1")


@pytest.mark.parametrize(
    ("sentence", "modality", "body"),
    [
        ("国家建立健全养老服务体系，保障老年人权益。", "must", "国家"),
        ("国家引导和促进社会资本投入养老服务。", "should", "国家"),
        ("国家支持和鼓励科学研究。", "should", "国家"),
        ("党支部发挥战斗堡垒作用，教育管理党员。", "must", "党支部"),
        ("董事会定战略、作决策、防风险。", "must", "董事会"),
    ],
)
def test_a_rule_obliges_by_what_it_says_that_a_body_does(sentence: str, modality: str, body: str) -> None:
    (row,) = rows(sentence, title="养老服务管理办法")
    assert (row.modality, row.body_as_written) == (modality, body)
    assert rows(sentence, title="News") == [] or modality == "should"


def test_each_of_several_prohibitions_of_a_body_is_a_row() -> None:
    found = rows("学生不得迟到、早退，不得代人签到，并不得替考。")
    assert [(row.body, row.action) for row in found] == [("学生", "迟到、早退"), ("学生", "代人签到"), ("学生", "替考")]


def test_a_duty_of_another_case_is_a_row_with_its_condition() -> None:
    found = rows("职工应当参加培训，不合格的，不得上岗。")
    assert [(row.modality, row.body, row.condition) for row in found] == [("must", "职工", ""), ("must_not", "职工", "不合格的")]


def test_what_is_given_in_another_case_is_not_given_by_who_is_obliged_before() -> None:
    first, second = rows("企业应当按照规定报告，对表现突出的，应当给予奖励。")
    assert (first.body, second.body, second.condition) == ("企业", "", "对表现突出的")


def test_each_thing_to_be_shown_is_a_row_with_the_words_that_lead_to_it() -> None:
    found = rows("中介机构应当在门店公示下列事项，并接受主管部门检查：\n（一）营业执照；\n（二）收费标准。\n")
    assert [row.body for row in found] == ["中介机构"] * 3
    assert [row.quote for row in found[1:]] == ["（一）营业执照；", "（二）收费标准。"]


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("旅行社举办推介会，应当提前备案。", "举办推介会"),
        ("举办展览会，应当制定预案。", "举办展览会"),
        ("个人参保，应当如实提供信息。", "参保"),
        ("改制后须办理变更登记。", "改制后"),
        ("少于规定应当休息的天数的，单位应当补足。", "少于规定应当休息的天数的"),
        ("用人单位应当提供必要的应急物资。", ""),
        ("对存在问题的商户予以分类监管，各区应当建立名录。", ""),
    ],
)
def test_a_condition_is_the_clause_that_says_when_and_no_part_of_the_duty(sentence: str, condition: str) -> None:
    (row,) = rows(sentence)
    assert row.condition == condition


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "港务处应当在4月底前完成一轮清淤，并在清淤结束后20日内向水利厅报送结果。",
            [("港务处", "在4月底前完成一轮清淤"), ("港务处", "在清淤结束后20日内向水利厅报送结果")],
        ),
        (
            "船厂负责人每月至少巡查一次，每半年至少组织一次救生演练。",
            [("船厂负责人", "每月至少巡查一次"), ("船厂负责人", "每半年至少组织一次救生演练")],
        ),
        ("港务处应当建立船舶台账，并在15日内报备。", [("港务处", "建立船舶台账，并在15日内报备")]),
        ("渡轮公司年内应当建成售票平台。", [("渡轮公司", "建成售票平台")]),
    ],
)
def test_what_one_subject_must_do_twice_in_a_sentence_is_two_rows(text: str, stated: list[tuple[str, str]]) -> None:
    assert [(one.body, one.action) for one in rows(f"第一条 {text}\n", "港口管理办法")] == stated
