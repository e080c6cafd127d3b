"""A requirement's theme is what it is about, by its words and less by the headings above it; there is none where neither tells."""

import pytest

from assistant.web.shared.requirement_text import THEMES as MESSAGES
from ingest.document import read
from ingest.extraction.requirements import requirements_in
from ingest.extraction.themes import THEMES
from language.language import languages
from vectorstore.aliases import Bodies

NORMAL = Bodies().normal


def themes(text: str, title: str = "Notice") -> list[str]:
    return [row.theme for row in requirements_in(read("notice.md", f"# {title}\n\n{text}\n".encode()), NORMAL)]


@pytest.mark.parametrize(
    ("sentence", "theme"),
    [
        ("Each institute must spend 4 % of its turnover on research and development by 2027.", "technological innovation"),
        ("The holding must merge its three shipyards by the end of 2026.", "industrial control"),
        ("Depots must keep grain for 90 days and review their emergency plans every spring.", "security support"),
        ("Independent directors must make up half of the board of directors.", "governance"),
        ("Managers who are found incompetent must give up their tenure.", "market mechanism"),
        ("The inspectorate must audit every branch and report its findings to the ministry.", "supervision"),
        ("The results must be evaluated and graded once a year.", "assessment"),
        ("Every workshop should strengthen Party building.", "party building"),
        ("New staff must complete a probation of three months before they take annual leave.", "personnel"),
        ("Contracts above 30,000 euros must be put out to tender, and all bidders must be heard.", "procurement"),
        ("The debt ratio must not exceed 55 %.", "finance"),
        ("The agency must set up a start-up fund of 300 million yuan.", "finance"),
        ("Offices must delete personal information when its purpose ends and keep the database up to date.", "information and data"),
        ("各单位应当加大研发投入，建设重点实验室。", "technological innovation"),
        ("集团应当于年底前完成两家船厂的重组整合。", "industrial control"),
        ("各县应当储备足够的应急物资，做好防汛工作。", "security support"),
        ("股东会应当依照章程选举独立董事。", "governance"),
        ("企业应当推行经理层任期制和契约化管理。", "market mechanism"),
        ("审计组应当对违规问题进行检查。", "supervision"),
        ("年度考核应当划分等次并公布得分。", "assessment"),
        ("各支部应当加强党员教育和党风建设。", "party building"),
        ("职工请假超过三天的，应当由人事专员批准。", "personnel"),
        ("采购项目应当公开招标，供应商不得少于三家。", "procurement"),
        ("资产负债率不得高于55%。", "finance"),
        ("各部门应当按月更新统计数据，妥善保管档案。", "information and data"),
    ],
)
def test_the_theme_is_that_of_the_words(sentence: str, theme: str) -> None:
    assert themes(sentence) == [theme]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dogs must be kept on a lead in the park.",
        "Visitors must leave the garden by eight o'clock.",
        "Each group concerned must file one project by 30 April 2026.",
        "All of them must be completed by 31 December 2026.",
        "The bakery must open the second oven within two weeks of the delivery.",
        "养犬人应当在公园内牵好犬只。",
        "施工单位应当于十月底前完成道路铺设。",
    ],
)
def test_there_is_no_theme_rather_than_a_wrong_one(sentence: str) -> None:
    assert themes(sentence) == [""]


def test_a_heading_is_never_a_theme_but_tells_of_one() -> None:
    assert themes("## Weeks of the school year\n\nThe term must begin on a Monday.") == [""]
    assert themes("## Recruitment\n\nThe form must be signed by both sides.") == ["personnel"]
    assert themes("## 第三章 采购管理\n\n申请应当在五日内答复。") == ["procurement"]


def test_the_sentence_tells_more_than_the_headings() -> None:
    assert themes("## Recruitment\n\nThe office must enter the cost in its budget.") == ["finance"]
    assert themes("供货目录应当按月报送，并接受审计。", title="集中采购办法") == ["supervision"]


def test_a_word_that_only_points_to_a_theme_needs_another() -> None:
    assert themes("The letter must name the price in full.") == [""]
    assert themes("The letter must name the price in full.", title="Circular on procurement") == ["procurement"]


def test_who_has_to_act_is_not_what_it_is_about() -> None:
    assert themes("The Personnel Division must paint the fence by 30 June 2026.") == [""]
    assert themes("The Supervision Commission must publish the data of the census.") == ["information and data"]
    assert themes("The board of directors must approve the budget by 31 March 2026.") == ["finance"]
    assert themes("国有资产监督管理机构应当编制预算。") == ["finance"]


def test_two_themes_named_alike_are_none() -> None:
    assert themes("The mayor must speak on tenders and on flooding.") == [""]


def test_words_that_begin_alike_name_no_theme() -> None:
    assert themes("The operating instructions must hang beside the scorecards in the barn.") == [""]


def test_each_theme_has_its_message_and_its_words_in_both_languages() -> None:
    assert set(MESSAGES) == set(THEMES)
    for code in ("en", "zh"):
        (lexicon,) = (language.lexicon("themes") for language in languages() if language.code == code)
        assert all(lexicon[theme] for theme in THEMES)
