"""The day on which a document says that it was issued, in the forms in which documents write it."""

import pytest

from ingest.document import read


def issued(*lines: str) -> str:
    return read("rules.txt", "\n\n".join(lines).encode()).issued


@pytest.mark.parametrize(
    "line",
    [
        "Issue date: 9-Jun-2022", "Date: Thursday, 9 June 2022", "Date: Thu, June 9, 2022", "Published on 9/June/2022",
        "Date of issue: 20220609", "Dated this 9th day of June, 2022", "Date approved: 9 June 2022", "Adopted on 9 June 2022 by the trustees",
    ],
)  # fmt: skip
def test_a_labelled_day_may_be_written_in_any_form(line: str) -> None:
    assert issued("Rules for the Reading Room", line, "Readers may not bring ink.") == "2022-06-09"


@pytest.mark.parametrize("line", ["Telephone: 20220609", "20221309", "Shelf 20220609-7", "Review date: Thursday, 9 June 2022"])
def test_what_only_looks_like_a_day_of_issue_is_none(line: str) -> None:
    assert not issued("Rules for the Reading Room", line, "Readers may not bring ink.")


@pytest.mark.parametrize(
    ("lines", "day", "effective"),
    [
        (["图书馆管理条例", "（2016年2月3日临河县人民政府令第8号公布　自2016年6月1日起施行）"], "2016-02-03", "2016-06-01"),
        (
            ["图书馆条例", "（2016年2月3日临河县第五届人民代表大会常务委员会第三次会议通过，2016年6月1日起实施）"],
            "2016-02-03",
            "2016-06-01",
        ),
        (["Library Act", "(Adopted by the county council on 3 February 2016; in force from 1 June 2016)"], "2016-02-03", "2016-06-01"),
        (["Library Act", "Enacted on 3 February 2016, effective 1 June 2016"], "2016-02-03", ""),
    ],
)
def test_the_day_from_which_a_law_is_in_force_is_not_that_of_its_adoption(lines: list[str], day: str, effective: str) -> None:
    document = read("rules.txt", "\n\n".join([*lines, "Books are lent for a month."]).encode())
    assert (document.issued, document.effective) == (day, effective)


@pytest.mark.parametrize(
    "line", ["时间：2022年6月9日上午9时", "时间：2022年6月9日（周四） 14点", "Date: 9 June 2022, 10 a.m.", "Time: 9 June 2022 at 10:30"]
)
def test_when_something_takes_place_is_no_day_of_issue(line: str) -> None:
    assert not issued("Meeting of the Readers", line, "Readers may not bring ink.")
    assert issued("Meeting of the Readers", line, "Readers may not bring ink.", "Reading Room Office, 15 June 2022") == "2022-06-15"


def test_a_time_of_publication_may_follow_its_day() -> None:
    assert issued("Meeting of the Readers", "发布时间：2022-06-09 10:30", "Readers may not bring ink.") == "2022-06-09"
