"""Minutes: who met on which day is neither a duty nor a heading."""

import pytest

from ingest.document import read
from ingest.extraction.requirements import requirements_in


@pytest.mark.parametrize(
    "opening",
    [
        "2031年7月6日上午，县航运局局长田雨主持召开局长办公会议，研究渡船维修、渡工培训等事项。",
        "7月6日，县航运局召开渡口工作会议，推进渡船维修。",
    ],
)
def test_that_a_meeting_was_held_is_no_duty(opening: str) -> None:
    document = read("a.txt", f"县航运局会议纪要\n\n{opening}\n\n会议要求，安全处应当在2031年8月1日前完成渡船检查。\n".encode())
    assert [one.deadline for one in requirements_in(document, str)] == ["2031-08-01"]


@pytest.mark.parametrize("sentence", ["安全处应当于2031年8月1日前召开渡口工作会议。", "2031年8月1日前，安全处应当召开渡口工作会议。"])
def test_that_a_meeting_is_to_be_held_is_a_duty(sentence: str) -> None:
    document = read("a.txt", f"渡口管理办法\n\n{sentence}\n".encode())
    assert [one.deadline for one in requirements_in(document, str)] == ["2031-08-01"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("2031年7月8日", "会议要求，安全处应当在2031年8月1日前完成渡船检查，并将检查结果报局办公室备案，同时抄送各渡口管理站。"),
        ("出席：田雨、何木、林舟", "会议要求，安全处应当在2031年8月1日前完成渡船检查，并将检查结果报局办公室备案，同时抄送各渡口管理站。"),
        (
            "6 July 2031",
            "The board decided that the ferryman shall mend the bell by 1 August 2031, and report to the mayor on what he has done by then, and how.",
        ),
        (
            "Present: Ms Oar, Mr Sail, Mr Rope",
            "The board decided that the ferryman shall mend the bell by 1 August 2031, and report to the mayor on what he has done.",
        ),
    ],
)
def test_a_date_and_who_was_present_are_no_headings(line: str, text: str) -> None:
    document = read("a.txt", f"Minutes 3\n\n{line}\n\n{text}\n".encode())
    assert all(line not in section.path for section in document.sections)
