"""Questions made to be slow."""

import time

import pytest

from assistant.assistant import Assistant
from assistant.question.spelling import mended
from assistant.question.understanding import understand
from vectorstore.library import Library


@pytest.mark.parametrize("question", ["1" * 3_950, "1," * 1_975, "." * 3_950 + "x", "一" * 3_950, "1 " * 1_975])
def test_a_long_question_is_understood_at_once(assistant: Assistant, sample_library: Library, question: str) -> None:
    understand("What must boards do by 2026?", sample_library)
    began = time.process_time()
    understand(question, sample_library)
    mended(question, sample_library)
    assert time.process_time() - began < 0.3
