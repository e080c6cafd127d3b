"""A title or an issuer that no stated place tells is a guess."""

from ingest.document import read
from ingest.metadata.guesses import guesses_in, stated_with


def guesses(name: str, text: str, stated: tuple[str, ...] = ()) -> dict[str, str]:
    return {key: str(why) for key, why in guesses_in(read(name, text.encode()), stated).items()}


def test_what_the_text_states_is_no_guess() -> None:
    assert guesses("rules.md", "# Rules of the Quay\n\nIssued by: Port Council\n\nShips must moor.\n") == {}
    assert guesses("rules.md", "# Port Council: Rules on Mooring\n\nShips must moor.\n") == {}


def test_a_title_from_the_name_of_the_file_is_one_until_somebody_states_it() -> None:
    text = "The boards must report by the end of May, and so on, and so forth.\n"
    assert guesses("reform-priorities-2024.txt", text) == {"title": "from the name of the file"}
    assert guesses("reform-priorities-2024.txt", text, ("title",)) == {}


def test_the_heading_of_a_part_is_no_sure_title() -> None:
    assert guesses("law.md", "# Chapter 1 General provisions\n\nShips must moor.\n") == {"title": "the heading of a part"}


def test_a_newspaper_named_as_source_and_a_name_under_the_text_are_no_sure_issuers() -> None:
    assert guesses("a.md", "# Meeting of the Ports\n\nSource: Harbour Daily\n\nShips must moor.\n") == {"issuer": "named as the source"}
    assert guesses("a.md", "# Meeting of the Ports\n\nShips must moor.\n\nThe ports met. (Ida Quay)\n") == {
        "issuer": "from beside the text"
    }


def test_what_a_file_or_the_one_beside_it_states_is_told() -> None:
    assert stated_with(b"---\nissuer: Ida Quay\n---\n# Meeting\n", "title: Ports\n") == {"issuer", "title"}
    assert stated_with(b"# Meeting\n", "") == set()
