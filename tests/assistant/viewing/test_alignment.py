"""Finding a quote in another rendition of its document."""

import time

from assistant.viewing.alignment import spans_of_quote

PAGE = (
    "1. General rules\nThe keeper must polish every gong of the hall by 31 May 2031, and re-\nport it to the office. "
    "A gong that is cracked\nmust not be rung.\n• The ofﬁce keeps a list.\nPage 7\nNobody may ring the\nlarge gong at night. The end."
)


def found(quote: str, text: str = PAGE, expected: int = 0) -> list[str] | None:
    spans = spans_of_quote(quote, text, expected)
    return None if spans is None else [span.of(text) for span in spans]


def test_line_breaks_hyphens_at_line_ends_ligatures_case_and_bullets_do_not_matter() -> None:
    assert found("and report it to the office.") == ["and re-\nport it to the office."]
    assert found("- The Office keeps a list.") == ["The ofﬁce keeps a list."]
    assert found("THE KEEPER MUST POLISH") == ["The keeper must polish"]


def test_full_width_figures_and_accents_apart_from_their_letters_are_those_they_look_like() -> None:
    assert found("至2024年12月底", "各企业须至２０２４年\n１２月底完成") == ["至２０２４年\n１２月底"]
    assert found("désigné", "il est de\u0301signe\u0301 par") == ["de\u0301signe\u0301"]


def test_a_fraction_of_one_character_is_the_figures_that_it_shows() -> None:
    assert found("paint 2 1/2 bays", "They paint 2½ bays.") == ["paint 2½ bays"]


def test_what_the_rendition_has_between_is_left_out_of_the_spans() -> None:
    assert found("The office keeps a list. Nobody may ring the large gong at night.") == [
        "The ofﬁce keeps a list.",
        "Nobody may ring the\nlarge gong at night.",
    ]


def test_parts_in_another_order_are_found_each() -> None:
    columns = "The left column goes on here\nThe right column ends so.\nand ends down here.\n"
    quote = "The left column goes on here and ends down here. The right column ends so."
    assert found(quote, columns) == ["The left column goes on here\nThe right column ends so.\nand ends down here."]


def test_the_place_nearest_to_the_expected_one_is_given() -> None:
    text = "The clerk must count. " * 3
    starts = [spans_of_quote("The clerk must count.", text, expected) for expected in (0, 20, 44, 70)]
    assert [spans[0].start for spans in starts if spans] == [0, 22, 44, 44]


def test_the_names_of_columns_need_not_stand_with_their_values() -> None:
    table = "Duty Responsible body Deadline\nSet up audit committees Boards of enterprises 31 May 2024\nFile the list The office 1 June"
    row = "Duty: Set up audit committees | Responsible body: Boards of enterprises | Deadline: 31 May 2024"
    assert found(row, table) == ["Set up audit committees Boards of enterprises 31 May 2024"]


def test_a_letter_recognised_wrongly_does_not_lose_the_quote() -> None:
    assert found("The keeper must polish every gang of the hall by 31 May 2031,") == [
        "The keeper must polish every g",
        "ng of the hall by 31 May 2031,",
    ]


def test_what_is_not_there_is_not_found() -> None:
    assert found("The chair must appoint a compliance officer by 1 June 2024.") is None
    assert found("The keeper must polish the silver spoons every day of the week.") is None
    assert found("—") is None
    assert found("words", "") is None


def test_texts_made_to_be_slow_take_a_second_at_most() -> None:
    began = time.process_time()
    assert found("ab" * 2_000 + "c", "ba" * 20_000) is not None
    assert found("a" * 3_000 + "b" * 3_000, "a" * 2_000 + "c" * 20_000) is None
    assert time.process_time() - began < 1
