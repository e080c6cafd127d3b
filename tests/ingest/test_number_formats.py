"""Cells show their values in their formats."""

from datetime import date, datetime, time, timedelta

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.readers.formats.shown import Value, shown
from tests.ingest.test_sheets import book, lines


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (42, "00000", "00042"),
        (987654.5, '"¥"#,##0.00"万元"', "¥987,654.50万元"),
        (0.6131, "0%", "61%"),
        (0.6135, "0.0%", "61.4%"),
        (-0.05, "0.0%", "-5.0%"),
        (-1234.5, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$(1,234.50)"),
        (0, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$-"),
        (1234567, '0.00,,"M"', "1.23M"),
        (1234567, '0\\.0,"万"', "123.5万"),
        (12345, '#0\\.0000"万元"', "1.2345万元"),
        (-5, "0;[Red](0)", "(5)"),
        (-2.25, "[<0]-0.0;0.0", "-2.3"),
        (5, '[>=100]"many "0;[<100]"few "0', "few 5"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (99999, "0.0E+0", "1.0E+5"),
        (1.5, "# ?/?", "1 1/2"),
        (0.25, "?/4", "1/4"),
        (1234.5, "#,##0.00 [$€-1]", "1,234.50 €"),
        (123456789, "000-000-000", "123-456-789"),
        (999.995, "#,##0.00", "1,000.00"),
        (-0.001, "0.00", "0.00"),
        (5, ";;;", ""),
        ("7b", '"Berth "@', "Berth 7b"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
        (datetime(2031, 2, 1), "yyyy-mm-dd", "2031-02-01"),
        (datetime(2031, 2, 1), "mm-dd-yy", "2031-02-01"),
        (datetime(2031, 2, 1), "dd/mm/yyyy", "01/02/2031 [2031-02-01]"),
        (datetime(2031, 2, 28), "dd/mm/yyyy", "28/02/2031"),
        (datetime(2031, 2, 28), "m/d/yy", "2/28/2031"),
        (datetime(2031, 2, 1), "d-mmm-yy", "1 Feb 2031"),
        (datetime(2031, 2, 1), 'yyyy"年"m"月"d"日";@', "2031年2月1日"),
        (datetime(2031, 2, 1), "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "Saturday, February 01, 2031"),
        (datetime(2031, 2, 1, 14, 5), "yyyy-mm-dd h:mm AM/PM", "2031-02-01 2:05 PM"),
        (datetime(2031, 2, 1, 14, 5), 'yyyy"年"m"月"d"日" 上午/下午h"时"mm"分";@', "2031年2月1日 下午2时05分"),
        (datetime(2031, 2, 1, 0, 5), "[$-804]yyyy/m/d AM/PMh:mm", "2031/2/1 上午12:05"),
        (datetime(2031, 2, 1, 14, 5), "[$-zh-CN]AM/PM h:mm", "下午 2:05"),
        (datetime(2031, 2, 1, 14, 5), "[$-409]h:mm A/P", "2:05 P"),
        (12323, "[DBNum1][$-804]General", "一万二千三百二十三"),
        (12323, "[DBNum1][$-804]0", "一二三二三"),
        (100_010_005, "[DBNum1]", "一亿〇一万〇五"),
        (10500.5, '[DBNum2][$-804]General"元"', "壹万零伍佰.伍元"),
        (datetime(2031, 12, 10), '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇三一年十二月十日"),
        (datetime(2031, 12, 10), '[DBNum2][$-804]yyyy"年"m"月"d"日";@', "贰零叁壹年壹拾贰月壹拾日"),
        (time(9, 5), "h:mm", "9:05"),
        (timedelta(days=1, hours=6, minutes=15), "[h]:mm", "30:15"),
        (timedelta(minutes=90, seconds=5), "[mm]:ss", "90:05"),
    ],
)
def test_a_value_is_given_as_its_format_shows_it(value: Value, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_names_of_columns_are_shown_in_their_formats_too() -> None:
    def months(sheet: Worksheet) -> None:
        sheet["B1"].number_format = "mmm yyyy"
        sheet["A2"].number_format = "000"

    assert lines(book([["Berth", date(2031, 2, 1), "Sum"], [7, 12, 30], [8, 3, 4]], months)) == [
        "Berth: 007 | Feb 2031: 12 | Sum: 30",
        "Berth: 8 | Feb 2031: 3 | Sum: 4",
    ]
