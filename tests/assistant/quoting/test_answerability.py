"""Whether what was found answers: by how near it comes, and by what the question names."""

import numpy as np
import pytest

from assistant.answer.answer import Outcome
from assistant.quoting.answerability import Answerability, assess
from assistant.quoting.asked_role import role_first
from language.span import Span
from language.text.scripts import script_of
from language.text.tokens import telling_words
from vectorstore.document import DocumentSummary
from vectorstore.embedding.embedder import Levels
from vectorstore.passage import Match, Passage
from vectorstore.requirement import Requirement
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.query import Query, Reading

LEVELS = Levels(near=0.4, answering=0.6, stated=2.0, words=0.0)


def judged(
    question: str,
    *texts: str,
    cosine: float = 0.7,
    unknown: frozenset[str] = frozenset(),
    rows: tuple[Requirement, ...] = (),
    entry: DocumentSummary | None = None,
) -> Answerability:
    """Judge passages of this cosine; `unknown` words stand in no document, `rows` are the requirements in them, and
    `entry` is what is known of the first one's document."""
    one = np.ones(1, dtype=np.float32)
    counts = {word: 0 if word in unknown else 1 for word in telling_words(question)}
    query = Query(question, dict.fromkeys(counts, 1.0), counts, {}, Reading(one, one[np.newaxis], one))
    found = (
        FoundPassage(
            Match(Passage(Span(0, len(text), place), text, id=place, title="Rules"), 1.0, cosine, 1.0), query.weights, None, LEVELS,
            script_of(text) == script_of(question),
        )
        for place, text in enumerate(texts, 1)
    )  # fmt: skip
    return assess(role_first(Evidence(query, tuple(found), rows, (), {}, {entry.id: entry} if entry else {}, "")))


@pytest.mark.parametrize(
    ("cosine", "outcome"), [(0.7, Outcome.ANSWERED), (0.5, Outcome.RELATED), (0.3, Outcome.NOT_FOUND)]
)  # fmt: skip
def test_what_is_near_answers_what_is_less_near_is_related_and_else_nothing_is_found(cosine: float, outcome: Outcome) -> None:
    assert judged("How are boards made up?", "Boards have seven members.", "Apples are red.", cosine=cosine).outcome is outcome


@pytest.mark.parametrize(
    ("question", "text", "outcome"),
    [
        ("广东省的研发投入强度要达到多少？", "浙江省的研发投入强度应当达到3%。", Outcome.RELATED),
        ("浙江省的研发投入强度要达到多少？", "浙江省的研发投入强度应当达到3%。", Outcome.ANSWERED),
        ("广东省的研发投入强度要达到多少？", "The R&D intensity of Guangdong must reach 3 %.", Outcome.ANSWERED),
        ("广东省的研发投入强度要达到多少？", "The R&D intensity of Zhejiang must reach 3 %.", Outcome.RELATED),
        ("When was the Harbour Act of 2021 passed?", "The Harbour Act of 2019 was passed in May 2019.", Outcome.RELATED),
        ("When was the Harbour Act of 2019 passed?", "The Harbour Act of 2019 was passed in May 2019.", Outcome.ANSWERED),
        ("Who may use AI in audits?", "Auditors may use artificial intelligence in audits.", Outcome.ANSWERED),
        ("港务局长多少岁退休？", "港务局长可以领取港务津贴。", Outcome.RELATED),
        ("港务局长多少岁退休？", "港务局长满60周岁退休。", Outcome.ANSWERED),
        ("港务局书记任期几年？", "灯塔董事任期三年。", Outcome.RELATED),
        ("灯塔董事任期几年？", "灯塔董事任期三年。", Outcome.ANSWERED),
        ("违规运输罚了多少钱？", "同意对违规运输的处理意见，8月底前办结。", Outcome.RELATED),
        ("违规运输罚了多少钱？", "违规运输的，处5000元罚款。", Outcome.ANSWERED),
        ("How old must a pilot be?", "A pilot must have good eyes.", Outcome.RELATED),
        ("How old must a pilot be?", "A pilot must be at least 21 years old.", Outcome.ANSWERED),
        ("Where does the Harbour Board of Linjiang meet?", "The Harbour Board meets in Linjiang. Ships pay fees.", Outcome.ANSWERED),
        ("Who repaired the old lighthouse lamp for the Harbour Board?", "The Harbour Board meets in May.", Outcome.RELATED),
        (
            "Given that our ships carry grain, timber, cattle and passengers in winter, when does the Harbour Board expect yearly reports?",
            "Reports go to the Harbour Board by 31 March.",
            Outcome.ANSWERED,
        ),
    ],
)
def test_a_passage_must_speak_of_what_the_question_names(question: str, text: str, outcome: Outcome) -> None:
    assert judged(question, text).outcome is outcome


def test_what_no_document_speaks_of_is_named_unless_another_script_writes_it_otherwise() -> None:
    question = "Who audits the Atlantis Fund?"
    assert judged(question, "The fund is audited each year by the court.", unknown=frozenset({"atlanti"})).missing == ("Atlantis",)
    assert judged(question, "基金每年由审计处审计。", unknown=frozenset({"atlanti"})).missing == ()


def test_a_sentence_with_the_date_that_is_asked_for_answers_though_its_passage_is_a_little_less_near() -> None:
    question, said = "When must boards report on tides?", "Boards report by 30 June 2031."
    assert judged(question, said, cosine=0.5).outcome is Outcome.ANSWERED
    assert judged(question, "Boards report to the council.", cosine=0.5).outcome is Outcome.RELATED
    assert judged(question, said, "Boards of schools report in spring.", cosine=0.5).outcome is Outcome.RELATED
    assert judged(question, said, cosine=0.45).outcome is Outcome.RELATED


def test_what_is_said_of_bodies_of_another_level_is_only_related() -> None:
    text = "Provincial enterprises must cut their travel costs."
    assert judged("must provincial enterprises cut their travel costs?", text).outcome is Outcome.ANSWERED
    assert judged("must central enterprises cut their travel costs?", text).outcome is Outcome.RELATED


def test_a_sentence_that_says_who_must_act_answers_though_its_passage_is_a_little_less_near() -> None:
    question, said = "Who must mend the lamps?", "Lamps are mended in the lamp office."
    row = Requirement(Span(0, len(said), 1), said, "must", said, body="lamp office")
    assert judged(question, said, cosine=0.55, rows=(row,)).outcome is Outcome.ANSWERED
    assert judged(question, said, cosine=0.55).outcome is Outcome.RELATED
    assert judged(question, said, cosine=0.5, rows=(row,)).outcome is Outcome.RELATED


@pytest.mark.parametrize(
    ("question", "text", "outcome", "unstated"),
    [
        ("What salary does the harbour master get?", "The harbour master spoke on wages. He has 8 ships.", Outcome.RELATED, "salary"),
        ("What salary does the harbour master get?", "The harbour master is paid 900 yuan a month.", Outcome.ANSWERED, ""),
        ("What is the budget of the harbour board?", "The harbour board has a say in the budget.", Outcome.RELATED, "budget"),
        ("What is the budget of the harbour board?", "The harbour board is financed with 4 million euros.", Outcome.ANSWERED, ""),
        ("What is the budget process of the harbour board?", "The harbour board adopts the budget.", Outcome.ANSWERED, ""),
        ("What does a berth cost?", "A berth has a roof.", Outcome.ANSWERED, ""),
        ("How much does a berth cost?", "A berth has a roof.", Outcome.RELATED, ""),
        ("How much does a berth cost?", "A berth is free of charge.", Outcome.ANSWERED, ""),
        ("船长擅自离港要罚款多少元？", "船长擅自离港的，给予警告。船费为三百元。", Outcome.RELATED, "罚款"),
        ("船长擅自离港要罚款多少元？", "船长擅自离港的，并处三百元以下的罚款。", Outcome.ANSWERED, ""),
    ],
)
def test_a_question_for_a_sum_is_answered_only_where_one_of_its_kind_is_stated(
    question: str, text: str, outcome: Outcome, unstated: str
) -> None:
    verdict = judged(question, text)
    assert (verdict.outcome, verdict.unstated) == (outcome, unstated)


def test_what_a_local_body_issued_does_not_answer_for_central_ones() -> None:
    entry = DocumentSummary(1, "rules.md", "Rules", "中江省人民政府", "", "", "", "", "en", "", 1, 1, "", "")
    text = "Berths of enterprises must reach a share of 3 %."
    assert judged("What share must berths of central enterprises reach?", text, entry=entry).outcome is Outcome.RELATED
    assert judged("What share must berths of central enterprises reach?", text).outcome is Outcome.ANSWERED


def test_which_have_not_done_something_is_answered_only_by_what_names_one() -> None:
    question = "Which harbours have not opened a slipway?"
    assert judged(question, "Nine harbours have a slipway; those without one must hurry.").outcome is Outcome.RELATED
    assert judged(question, "The harbour of Whitby has not opened a slipway.").outcome is Outcome.ANSWERED
    assert judged("Which harbours must not open a slipway?", "Small harbours must not open one.").outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("By June two thirds of the piers in Ningxia carry lamps.", Outcome.ANSWERED),
        ("Sixty percent of the piers have lamps.", Outcome.ANSWERED),
        ("The piers have lamps. Debts stay below 60 %.", Outcome.RELATED),
    ],
)
def test_a_question_for_a_share_is_answered_where_one_of_that_is_stated(text: str, outcome: Outcome) -> None:
    assert judged("What share of the piers must have lamps?", text).outcome is outcome


def test_what_is_quoted_first_is_on_the_name_that_only_other_passages_hold() -> None:
    question = "What yearly dues must the Harbour Bank pay in May, and into which fund?"
    dues, exempt = "Each ferry company must pay yearly dues in May, into the pilot fund.", "Nothing applies to the Harbour Bank."
    assert judged(question, dues, exempt).outcome is Outcome.RELATED
    assert judged(question, dues.replace("Each ferry company", "The Harbour Bank"), exempt).outcome is Outcome.ANSWERED
    assert judged(question.replace("the Harbour Bank", "each ferry company"), dues, exempt).outcome is Outcome.ANSWERED
