"""What a meeting decided is told from its minutes, by the decisions and not by who came."""

from collections.abc import Iterator

import pytest

from assistant.answer.answer import Outcome
from assistant.answer.blocks import Quote
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

pytestmark = pytest.mark.slow

MINUTES = """# Minutes of the 9th meeting of the Pilot Committee

Date: Tuesday, 6 October 2031, 10:00. Place: Room 4.

Present: Ms Ruth Ade (chair), Mr Kwame Boat (Pilot Division), Mr Paulo Reis (National Ferry Company).

## 1. Mid-year results

Mr Boat reported that 11 of 17 ferries were on time.

## 2. Contracts

Decision 9/1: The Pilot Division circulates the draft contracts by 15 November 2031.

Dr Mwan asked that the weight of the nets be raised. The proposal was not accepted.

Decision 9/2: No contract may contain more than 12 indicators.
"""
CHINESE = """# 港务局办公会议纪要

时间：2031年7月8日

出席：周远、李平。

一、关于拖轮。会议听取了调度处的汇报。会议同意拖轮二期延期至10月31日。

二、关于培训。会议决定9月份举办引航员培训班。
"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    place = tmp_path_factory.mktemp("minutes")
    (place / "minutes.md").write_text(MINUTES, encoding="utf-8")
    (place / "纪要.md").write_text(CHINESE, encoding="utf-8")
    with Library(place / "library", embedder) as library:
        ingest(library, place / "minutes.md", place / "纪要.md")
        yield Assistant(library)


@pytest.mark.parametrize(
    ("question", "decided", "left_out"),
    [
        ("What did the meeting of October 2031 decide?", ["Decision 9/1", "Decision 9/2"], "Present"),
        ("What was decided? Summarise the minutes of 6 October 2031.", ["Decision 9/1", "Decision 9/2"], "Present"),
        ("2031年7月的会议定了什么？", ["会议同意拖轮二期延期", "会议决定9月份"], "出席"),
    ],
)
def test_decisions_are_told(asking: Assistant, question: str, decided: list[str], left_out: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    said = "\n".join(one.quote for block in answer.blocks_of(Quote) for one in block.citations)
    assert all(one in said for one in decided)
    assert left_out not in said


def test_a_time_in_which_no_meeting_was_held_has_no_minutes(asking: Assistant) -> None:
    assert "Minutes of the 9th" not in str(asking.ask("What did the meeting of March 2031 decide?").blocks[:1])
