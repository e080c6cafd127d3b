"""Lists are found with their lead-in and all their items."""

import pytest

from language.text.enumerations import enumerations, enumerations_under_headings


@pytest.mark.parametrize(
    ("text", "lead", "items"),
    [
        (
            "The harbour is old. Ships pay for:\n\n1. water\n2. coal that\nis weighed\n3. pilots\n\nNobody pays for light.",
            "Ships pay for:",
            ["1. water", "2. coal that\nis weighed", "3. pilots"],
        ),
        (
            "第三条 港口应当具备下列条件：\n\n（一）有灯塔；\n\n（二）有码头。\n\n第四条 其他。",
            "第三条 港口应当具备下列条件：",
            ["（一）有灯塔；", "（二）有码头。"],
        ),
        ("A pilot must: (a) know the reef; (b) have a lamp.", "A pilot must:", ["(a) know the reef;", "(b) have a lamp."]),
        (
            "港务处的职责包括（一）检查码头；（二）收取费用；（三）公布潮汐表。",
            "港务处的职责包括",
            ["（一）检查码头；", "（二）收取费用；", "（三）公布潮汐表。"],
        ),
        ("The port (a) has piers; and (b) has lamps.", "The port", ["(a) has piers; and", "(b) has lamps."]),
        (
            "(2) A log under this part shall include\n\n(A) the tide;\n\n(B) the wind.\n\n(b) Pilots sleep ashore.",
            "(2) A log under this part shall include",
            ["(A) the tide;", "(B) the wind."],
        ),
        (
            "The log should hold the following entries.\n\n- the tide\n- the wind",
            "The log should hold the following entries.",
            ["- the tide", "- the wind"],
        ),
        ("引航员应当带齐下列物品。\n（一）灯；\n（二）绳。", "引航员应当带齐下列物品。", ["（一）灯；", "（二）绳。"]),
        ("Fees cover:\n- ropes\n- nets", "Fees cover:", ["- ropes", "- nets"]),
        (
            "4. Pilots. They are paid for:\n- watches at night;\n- towing.\n\n5. Lamps burn oil.\n\n6. Nets dry here.",
            "They are paid for:",
            ["- watches at night;", "- towing."],
        ),
        (
            "2. The dues cover:\n1. water\n2. coal\n\n3. Lamps burn oil.",
            "2. The dues cover:",
            ["1. water", "2. coal", "3. Lamps burn oil."],
        ),
        ("3. The dues cover:\n1. water\n2. coal\n\n4. Lamps burn oil.", "3. The dues cover:", ["1. water", "2. coal"]),
        ("4. The dues cover:\n(a) water\n(b) coal\n5. Lamps burn oil.", "4. The dues cover:", ["(a) water", "(b) coal"]),
        (
            "(2) The pilot looks after—\n(a) lamps;\n(b) nets.\n(3) The pilot may enter ships.",
            "(2) The pilot looks after—",
            ["(a) lamps;", "(b) nets."],
        ),
        ("Fees cover:\n1. ropes\n- of hemp\n2. nets", "Fees cover:", ["1. ropes", "- of hemp", "2. nets"]),
        (
            "5.4 The pilot answers for:\n\n5.4.1 The lamp.\n\n5.4.2 The chart, that is:\n\n5.4.2.1 its reefs;\n\n5.4.3 The log.\n\n5.5 Nets dry.",
            "5.4 The pilot answers for:",
            ["5.4.1 The lamp.", "5.4.2 The chart, that is:\n\n5.4.2.1 its reefs;", "5.4.3 The log."],
        ),
        ("3. Ships pay for:\n3.1 water\n3.2 coal\n4. Lamps burn oil.", "3. Ships pay for:", ["3.1 water", "3.2 coal"]),
        ("(2) No dues are paid for—\n(a) lifeboats;\n(b) rafts.", "(2) No dues are paid for—", ["(a) lifeboats;", "(b) rafts."]),
    ],
)
def test_a_list_has_its_lead_in_and_all_its_items(text: str, lead: str, items: list[str]) -> None:
    (found,) = enumerations(text)
    assert found.lead.of(text) == lead
    assert [item.of(text) for item in found.items] == items


@pytest.mark.parametrize(
    "text",
    [
        "Note:\n\nShips wait.",
        "1. Water\n2. Coal",
        "He said: (a) yes.",
        "See items (a) and (b) of the list.",
        "5.4 Pilots wait:\n\n5.5.1 Water.\n\n5.5.2 Coal.",
        "5.4 Pilots wait:\n\nNobody rows.\n\n5.4.1 Water.\n\n5.4.2 Coal.",
        "依照第（一）项、第（二）项处理。",
        "",
    ],
)
def test_what_is_no_list_is_none(text: str) -> None:
    assert enumerations(text) == []


def test_a_list_that_begins_before_the_end_is_whole() -> None:
    text = "Ships pay for:\n\n1. water\n2. coal\n3. pilots\n\nEnd."
    (found,) = enumerations(text, 0, 20)
    assert len(found.items) == 3


def test_the_lead_of_a_list_is_the_whole_sentence_whose_parts_semicolons_part() -> None:
    text = "旧规则作废。第五条 渡轮有下列情形之一的，责令改正；不改正的，处以罚款：\n\n（一）超载；\n\n（二）无灯。"
    (found,) = enumerations(text)
    assert found.lead.of(text) == "第五条 渡轮有下列情形之一的，责令改正；不改正的，处以罚款："


def test_paragraphs_that_count_on_under_a_short_line_are_a_list() -> None:
    text = "港口很旧。\n\n（三）基本原则。\n\n1.坚持安全。先查后航。\n\n2.坚持准时。\n\n（四）其他\n\n完。"
    (found,) = enumerations_under_headings(text, 0, len(text))
    assert found.lead.of(text) == "（三）基本原则。"
    assert [item.of(text)[:4] for item in found.items] == ["1.坚持", "2.坚持"]


@pytest.mark.parametrize("text", ["Rules\n\n1. Water\n\n3. Coal", "Ships pay for:\n\n1. Water\n2. Coal", "1. Water\n2. Coal"])
def test_numbers_that_do_not_count_on_or_have_no_short_line_above_are_no_list(text: str) -> None:
    assert enumerations_under_headings(text, 0, len(text)) == []


def test_the_rows_of_a_table_under_a_heading_are_a_list() -> None:
    text = "The port is old.\n\nTable of dues\n\nDue: water | Day: Monday\nDue: coal | Day: Friday\n\nShip: Ann | Crew: 4"
    (found,) = enumerations_under_headings(text, 0, len(text))
    assert found.lead.of(text) == "Table of dues"
    assert [item.of(text) for item in found.items] == ["Due: water | Day: Monday", "Due: coal | Day: Friday"]


@pytest.mark.parametrize("mark", ["-", "•", "❌", "✅"])
def test_marked_lines_under_a_heading_are_its_list(mark: str) -> None:
    text = f"Forbidden on deck\n\n{mark} open fires\n{mark} loose dogs\n{mark} fishing\n\nThe mate looks after it."
    (found,) = enumerations_under_headings(text, 0, len(text))
    assert (found.lead.of(text), len(found.items)) == ("Forbidden on deck", 3)


def test_the_first_of_marked_lines_heads_no_list() -> None:
    text = "Misuse is the following:\n\n- Selling nets. (Not at fairs.)\n- Lending lamps.\n- Burning ropes.\n"
    assert enumerations_under_headings(text, 0, len(text)) == []
