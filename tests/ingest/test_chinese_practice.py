"""What the grammar of duties reads in Chinese rules that only tell what somebody does, and in opinions that name figures."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement

NORMAL = Bodies().normal


def rows(text: str, title: str = "考勤管理办法") -> list[Requirement]:
    return requirements_in(Document(title=title, text=text, issued="2024-03-01"), NORMAL)


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("第二条 员工每日工作7小时。", "员工"),
        ("第三条 本县建立河道巡查制度。", "本县"),
        ("第四条 市场监管部门对食品销售进行抽查。", "市场监管部门"),
        ("第五条 住建、城管等部门（以下统称主管部门）按照职责分工，负责工地扬尘的检查工作。", "主管部门"),
        ("第六条 经由铁路托运活畜的，依照铁路运输的有关规定执行。", ""),
    ],
)
def test_a_rule_that_tells_what_somebody_does_obliges(sentence: str, body: str) -> None:
    (row,) = rows(sentence)
    assert (row.modality, row.body_as_written) == ("must", body)


def test_what_somebody_does_obliges_in_a_rule_alone() -> None:
    assert rows("市场监管部门对食品销售进行抽查。", "新闻报道") == []


def test_whoever_is_to_report_by_an_hour_has_to_report() -> None:
    (row,) = rows("各镇（街道）于7月15日17：00前通过政务平台向县政府报送汇总表。", "通知")
    assert (row.modality, row.body_as_written[:2]) == ("must", "各镇")


@pytest.mark.parametrize(
    ("sentence", "modality", "body"),
    [
        ("加大青年创业扶持力度，支持青年返乡办厂。", "must", ""),
        ("支持青年返乡办厂。", "should", ""),
        ("禁止放养犬只的公园应当设置提示牌。", "must", ""),
        ("在禁止垂钓的水域内，任何单位和个人不得设置钓台。", "must_not", "任何单位和个人"),
        ("禁止成品油经营者在仓库以外存放油桶。", "must_not", "成品油经营者"),
        ("信息平台由市大数据部门负责运行维护。", "must", "市大数据部门"),
        ("对新开办的托育机构，由区财政给予一次性补助。", "must", "区财政"),
    ],
)
def test_reads_what_is_demanded_and_of_whom(sentence: str, modality: str, body: str) -> None:
    (row,) = rows(sentence)
    assert (row.modality, row.body_as_written) == (modality, body)


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("在景区开放区域内，游客不得吸烟。", "在景区开放区域内"),
        ("台风预警期间，一律禁止出海。", "台风预警期间"),
        ("乘客在办理退票时，有权要求退还票款。", "乘客在办理退票时"),
        ("仓库应当配备必要的灭火设备。", ""),
    ],
)
def test_reads_under_which_condition_a_duty_holds(sentence: str, condition: str) -> None:
    (row,) = rows(sentence)
    assert row.condition == condition


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("3年内选拔60名青年骨干、80名后备干部。", [60, 80]),
        ("5年内培训2000名护理人员。", [2000]),
        ("员工每日工作7小时。", [7]),
    ],
)
def test_reads_how_many_are_to_be_chosen_trained_or_supported(sentence: str, figures: list[int]) -> None:
    (row,) = rows(f"第一条 {sentence}")
    assert [target.value for target in row.targets] == figures


def test_the_heading_of_a_numbered_paragraph_is_no_duty() -> None:
    (row,) = rows("3.加强组织保障。各区县应当成立工作专班，明确责任人员，统筹推进各项任务的落实工作。", "实施意见")
    assert row.body_as_written == "各区县"


def test_a_lead_in_demands_what_stands_before_its_announcement() -> None:
    found = rows("全面提升办学质量，大力引进青年教师，实施如下重点项目：\n\n1.名师项目。3年内引进30名骨干教师。", "实施意见")
    assert [row.modality for row in found] == ["must", "must"]
