"""Letterheads, decrees and signatures in their many forms."""

import pytest

from ingest.document import read
from vectorstore.document import Document

DUTY = "各乡镇应当在汛期前检查全部水闸和沿河堤防，并将结果报县水利局。"


def properties_of(*lines: str, name: str = "a.txt") -> Document:
    return read(name, "\n\n".join(lines).encode())


@pytest.mark.parametrize(
    ("lines", "issuer", "number", "title"),
    [
        (["石桥县　水利局　文件", "石水发〔2026〕7号", "关于检查水闸的通知", DUTY], "石桥县水利局", "石水发〔2026〕7号", "关于检查水闸的通知"),
        (["中 共 石 桥 县 委 办 公 室", "石办发〔2026〕9号", "关于值守的意见", DUTY], "中共石桥县委办公室", "石办发〔2026〕9号", "关于值守的意见"),
        (["石桥县水利局", "石桥县交通局 文件", "石水发〔2026〕7号", "关于检查的通知", DUTY], "石桥县水利局, 石桥县交通局", "石水发〔2026〕7号", "关于检查的通知"),
        (["石桥县人民政府令", "第 15 号", "《石桥县水闸办法》已经审议通过，现予公布。", "石桥县水闸办法", DUTY], "石桥县人民政府", "石桥县人民政府令第15号", "石桥县水闸办法"),
        (["石桥县人民政府", "关于印发《水闸办法》", "的通知", DUTY], "", "", "石桥县人民政府关于印发《水闸办法》的通知"),
        (["水闸管理条例", "（2019年3月20日石桥县人民政府令第15号公布　根据2024年6月10日石桥县人民政府令第31号修订）", "第一条 " + DUTY],
         "石桥县人民政府", "石桥县人民政府令第15号", "水闸管理条例"),
        (["水闸值守规定", "（2019年3月20日石桥县水利局发布）", DUTY], "石桥县水利局", "", "水闸值守规定"),
        (["Sluice Ordinance", "(Promulgated by Decree No. 15 of the Stonebridge Council on 20 March 2019, amended on 10 June 2024)", "Inspect them."],
         "Stonebridge Council", "Decree No. 15", "Sluice Ordinance"),
        (["水闸检查通知", DUTY, "（文号：石水发〔2026〕7号）"], "", "石水发〔2026〕7号", "水闸检查通知"),
        (["Sluice rules", "Order No. WB-2026/14", "Each town must inspect its sluices."], "", "Order No. WB-2026/14", "Sluice rules"),
        (["Sluice rules", "Our ref: WB/14", "Each town must inspect its sluices."], "", "WB/14", "Sluice rules"),
        (["WATER BOARD OF STONEBRIDGE", "Notice No. 7 of 2026", "Date: 28/02/2026", "Subject: Sluices in winter", "Inspect them."],
         "WATER BOARD OF STONEBRIDGE", "Notice No. 7 of 2026", "Sluices in winter"),
        (["Water Board", "WB/SL/2026/7", "Rules on sluices", "Each town must inspect its sluices."], "Water Board", "WB/SL/2026/7", "Rules on sluices"),
        (["Rules on sluices", "No. 7 of 2026", "Each town must inspect its sluices."], "", "No. 7 of 2026", "Rules on sluices"),
        (["REPUBLIC OF STONE", "MINISTRY OF WATERS", "Sluice Supervision Authority", "Circular letter No. 3 of 2026  Ref. SSA/W/03/26", "16 May 2026",
          "To: Wardens of all sluices", "cc: Auditor-General", "Fees of sluices", "Dear Wardens,", "1. Each warden shall send the fees by May."],
         "MINISTRY OF WATERS, Sluice Supervision Authority", "Circular letter No. 3 of 2026", "Fees of sluices"),
        (['Notice of the Municipal Water Commission of the Economic and Technological Development Zone of Stonebridge on Printing and Distributing'
          ' the "Interim Measures for the Administration of the Disposal of Sluices of Stonebridge"', "Shi Shui Fa [2026] No. 41", "All wardens:",
          "The measures are hereby printed and distributed to you.", "Stonebridge Municipal SASAC", "July 18, 2026"],
         "Stonebridge Municipal SASAC", "Shi Shui Fa [2026] No. 41", "Interim Measures for the Administration of the Disposal of Sluices of Stonebridge"),
        (["标题：水闸检查办法", "发布机构：石桥县水利局", DUTY], "石桥县水利局", "", "水闸检查办法"),
        (["Harbour Order 2026", "Each town must inspect its sluices."], "", "", "Harbour Order 2026"),
        (["Règles", "Arrêté n° 2026-14", "La commune doit contrôler les écluses."], "", "Arrêté n° 2026-14", "Règles"),
    ],
)  # fmt: skip
def test_letterheads_decrees_and_numbers_in_their_other_forms(lines: list[str], issuer: str, number: str, title: str) -> None:
    found = properties_of(*lines)
    assert (found.title, found.number) == (title, number)
    assert found.issuer == issuer or not issuer


@pytest.mark.parametrize("nothing", ["见原文", "待定", "null", "未注明", "see source"])
def test_a_label_that_says_that_nothing_is_known_names_no_issuer(nothing: str) -> None:
    assert properties_of("水闸检查办法", f"发布机构：{nothing}", DUTY).issuer == ""


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        (["石桥县防汛大队", "二О二六年十月十日"], "2026-10-10"),
        (["石桥县水文站", "2026年4月3日"], "2026-04-03"),
        (["Signed at Stone Bridge, this 3rd day of March 2026.", "A. Weir", "Minister of Sluices"], "2026-03-03"),
        (["Dated the 3rd March, 2026"], "2026-03-03"),
        (["Water Board", "Dated this 15th day of March, 2026"], "2026-03-15"),
    ],
)
def test_signatures_in_their_other_forms(lines: list[str], issued: str) -> None:
    assert properties_of("检查水闸", DUTY, *lines).issued == issued


def test_a_letterhead_set_apart_is_no_wrapped_line() -> None:
    lines = ["石　桥　市　人　民　政　府　办　公　室　文　件", "石政办发〔2026〕8号", "", DUTY]
    assert read("a.txt", "\n".join(lines).encode()).text.split("\n")[1] == "石政办发〔2026〕8号"


def test_a_signature_below_a_sentence_with_a_date_is_no_table() -> None:
    assert properties_of("检查水闸的通知", "各乡镇应当于2026年5月1日前检查。", "石桥县水利局 2026年4月3日").issued == "2026-04-03"


def test_a_trial_period_behind_the_day_of_effect_tells_the_last_day() -> None:
    found = properties_of("Sluice measures", "Article 1. Wardens must inspect the sluices.",
                          "Article 2. These Measures shall come into force on September 1, 2025, with a trial period of two years.")  # fmt: skip
    assert (found.effective, found.expires[:4]) == ("2025-09-01", "2027")
