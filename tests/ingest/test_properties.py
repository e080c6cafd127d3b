"""What is known of a document: found in its text, stated beside it, at its top or by command; and what it is warned of."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.cli import main as commands
from ingest.cleaning.quality import repealed_in, sketch_of, warnings_of
from ingest.document import read
from ingest.errors import ReadingError
from ingest.pipeline import Ingest
from language.messages import translations
from tests.conftest import ingest
from tests.fakes import QuietWatcher
from vectorstore.document import PROPERTIES, Document
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.search.evidence import search

PLAN = "# Plan for Boards\n\nEvery group has external directors.\n"


def known(document: Document) -> dict[str, str]:
    return {key: value for key in PROPERTIES if (value := getattr(document, key))}


def test_a_chinese_document_tells_its_number_and_validity() -> None:
    lines = [
        "省属企业负责人经营业绩考核办法", "临国资发〔2024〕9号", "", "各省属企业：",
        "第一条 为了规范考核工作，制定本办法。" * 3, "第二条 本办法自2024年5月1日起施行，有效期五年。", "临江省国资委", "2024年4月26日",
    ]  # fmt: skip
    assert known(read("a.txt", "\n".join(lines).encode())) == {
        "title": "省属企业负责人经营业绩考核办法", "number": "临国资发〔2024〕9号", "issued": "2024-04-26", "effective": "2024-05-01",
        "expires": "2029-05-01", "language": "zh", "issuer": "临江省国资委",
    }  # fmt: skip


def test_a_letterhead_names_the_issuer_and_not_the_title() -> None:
    lines = [
        "临江省人民政府国有资产监督管理委员会文件",
        "临国资发〔2024〕9号",
        "关于印发《考核办法》的通知",
        "各省属企业：",
        "现将办法印发给你们，请认真执行。",
    ]
    found = read("a.txt", "\n\n".join(lines).encode())
    assert (found.title, found.issuer, found.number) == (lines[2], "临江省人民政府国有资产监督管理委员会", lines[1])


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        (
            ["港口法", "1998年3月5日 第二届大会第三次会议通过", "2019年6月7日 第四届大会第一次会议《关于修改〈港口法〉的决定》修正"],
            "2019-06-07",
        ),
        (
            ["Harbour Act", "Adopted by the Council of Ports and Harbours on 5 March 1998, amended by its plenary session on 7 June 2019"],
            "2019-06-07",
        ),
        (["港口法", "港口在1998年3月5日以前建成的，适用本法。"], ""),
    ],
)
def test_a_law_is_of_the_day_of_its_last_amendment(lines: list[str], issued: str) -> None:
    text = "\n\n".join([*lines, "第一条 港口应当有灯塔。" if lines[0][0] == "港" else "Article 1. Every harbour must have a lighthouse."])
    assert read("law.txt", text.encode()).issued == issued


def test_an_english_document_tells_its_number_and_validity() -> None:
    lines = [
        "Measures on the Assessment of Managers", "Document No.: LJ-2024-16", "Issued by: Bureau of State Assets", "Issued on: 18 July 2024", "",
        "Managers of the groups are assessed every year by the board that appointed them.",
        "These Measures shall take effect on 1 August 2024 and the contracts that are signed before 1 March 2025 are kept.",
        "These Measures shall remain valid until 31 December 2027.",
    ]  # fmt: skip
    assert known(read("a.txt", "\n".join(lines).encode())) == {
        "title": "Measures on the Assessment of Managers", "number": "LJ-2024-16", "issuer": "Bureau of State Assets", "issued": "2024-07-18",
        "effective": "2024-08-01", "expires": "2027-12-31", "language": "en",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "issuer", "issued"),
    [
        (["关于清点船只的通知", "各码头：", "请于2031年6月1日前报数。", "东港市海事局", "二〇三一年三月五日", "附件1", *["一号船 12米"] * 20], "东港市海事局", "2031-03-05"),
        (["东港市海事局", "关于清点船只的通知", "请于六月报数。", "东港市海事局 31年3月5日"], "东港市海事局", "2031-03-05"),
        (["来源：https://example.org/a", "关于清点船只的通知", "请报数。", "检索时间：2032-01-02"], "", ""),
        (["发布机构：暂无", "关于清点船只的通知", "请报数。", "东港市海事局", "２０３１年３月５日"], "东港市海事局", "2031-03-05"),
        (["Notice on Boats", "Count them.", "Harbour Office of East Port", "15/03/2031"], "Harbour Office of East Port", "2031-03-15"),
        (["Notice on Boats", "Count them by 28/2/2031.", "Harbour Office", "Date: 3/4/2031"], "", "2031-04-03"),
        (["Notice on Boats", "Count them.", "Harbour Office", "3/4/2031"], "", ""),
        (["Issuer: N/A", "Notice on Boats", "Count them.", "Date: 5.3.2031"], "", "2031-03-05"),
        (["When each office reports", "Harbour Office 5 March 2031", "Pilot Office 6 April 2031", "Tug Office 7 May 2031"], "", ""),
    ],
)  # fmt: skip
def test_issuer_and_date_are_those_of_the_signature_and_no_other_ones(lines: list[str], issuer: str, issued: str) -> None:
    found = read("a.txt", "\n\n".join(lines).encode())
    assert (found.issuer, found.issued) == (issuer, issued)


def test_a_title_over_two_lines_and_a_letterhead_set_apart_are_read_as_one() -> None:
    two = read("a.txt", "东港市海事局\n关于清点船只的通 知\n\n请报数。".encode())
    assert (two.title, two.issuer) == ("东港市海事局关于清点船只的通 知", "东港市海事局")
    head = read("a.txt", "东 港 市 海 事 局 文 件\n\n东海发〔2031〕3号\n\n东港市海事局关于清点船只的通 知 书\n\n请报数。".encode())
    assert (head.title, head.issuer, head.number) == ("东港市海事局关于清点船只的通知书", "东港市海事局", "东海发〔2031〕3号")


def test_a_number_below_what_a_web_site_says_is_found() -> None:
    above = "\n\n".join(f"栏目{number}：东港" for number in range(12))
    assert read("a.txt", f"船只管理办法\n\n{above}\n\n东海发〔2031〕3号\n\n请报数。".encode()).number == "东海发〔2031〕3号"


@pytest.mark.parametrize(
    "line",
    [
        "The contract shall take effect on 1 August 2024.",
        "In line with document 国资发〔2019〕12号 the groups report every year.",
        "The pilot is valid until 31 December 2027.",
        "This licence is valid until 31 December 2027.",
        "The groups draft a plan and send the draft to the bureau.",
        "合同有效期为三年。",
    ],
)
def test_what_a_text_says_of_other_things_is_not_taken_for_its_own(line: str) -> None:
    found = known(
        read(
            "a.txt",
            f"Rules for Reports\n\nGroups report every quarter to the bureau of the province.\n\n{line}\n\nThe end of it is here.\n".encode(),
        )
    )
    assert found.keys() <= {"title", "language"}


@pytest.mark.parametrize(
    ("title", "status"), [("考核办法（征求意见稿）", "draft"), ("Rules for Boards (consultation draft)", "draft"), ("Rules", "")]
)
def test_a_draft_says_so_in_its_title(title: str, status: str) -> None:
    assert read("a.txt", f"{title}\n\nGroups report every quarter.\n".encode()).status == status


def test_properties_beside_a_file_go_before_those_in_it_and_in_its_text() -> None:
    content = f"---\ntitle: From the top\nissued: 2024-01-02\nauthor: Bureau\ntags: [a, b]\n---\n{PLAN}".encode()
    assert known(read("plan.md", content)) == {"title": "From the top", "issuer": "Bureau", "issued": "2024-01-02", "language": "en"}
    beside = "title: From beside\nexpires: 2026-12-31\nstatus: In force\n"
    assert known(read("plan.md", content, beside)) == {
        "title": "From beside", "issuer": "Bureau", "issued": "2024-01-02", "expires": "2026-12-31", "status": "in force", "language": "en",
    }  # fmt: skip


@pytest.mark.parametrize(
    "beside", ["issued: soon", "colour: red", "- a list", "status: lost", "a: &a [*a]", "title: [", f"title: {'x' * 600}"]
)
def test_wrong_properties_beside_a_file_are_told(beside: str) -> None:
    with pytest.raises(ReadingError, match="properties beside it"):
        read("plan.md", PLAN.encode(), beside)


def test_a_changed_file_of_properties_is_noticed(library: Library, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN)
    assert ingest(library, tmp_path) == {"plan.md": "added"}
    (tmp_path / "plan.meta.yaml").write_text("number: Circular 7\n")
    assert ingest(library, tmp_path) == {"plan.md": "updated"}
    assert ingest(library, tmp_path) == {"plan.md": "unchanged"}
    assert library.entries()[0].number == "Circular 7"


def test_what_a_user_states_is_kept_when_the_file_is_read_again(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text(PLAN)
    ingest(library, file)
    source = str(file.resolve())
    library.give(source, {"title": "The plan as we call it", "expires": "2020-12-31"})
    assert [str(report.outcome) for report in Ingest(library, QuietWatcher()).again("plan.md")] == ["updated"]
    file.write_text(PLAN + "\nAnd more.\n")
    ingest(library, file)
    (entry,) = library.entries()
    assert (entry.title, entry.status) == ("The plan as we call it", "expired")
    (match,) = search(library, "boards", filter=Filter(documents=frozenset({"plan.md"})))
    assert match.passage.title == "The plan as we call it"
    library.give(source, {"title": ""})
    Ingest(library, QuietWatcher()).again("plan.md")
    assert library.entries()[0].title == "Plan for Boards"


def test_properties_are_set_and_listed_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.md").write_text(PLAN)
    data = ["--data", str(tmp_path / "library")]
    assert commands.main([*data, "ingest", str(tmp_path / "plan.md")]) == 0
    assert commands.main([*data, "set", "plan.md", "number=Circular 7", "issued=20 May 2024", "status=in force"]) == 0
    assert "number: Circular 7\nissued: 2024-05-20\n" in capsys.readouterr().out
    assert commands.main([*data, "documents"]) == 0
    assert "Plan for Boards (Circular 7, 2024-05-20, in force); 1 passages" in capsys.readouterr().out
    for wrong in ("issued=soon", "colour=red", "status=lost"):
        assert commands.main([*data, "set", "plan.md", wrong]) == 1
    assert commands.main([*data, "set", "other.md", "number=1"]) == 1
    told = capsys.readouterr().err.split("\n")
    assert len([line for line in told if line]) == 4


def test_a_figure_that_cannot_be_is_warned_of() -> None:
    assert [
        str(one) for one in warnings_of("The systems for exit are in place. Their coverage has reached 613 %. Output grew by 130 %.")
    ] == ["A figure that cannot be: “Their coverage has reached 613 %.”."]
    assert len(warnings_of("制度覆盖率达到613%。")) == 1
    for fine in (
        "Coverage has reached 98 %.",
        "Output rose to 130 % of that of 2020.",
        "The liquidity coverage ratio must not fall below 120 %.",
        "利润同比增长130%。",
    ):
        assert warnings_of(fine) == []


@pytest.mark.parametrize(
    "garbled",
    ["å›½èµ„å§”è¦\u0081æ±‚ Ã©tÃ© Ã¨tre Ã©crit " * 3, "锟斤拷锟斤拷锟斤拷锟斤拷的锟斤拷", "Xqrt zxwvb nmkLp qrtWs bcdFg hjkLm " * 8],
)
def test_garbled_text_is_warned_of(garbled: str) -> None:
    assert any("garbled" in str(warning) for warning in warnings_of(garbled))


def test_warnings_of_an_earlier_version_are_still_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The coverage rate of the scheme is 613 % of staff.\n")
    Ingest(library, QuietWatcher()).run([tmp_path / "a.txt"])
    (kept,) = library.entries()[0].warnings
    with closing(sqlite3.connect(library.directory / "library.db")) as database:
        database.execute("update documents set warnings = ?", (json.dumps([str(kept)]),))
        database.commit()
    assert [str(warning) for warning in library.entries()[0].warnings] == [str(kept)]
    assert "613 %" in str(kept)


def test_warnings_of_requirements_are_told_in_the_language_of_the_reader(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("All groups must keep the coverage of the system at 613 %.\n")
    Ingest(library, QuietWatcher()).run([tmp_path / "a.txt"])
    (warning,) = library.requirements.find()[0].warnings
    assert str(warning).startswith("A figure that cannot be")
    assert translations("zh").tell(warning).startswith("不可能的数字")
    assert "613 %" in translations("zh").tell(warning)
    with closing(sqlite3.connect(library.directory / "library.db")) as database:  # as versions before 0.6.0 stored it
        database.execute("update requirements set warnings = ?", (json.dumps([str(warning)]),))
        database.commit()
    (stored,) = library.requirements.find()[0].warnings
    assert (str(stored), translations("zh").tell(stored)) == (str(warning), str(warning))


def test_documents_that_are_nearly_the_same_or_repealed_are_warned_of(library: Library, tmp_path: Path) -> None:
    body = "\n\n".join(
        f"{number}. The group number {number} reports on its task {number * 7} before day {number} of month." for number in range(1, 40)
    )
    (tmp_path / "a.md").write_text(f"# Measures on Reports of Groups\n\nIssued on: 2019-03-01\n\n{body}\n")
    (tmp_path / "b.md").write_text(f"# A copy under another name\n\n{body}\n\nOne more line.\n")
    repeal = "Under the Rules for Boards, the Measures on Reports of Groups are hereby repealed."
    (tmp_path / "c.md").write_text(f"# New Measures on Boards\n\nIssued on: 2024-03-01\n\n{repeal}\n")
    (tmp_path / "d.md").write_text("# Rules for Boards\n\nEvery board meets once a month.\n")
    reports = {report.document: tuple(map(str, report.warnings)) for report in Ingest(library, QuietWatcher()).run([tmp_path])}
    assert "It is nearly the same as “a.md”." in reports["b.md"]
    entries = {entry.name: entry for entry in library.entries()}
    assert tuple(map(str, entries["a.md"].warnings)) == (
        "“c.md” says that this document is repealed or replaced.",
        "It is nearly the same as “b.md”.",
    )
    assert (entries["a.md"].status, entries["a.md"].superseded_by) == ("superseded", ("c.md",))
    assert tuple(map(str, entries["c.md"].warnings)) == ("It says that it repeals or replaces “a.md”.",)
    assert entries["d.md"].warnings == ()
    library.remove("c.md")
    library.remove("b.md")
    assert [entry.warnings for entry in library.entries()] == [(), ()]


def test_repeals_are_found_in_both_languages() -> None:
    assert repealed_in("本办法自2024年5月1日起施行，《考核办法》（国资发〔2019〕12号）同时废止。")[0].endswith(
        "《考核办法》（国资发〔2019〕12号）"
    )
    assert repealed_in("This circular supersedes Circular 12 of 2019.") == ["Circular 12 of 2019."]
    assert repealed_in("If the plan is replaced, the group reports it.") == []


def test_sketches_of_like_texts_are_alike() -> None:
    words = [f"word{number}" for number in range(400)]
    changed = [*words[:200], "other", *words[201:]]
    other = [f"term{number}" for number in range(400)]
    first, near, far = (sketch_of(" ".join(each)) for each in (words, changed, other))
    assert sum(one == two for one, two in zip(first, near, strict=True)) > 55
    assert sum(one == two for one, two in zip(first, far, strict=True)) < 5


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("Berlin, den 12. März 2024", "2024-03-12"),
        ("12 de septiembre de 2024", "2024-09-12"),
        ("5 мая 2024 г.", "2024-05-05"),
        ("le 1er mars 2024", "2024-03-01"),
    ],
)
def test_the_date_of_issue_may_have_the_month_of_another_language(line: str, issued: str) -> None:
    assert read("a.txt", f"Ordnung 4\n\n{line}\n\nThe east gate is shut at nine.\n".encode()).issued == issued


def test_a_page_with_a_date_that_is_none_is_read() -> None:
    assert "00/05/2021" in read("a.md", b"Skippers report each trip.\n\nHarbour Office 00/05/2021\n").text


@pytest.mark.parametrize(
    ("name", "head", "number"),
    [
        ("quay.md", "发文机关：青屿省人民政府海洋与港口事务监督管理委员会\n文号：青海发〔2031〕4号\n日期：2031-05-06\n\n# 码头管理办法", "青海发〔2031〕4号"),
        ("quay.txt", "发布机构：青屿省人民政府海洋与港口事务监督管理委员会\n文　号：青海发〔2031〕4号\n发布日期：2031年5月6日\n\n码头管理办法", "青海发〔2031〕4号"),
        ("quay.txt", "Issued by: Port Office of the Free and Ancient Harbour City of Greenhaven upon Mere\nDocument number: GH 2031/4\nDate: 6 May 2031\n\nQuay Rules", "GH 2031/4"),
    ],
)  # fmt: skip
def test_each_line_at_the_head_states_one_property_and_none_of_them_is_the_title(
    library: Library, tmp_path: Path, name: str, head: str, number: str
) -> None:
    (tmp_path / name).write_text(f"{head}\n\n港务处应当于2032年5月1日前检查码头。\n", encoding="utf-8")
    ingest(library, tmp_path / name)
    (entry,) = library.entries()
    issuer, title = head.split("\n")[0].split("：")[-1].split(": ")[-1], head.split("\n")[-1].removeprefix("# ")
    assert (entry.issuer, entry.number, entry.issued, entry.title) == (issuer, number, "2031-05-06", title)
