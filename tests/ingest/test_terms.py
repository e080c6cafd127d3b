"""Terms are known by the sentences that explain them, each by its own."""

import pytest

from ingest.extraction.terms import terms_in
from vectorstore.document import Document


def _explained(text: str) -> dict[str, str]:
    return {use.term: use.span.of(text) for use in terms_in(Document("Rules", text)) if use.explains}


def test_the_end_of_a_longer_term_is_not_explained_with_it() -> None:
    text = (
        'The term "harbour pilot" as used in these Rules refers to a person who steers ships.'
        ' The term "senior harbour pilot" refers to a harbour pilot with ten years at sea.'
    )
    explained = _explained(text)
    assert explained["harbour pilot"].endswith("steers ships.")
    assert explained["senior harbour pilot"].endswith("at sea.")


@pytest.mark.parametrize("between", ["", " as used in this Chapter", " in these Rules"])
def test_what_a_term_means_may_follow_where_it_is_used(between: str) -> None:
    assert _explained(f'A fee is due. "Berth fee"{between} means what a ship pays.')["Berth fee"].startswith('"Berth fee"')
