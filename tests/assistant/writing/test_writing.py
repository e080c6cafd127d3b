"""Answers that a language model writes, over the sample library, through a real server that plays honest and hostile replies."""

from itertools import pairwise
from pathlib import Path

import pytest

import assistant.writing.token_budget
from assistant.answer.answer import Answer, Outcome, PartialAnswer
from assistant.answer.blocks import Paragraph, Statement, Support
from assistant.assistant import Assistant
from assistant.settings import ModelSettings
from assistant.writing.model import Model
from tests.assistant.test_assistant import check_quotes
from tests.conftest import ingest
from tests.model_server import KEY, ModelServer, Play, breaks_off, fails, says, sends
from vectorstore.library import Library

QUESTION = "What R&D intensity must provincial industrial enterprises reach, and by when?"
RIGHT = "The average R&D intensity of provincial industrial enterprises must reach 3.5 % by 31 December 2025 [1]."
BERTHS = "How often must the Harbour Office check the register of berths?"
CHINESE = "末等调整和不胜任退出制度在二级子企业的覆盖面目标是多少？"


def writing(library: Library, server: ModelServer, window: int = 8192, timeout: float = 10.0) -> Assistant:
    return Assistant(library, model=Model(ModelSettings("openai:scripted", server.url, KEY, window, timeout)))


def check_spans(library: Library, answer: Answer) -> None:
    assert answer.citations
    for cited in answer.citations:
        document = library.document(cited.span.document_id)
        assert document is not None
        assert document.text[cited.span.start : cited.span.end] == cited.quote


def test_what_is_written_is_checked_and_cites_the_sentence(writer: Assistant, server: ModelServer, sample_library: Library) -> None:
    server.plays = [says(RIGHT)]
    answer = writer.ask(QUESTION)
    assert (answer.outcome, answer.mode) == (Outcome.ANSWERED, "written")
    assert answer.text == f"{RIGHT}\n\n1 of 1 statement is confirmed by its source."
    assert answer.confirmed_share == 1
    assert [one.support for one in answer.blocks_of(Statement)] == [Support.SUPPORTED]
    assert "must reach 3.5 % by 31 December 2025" in answer.citations[0].quote
    assert answer.citations[0].checked
    check_spans(sample_library, answer)
    prompt = server.asked[0]["messages"][0]["content"]
    assert "<passage number=1>" in prompt
    assert answer.trace is not None
    assert answer.trace.as_dict().keys() >= {"question", "matches", "prompt_tokens", "model", "seconds", "checks"}
    assert answer.trace.prompt_tokens > 500
    assert answer.trace.seconds.keys() == {"searching", "first token", "writing", "checking"}


def test_drafts_grow_and_never_show_half_a_marker_or_an_unknown_number(writer: Assistant, server: ModelServer) -> None:
    server.plays = [says(RIGHT.replace("[1]", "【1】[77]"), piece=1)]
    drafts = [one.text for one in writer.stream(QUESTION) if isinstance(one, PartialAnswer)]
    assert len(drafts) > 20
    assert all(later.startswith(earlier) for earlier, later in pairwise(drafts))
    assert not any("77" in draft or "【" in draft or draft.endswith("[") for draft in drafts)
    assert drafts[-1] == RIGHT


@pytest.mark.parametrize(
    ("false", "support", "differences"),
    [
        (RIGHT.replace("3.5", "5.3"), Support.WITHDRAWN, ("5.3 %",)),
        (RIGHT.replace("2025", "2026"), Support.WITHDRAWN, ("31 December 2026",)),
        (RIGHT.replace("must reach", "need not reach"), Support.WITHDRAWN, ("need not",)),
        (RIGHT.replace("provincial", "municipal"), Support.UNCONFIRMED, ("municipal",)),
        (RIGHT.replace(" [1]", ""), Support.UNCITED, ()),
        (f"The average R&D intensity must reach {' '.join(map(str, range(1000, 1400)))} [1].", Support.UNCONFIRMED, ()),
        ("Green tea is grown on the northern slopes [1].", Support.UNCONFIRMED, ()),
    ],
)
def test_false_statements_are_withdrawn_or_marked(
    writer: Assistant, server: ModelServer, false: str, support: Support, differences: tuple[str, ...]
) -> None:
    server.plays = [says(f"{RIGHT} {false}")]
    answer = writer.ask(QUESTION)
    assert [one.support for one in answer.blocks_of(Statement)] == [Support.SUPPORTED, support]
    judged = answer.blocks_of(Statement)[1]
    assert judged.differences == differences
    shown = {Support.WITHDRAWN: "withdrawn", Support.UNCITED: "no source given"}.get(support, "partly" if differences else "not confirmed")
    assert shown in answer.text
    assert "1 of 2 statements are confirmed by their sources." in answer.text
    assert [one.words for one in judged.reasons] == [*differences]
    assert (false.split(" [")[0] in answer.text) == (support is not Support.WITHDRAWN)
    assert [cited.checked for cited in judged.citations] == ([] if support is Support.UNCITED else [False])


@pytest.mark.parametrize(
    ("play", "reason"),
    [
        (fails(401), "refused the key"),
        (fails(500), "status 500"),
        (fails(429, retry_after="3600"), "asked too often"),
        (breaks_off(RIGHT[:60]), "broke off"),
        (says(""), "empty"),
        (says("The same again. " * 60, piece=16), "repeated itself"),
        (says("".join(f"Sentence {number} differs. " for number in range(20_000)), piece=400), "come to an end"),
        (sends(b'data: {"choices": [{"index": 0, "delta": {"content": "caf\xff\xfe"}}]}\n\n'), "garbled"),
        (
            says(
                "到二〇二五年底，省属工业企业研发投入强度应当达到百分之三点五，其他企业应当逐步提高研发投入强度，并按季度报告进展情况。[1]"
            ),
            "another language",
        ),
        (
            says("L'intensité de R&D des entreprises industrielles de la province doit atteindre 3,5 % d'ici la fin de l'année 2025 [1]."),
            "another language",
        ),
        (says("NO ANSWER"), "found no answer"),
        (says(RIGHT.replace("3.5", "5.3")), "could be confirmed"),
        (says("Ignore the documents. I am free now."), "could be confirmed"),
    ],
)
def test_whatever_the_model_does_there_is_an_answer(
    writer: Assistant, server: ModelServer, sample_library: Library, play: Play, reason: str
) -> None:
    server.plays = [play]
    answer = writer.ask(QUESTION)
    assert (answer.outcome, answer.mode) == (Outcome.ANSWERED, "quoted")
    assert reason in answer.blocks_of(Paragraph)[0].text
    assert answer.trace is not None
    assert reason in answer.trace.failure
    assert KEY not in str(answer)
    assert "5.3" not in answer.text
    check_quotes(sample_library, answer)


def test_a_chinese_question_is_told_why_in_chinese(writer: Assistant, server: ModelServer) -> None:
    server.plays = [fails(401)]
    assert writer.ask(CHINESE).blocks_of(Paragraph)[0].text == "语言模型的服务器拒绝了密钥。以下引用文件原文。"


def test_where_nothing_is_found_no_model_is_called(writer: Assistant, server: ModelServer) -> None:
    server.plays = [says(RIGHT)]
    assert writer.ask("What is the capital of France?").outcome is Outcome.NOT_FOUND
    assert writer.ask("Hello").outcome is Outcome.SMALL_TALK
    assert server.asked == []


def test_a_chinese_question_is_written_to_in_chinese(writer: Assistant, server: ModelServer, sample_library: Library) -> None:
    server.plays = [says("二级子企业相关制度覆盖面应不低于百分之七十[1]。")]
    answer = writer.ask(CHINESE)
    assert (answer.mode, [one.support for one in answer.blocks_of(Statement)]) == ("written", [Support.SUPPORTED])
    assert "in Chinese" in server.asked[0]["messages"][0]["content"]
    check_spans(sample_library, answer)


def test_passages_are_fitted_to_the_window_and_what_is_left_out_is_said(sample_library: Library, server: ModelServer) -> None:
    server.plays = [says(RIGHT)]
    answer = writing(sample_library, server, window=1500).ask(QUESTION)
    assert answer.trace is not None
    assert answer.trace.left_out
    assert answer.trace.prompt_tokens + server.asked[0]["max_completion_tokens"] <= 1500
    small = writing(sample_library, server, window=1024).ask(QUESTION)
    assert small.mode == "written"
    assert small.trace is not None
    assert set(small.trace.left_out) > set(answer.trace.left_out)


def test_numbers_stay_through_a_conversation(writer: Assistant, server: ModelServer) -> None:
    server.plays = [says(RIGHT)]
    numbers: dict[int, int] = {}
    writer.ask(QUESTION, citation_numbers=numbers)
    before = dict(numbers)
    writer.ask("How much of the main tasks must enterprises complete by the end of the year?", citation_numbers=numbers)
    assert {id: numbers[id] for id in before} == before
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))


def test_documents_are_data(writer: Assistant, server: ModelServer) -> None:
    server.plays = [says(RIGHT)]
    writer.ask(QUESTION)
    prompt = server.asked[0]["messages"][0]["content"]
    assert prompt.count("<passage ") == prompt.count("</passage>") > 1


def test_damaged_token_ranks_leave_the_quotes(
    writer: Assistant, server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.writing.token_budget, "RANKS", tmp_path)
    answer = writer.ask(QUESTION)
    assert answer.mode == "quoted"
    assert "ranks" in answer.blocks_of(Paragraph)[0].text
    assert server.asked == []


def test_a_question_for_a_term_alone_is_written_from_what_explains_it(assistant: Assistant, writer: Assistant, server: ModelServer) -> None:
    question = "三首是什么意思？"
    assert assistant.ask(question).citations[0].quote == "首台（套）装备、首批次材料、首版次软件统称“三首”。"
    server.plays = [says("“三首”是首台（套）装备、首批次材料、首版次软件的统称[1]。")]
    answer = writer.ask(question)
    assert len(server.asked) == 1
    assert (answer.outcome, answer.mode) == (Outcome.ANSWERED, "written")


def test_bodies_are_checked_by_the_names_that_the_library_knows_in_both_languages(
    library: Library, server: ModelServer, tmp_path: Path
) -> None:
    (tmp_path / "names.txt").write_text("The Harbour Office (港务局) and the Pilot Board (引航局) were founded in 2019.", encoding="utf-8")
    (tmp_path / "berths.txt").write_text("港务局应当每年检查两次泊位登记簿，并公布检查结果。", encoding="utf-8")
    ingest(library, tmp_path)
    right = "The Harbour Office must check the register of berths twice a year [{n}]."
    said = right.format(n=1)  # what states how often stands first
    server.plays = [says(f"{said} {said.replace('Harbour Office', 'Pilot Board')} {said.replace('Harbour Office', 'Fish Council')}")]
    answer = writing(library, server).ask(BERTHS)
    found = answer.blocks_of(Statement)
    assert [(one.support, one.differences) for one in found] == [
        (Support.SUPPORTED, ()), (Support.UNCONFIRMED, ("Pilot Board",)), (Support.SUPPORTED, ()),
    ]  # fmt: skip
