"""What instruments of the United Kingdom, acts of the Union, calendars of eras and minutes say of themselves."""

import pytest

from ingest.document import read
from language.statements.quantities import quantities
from vectorstore.document import Document

RULES = ["The keeper must feed the hens.", "The guild shall publish the count each year."]


def known(*lines: str, end: tuple[str, ...] = ()) -> Document:
    return read("hens.txt", "\n\n".join([*lines, *RULES, *end]).encode())


@pytest.mark.parametrize(
    ("lines", "number", "title", "issued", "effective"),
    [
        (
            ["STATUTORY INSTRUMENTS", "2029 No. 88 (W. 12)", "FOOD, WALES", "The Eggs (Wales) Order 2029", "Made - - - - 4 June 2029",
             "Coming into force - - 1 July 2029"],
            "2029 No. 88 (W. 12)", "The Eggs (Wales) Order 2029", "2029-06-04", "2029-07-01",
        ),
        (
            ["2029 No. 7", "FOOD", "The Egg Boxes Regulations 2029", "Made 2nd May 2029", "Coming into force 3rd May 2029"],
            "2029 No. 7", "The Egg Boxes Regulations 2029", "2029-05-02", "2029-05-03",
        ),
        (
            ["Hen Housing Act 2029", "2029 CHAPTER 12", "An Act to make provision about the housing of hens. [5th March 2029]"],
            "2029 CHAPTER 12", "Hen Housing Act 2029", "2029-03-05", "",
        ),
    ],
)  # fmt: skip
def test_instruments_tell_their_number_matter_and_days(lines: list[str], number: str, title: str, issued: str, effective: str) -> None:
    found = known(*lines)
    assert (found.number, found.title, found.issued, found.effective) == (number, title, issued, effective)


@pytest.mark.parametrize(
    "line", ["2029 No. of hens 114", "2029 chapter 4 tells more", "Coming into force is for the guild to say by 3 May 2029."]
)
def test_what_only_looks_like_a_line_of_an_instrument_is_none(line: str) -> None:
    found = known("Hens", line)
    assert (found.number, found.effective) == ("", "")


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("Council Directive 2029/58/EC of 3 June 2029 on the housing of hens", "2029-06-03"),
        ("Commission Regulation (EU) No 61/2029 of 3 June 2029", "2029-06-03"), ("Décret n° 2029-114 du 3 juin 2029 relatif aux poules", "2029-06-03"),
        ("Guidance on Regulation (EU) No 61/2029 of 3 June 2029 for keepers", ""), ("Commentaire de l’arrêté du 3 juin 2029", ""),
    ],
)  # fmt: skip
def test_the_title_of_an_act_holds_its_day(line: str, issued: str) -> None:
    assert known(line).issued == issued


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("中華民國一百一十四年三月四日", "2025-03-04"), ("民國99年12月31日", "2010-12-31"), ("令和元年5月1日", "2019-05-01"), ("昭和63年4月1日", "1988-04-01"),
        ("二〇二九年四月廿日", "2029-04-20"), ("二○二九年四月廿三日", "2029-04-23"), ("二Ｏ二九年一月卅一日", "2029-01-31"), ("民国三年，县里养鸡。", ""),
    ],
)  # fmt: skip
def test_years_of_eras_and_short_tens_are_read(line: str, issued: str) -> None:
    assert read("hens.txt", f"养鸡办法\n\n鸡应当喂养。\n\n临江县人民政府\n\n{line}".encode()).issued == issued


@pytest.mark.parametrize(
    ("text", "value"), [("民国114年5月6日", "2025-05-06"), ("令和13年5月6日", "2031-05-06"), ("2029年5月廿三日", "2029-05-23")]
)
def test_dates_of_eras_keep_their_place_in_a_text(text: str, value: str) -> None:
    found = next(one for one in quantities(f"于{text}开工") if one.kind == "date")
    assert (found.value, found.span.of(f"于{text}开工").strip()[-3:]) == (value, text[-3:])


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        (["Minutes of the Hen Board", "Held on Tuesday 6 May 2031 at the barn"], "2031-05-06"),
        (["Hen Board minutes", "Wednesday, 7 May 2031, 2 pm, Long Room"], "2031-05-07"),
        (["Hen Board", "Minutes of the meeting held on 6th May 2031", "Date of next meeting: 3 June 2031"], "2031-05-06"),
        (["养鸡协会会议纪要", "时间：2031年5月6日上午9时"], "2031-05-06"), (["养鸡协会第三次会议纪要", "2031年5月6日，会长主持召开会议。"], "2031-05-06"),
        (["Procès-verbal de la guilde", "Séance du 6 mai 2031"], "2031-05-06"),
        (["Minutes of the 12th meeting", "1. The minutes of the previous meeting held on 2 April 2031 were approved."], ""),
        (["Meeting of the Hen Board", "Held on Tuesday 6 May 2031 at the barn"], ""), (["关于报送会议纪要的通知", "时间：2031年5月6日上午9时"], ""),
    ],
)  # fmt: skip
def test_minutes_are_of_the_day_of_their_meeting(lines: list[str], issued: str) -> None:
    assert known(*lines).issued == issued


def test_xml_of_an_instrument_keeps_its_number_apart_and_its_days_whole() -> None:
    content = (
        "<Legislation><Prelims><Number>2029 No. 7</Number><Title>The Eggs Order 2029</Title><MadeDate><Text>Made</Text><DateText>4 June 2029"
        "</DateText></MadeDate></Prelims><Body><P1><Pnumber>1</Pnumber><P1para><Text>Hens must be fed.</Text></P1para></P1></Body></Legislation>"
    )
    found = read("eggs.xml", content.encode())
    assert [line for line in found.text.split("\n") if line] == [
        "2029 No. 7",
        "The Eggs Order 2029",
        "Made 4 June 2029",
        "1 Hens must be fed.",
    ]
    assert (found.number, found.title, found.issued) == ("2029 No. 7", "The Eggs Order 2029", "2029-06-04")
