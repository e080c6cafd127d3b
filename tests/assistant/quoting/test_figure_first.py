"""A question for a figure shows the item of a list that states it."""

import numpy as np

from assistant.quoting.excerpts import Excerpt
from assistant.quoting.figure_first import figure_first
from language.equivalents import equivalents
from language.names import NO_NAMES
from language.span import Span
from language.synonyms import meanings
from language.text.scripts import script_of
from vectorstore.embedding.embedder import Levels
from vectorstore.passage import Match, Passage
from vectorstore.search import across, within
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.query import Query, Reading

TRUSTEES = """- The harbour office keeps a pool of at least 90 candidates.
- An external director must spend at least 25 working days a year on each trust.
- An external director must not sit on more than two boards."""
BOARDS = """(1) The board has five to nine members.
(2) External directors must form the majority."""


def shown(question: str, *texts: str) -> list[str]:
    """Give what is quoted of passages, each quoted whole before."""
    forms = [one.forms for one in equivalents(question, NO_NAMES) if one.forms]
    parts = across.Across(tuple(across.Part(one, 1.0) for one in forms), float(len(forms)))
    own = within.Within(tuple(within.Part(one, 1.0) for one in meanings(question)))
    found = tuple(
        FoundPassage(
            Match(Passage(Span(0, len(text), place), text, id=place, title="Rules"), 1.0, 0.7, 1.0),
            {}, None, Levels(0.4, 0.6, 2.0, 0.0), script_of(text) == script_of(question), across=parts, within=own,
        )
        for place, text in enumerate(texts, 1)
    )  # fmt: skip
    one = np.ones(1, dtype=np.float32)
    evidence = Evidence(Query(question, {}, {}, {}, Reading(one, one[np.newaxis], one)), found, (), (), {}, {}, "")
    return [
        one.text for one in figure_first(evidence, [Excerpt.of(Span(0, len(text), place), text) for place, text in enumerate(texts, 1)])
    ]


def test_of_a_list_the_item_with_the_figure_is_quoted() -> None:
    item = "An external director must spend at least 25 working days a year on each trust."
    assert shown("外部董事每年至少工作多少天？", TRUSTEES, BOARDS) == [item]
    assert shown("How many working days a year must an external director spend on a trust?", TRUSTEES) == [item]


def test_a_list_stays_whole_where_no_figure_is_asked_for_or_no_item_says_most_of_the_question() -> None:
    assert shown("What must an external director do?", TRUSTEES) == [TRUSTEES]
    assert shown("How many votes may the minister of transport cast in spring?", TRUSTEES, BOARDS) == [TRUSTEES, BOARDS]
