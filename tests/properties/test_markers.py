"""Citation numbers in whatever a language model replies."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from assistant.writing.citation_markers import before_stops, canonical, neutral, split, streamed, without_thinking
from language.text.sentences import sentences
from tests.properties.texts import any_texts, bounded

KNOWN = frozenset({1, 3})
pieces = st.lists(any_texts, max_size=8)


@bounded
@given(any_texts)
def test_only_known_numbers_are_left_in_markers(text: str) -> None:
    written = canonical(text, KNOWN)
    assert set(split(written)[1]) <= KNOWN
    assert canonical(written, KNOWN) == written


@bounded
@given(pieces)
def test_what_is_streamed_cites_known_numbers_only(given_pieces: list[str]) -> None:
    shown = "".join(streamed(given_pieces, KNOWN))
    assert set(split(shown)[1]) <= KNOWN
    assert re.sub(r"[\[\]【】［］][^\[\]【】［］]*", "", shown) == re.sub(
        r"[\[\]【】［］][^\[\]【】［］]*", "", canonical("".join(given_pieces), KNOWN)
    )


@bounded
@given(any_texts)
@example(f"Boards meet [{'1' * 5_000}].")
def test_a_statement_is_split_into_its_words_and_its_numbers(text: str) -> None:
    said, numbers = split(text)
    assert len(numbers) == len(set(numbers))
    assert set(said) <= set(text)
    assert sorted(re.sub(r"\s", "", before_stops(text))) == sorted(re.sub(r"\s", "", text))


@bounded
@given(any_texts)
def test_nothing_of_a_document_passes_for_a_marker_or_a_fence(text: str) -> None:
    plain = neutral(text)
    assert not split(plain)[1]
    assert canonical(plain, KNOWN) == plain
    assert not re.search(r"<[/!a-zA-Z|]", plain)
    assert len(sentences(plain)) <= len(plain)


@bounded
@given(pieces)
def test_a_reply_without_thoughts_is_given_as_it_comes(given_pieces: list[str]) -> None:
    whole = "".join(given_pieces)
    shown = "".join(without_thinking(given_pieces))
    assert whole.endswith(shown)
    if "<" not in whole:
        assert shown.strip() == whole.strip()
