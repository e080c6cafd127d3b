"""Rich text as it is seen: hidden, deleted and struck words are left out and told, notes are read, raised marks set off."""

import pytest

from ingest.document import read
from vectorstore.document import Document

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}{\stylesheet{\s1\v Hidden style;}}\pard\f0 "


def read_of(body: str) -> Document:
    return read("a.rtf", f"{HEAD}{body}\\par}}".encode("latin-1"))


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (r"Bar {\v nothing }the door.", "Bar the door."),
        (r"Bar \v nothing \v0 the door.", "Bar the door."),
        (r"Bar {\strike one }two doors.", "Bar two doors."),
        (r"Bar {\deleted\revauthdel1 one }{\revised two }doors.", "Bar two doors."),
        (r"Hold 75{\super 4} nets.", "Hold 75 nets."),
        (r"Hold 10{\up6\fs12 5} nets, 20 m{\super 2}.", "Hold 10^5 nets, 20 m²."),
        (r"The 2{\super nd} door.", "The 2nd door."),
        (r"Bar \plain the door.", "Bar the door."),
    ],
)
def test_only_what_is_seen_is_read(body: str, seen: str) -> None:
    assert read_of(body).text == seen


def test_what_is_left_out_is_told() -> None:
    found = read_of(r"Bar {\v nothing }the {\strike old }door.")
    assert list(map(str, found.warnings)) == ["Left out: hidden text, places: 1.", "Left out: struck or deleted text, places: 1."]


def test_notes_follow_their_paragraph() -> None:
    found = read_of(r"Weigh the nets{\super\chftn}{\footnote\pard {\super\chftn} Dry ones.}.\par Mend them.")
    assert [line.strip() for line in found.text.split("\n") if line] == ["Weigh the nets.", "Dry ones.", "Mend them."]


def test_a_part_of_a_text_without_its_head_is_read() -> None:
    found = read(
        "a.rtf",
        rb"{\pard Mend the nets.\par}{\trowd{Net\cell}{Metres\cell}\row}{\trowd{Cod\cell}{40\cell}\row}{\trowd{Eel\cell}{9\cell}\row}",
    )
    assert [line for line in found.text.split("\n") if line] == ["Mend the nets.", "Net: Cod | Metres: 40", "Net: Eel | Metres: 9"]


def test_a_watermark_is_read_once() -> None:
    art = r"{\header{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv NOT IN FORCE}}}}}"
    assert read_of(f"{art}{art}Mend the nets.").text.split("\n") == ["Mend the nets.", "", "NOT IN FORCE"]


def test_boxes_follow_their_paragraph() -> None:
    box = r"{\shp{\*\shpinst\shpleft9{\sp{\sn shapeType}{\sv 202}}{\shptxt \pard Nets: {\b 40}.\par Ropes: 9.\par}}{\shprslt\par Nets: 40.\par}}"
    assert [line for line in read_of(f"Mend {box}the nets.").text.split("\n") if line] == ["Mend the nets.", "Nets: 40.", "Ropes: 9."]


def test_a_text_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    found = read("a.rtf", (HEAD + r"Mend the nets.\par {\shp{\*\shpinst{\shptxt Nets: 40.\par Ro").encode())
    assert [line for line in found.text.split("\n") if line] == ["Mend the nets.", "Nets: 40.", "Ro"]
    assert list(map(str, found.warnings)) == ["The end of the file is missing: it was read as far as it goes."]


@pytest.mark.parametrize("end", ["par", "line"])
def test_paragraphs_and_lines_in_a_cell_stay_in_their_row(end: str) -> None:
    rows = [("Net", "Metres"), (rf"Cod\{end} new", "40"), ("Eel", "9")]
    cells = ["".join(rf"{{\pard\intbl {cell}\par}}\cell" for cell in row) for row in rows]
    found = read_of("".join(rf"{{\trowd {row}\row}}" for row in cells) + r"\pard Mend them.")
    assert [line for line in found.text.split("\n") if line] == ["Net: Cod new | Metres: 40", "Net: Eel | Metres: 9", "Mend them."]


def test_items_keep_the_numbers_that_are_written_before_them() -> None:
    older = r"{\pard{\pntext\f0 (3)\tab}{\*\pn\pnlvlbody\pndec{\pntxtb (}{\pntxta )}}Mend the nets.\par}"
    newer = r"{\pard{\listtext 4.\tab}\ls1\ilvl0 Count them.\par}"
    text = read("a.rtf", (r"{\rtf1\ansi " + older + newer + "}").encode()).text
    assert [line.split() for line in text.splitlines() if line] == [["(3)", "Mend", "the", "nets."], ["4.", "Count", "them."]]


FONTS = (
    r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 Times;}{\f1\fnil\fcharset2 Wingdings;}}{\colortbl;\red255\green255\blue255;\red0\green0\blue255;}"
)
FONTS += r"{\stylesheet{\*\cs7 \additive \v Unseen;}}\pard "


def with_fonts(body: str) -> Document:
    return read("a.rtf", f"{FONTS}{body}\\par}}".encode("latin-1"))


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (r"Cut 5{\super 3}/{\sub 8} inch.", "Cut 5 3/8 inch."),
        (r"Saw.{\cf1  Nobody saws.}", "Saw."),
        (r"{\cf1\highlight2 Saw.}", "Saw."),
        (r"Saw{\cs7  nothing}.", "Saw."),
        (r"Saw{\strike \u19981?\u25104?}.", "Saw."),
        (r"{\uc0 \u38191}60{\uc2 \super \u9312 ab} boards.", "\u952f60 boards."),
        (r"Pay 60{\super\'a2\'d9} yuan.", "Pay 60 yuan."),
        (r"{\f1\'fe} saw {\f1 \u-3928?} drill", "\u2611 saw \u2610 drill"),
        (r"Cut {\field{\*\fldinst EQ \\f(3,8)}{\fldrslt }} inch.", "Cut 3/8 inch."),
        (r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1\ffdefres0}}}{\fldrslt }} saw", "\u2611 saw"),
        (r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres0}}}{\fldrslt }} saw", "\u2610 saw"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Saw}} it.", "Saw it."),
    ],
)
def test_signs_fields_and_characters_by_their_number_are_those_that_are_seen(body: str, seen: str) -> None:
    assert " ".join(with_fonts(body).text.split()) == seen


def test_headers_are_read_once_and_comments_are_accounted_for() -> None:
    header = r"{\header\pard Order 9 of the Saw Mill\par}{\headerf\pard Order 9 of the Saw Mill\par}{\footer\pard Page 3 of 8\par}"
    found = with_fonts(header + r"Saw{\*\atnid X}{\*\annotation Why?} it.")
    assert [line for line in found.text.split("\n") if line] == ["Saw it.", "Order 9 of the Saw Mill"]
    assert [(str(one.kind), one.sample) for one in found.left_out] == [("comments of reviewers", "Why?")]


def test_fewer_than_no_characters_skipped_swallow_nothing() -> None:
    text = read("odd.rtf", rb"{\rtf1\ansi\uc-1 The clerk \u233?must write the report by 5 May 2031.}").text
    assert "must write the report by 5 May 2031." in text


def test_items_are_numbered_by_the_tables_of_lists_where_they_hold_no_numbers() -> None:
    levels = (
        r"{\listlevel\levelnfc0\levelnfcn0\levelstartat3{\leveltext\'02\'00.;}{\levelnumbers\'01;}}"
        r"{\listlevel\levelnfc4\levelnfcn4\levelstartat1{\leveltext\leveltemplateid7\'04\'00.\'01);}{\levelnumbers\'01\'03;}}"
    )
    chinese = r"{\listlevel\levelnfc37\levelstartat1{\leveltext\'03\u31532?\'00\u26465?;}{\levelnumbers\'02;}}"
    tables = (
        rf"{{\*\listtable{{\list\listtemplateid1{levels}{{\listname ;}}\listid77}}{{\list{chinese}\listid78}}}}"
        r"{\*\listoverridetable{\listoverride\listid77\listoverridecount0\ls1}{\listoverride\listid78\listoverridecount0\ls2}"
        r"{\listoverride\listid77\listoverridecount1{\lfolevel\listoverridestartat\levelstartat9}\ls3}}"
    )
    items = (
        r"\pard\ls1\ilvl0 Mend the nets.\par Count them.\par\pard\ls1\ilvl1{\b Large} ones.\par Small ones.\par\pard Rest.\par"
        r"\pard\ls1\ilvl0 Sail.\par\pard\ls3\ilvl0 Land.\par\pard\ls2 Report.\par"
    )
    assert [line for line in read_of(tables + items).text.split("\n") if line] == [
        "3. Mend the nets.", "4. Count them.", "4.a) Large ones.", "4.b) Small ones.", "Rest.", "5. Sail.", "9. Land.", "第一条 Report.",
    ]  # fmt: skip
