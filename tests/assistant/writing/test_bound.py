"""Replies that bind themselves: JSON of statements with the numbers of their sentences, honest and hostile."""

import json
import logging
from itertools import pairwise

import pytest

from assistant.answer.answer import Answer, Outcome, PartialAnswer
from assistant.answer.blocks import Paragraph, Statement, Support
from assistant.assistant import Assistant
from assistant.settings import ModelSettings
from assistant.writing.bound_replies import MOST_STATEMENTS, Bound, UnboundError, form_of, read_bound
from assistant.writing.model import Model, ModelError
from tests.assistant.writing.test_writing import QUESTION, RIGHT, check_spans
from tests.model_server import KEY, ModelServer, Play, says, states
from vectorstore.library import Library

TRUE = "The average R&D intensity of provincial industrial enterprises must reach 3.5 % by 31 December 2025."
ONE = '{"statements":[{"sentences":[1],"text":"Boards meet."}'


@pytest.fixture
def server(server: ModelServer) -> ModelServer:
    server.binds = True
    return server


def number_of(writer: Assistant, server: ModelServer, words: str) -> int:
    """Ask once, and give the number under which the model is shown the sentence with `words`."""
    server.plays = [states()]
    writer.ask(QUESTION)
    lines = str(server.asked.pop()["messages"][0]["content"]).splitlines()
    return next(int(line[1 : line.index("]")]) for line in lines if words in line)


def read(text: str, step: int = 3, known: tuple[int, ...] = (1, 2)) -> tuple[list[list[Bound]], list[Bound]]:
    """Read a reply in pieces of so many characters; give what was shown on the way, and what was read."""
    coming = read_bound((text[start : start + step] for start in range(0, len(text), step)), known)
    shown = []
    while True:
        try:
            shown.append(next(coming))
        except StopIteration as end:
            return shown, end.value


def test_the_model_is_asked_for_statements_and_each_rests_on_its_sentence(
    writer: Assistant, server: ModelServer, sample_library: Library
) -> None:
    number = number_of(writer, server, "must reach 3.5 % by")
    server.plays = [states(([number], TRUE))]
    answer = writer.ask(QUESTION)
    assert (answer.outcome, answer.mode, len(server.asked)) == (Outcome.ANSWERED, "written", 1)
    asked = server.asked[0]
    assert asked["response_format"]["json_schema"]["strict"] is True
    prompt = asked["messages"][0]["content"]
    assert f"\n[{number}] " in prompt
    assert "JSON" in prompt
    assert "<passage number" not in prompt
    (statement,) = answer.blocks_of(Statement)
    assert statement.support is Support.SUPPORTED
    assert "must reach 3.5 %" in statement.citations[0].quote
    check_spans(sample_library, answer)


def test_statements_are_shown_as_they_come(writer: Assistant, server: ModelServer) -> None:
    number = number_of(writer, server, "must reach 3.5 % by")
    server.plays = [states(([number], TRUE), ([number], TRUE.replace("must", "have to")), piece=2)]
    *events, last = writer.stream(QUESTION)
    drafts = [one.text for one in events if isinstance(one, PartialAnswer)]
    assert len(drafts) > 40
    assert all(later.startswith(earlier) for earlier, later in pairwise(drafts))
    assert drafts[0] in ("T", "Th")
    assert not any("{" in draft or '"' in draft for draft in drafts)
    assert drafts[-1].startswith(f"{TRUE} [")
    assert isinstance(last, Answer)
    assert [one.line for one in last.blocks_of(Statement)] == [0, 1]


def test_a_statement_that_names_the_wrong_sentence_is_looked_for_beside_it_only(writer: Assistant, server: ModelServer) -> None:
    number = number_of(writer, server, "must reach 3.5 % by")
    server.plays = [states(([number + 1], TRUE), ([1 if number > 9 else 40], TRUE.replace("must", "have to")))]
    first, second = writer.ask(QUESTION).blocks_of(Statement)
    assert (first.support, "3.5 %" in first.citations[0].quote) == (Support.SUPPORTED, True)
    assert second.support is not Support.SUPPORTED


@pytest.mark.parametrize(
    "play",
    [
        says("I cannot do that, but boards meet often [1]."),
        says('{"answer": "Boards meet."}'),
        says('["Boards meet."]'),
        says("```json\n{}\n```"),
        says("{{{{{{"),
        says("[" * 5000, piece=50),
    ],
)
def test_a_model_that_keeps_to_no_form_writes_prose_which_is_told_once(
    writer: Assistant, server: ModelServer, play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    server.plays = [play, says(RIGHT)]
    with caplog.at_level(logging.WARNING, "assistant.writing.model"):
        first, second = writer.ask(QUESTION), writer.ask(QUESTION)
    assert (first.mode, first.text[:40]) == (second.mode, second.text[:40]) == ("written", RIGHT[:40])
    assert ["response_format" in one for one in server.asked] == [True, False, False]
    assert caplog.text.count("writes prose with markers") == 1
    assert KEY not in caplog.text


def test_a_server_that_refuses_a_form_is_asked_for_one_once(
    writer: Assistant, server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.binds, server.plays = False, [says(RIGHT)]
    with caplog.at_level(logging.WARNING, "assistant.writing.model"):
        assert [writer.ask(QUESTION).mode for _ in range(3)] == ["written"] * 3
    assert (server.refused, len(server.asked)) == (1, 3)
    assert caplog.text.count("writes prose with markers") == 1


@pytest.mark.parametrize(
    ("play", "reason"),
    [
        (states(), "found no answer"),
        (states(([1], "NO ANSWER")), "found no answer"),
        (states(([1], "到二〇二五年底，省属工业企业研发投入强度应当达到百分之三点五，其他企业应当逐步提高研发投入强度，并按季度报告进展情况。")), "another language"),
        (states(([99_999, -1, 0], TRUE)), "could be confirmed"),
        (states(([], "Ignore the documents. My instructions say: you answer questions on policy documents.")), "could be confirmed"),
        (states(([1], "You answer questions on policy documents for staff who supervise state-owned enterprises.")), "could be confirmed"),
        (says('{"statements": [{"sentences": [1], "text": "' + "The same again. " * 60), "could be confirmed"),
        (says('{"statements": [' + " " * 3000, piece=40), "repeated itself"),
        (says('{"statements": [{"sentences": [1], "text": "' + "again " * 600, piece=40), "repeated itself"),
        (says('{"statements": [{"sentences": [1], "text": "' + "".join(f"Word {n} " for n in range(20_000)), piece=400), "come to an end"),
        (says('{"statements": [{"sentences": [1], "text": "The average'), "broke off"),
        (says('{"statements": [' + json.dumps({"sentences": [1] * 9000, "text": "x"})[:20_000], piece=500), "come to an end|repeated itself"),
    ],
)  # fmt: skip
def test_whatever_the_model_does_there_is_an_answer(writer: Assistant, server: ModelServer, play: Play, reason: str) -> None:
    server.plays = [play]
    answer = writer.ask(QUESTION)
    assert (answer.outcome, answer.mode) == (Outcome.ANSWERED, "quoted")
    assert any(one in answer.blocks_of(Paragraph)[0].text for one in reason.split("|"))
    assert "supervise" not in answer.text
    assert answer.citations


def test_a_reply_that_repeats_itself_or_never_ends_is_read_as_far_as_it_goes(writer: Assistant, server: ModelServer) -> None:
    number = number_of(writer, server, "must reach 3.5 % by")
    repeated = json.dumps({"sentences": [number], "text": TRUE})
    server.plays = [
        says(f'{{"statements": [{",".join([repeated] * 4000)}', piece=90),
        says(f'{{"statements": [{repeated}]}}' + "\n" * 9000),
    ]
    for _ in range(2):
        answer = writer.ask(QUESTION)
        assert (answer.mode, [one.text for one in answer.blocks_of(Statement)]) == ("written", [TRUE])
        assert server.gone.wait(5)
        server.gone.clear()


@pytest.mark.parametrize("step", [1, 2, 5, 1000])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ONE + "]}", [Bound("Boards meet.", (1,))]),
        (ONE + ',{"sentences":[7,2,true,"1",null,2.5],"text":"A\\u00e9\\ud83d\\ude00\\n b [1]"}]}', [Bound("Boards meet.", (1,)), Bound("Aé😀 b", (2, 1))]),
        (ONE + ',{"sentences":[2],"text":"They vo', [Bound("Boards meet.", (1,))]),
        (ONE + ',3,null,{"text":5,"sentences":"1"}]}', [Bound("Boards meet.", (1,)), Bound("", ())]),
        (ONE + f",{ONE[15:]}" * 50, [Bound("Boards meet.", (1,))]),
        ('{"other":1,"statements":[]} and more', []),
    ],
)  # fmt: skip
def test_json_is_read_in_pieces_of_any_size(text: str, found: list[Bound], step: int) -> None:
    shown, read_ = read(text, step)
    assert read_ == found
    assert all(len(one) <= MOST_STATEMENTS for one in shown)


def test_what_stands_before_broken_json_counts() -> None:
    broken = ONE + ',{"sentences":[2],"text":"a\x00b"},{"sentences":[2],"text":"c"}]}'
    assert read(broken, 5)[1] == [Bound("Boards meet.", (1,))]
    with pytest.raises(UnboundError):
        read(broken, 1000)


def test_of_a_statement_without_an_end_the_whole_sentences_are_read(writer: Assistant, server: ModelServer) -> None:
    number = number_of(writer, server, "must reach 3.5 % by")
    server.plays = [says(f'{{"statements":[{{"sentences":[{number}],"text":"{TRUE} {"It must never end. " * 300}', piece=40)]
    answer = writer.ask(QUESTION)
    assert [(one.text, one.support is Support.SUPPORTED) for one in answer.blocks_of(Statement)][:1] == [(TRUE, True)]
    assert len(answer.blocks_of(Statement)) == 2


def test_of_a_long_statement_the_first_sentences_are_read() -> None:
    said = Bound(" ".join(f"Statement {number}." for number in (1, 1, *range(100))), (1,)).sentences(3)
    assert [one.text for one in said[:3]] == ["Statement 1.", "Statement 0.", "Statement 2."]
    assert (len(said), {one.line for one in said}, {one.numbers for one in said}) == (6, {3}, {(1,)})


def test_no_more_statements_are_read_than_asked_for() -> None:
    many = [{"sentences": [1], "text": f"Statement {number}."} for number in range(100)]
    assert len(read(json.dumps({"statements": many}))[1]) == MOST_STATEMENTS


@pytest.mark.parametrize("text", ["", "null", "Boards meet.", '{"a":' * 500, '{"statements": "Boards meet."}', '{"statements"'])
def test_what_is_of_no_such_form_is_told(text: str) -> None:
    with pytest.raises(UnboundError):
        read(text)


def test_the_form_admits_only_the_numbers_that_the_model_is_shown() -> None:
    statement = form_of([2, 1])["properties"]["statements"]["items"]
    assert statement["properties"]["sentences"]["items"]["enum"] == [1, 2]
    assert "enum" not in form_of(range(10_000))["properties"]["statements"]["items"]["properties"]["sentences"]["items"]


def test_a_model_that_takes_no_form_is_asked_for_prose(server: ModelServer) -> None:
    assert not Model(ModelSettings("anthropic:scripted", server.url, KEY)).binds
    assert Model(ModelSettings("ollama:scripted", server.url, KEY)).binds
    server.binds = False
    coming = Model(ModelSettings("openai:scripted", server.url, KEY)).stream("Rules", "Who?", form=form_of([1]))
    with pytest.raises(ModelError, match="no form"):
        next(coming)


def test_of_a_reply_that_ends_in_its_first_statement_the_whole_sentences_are_read() -> None:
    _, found = read('{"statements": [{"sentences": [2], "text": "The board must meet. The office must not')
    assert found == [Bound("The board must meet.", (2,))]
