"""Sentences are quoted whole: with their paragraph where it is short, and lists and tables with what leads to them."""

from assistant.quoting.key_sentences import key_sentences
from assistant.quoting.whole_sentences import whole_sentences
from language.span import Span
from vectorstore.document import Document, Section

TEXT = """Mill Rules

1. Grain

The miller weighs each sack. He must note the weight.

The miller must refuse grain in these cases:

1. it is wet beyond fifteen per cent;
2. it holds stones of any size.

2. Fees

The fees depend on the grain:

Grain: Wheat | Fee: 3 crowns
Grain: Rye | Fee: 2 crowns
"""


def rules() -> Document:
    grain, fees = TEXT.index("1. Grain"), TEXT.index("2. Fees")
    sections = (Section(Span(grain, fees), ("1. Grain",)), Section(Span(fees, len(TEXT)), ("2. Fees",)))
    return Document("Mill Rules", TEXT, sections, name="mill.md", id=1)


def test_short_paragraphs_lists_and_tables_are_whole() -> None:
    document = rules()
    quotes = [span.of(TEXT) for span in whole_sentences(document, Span(0, len(TEXT)))]
    assert quotes[0] == "The miller weighs each sack. He must note the weight."
    assert quotes[1].startswith("The miller must refuse grain")
    assert quotes[1].endswith("stones of any size.")
    assert quotes[2].startswith("The fees depend on the grain:")
    assert quotes[2].endswith("Grain: Rye | Fee: 2 crowns")
    assert len(quotes) == 3


def test_a_heading_after_a_list_is_none_of_its_items() -> None:
    assert not any("2. Fees" in span.of(TEXT) for span in whole_sentences(rules(), Span(0, len(TEXT))))


def test_key_sentences_stand_in_the_order_of_the_text_within_what_is_asked() -> None:
    document = rules()
    within = document.sections[0].span
    key = key_sentences(document, (), 5, within)
    assert [one.quote[:10] for one in key] == ["The miller", "The miller"]
    assert all(within.start <= one.span.start and one.span.end <= within.end for one in key)
    assert len(key_sentences(document, (), 1)) == 1
