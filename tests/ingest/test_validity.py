"""From when, until when: as documents say it of themselves, in one sentence or two."""

import pytest

from ingest.document import read


@pytest.mark.parametrize(
    ("line", "effective", "expires"),
    [
        ("This plan takes effect on 1 March 2024 and is valid until 30 June 2026.", "2024-03-01", "2026-06-30"),
        ("These Rules shall come into force on 1 March 2024 and shall remain in force until 30 June 2026.", "2024-03-01", "2026-06-30"),
        ("This circular remains valid until 30 June 2026.", "", "2026-06-30"),
        ("This circular is valid until the end of 2026.", "", "2026-12-31"),
        ("These Measures are valid for two years from 1 March 2024.", "", "2026-03-01"),
        ("These Measures apply for a period of three years from 1 March 2024.", "", "2027-03-01"),
        ("These Measures take effect on 1 March 2024 for a trial period of one year.", "2024-03-01", "2025-03-01"),
        ("These Measures take effect on 1 March 2024 and have a two-year trial period.", "2024-03-01", "2026-03-01"),
        ("These Measures take effect on 1 March 2024.\n\nThe trial period of these Measures is 18 months.", "2024-03-01", "2025-09-01"),
        ("This notice expires on 30 June 2026.", "", "2026-06-30"),
        ("This plan replaces the plan of the province, which is valid until 30 June 2026.", "", ""),
        ("This plan gives new managers a trial period of one year.", "", ""),
        ("The lease is valid for two years from 1 March 2024.", "", ""),
        ("This plan requires that each licence be kept and the badge is valid until 30 June 2026.", "", ""),
        ("本办法自2024年3月1日起施行，有效期至2026年6月30日。", "2024-03-01", "2026-06-30"),
        ("本办法自2024年3月1日起施行，有效期5年。", "2024-03-01", "2029-03-01"),
        ("本规定自2024年3月1日起试行两年。", "2024-03-01", "2026-03-01"),
        ("本规定自2024年3月1日起试行，试行期一年。", "2024-03-01", "2025-03-01"),
        ("本方案自2024年3月1日起执行至2026年6月30日。", "2024-03-01", "2026-06-30"),
        ("本通知有效期自2024年3月1日至2026年6月30日。", "2024-03-01", "2026-06-30"),
        ("本通知有效期至2026年底。", "", "2026-12-31"),
        ("本规定自2024年3月1日起施行，试行期18个月。", "2024-03-01", "2025-09-01"),
        ("许可证有效期至2026年6月30日。", "", ""),
        ("新任经理试用期一年，合同有效期五年。", "", ""),
    ],
)
def test_two_dates_of_one_sentence_are_told_apart(line: str, effective: str, expires: str) -> None:
    own = "第一条 各企业应当报告工作。" if "。" in line else "Every group must report to the bureau of the province."
    found = read("a.txt", f"{'报告规定' if '。' in line else 'Rules for Reports'}\n\n{own}\n\n{line}\n\n{own}\n".encode())
    assert (found.effective, found.expires) == (effective, expires)


@pytest.mark.parametrize(
    ("head", "line", "effective"),
    [
        ("", "本清单自印发之日起施行。", "2031-05-08"),
        ("（2024年3月1日港口局令第5号公布，根据2029年6月2日《关于修改部分规章的决定》修订）", "本办法自公布之日起施行。", "2024-03-01"),
        ("（2024年3月1日港口局令第5号公布，根据2029年6月2日《关于修改部分规章的决定》修订）", "本办法自2024年5月1日起施行。", "2024-05-01"),
    ],
)
def test_what_applies_from_its_issue_applies_from_when_it_first_came_out(head: str, line: str, effective: str) -> None:
    lines = ["渡轮检修清单", head, "第一条 渡轮公司应当报告工作。", line, "" if head else "港口局", "" if head else "2031年5月8日"]
    assert read("a.txt", "\n\n".join(filter(None, lines)).encode()).effective == effective


def test_the_day_of_effect_may_be_written_in_chinese_numerals() -> None:
    text = "渡口规则\n\n第一条　开船前应当清点车辆。\n第二条　本规则自二〇三一年五月廿一日起施行，有效期至二〇三三年四月三十日。\n"
    found = read("rules.txt", text.encode())
    assert (found.effective, found.expires) == ("2031-05-21", "2033-04-30")
