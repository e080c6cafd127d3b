"""Short numbered lines of one list are its items, not headings; numbered titles with text under them stay headings."""

import pytest

from ingest.document import read
from language.text.enumerations import enumerations


def headings(text: str) -> list[str]:
    return [section.path[-1] for section in read("a.md", text.encode()).sections if section.path]


@pytest.mark.parametrize(
    "text",
    [
        "# Ferry rules\n\nSteps:\n1. Lower the ramp\n2. Count the cars\n3. Raise the ramp\n\nThe mate signs the list.\n",
        "# Ferry rules\n\nPapers of a skipper:\n1. Licence\n   - of the harbour\n\n2. Health\n   - a note of the doctor\n",
        "# 渡口规则\n\n船长提交下列材料：\n1. 驾驶证\n2. 体检表\n",
    ],
)
def test_items_are_no_headings(text: str) -> None:
    assert not [one for one in headings(text) if one[0].isdigit()]


@pytest.mark.parametrize(
    "text",
    [
        "# Ferry rules\n\n0. The mate must:\n1. lower the ramp\n2. count\n\n1. Ramp\n\nThe ramp is lowered by the mate, who looks at the tide.\n\n"
        "The mate needs:\n1. a lamp\n\n2. Cars\n\nCars are counted by the mate, who signs the list.\n",
        "# Ferry rules\n\n1. Ramp\n\nThe mate must:\n1. see the tide\n2. lower it\n3. raise it\n\n"
        "2. Cars\n\nCars are counted by the mate, who signs the list.\n",
        "# Ferry rules\n\nThese are the rules:\n\n1. Ramp\n\nThe ramp is lowered by the mate, who looks at the tide before.\n\n"
        "2. Cars\n\nCars are counted by the mate, who signs the list.\n",
    ],
)
def test_titles_with_text_under_them_are_headings(text: str) -> None:
    assert headings(text)[-2:] == ["1. Ramp", "2. Cars"]


def test_signs_before_lines_make_them_items() -> None:
    text = read("a.md", "# Ferry rules\n\nForbidden on deck:\n\n❌ Open fires\n❌ Loose dogs (of any size)\n❌ Fishing\n".encode()).text
    assert [len(one.items) for one in enumerations(text)] == [3]
