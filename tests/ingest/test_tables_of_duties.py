"""A table of tasks gives a requirement a row, each fact from a cell of its own."""

import pytest

from ingest.document import read
from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.requirement import Requirement

NORMAL = Bodies().normal
PLAN = """# Plan for the library service 2026

| No. | Action | Lead department | Due | Indicator |
|---|---|---|---|---|
| 1 | 1.1 Open the reading room on Sundays | Culture Department | 31 March 2026 | |
| 2 | Lend tablets to schools | Education Department | Q3 2026 | at least 60 % of schools |
| 3 | Report on visits | Library board | 15 January each year | |
| 4 | Repair the roof | n/a | ongoing | |
"""
LEDGER = """# 2026年重点工作台账

| 序号 | 重点任务 | 牵头单位 | 完成时限 | 目标 |
|---|---|---|---|---|
| 1 | 完成旧桥改造 | 市交通局 | 9月底前 | 不少于12座 |
| 2 | 建成老年食堂 | 市民政局 | 2026年年底 | |
"""


def rows(text: str) -> list[Requirement]:
    return requirements_in(read("plan.md", text.encode()), NORMAL)


def test_the_rows_of_an_action_plan_are_requirements() -> None:
    found = rows(PLAN)
    assert [(one.body, one.action, one.deadline) for one in found] == [
        ("Culture Department", "Open the reading room on Sundays", "2026-03-31"),
        ("Education Department", "Lend tablets to schools", "2026-09-30"),
        ("Library board", "Report on visits", ""),
        ("", "Repair the roof", ""),
    ]
    assert [(one.comparison, one.value, one.unit) for one in found[1].targets] == [(">=", 60, "%")]
    assert (found[2].recurrence, found[2].rrule) == ("15 January each year", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15")
    assert found[0].sentence == "Culture Department must open the reading room on Sundays (31 March 2026)."


def test_the_rows_of_a_chinese_ledger_are_requirements() -> None:
    found = rows(LEDGER)
    assert [(one.body, one.action, one.deadline) for one in found] == [
        ("市交通局", "完成旧桥改造", "2026-09-30"),
        ("市民政局", "建成老年食堂", "2026-12-31"),
    ]
    assert [(one.comparison, one.value) for one in found[0].targets] == [(">=", 12)]


def test_every_fact_of_a_row_stands_in_its_quote() -> None:
    document = read("plan.md", PLAN.encode())
    for one in requirements_in(document, NORMAL):
        assert one.span.of(document.text) == one.quote
        assert all(part in one.quote for part in (one.action, one.body_as_written, one.deadline_text))


@pytest.mark.parametrize(
    "header", ["| Item | Weight | Checked by |", "| Name | Department | Room |", "| Payee | Date | Amount |", "| 姓名 | 科室 | 电话 |"]
)
def test_a_table_without_tasks_gives_none(header: str) -> None:
    assert rows(f"# List\n\n{header}\n|---|---|---|\n| Tracking of progress | Finance Division | 14 |\n") == []


@pytest.mark.parametrize(
    "table",
    [
        ("Product", "Price", "Unit", "Mooring rope", "14 euros", "metre"),
        ("Name", "Office", "Telephone", "Ida Berg", "Harbour Office", "0123 456"),
        ("Measure", "Target", "Result", "Visits to the reading room", "1,200", "1,340"),
        ("Service", "Fee", "Paid within", "Copy of a chart", "5 euros", "30 days"),
        ("Term", "Meaning", "Source", "Berth", "a place where a ship lies", "Harbour Act"),
        ("项目", "单价", "备注", "缆绳", "14元", "每米"),
        ("指标", "目标值", "完成值", "到馆人次", "1200", "1340"),
    ],
)
def test_prices_contacts_results_fees_and_terms_are_no_duties(table: tuple[str, ...]) -> None:
    names, values = (" | ".join(part) for part in (table[:3], table[3:]))
    assert rows(f"# List\n\n| {names} |\n|---|---|---|\n| {values} |\n| {values} |\n") == []


def test_the_points_for_a_task_are_no_target() -> None:
    (one,) = rows(
        "# 考核表\n\n| 序号 | 考核内容 | 责任单位 |\n|---|---|---|\n| 1 | 1.清理河道垃圾（5分）；2.污水处理率达80%以上（10分） | 市水务局 |\n"
    )
    assert [(target.comparison, target.value, target.unit) for target in one.targets] == [(">=", 80, "%")]


REGISTER = """# Register

| No. | Activity | Rule | Responsible office |
|---|---|---|---|
| 1 | Selling tugs to private owners | Must not be done | Harbour Office |
| 2 | Leasing cranes for more than ten years | Submit to the port council for review | Harbour Office |
| 3 | Diving in the outer basin | Prohibited without a licence | Harbour Office |
| 4 | Fishing from the pier | Permitted | Harbour Office |
"""
RULED = """# 清单

| 序号 | 事项 | 管控要求 | 责任科室 |
|---|---|---|---|
| 1 | 出租渔港泊位给外地船队 | 严禁办理 | 港务科 |
| 2 | 新购拖轮单价在三百万元以上的项目 | 事前报港口委员会审批 | 港务科 |
| 3 | 每月上报泊位使用月报 | 不得迟报、漏报 | 港务科 |
"""


def test_who_sees_to_what_is_forbidden_or_demanded_of_a_thing_has_not_to_do_it() -> None:
    found = rows(REGISTER) + rows(RULED)
    assert {(one.body, one.body_as_written, one.targets, one.sentence) for one in found} == {("", "", (), "")}
    assert [(one.modality, one.action, one.condition) for one in found] == [
        ("must_not", "Selling tugs to private owners", ""),
        ("must", "Submit to the port council for review", "Leasing cranes for more than ten years"),
        ("must_not", "Diving in the outer basin", ""),
        ("may", "Fishing from the pier", ""),
        ("must_not", "出租渔港泊位给外地船队", ""),
        ("must", "事前报港口委员会审批", "新购拖轮单价在三百万元以上的项目"),
        ("must_not", "迟报、漏报", "每月上报泊位使用月报"),
    ]


def test_a_thing_of_a_forbidden_kind_is_forbidden() -> None:
    (one,) = rows(
        "# List\n\n| Activity | Class | Responsible office |\n|---|---|---|\n| Mooring at the east quay | Prohibited | Harbour Office |\n"
    )
    assert (one.modality, one.body, one.action) == ("must_not", "", "Mooring at the east quay")


def test_how_a_task_with_a_deadline_is_to_be_done_leaves_it_a_task() -> None:
    (one,) = rows(
        "# 任务\n\n| 工作任务 | 工作要求 | 责任单位 | 完成时限 |\n|---|---|---|---|\n| 清理港池淤泥 | 不得影响船只进出 | 港务科 | 2031年5月底 |\n"
    )
    assert (one.modality, one.body, one.action, one.deadline) == ("must", "港务科", "清理港池淤泥", "2031-05-31")


def test_who_is_named_as_the_one_to_act_is_whom_a_row_forbids_something() -> None:
    (one,) = rows("# Rules\n\n| Requirement | Who | Due |\n|---|---|---|\n| Must not store fuel on the quay | Tenants | 3 May 2031 |\n")
    assert (one.modality, one.body_as_written) == ("must_not", "Tenants")
    assert one.sentence == ""
