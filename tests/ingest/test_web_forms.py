"""Forms of web pages: what somebody filled in is read, what a site asks its visitors is not."""

import pytest

from ingest.document import read

RULE = "<p>" + "A stall stands where the market warden marked its corners with chalk before the bell. " * 4 + "</p>"
FILLED = (
    "<p>Name of stall: <input value='Blue Goat'></p><p><input type=checkbox checked> Lamp</p><p><input type=checkbox> Stove</p>"
    "<p>Row <select><option>East<option selected>West</select></p><p>Why: <textarea>Cheese only.</textarea></p><input name=more>"
)


def lines(form: str) -> list[str]:
    return read("a.html", f"<html><body><h1>Application for a stall</h1>{RULE}{form}</body></html>".encode()).text.split("\n")


def test_what_stands_in_the_fields_of_a_form_that_is_filled_in_is_read() -> None:
    found = lines(f"<form>{FILLED}<input type=hidden value=t0ken><input type=submit value=Send></form>")
    assert [line for line in found if line][2:] == ["Name of stall: Blue Goat", "☑ Lamp", "☐ Stove", "Row West", "Why: Cheese only."]


def test_a_list_to_choose_from_shows_its_first_choice_where_none_is_made() -> None:
    assert "Row East" in lines(
        "<form><p>Stall <input value='Goat'></p><p>Day <input type=date value=2031-04-05></p><p>Row <select><option>East<option>West</select></p></form>"
    )


def test_a_field_of_no_form_shows_its_value() -> None:
    found = lines(
        "<p>Width <input type=number value=3> m</p><p>Link: <input value='https://example.org/a'></p><nav><input value=Goat></nav>"
    )
    assert ("Width 3 m" in found, "Link:" in found, any("Goat" in line for line in found)) == (True, True, False)


@pytest.mark.parametrize(
    "form",
    [
        f"<form action='/find'>{FILLED}</form>", f"<form id=site-search>{FILLED}</form>", f"<form>{FILLED}<input type=password></form>",
        f"<form role=search>{FILLED}</form>", f"<form>{FILLED}<input type=hidden name=__VIEWSTATE></form>",
        "<form><p>Name: <input value='' placeholder='Blue Goat'></p><p><input type=checkbox checked> Goat news</p></form>",
        "<form><p>Name <input value='Goat' onfocus=\"this.value=''\"></p><p><input type=checkbox checked> news</p></form>",
    ],
)  # fmt: skip
def test_what_a_site_asks_its_visitors_is_no_part_of_the_text(form: str) -> None:
    assert not any("Goat" in line for line in lines(form))
