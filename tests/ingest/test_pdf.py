"""PDF: reading order, paragraphs and headings, and files that are locked, blank or broken."""

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import NothingToIndexError, ReadingError
from tests.ingest.drawn import LEFT, RIGHT, drawn, read_pdf, text_at


@pytest.mark.parametrize("by_rows", [False, True], ids=["column by column", "row by row"])
def test_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["Rules for Quarterly Reports of the Holding Groups"], 16, "Helvetica-Bold")
        if by_rows:
            for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
                text_at(canvas, 72, 740 - 14 * number, [left])
                text_at(canvas, 310, 740 - 14 * number, [right])
        else:
            text_at(canvas, 72, 740, LEFT)
            text_at(canvas, 310, 740, RIGHT)

    text = read_pdf(drawn(draw)).text
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text
    assert text.index("Rules for") < text.index(LEFT[0]) < text.index(RIGHT[0])


def test_words_parted_at_line_ends_are_joined_and_compounds_keep_their_hyphen() -> None:
    lines = [
        "The state-owned groups are the back-", "bone of the economy; every state-", "owned group must finish its re-",
        "organisation by the end of the year and report the long-term plan.",
    ]  # fmt: skip
    text = read_pdf(
        drawn(lambda canvas: text_at(canvas, 72, 780, [*lines, "What is owned by the state, state-owned assets, is owned in trust."]))
    ).text
    assert "backbone of the economy" in text
    assert "every state-owned group" in text
    assert "its reorganisation by" in text


def test_compounds_that_stand_once_keep_their_hyphen() -> None:
    lines = [
        "The well-",
        "tried rope of each mid-",
        "range boat is self-",
        "made, and the spare rope a long-",
        "term stock that is non-",
        "flammable.",
    ]
    text = read_pdf(drawn(lambda canvas: text_at(canvas, 72, 780, lines))).text
    assert text == "The well-tried rope of each midrange boat is self-made, and the spare rope a long-term stock that is non-flammable."


def test_a_line_that_cannot_begin_a_paragraph_goes_on() -> None:
    lines = ["The net is mended, dried and hung up again within 6-", "8 days of each catch, and a follow-", "up is made."]
    assert "within 6-8 days of each catch, and a follow-up is made." in read_pdf(drawn(lambda canvas: text_at(canvas, 72, 780, lines))).text


def test_headings_are_known_by_their_font() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["Circular on Boards of Directors"], 20, "Helvetica-Bold")
        for number, (heading, below) in enumerate([("Composition", "External directors"), ("Duties of the board", "The board decides")]):
            y = 720 - number * 120
            text_at(canvas, 72, y, [heading], 14, "Helvetica-Bold")
            text_at(
                canvas,
                72,
                y - 24,
                [
                    f"{below} hold more than half of the seats, and the chair sees to it",
                    "that they get all papers ten days before each meeting.",
                ],
            )

    document = read_pdf(drawn(draw))
    assert document.title == "Circular on Boards of Directors"
    assert document.heading_at(document.text.index("External directors hold")) == ("Composition",)
    assert document.heading_at(document.text.index("The board decides hold")) == ("Duties of the board",)


def test_chinese_lines_are_joined_without_spaces() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = ["各省属企业应当在每季度结束后十日内向省国资委报送改革任务完成", "情况，并说明未按期完成的原因和补救措施。"]
    document = read_pdf(drawn(lambda canvas: text_at(canvas, 72, 780, lines, 12, "STSong-Light")))
    assert "".join(lines) in document.text
    assert document.language == "zh"


def test_the_owners_restrictions_do_not_stop_reading_but_a_password_does() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["The group reports every quarter."])

    assert "every quarter" in read_pdf(drawn(draw, encrypt=StandardEncryption("", "owner", canCopy=0))).text
    with pytest.raises(ReadingError, match="needs a password"):
        read_pdf(drawn(draw, encrypt=StandardEncryption("secret")))


def test_blank_and_broken_files_are_told_apart() -> None:
    def blank(canvas: Canvas) -> None:
        canvas.showPage()
        canvas.showPage()

    whole = drawn(lambda canvas: text_at(canvas, 72, 780, ["The group reports every quarter."]))
    with pytest.raises(NothingToIndexError, match="2 pages are blank"):
        read_pdf(drawn(blank))
    with pytest.raises(ReadingError, match="damaged"):
        read_pdf(whole[: len(whole) // 3])
    with pytest.raises(ReadingError, match="0 bytes"):
        read_pdf(b"")


def test_notes_in_the_margin_stand_apart_from_the_sentences_beside_them() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (note, lines) in enumerate([(["Reports", "in time."], LEFT), (["Figures."], RIGHT)]):
            text_at(canvas, 72, 780 - 120 * number, [f"{number + 1}. {lines[0]}", *lines[1:]])
            text_at(canvas, 350, 779 - 120 * number, note, 8)

    paragraphs = read_pdf(drawn(draw)).text.split("\n\n")
    assert paragraphs == ["Reports in time.", "1. " + " ".join(LEFT), "Figures.", "2. " + " ".join(RIGHT)]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "by white space"])
def test_names_of_columns_are_read_where_they_are_turned(ruled: bool) -> None:
    def draw(canvas: Canvas) -> None:
        for column, name in enumerate(["Place", "Planned", "Built", "Sold"]):
            canvas.saveState()
            canvas.translate(90 + 60 * column, 700)
            canvas.rotate(90 if column else 0)
            text_at(canvas, 0, 0, [name], 10)
            canvas.restoreState()
        for row, values in enumerate([("Harbour", "40", "38", "2"), ("Market", "55", "50", "5"), ("Hill", "20", "19", "1")]):
            for column, value in enumerate(values):
                text_at(canvas, 85 + 60 * column, 680 - 20 * row, [value], 10)
        if ruled:
            canvas.grid([72, 132, 192, 252, 312], [634, 654, 674, 694, 750])

    assert "Place: Market | Planned: 55 | Built: 50 | Sold: 5" in read_pdf(drawn(draw)).text


def test_an_initial_belongs_to_its_word() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 762, ["T"], 36)
        text_at(canvas, 98, 780, ["he holding group reports the results of the", "reform to the bureau every quarter and names"])
        text_at(canvas, 72, 751, ["the tasks that are late, with the reason for it."])

    expected = "The holding group reports the results of the reform to the bureau every quarter and names the tasks that are late"
    assert expected in read_pdf(drawn(draw)).text


def test_a_chinese_initial_begins_its_sentence() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    beside = ["全乡每座石桥每年汛期以前应当检查两次，检查的结果由养路队", "写入桥册，并在三日内报告县养路段。检查以前应当先行封闭桥面，"]

    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 764, ["凡"], 34, "STSong-Light")
        text_at(canvas, 108, 780, beside, 12, "STSong-Light")
        text_at(canvas, 72, 748.8, ["并在两岸各设一名看守。"], 12, "STSong-Light")

    assert f"凡{''.join(beside)}并在两岸各设一名看守。" in read_pdf(drawn(draw)).text
