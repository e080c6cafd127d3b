"""Which sentences are quoted, and how many quotes an answer has."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

_RULES = """# Rules of the Ferry Office

**Issued by:** Council of the Lake District
**Document number:** 7/2031
**Issue date:** 2031-02-03

## 1. Crossing

A passenger who carries a bicycle pays a surcharge of four crowns. The ferry leaves the north pier at six.

The master may refuse to carry:

- animals without a muzzle;
- open barrels of tar;
- carriages that are wider than the ramp.

What does a lost ticket cost?

Whoever has lost a ticket pays the full fare from the first pier.
"""

_DUES = """# Dues of the harbour

- A moored barge owes nine crowns for each night, and half of that where its crew sleeps ashore and nobody has lit a fire in its stove.
- The harbour master collects what is owed every Friday before noon, and enters it in the book of the harbour, which lies open to everybody in the room above the boathouse from the first hour after sunrise until the lamps are lit.
- Who sells fish from the boat pays a tenth of what was sold, whether the catch was landed here or at one of the other piers of the lake, and shows the purse to whoever asks on behalf of the office, by day or by night.
- Nobody washes sails, nets or barrels within sight of the landing stage, nor hangs them over its railing, from the first of May to October.
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Assistant:
    return _over(_RULES, tmp_path_factory.mktemp("ferry"), embedder)


def _over(text: str, folder: Path, embedder: E5Embedder) -> Assistant:
    (folder / "ferry.md").write_text(text, encoding="utf-8")
    library = Library(folder / "library", embedder).__enter__()
    Ingest(library, QuietWatcher()).run([Path(folder / "ferry.md")])
    return Assistant(library)


def test_what_adds_nothing_is_left_out(ferry: Assistant) -> None:
    (only,) = ferry.ask("What is the surcharge for a bicycle?").citations
    assert "surcharge of four crowns" in only.quote


def test_items_are_quoted_with_what_announces_them(ferry: Assistant) -> None:
    quote = ferry.ask("When are carriages refused that are wider than the ramp?").citations[0].quote
    assert quote.startswith("The master may refuse to carry:")
    assert "wider than the ramp" in quote


def test_an_announcement_is_not_quoted_without_its_items(ferry: Assistant) -> None:
    quote = ferry.ask("What may the master refuse to carry?").citations[0].quote
    assert "open barrels of tar" in quote


def test_an_item_is_quoted_without_its_bullet(tmp_path: Path, embedder: E5Embedder) -> None:
    quote = _over(_DUES, tmp_path, embedder).ask("What does a boat pay that sells fish?").citations[0].quote
    assert quote.startswith("Who sells fish")


def test_a_question_in_a_document_is_no_answer(ferry: Assistant) -> None:
    quotes = [one.quote for one in ferry.ask("What does a lost ticket cost?").citations]
    assert quotes[0].endswith("pays the full fare from the first pier.")
    assert not any(one.endswith("?") for one in quotes)


def test_who_issued_a_document_is_quoted_only_where_it_is_asked(ferry: Assistant) -> None:
    assert not any("Issue date" in one.quote for one in ferry.ask("At what time does the ferry of the Ferry Office leave?").citations)


_ARTICLES = """引水员管理规定

第一章　总则
第一条　为规范引水员管理，制定本规定。
第二章　聘任与任期
第五条　港务处建立引水员名册，每年更新一次。
第六条　引水员每届任期四年，可以连任一次。
第七条　一名引水员最多负责三个泊位。
第八条　引水员有下列情形之一的，予以辞退：
（一）酒后引航的；
（二）泄露航道秘密的。
第九条　引水员辞职的，应当提前二十日报告港务处。
"""


def test_one_article_is_quoted_without_the_next(tmp_path: Path, embedder: E5Embedder) -> None:
    asking = _over(_ARTICLES, tmp_path, embedder)
    assert asking.ask("引水员的任期是几年？").citations[0].quote == "第六条 引水员每届任期四年，可以连任一次。"
    (listed,) = asking.ask("哪些情形会导致引水员被辞退？").citations
    assert listed.quote.endswith("（二）泄露航道秘密的。")


def test_beside_what_says_the_question_nothing_else_is_quoted(tmp_path: Path, embedder: E5Embedder) -> None:
    asking = _over(_ARTICLES, tmp_path, embedder)
    (only,) = asking.ask("引水员辞职应当提前多少日报告？").citations
    assert "二十日" in only.quote


_PIERS = """# Piers

## 2. Who acts

2.1 The twelve towns on the shore must build a pier by May 2031.
2.2 The rest must build one by June 2032.
2.3 The lamp keeper must draw up a list of dim lamps by July 2031.

## 3. Pilots

- The council keeps a list of ten pilots.
- A licence lasts four years. Nobody may hold two.
- A pilot must sleep on land.

## 4. Losses

Loss: below ten crowns | Told by: lamp keeper | Told to: harbour master
Loss: above ten crowns | Told by: chief pilot | Told to: council
"""


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("When must the list of dim lamps be drawn up?", "2.3 The lamp keeper must draw up a list of dim lamps by July 2031."),
        ("Who tells the council of a loss above ten crowns?", "Loss: above ten crowns | Told by: chief pilot | Told to: council"),
        ("Where must a pilot sleep?", "A pilot must sleep on land."),
    ],
)
def test_the_item_that_says_all_is_quoted_without_the_others(tmp_path: Path, embedder: E5Embedder, question: str, quote: str) -> None:
    assert _over(_PIERS, tmp_path, embedder).ask(question).citations[0].quote == quote


def test_the_item_that_says_it_in_quite_other_words_is_quoted_without_the_others(tmp_path: Path, embedder: E5Embedder) -> None:
    rules = (
        "# Rules on travel and gifts\n\nPart A. Travel\n1. All travel must be approved beforehand by the head of division.\n"
        "2. The nightly rate of a cabin must not exceed 60 crowns. A higher rate needs a written reason.\n"
        "3. The daily allowance is 15 crowns at sea.\n"
        "4. Claims shall be submitted within 12 working days of return, with original receipts.\n"
        "5. The use of a private boat is reimbursed at 2 crowns per mile.\n"
    )
    answer = _over(rules, tmp_path, embedder).ask("How long do I have to hand in my expenses after a trip?")
    assert answer.citations[0].quote == "4. Claims shall be submitted within 12 working days of return, with original receipts."


def test_rows_between_which_a_figure_lies_are_quoted_together(tmp_path: Path, embedder: E5Embedder) -> None:
    quote = _over(_PIERS, tmp_path, embedder).ask("Who is told of a loss of 30 crowns?").citations[0].quote
    assert "above ten crowns" in quote
    assert "below ten crowns" in quote


def test_an_item_is_quoted_with_one_that_goes_on_with_the_rest(tmp_path: Path, embedder: E5Embedder) -> None:
    quote = _over(_PIERS, tmp_path, embedder).ask("Who must build a pier on the shore, and by when?").citations[0].quote
    assert quote.endswith("The rest must build one by June 2032.")


def test_an_item_that_needs_its_neighbours_is_quoted_with_them(tmp_path: Path, embedder: E5Embedder) -> None:
    quote = _over(_PIERS, tmp_path, embedder).ask("How long does the licence of a pilot last?").citations[0].quote
    assert "A licence lasts four years." in quote
    assert "pilots" in quote


_CHARTER = """水库管理细则

第一章 总则
第一条 为了管好水库，制定本细则。

第二章 放水
第二条 每年放水不少于三次，每次应当提前两日告知下游各村。

第三章 巡查
第三条 管理员每周沿大坝走一遍，并把看到的裂缝记入簿册。
"""

_LETTER = """# 渔港通知

各渔业村，各渔船船主：
现将渔港的规矩告诉大家。渔船自2031年4月1日起停靠北码头。
"""


def test_a_quote_begins_with_the_article_and_not_with_the_chapter_over_it(tmp_path: Path, embedder: E5Embedder) -> None:
    first = _over(_CHARTER, tmp_path, embedder).ask("一年要放几次水？").citations[0]
    assert first.quote.startswith("第二条")


def test_a_quote_does_not_begin_with_whom_a_letter_addresses(tmp_path: Path, embedder: E5Embedder) -> None:
    first = _over(_LETTER, tmp_path, embedder).ask("渔船什么时候起停靠北码头？").citations[0]
    assert not first.quote.startswith("各渔业村")
    assert "停靠北码头" in first.quote


def test_a_heading_stays_that_says_what_the_text_below_is_about(tmp_path: Path, embedder: E5Embedder) -> None:
    text = "# Rules of the mill\n\n## Grinding of rye\n\nIt costs two crowns a sack.\n\n## Grinding of oats\n\nIt costs one crown a sack.\n"
    first = _over(text, tmp_path, embedder).ask("What does the grinding of oats cost?").citations[0]
    assert first.quote.startswith("Grinding of oats") or "## Grinding of oats" in first.quote
