"""What a list of a month holds: what is due once in it, and what comes back every year or quarter."""

from datetime import date
from pathlib import Path

from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.library import Library

NEXT = date.today().year + 1
RULES = f"""# Rules on Ponds

Issued by: Pond Office
Date: 3 May 2021

Keepers must clean the sluice by 20 January {NEXT}.

Keepers must report the stock of carp by 15 January each year.

Keepers must feed the ducks by 3 March each year.
"""


def test_what_is_due_every_year_is_due_in_its_month(library: Library, tmp_path: Path) -> None:
    (tmp_path / "ponds.md").write_text(RULES, encoding="utf-8")
    ingest(library, tmp_path / "ponds.md")
    answer = Assistant(library).ask(f"List everything due in January {NEXT}")
    assert [("sluice" in row.quote, "carp" in row.quote) for row in answer.requirements] == [(True, False), (False, True)]
    assert {row.deadline for row in Assistant(library).ask(f"List everything due in {NEXT}").requirements} == {f"{NEXT}-01-20"}


def test_a_list_is_asked_for_by_what_is_to_be_listed(library: Library, tmp_path: Path) -> None:
    rules = f"# 鱼塘办法\n\n发文机关：渔业局\n\n塘主应当于{NEXT}年3月20日前清塘。\n\n渔业局应当于{NEXT}年8月1日前发放鱼苗。\n"
    (tmp_path / "ponds.md").write_text(rules, encoding="utf-8")
    ingest(library, tmp_path / "ponds.md")
    answer = Assistant(library).ask(f"把{NEXT}年4月底以前要做的事都列出来")
    assert [row.deadline for row in answer.requirements] == [f"{NEXT}-03-20"]
