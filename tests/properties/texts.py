"""Texts to try properties on: any characters, and the pieces that the product reads, in any order."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

bounded = settings(
    max_examples=80, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
"""The same few examples in each run."""

PIECES = (
    *" \n.,;:!?。！？；，“”\"'()[]【】［］<>/-–%*#|{}$&\t\r\u00a0\u200b\u200f\u0301\x00", "[1]", "[2, 3]", "【1-3】", "<think>", "</think>", "†",
    "12", "1,000", "3.5", "2025", "31", "30 June 2025", "2025-02-30", "3/4/2025", "29.2.2023", "end of 2026", "00", "٣٠", "５", "²", "½",
    "per cent", "million", "twenty-one", "一", "二〇二五年", "三十", "百分之", "五成", "万亿", "元", "个", "点", "十二月", "日", "底",
    "The board must", "Article", "etc.", "No.", "e.g.", "A", "é", "和", "应当", "ﷺ", "\U0001f600", "9" * 400, "一" * 40,
)  # fmt: skip
scalars = st.characters(exclude_categories=["Cs"])
texts = st.one_of(st.text(scalars, max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
"""Texts as a file can hold them."""
any_texts = st.one_of(texts, st.text(max_size=30))
"""Also those with half a character, as JSON can write them."""
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_texts, inner, max_size=4),
    max_leaves=8,
)
"""Values that JSON can write."""
