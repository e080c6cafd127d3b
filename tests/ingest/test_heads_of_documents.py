"""What stands at the head of a document beside its text: titles over several lines, labels in their many forms, and marks of an office."""

import pytest

from ingest.document import read
from vectorstore.document import Document

DUTY = "各养殖户应当在开春前修补全部蜂箱，并将数目报县畜牧站。"


def properties_of(*lines: str) -> Document:
    return read("a.txt", "\n\n".join(lines).encode())


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["柳河县畜牧局", "关于做好春季蜂箱修补和", "蜂群防疫工作的通知", "各乡镇：", DUTY],
            "柳河县畜牧局关于做好春季蜂箱修补和蜂群防疫工作的通知",
        ),
        (["关于完善蜂蜜质量追溯", "体系建设的", "指导意见", DUTY], "关于完善蜂蜜质量追溯体系建设的指导意见"),
        (["柳河县蜂业发展资金", "管理办法（试行）", "第一条 " + DUTY], "柳河县蜂业发展资金管理办法（试行）"),
        (["关于印发《蜂箱标准》的", "通　　知", DUTY], "关于印发《蜂箱标准》的通知"),
        (["柳牧发〔2033〕4号", "关于修补蜂箱的通知", "各乡镇：", DUTY], "关于修补蜂箱的通知"),
        (["附件2", "蜂箱修补办法", DUTY], "蜂箱修补办法"),
        (["养蜂手册", "第一章 总则", DUTY, "蜂箱管理规定"], "养蜂手册"),
        (["柳河县蜂业图说", "关于修补蜂箱的通知", DUTY], "柳河县蜂业图说"),
        (["Order No. BK-2033/4", "Mending hives", "Each keeper must mend his hives."], "Mending hives"),
        (["Order No. BK-2033/4", "Article 1 Hives", "Each keeper must mend his hives."], "Order No. BK-2033/4"),
    ],
)
def test_a_title_goes_on_over_lines_and_is_no_number(lines: list[str], title: str) -> None:
    assert properties_of(*lines).title == title


@pytest.mark.parametrize(
    "lines",
    [
        ["柳河县畜牧局文件", "柳牧发〔2033〕4号　　　　签发人：田雨", "关于修补蜂箱的请示", DUTY],
        ["000031", "机密★一年", "特急", "柳河县畜牧局文件", "柳牧发〔2033〕4号", "关于修补蜂箱的请示", DUTY],
        ["【制定机关】柳河县畜牧局", "【发文字号】柳牧发〔2033〕4号", "关于修补蜂箱的请示", DUTY],
        ["索 引 号：5522/2033", "发 文 部 门：柳河县畜牧局", "文　号：柳牧发〔2033〕4号", "标　　题：关于修补蜂箱的请示", DUTY],
        ["关于修补蜂箱的请示", "日期：2033-05-06 来源：柳河县畜牧局 文号：柳牧发〔2033〕4号 字体：大 小", DUTY],
        ["关于修补蜂箱的请示", DUTY, "柳河县畜牧局（盖章）", "2033年5月6日", "（柳牧发〔2033〕4号）"],
    ],
)
def test_issuer_number_and_title_stand_among_labels_and_marks(lines: list[str]) -> None:
    found = properties_of(*lines)
    assert (found.title, found.issuer, found.number) == ("关于修补蜂箱的请示", "柳河县畜牧局", "柳牧发〔2033〕4号")


@pytest.mark.parametrize(
    ("lines", "number", "title"),
    [
        (["柳河县畜牧局公告", "2033年第5号", "关于停用旧蜂箱的公告", DUTY], "2033年第5号", "关于停用旧蜂箱的公告"),
        (["柳河县畜牧局通告", "（2033年第5号）", DUTY], "2033年第5号", "柳河县畜牧局通告"),
        (["柳河县畜牧局公告2033年第5号", "关于停用旧蜂箱的公告", DUTY, "柳河县畜牧局", "2033年5月6日"], "柳河县畜牧局公告2033年第5号", "关于停用旧蜂箱的公告"),
    ],
)  # fmt: skip
def test_a_notice_is_numbered_by_its_year(lines: list[str], number: str, title: str) -> None:
    found = properties_of(*lines)
    assert (found.issuer, found.number, found.title) == ("柳河县畜牧局", number, title)


def test_a_standard_tells_its_number_issuer_and_days() -> None:
    found = properties_of(
        "ICS 65.140", "B 47", "柳河县地方标准", "DB5522/T 31—2033", "蜂箱修补技术规程", "2033-05-06发布 2033-09-01实施", "柳河县市场监督管理局 发布", "1 范围", DUTY
    )  # fmt: skip
    assert (found.title, found.number, found.issuer) == ("蜂箱修补技术规程", "DB5522/T 31—2033", "柳河县市场监督管理局")
    assert (found.issued, found.effective) == ("2033-05-06", "2033-09-01")


@pytest.mark.parametrize(
    "line",
    [
        "Effective: 1 September 2033",
        "Coming into force - - - 1st September 2033",
        "Entry into force: 01.09.2033",
        "Date of commencement: 1st September, 2033",
    ],
)
def test_a_line_of_its_own_says_from_when_a_text_is_in_force(line: str) -> None:
    assert properties_of("Mending hives", line, "Each keeper must mend his hives.").effective == "2033-09-01"


def test_labels_in_brackets_part_values_too() -> None:
    found = properties_of("发布时间：2033-05-06 来源：柳河县畜牧局 【字体：大 小】", "名　　称：关于修补蜂箱的请示", DUTY)
    assert (found.title, found.issuer, found.issued) == ("关于修补蜂箱的请示", "柳河县畜牧局", "2033-05-06")


def test_what_stands_for_nothing_is_no_issuer() -> None:
    assert properties_of("Mending hives", "Issuer: N.A.", "Each keeper must mend his hives.").issuer == ""
