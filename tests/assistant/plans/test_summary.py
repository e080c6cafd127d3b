"""A summary is made of the documents' own sentences: of a document, of a part of one, or on a theme."""

from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Heading, Paragraph
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.filter import Filter
from vectorstore.library import Library

ORCHARDS = """# Orchard Code

Issued by: Fruit Office
Date: 3 May 2021

## Chapter 1. Purpose

This code sets rules for the care of orchards. This code takes effect on 1 June 2021.

## Chapter 2. Pruning

Owners must prune each tree by 31 March each year. Apples grow well here.

Rain fell often.

## Chapter 3. Harvest

The grower must report the harvest in three cases:

(a) the yield is above 20 tonnes;
(b) hail has hit the trees;
(c) the fruit is sold abroad.

## Chapter 4. Supervision

The fruit office inspects one orchard in ten. A fine of 500 crowns applies to owners who refuse.
"""
BEES = """# 养蜂办法

第一章 总则

第一条 为了保护蜜蜂，促进养蜂业发展，制定本办法。

第二章 登记

第二条 养蜂人应当在每年3月底前向农业局登记蜂箱数量。

第三章 罚则

第三条 养蜂人不登记的，由农业局处以一百元罚款。
"""


@pytest.fixture
def asking(library: Library, tmp_path: Path) -> Assistant:
    (tmp_path / "orchards.md").write_text(ORCHARDS, encoding="utf-8")
    (tmp_path / "养蜂办法.md").write_text(BEES, encoding="utf-8")
    ingest(library, tmp_path)
    return Assistant(library)


def quotes(answer: Answer) -> str:
    return "\n".join(citation.quote for citation in answer.citations)


def test_a_document_is_summarised_chapter_by_chapter(asking: Assistant) -> None:
    answer = asking.ask("Summarise the orchard code")
    assert answer.outcome is Outcome.ANSWERED
    told = answer.blocks_of(Paragraph)[0].text
    assert "“Orchard Code” (Fruit Office, 3 May 2021), in its own words. It took effect on 1 June 2021. It states" in told
    assert [block.text for block in answer.blocks_of(Heading)] == [
        "Chapter 1. Purpose",
        "Chapter 2. Pruning",
        "Chapter 3. Harvest",
        "Chapter 4. Supervision",
    ]
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert [citation.span.start for citation in answer.citations] == sorted(citation.span.start for citation in answer.citations)


def test_a_list_is_quoted_whole(asking: Assistant) -> None:
    answer = asking.ask("Summarise the orchard code")
    assert any(one.quote.startswith("The grower must") and one.quote.endswith("sold abroad.") for one in answer.citations)


@pytest.mark.parametrize(("asked", "count"), [("in two points", 2), ("in one sentence", 1), ("in 3 bullet points", 3)])
def test_a_summary_has_as_many_points_as_asked_for(asking: Assistant, asked: str, count: int) -> None:
    assert len(asking.ask(f"Summarise the orchard code {asked}").citations) == count


@pytest.mark.parametrize(
    ("question", "said", "silent"),
    [
        ("What does chapter 2 of the orchard code say?", "prune each tree", "fine"),
        ("Summarise the chapter on supervision of the orchard code", "A fine of 500 crowns", "prune"),
        ("总结养蜂办法第三章", "一百元罚款", "制定本办法"),
        ("Summarise chapter two of 养蜂办法", "登记蜂箱数量", "一百元"),
        ("概括养蜂办法第二条", "登记蜂箱数量", "一百元"),
    ],
)
def test_a_part_is_named_by_number_or_heading(asking: Assistant, question: str, said: str, silent: str) -> None:
    answer = asking.ask(question)
    assert said in quotes(answer)
    assert silent not in quotes(answer)


@pytest.mark.parametrize(
    ("question", "said", "silent"),
    [
        ("Give me an overview of pruning", "prune each tree", "fine"),
        ("What are the main points on the harvest?", "report the harvest", "prune"),
        ("概括一下办法关于罚则的规定", "一百元罚款", "制定本办法"),
    ],
)
def test_a_part_whose_heading_says_the_theme_is_summarised_alone(asking: Assistant, question: str, said: str, silent: str) -> None:
    answer = asking.ask(question)
    assert said in quotes(answer)
    assert silent not in quotes(answer)


def test_our_sentence_is_in_the_language_of_the_question(asking: Assistant) -> None:
    assert "原文要点" in asking.ask("总结养蜂办法").text
    assert "共有2项要求" in asking.ask("用两点概括养蜂办法").text


@pytest.mark.parametrize("question", ["概括主要内容", "这个办法主要讲了什么？", "Summarise it", "What is this code about?"])
def test_the_document_that_was_chosen_is_summarised_where_nothing_else_is_asked(asking: Assistant, question: str) -> None:
    answer = asking.ask(question, Filter(documents=frozenset({"养蜂办法.md"})))
    assert answer.outcome is Outcome.ANSWERED
    assert "农业局登记蜂箱" in quotes(answer)
    other = asking.ask("Summarise the rules on volcanic submarines", Filter(documents=frozenset({"养蜂办法.md"})))
    assert other.citations == ()


def test_a_theme_is_answered_by_the_sentences_on_it_alone(asking: Assistant) -> None:
    answer = asking.ask("Give me an overview of the rules on the harvest of the grower")
    assert "The grower must report the harvest" in quotes(answer)
    assert "蜂" not in quotes(answer)


def test_nothing_is_summarised_that_no_document_speaks_of(asking: Assistant) -> None:
    assert asking.ask("Summarise the rules on volcanic submarines").citations == ()


def test_an_article_that_is_named_alone_is_of_the_document_that_was_spoken_of(asking: Assistant, library: Library, tmp_path: Path) -> None:
    (tmp_path / "鱼塘办法.md").write_text("# 鱼塘办法\n\n第一条 鱼塘由农业局登记。\n\n第二条 塘主应当在每年5月前清塘。\n", encoding="utf-8")
    ingest(library, tmp_path)
    answer = asking.ask("第二条怎么说？", history=["养蜂人应当向农业局登记什么？"])
    assert "登记蜂箱数量" in quotes(answer)
    assert next(block.text for block in answer.blocks if isinstance(block, Paragraph)) == "《养蜂办法》“第二条”的原文："
    assert "每年5月前清塘" in quotes(asking.ask("第二条怎么说？", history=["塘主应当在每年5月前做什么？"]))


def test_what_a_named_document_does_not_say_is_no_reason_to_summarise_it_whole(asking: Assistant) -> None:
    answer = asking.ask("What does the orchard code say about the pensions of divers?")
    assert not answer.blocks_of(Heading)
    assert answer.outcome is not Outcome.ANSWERED
