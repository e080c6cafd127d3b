"""What the grammar of duties reads in sentences of its own, in English and Chinese."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement

NORMAL = Bodies().normal


def rows(text: str, issued: str = "2024-03-01", title: str = "Notice") -> list[Requirement]:
    found = requirements_in(Document(title=title, text=text, issued=issued), NORMAL)
    for row in found:
        assert row.quote == text[row.span.start : row.span.end]
        assert row.action in row.quote
        assert row.deadline_text in row.quote
    return found


@pytest.mark.parametrize(
    ("sentence", "modality", "body", "deadline"),
    [
        ("All enterprises must file a plan by the end of the year.", "must", "enterprises", "2024-12-31"),
        ("It is necessary to strengthen the boards of key subsidiaries.", "must", "", ""),
        ("We need to promote the integration of ports in the first half of this year.", "must", "", "2024-06-30"),
        ("The director said that local SASACs should report by 30 June 2025.", "should", "local SASACs", "2025-06-30"),
        ("Efforts will be made to cut the number of levels.", "should", "", ""),
        ("SASAC will continue to improve the system.", "should", "SASAC", ""),
        ("Improve the salary system, and strive to finish it within this year.", "must", "", "2024-12-31"),
        ("On the basis of the pilot, build a team of auditors.", "must", "", ""),
        ("No enterprise may keep more than four levels.", "must_not", "enterprise", ""),
        ("Board members shall not vote by proxy.", "must_not", "board members", ""),
        ("Listed companies may apply for one more year.", "may", "Listed companies", ""),
        ("Enterprises are encouraged to share laboratories.", "should", "Enterprises", ""),
        (
            "The State-owned Assets Supervision and Administration Commission of the State Council must publish the list.",
            "must",
            "SASAC",
            "",
        ),
        ("The province requires the Hunan Provincial SASAC to inspect ten groups.", "must", "Hunan SASAC", ""),
        ("Where a firm closes a plant, it must tell the regulator.", "must", "firm", ""),
        ("The report must be approved by the audit committee.", "must", "audit committee", ""),
        ("各企业应当于2025年6月底前完成清理。", "must", "企业", "2025-06-30"),
        ("国务院国资委要加强对董事会的评价。", "must", "SASAC", ""),
        ("湖南省国资委应当在年底前公布结果。", "must", "Hunan SASAC", "2024-12-31"),
        ("外出船员的伙食补助为每人每天80元，与夜班补助不得同时领取。", "must_not", "", ""),
        ("企业不得虚报数据。", "must_not", "企业", ""),
        ("鼓励企业开展长周期考核。", "should", "企业", ""),
        ("力争一季度实现开门红。", "should", "", "2024-03-31"),
        ("完善公司治理机制，建设专业化董事会。", "must", "", ""),
        ("由财务处负责汇总各项数据。", "must", "财务处", ""),
        ("各市国资委可以参照执行。", "may", "各市国资委", ""),
        ("二〇二五年底前建成统一平台。", "must", "", "2025-12-31"),
        ("到“十四五”末，研发投入强度达到3%左右。", "must", "", "2025-12-31"),
        ("到2027年，设备普及率超过90%。", "must", "", "2027-12-31"),
        ("研发投入占比要提高到10%。", "must", "", ""),
        ("请各单位于2025年4月15日前报送方案。", "must", "单位", "2025-04-15"),
        ("省国资委将建立月调度机制。", "should", "省国资委", ""),
        ("希望全体干部职工再接再厉、再创佳绩。", "should", "干部职工", ""),
        ("违反规定的，依法追究责任。", "must", "", ""),
        ("中国石化要带头保障供应。", "must", "中国石化", ""),
        ("省级机关在2026年第一季度末前完成清理。", "must", "省级机关", "2026-03-31"),
        ("三年内新建不少于10个国家级平台。", "must", "", ""),
        ("完善应急体系。（省应急厅、省财政厅按职责分工负责）", "must", "省应急厅、省财政厅", ""),
        ("By the end of June next year, all groups shall report.", "must", "groups", "2025-06-30"),
        ("The plans are to be submitted to the commission by 30 April 2024.", "must", "", "2024-04-30"),
        ("It is the responsibility of each supervisor to discuss the policy.", "must", "supervisors", ""),
        ("The company is committed to achieving a lower ratio by mid-2026.", "should", "company", "2026-06-30"),
        ("Critics argued that the regulator should act faster.", "should", "regulator", ""),
        ("Ofgem is required to publish guidance.", "must", "Ofgem", ""),
        ("Article 6. Goals must be measured.", "must", "", ""),
        ("China Mobile shall complete the transfer by June 30, 2025.", "must", "China Mobile", "2025-06-30"),
        ("Innovation should be encouraged.", "should", "", ""),
        ("Safety must come first.", "must", "", ""),
        ("No new gas boilers may be installed from 2026.", "must_not", "", ""),
        ("The Ministry of Commerce, in conjunction with the commission, will issue a list.", "should", "Ministry of Commerce", ""),
    ],
)
def test_a_duty_is_read(sentence: str, modality: str, body: str, deadline: str) -> None:
    (row,) = rows(sentence)
    assert (row.modality, row.deadline) == (modality, deadline)
    assert row.body == body


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2023 the groups completed all their tasks.",
        "The aim is to reach a high level of self-reliance.",
        "The reform has achieved remarkable results.",
        "“Irregular operation” means conduct that must be reported.",
        "It should be noted that the market has changed.",
        "All requirements that must be met are listed in the annex.",
        "Deepen the reform of state-owned enterprises",
        "Support measures are in place.",
        "The copyright of this site must be respected.",
        "截至目前，各企业已完成主要任务。",
        "本办法所称企业，是指国有独资公司。",
        "会议取得了积极成效。",
        "为规范管理，制定本办法。",
        "这是一项重要任务。",
        "这项改革将进一步激发市场活力。",
        "不是所有企业都必须上市。",
        "集团加快推进数字化转型，建设智能工厂5个，产能提升20%。",
        "This notice shall come into force on the date of issuance.",
        "The purpose of this policy is to ensure that staff must account for their tools.",
        "The next step is to speed up the merger.",
        "For further information on this publication, please contact the team.",
    ],
)
def test_what_only_tells_is_no_duty(sentence: str) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("More than 70% of the main tasks must be completed.", (">", 70, "%", "the main tasks")),
        ("The ratio must not exceed 65 per cent.", ("<=", 65, "%", "ratio")),
        ("Coverage of second-level subsidiaries must be not less than 70 %.", (">=", 70, "%", "Coverage of second-level subsidiaries")),
        ("Each group shall train at least 20 auditors.", (">=", 20, "auditors", "Each group shall train")),
        ("The fee to be paid must be $2,500.", ("=", 2500, "$", "")),
        ("研发投入强度应当不低于3.5%。", (">=", 3.5, "%", "研发投入强度")),
        ("年底前完成主要任务的百分之七十以上。", (">=", 70, "%", "主要任务")),
        ("力争培育专精特新企业10家。", ("=", 10, "家", "专精特新企业")),
        ("到2027年将历史遗留问题压减三分之二。", ("=", 66.67, "%", "")),
        ("At least two thirds of the subsidiaries must be covered.", (">=", 66.67, "%", "the subsidiaries")),
        ("The ratio must be cut from 68% to 65%.", ("=", 65, "%", "")),
        ("各企业要将1000万元以下贷款的利率降至4%以下。", ("<=", 4, "%", "")),
        ("年底前更新改造老旧电梯1万部。", ("=", 10000, "部", "")),
    ],
)
def test_a_target_is_read(sentence: str, target: tuple[str, float, str, str]) -> None:
    (row,) = rows(sentence)
    (found,) = row.targets
    assert (found.comparison, found.value, found.unit) == target[:3]
    assert found.text in sentence
    assert target[3] in found.text


@pytest.mark.parametrize(
    "sentence",
    [
        "Enterprises must answer within 15 working days.",
        "A firm with three late tasks in one quarter must report.",
        "Firms must follow Rule 3.2 and Article 14.",
        "At present 66 groups have set one up, and the others should follow.",
        "各企业应当在5个工作日内报送。",
    ],
)
def test_periods_labels_and_what_was_reached_are_no_targets(sentence: str) -> None:
    assert [row.targets for row in rows(sentence)] == [()]


def test_a_year_that_the_text_leaves_open_gives_no_date() -> None:
    (row,) = rows("All enterprises must file a plan by the end of the year.", issued="", title="Notice")
    assert (row.deadline, row.deadline_text) == ("", "by the end of the year")


def test_what_comes_every_year_has_no_date() -> None:
    (row,) = rows("Enterprises must hand in their report by 15 January each year.")
    assert (row.deadline, row.deadline_text) == ("", "by 15 January each year")


def test_items_with_dates_of_their_own_are_requirements_of_their_own() -> None:
    text = "All firms must:\n(a) publish the list by 30 June 2025;\n(b) close the gap by 31 December 2025."
    first, second = rows(text)
    assert (first.deadline, first.body, second.deadline, second.body) == ("2025-06-30", "firms", "2025-12-31", "firms")


def test_the_responsible_unit_is_the_body_and_stands_in_the_span() -> None:
    (row,) = rows("2025年底前，覆盖面不低于70%。责任单位：人事处、各省属企业。")
    assert row.body_as_written == "人事处、各省属企业"
    assert row.body_as_written in row.quote


def test_a_figure_that_cannot_be_is_warned_of() -> None:
    (row,) = rows("All groups must keep the coverage of the system at 613 %.")
    assert "613 %" in str(row.warnings[0])


def test_the_theme_is_that_of_the_label_or_the_heading() -> None:
    assert rows("1. Industrial control: Promote the merger of ports.")[0].theme == "industrial control"
    assert rows("企业应当健全董事会。")[0].theme == "governance"


def test_a_lead_in_governs_items_that_stand_alone() -> None:
    found = rows("Enterprises must not:\n(a) provide guarantees above 5 % of net assets;\n(b) sell shares before 30 June 2025.\n")
    assert [(row.modality, row.body) for row in found] == [("must_not", "Enterprises")] * 2
    found = rows("企业不得有下列行为：\n（一）对外提供超过净资产5%的担保；\n（二）在2025年6月底前转让股权。\n")
    assert {row.modality for row in found} == {"must_not"}
