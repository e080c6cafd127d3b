"""From question to answer, over the sample library with the real embedder."""

import random
import string
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.text import in_marks
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.starter_questions import starter_questions
from language.language import language_of
from tests.conftest import ROOT, ingest
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.library import Library
from vectorstore.search.evidence import Evidence, gather, search

FACTS = [
    ("What R&D intensity must provincial industrial enterprises reach, and by when?", "must reach 3.5 % by 31 December 2025."),
    ("Who publishes the catalogue of three firsts products?", "must publish a catalogue of qualified products by 31 August 2024"),
    ("How soon must the board sign a post agreement with a new manager?", "within 20 working days of appointment."),
    ("How fast must a suspected irregularity be reported if the loss may exceed 10 million yuan?", "the limit is 2 working days."),
    ("末等调整和不胜任退出制度在二级子企业的覆盖面目标是多少？由谁负责？", "二级子企业相关制度覆盖面不低于70%。"),
    ("What share of the main tasks must be completed by the end of 2024?", "70 %"),
]
FOREIGN = [
    "What is the capital of France?",
    "How do I bake sourdough bread at home?",
    "Who won the football world cup in 1998?",
    "What is the boiling point of mercury?",
    "法国的首都是哪里？",
    "今天天气怎么样？",
]
"""Questions to which nothing in the library is near."""


def check_quotes(library: Library, answer: Answer) -> None:
    """Check that every quote is its span of the document, numbered in order, and that the text holds nothing else between quotes."""
    assert [cited.number for cited in answer.citations] == list(range(1, len(answer.citations) + 1))
    for cited in (*answer.citations, *answer.related):
        document = library.document(cited.span.document_id)
        assert document is not None
        assert cited.span.of(document.text) == cited.quote
    for cited in answer.citations:
        assert in_marks(cited.quote, answer.language) + f" [{cited.number}]" in answer.text


@pytest.mark.parametrize(("question", "fact"), FACTS)
def test_a_fact_is_answered_with_the_sentence_that_states_it(
    assistant: Assistant, sample_library: Library, question: str, fact: str
) -> None:
    answer = assistant.ask(question, Filter(as_of="2025-01-15") if "R&D" in question else IN_FORCE)
    assert answer.outcome is Outcome.ANSWERED
    check_quotes(sample_library, answer)
    assert any(fact in cited.quote for cited in answer.citations)
    assert len(answer.text) <= 1400
    assert answer.as_of
    assert answer.mode == "quoted"


@pytest.mark.parametrize("question", FOREIGN)
def test_a_foreign_question_is_refused_without_absurd_neighbours(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.citations == answer.related == ()
    assert ("没有回答" if question.endswith("？") else "do not answer") in answer.text


@pytest.mark.parametrize("question", ["How many days of leave do managers get?", "员工退休年龄是多少？"])
def test_what_may_not_answer_is_shown_as_near(assistant: Assistant, sample_library: Library, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.RELATED
    assert answer.text.startswith("文件可能没有回答" if question.endswith("？") else "The documents may not answer this. Nearest:")
    assert answer.citations
    check_quotes(sample_library, answer)


@pytest.mark.slow
def test_two_hundred_unrelated_documents_flip_no_answer(tmp_path: Path, embedder: E5Embedder) -> None:
    chance = random.Random(5)
    things = ["harbour", "orchard", "violin", "glacier", "bakery", "comet", "saddle", "lantern", "pottery", "chess"]
    verbs = ["is painted", "was repaired", "lies", "is sold", "was found", "is admired"]
    places = ["in the north", "beside the river", "at dawn", "by a farmer", "in winter", "near the old bridge"]
    asked = [*(question for question, _ in FACTS), *FOREIGN[:4], "How many days of leave do managers get?"]
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, ROOT / "policies")
        before = [Assistant(library).ask(question).outcome for question in asked]
        for number in range(200):
            said = (f"The {chance.choice(things)} {chance.choice(verbs)} {chance.choice(places)}." for _ in range(3))
            (tmp_path / "others").mkdir(exist_ok=True)
            (tmp_path / "others" / f"{number}.txt").write_text(" ".join(said), encoding="utf-8")
        ingest(library, tmp_path / "others")
        assert [Assistant(library).ask(question).outcome for question in asked] == before


@pytest.mark.parametrize("question", ["Hello!", "thank you", "What can you do?", "你好", "你是谁？", "bye"])
def test_small_talk_gets_a_fixed_reply(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.SMALL_TALK
    assert answer.text
    assert answer.citations == ()


def test_quotes_never_say_the_same_twice(assistant: Assistant) -> None:
    pairs = [pair for question, _ in FACTS for pair in combinations(assistant.ask(question).citations, 2)]
    beside = [(one.span, other.span) for one, other in pairs if one.span.document_id == other.span.document_id]
    assert len(beside) > 3
    assert not [spans for spans in beside if spans[0].start < spans[1].end and spans[1].start < spans[0].end]
    assert not [one.quote for one, other in pairs if one.quote == other.quote]


@pytest.mark.parametrize(("question", "reason"), [("", "empty"), (" \n ", "empty"), ("x" * 100_000, "at most 4000")])
def test_a_question_that_cannot_be_asked_is_refused_with_the_reason(assistant: Assistant, question: str, reason: str) -> None:
    with pytest.raises(AssistantError, match=reason):
        assistant.ask(question)


@pytest.mark.parametrize("question", ["(((", "\x00\x01", "????", "？！"])
def test_a_question_without_a_word_is_refused(assistant: Assistant, question: str) -> None:
    with pytest.raises(AssistantError, match="has no words"):
        assistant.ask(question)


@pytest.mark.parametrize(
    "question",
    [
        '"a" OR NEAR(',
        "title:board NOT heading:*",
        "reform AND",
        "board^2 + -report",
        "'; DROP TABLE passages; --",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🏛️",
    ],
)
def test_a_question_in_a_search_syntax_is_a_question_like_any_other(assistant: Assistant, sample_library: Library, question: str) -> None:
    check_quotes(sample_library, assistant.ask(question))


def test_any_noise_can_be_asked(assistant: Assistant, sample_library: Library) -> None:
    noise = random.Random(3)
    letters = string.printable + "国资委改革年底前。，？“”’〔〕é\u200f\u202e\ud7ff"
    for _ in range(25):
        question = "".join(noise.choices(letters, k=noise.randint(1, 200)))
        if question.strip():
            check_quotes(sample_library, assistant.ask(question))


def test_an_empty_library_says_how_to_fill_it(library: Library) -> None:
    with pytest.raises(AssistantError, match="policy-assistant ingest"):
        Assistant(library).ask("What must be done?")


def test_starter_questions_come_from_the_library_and_are_answered(assistant: Assistant, sample_library: Library) -> None:
    starters = starter_questions(assistant, sample_library)
    assert 3 <= len(starters) <= 4
    assert all(assistant.ask(question).outcome is Outcome.ANSWERED for question in starters)


def test_matches_are_ordered_and_no_more_than_asked_for(sample_library: Library) -> None:
    matches = search(sample_library, "Who reports to the commission each quarter?", 5)
    assert len(matches) == 5
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert all(-1 <= match.cosine <= 1.0001 for match in matches)


def test_a_sentence_that_leans_on_the_one_before_brings_it_along(tmp_path: Path, embedder: E5Embedder) -> None:
    leader = (
        "The Harbour Office is led by a master whom the council of the city appoints for four years on the proposal of the guild of pilots, "
        "after a hearing of the shipowners, the insurers and the chamber of trade, of the fishermen and the sailmakers, "
        "and of whoever else has moored a vessel at the northern quays."
    )  # so long that all three sentences are no one quote
    leaning = "It must publish the register of berths, with all of its annexes."
    after = "The gazette prints the register by 31 March 2031, and the annexes by the end of June."
    (tmp_path / "berths.txt").write_text(f"{leader} {leaning} {after}", encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "berths.txt")
        answer = Assistant(library).ask("By when must the register of berths be published in the gazette?")
    assert answer.citations[0].quote.startswith(f"{leader} {leaning}")


def test_what_no_document_speaks_of_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("What share of the main tasks must be completed by the end of 2024, and what share by 2031?")
    assert answer.outcome is Outcome.PARTIAL
    assert answer.text.startswith("No document speaks of 2031.")
    assert answer.citations
    refused = assistant.ask("When does Atlantis Airlines 2031 publish its timetable?")
    assert refused.outcome is Outcome.NOT_FOUND
    assert "2031" in refused.text


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("二〇二四年六月三十日前要设立多少亿元的基金？", "main-tasks-2024-notice.txt"),
        ("科技創新考核辦法有什麼要求？", "科技创新考核办法.md"),
    ],
)
def test_dates_and_traditional_characters_find_what_is_written_otherwise(assistant: Assistant, question: str, document: str) -> None:
    assert document in {match.passage.document for match in assistant.search(question, 3)}


@pytest.mark.parametrize(
    "question", ["How soon must the board sign a post agreement with a new manager?", "省属工业企业研发投入强度要达到多少？"]
)
def test_the_library_answers_what_is_proposed_next(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    proposed = assistant.suggest(answer)
    assert 2 <= len(proposed) <= 3
    assert question not in proposed
    assert all(language_of(one) == language_of(question) for one in proposed)
    assert all(assistant.ask(one).outcome is Outcome.ANSWERED for one in proposed)
    assert assistant.suggest(assistant.ask("How much snow falls in Iceland?")) == []


def test_a_plan_that_cannot_answer_leaves_its_search_to_the_quotes(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ships.md").write_text("# Ships\n\nA ship with a lamp may enter the harbour at night.\n", encoding="utf-8")
    ingest(library, tmp_path)
    asked: list[str] = []

    def counted(library: Library, question: str, *rest: Any) -> Evidence:
        asked.append(question)
        return gather(library, question, *rest)

    monkeypatch.setattr("assistant.assistant.gather", counted)
    answer = Assistant(library).ask("Which ships may enter the harbour at night?")
    assert answer.trace is not None
    assert answer.trace.understood["kind"] == "list"
    assert answer.citations
    assert len(asked) == len(set(asked)) == 1
