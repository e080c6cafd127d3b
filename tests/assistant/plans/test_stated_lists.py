"""Lists are quoted whole where the question names what leads to them by other words."""

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

_GUILD = """# Rules of the Guild of Divers

## Lamps

Nobody dives without a lamp of the guild. Requests of other guilds for a lamp are answered by the clerk.

The application for a lamp should include the following details.

- the depth of the wreck
- the names of both divers
- the day of the dive

A request for a second lamp is refused.
"""

_DIVERS = """潜水工会会员管理办法

第四条 会员有下列情形之一的，可以从轻给予处分：

（一）主动说明情况的；

（二）及时救起同伴的；

（三）初次违规的。

第五条 会员有下列情形之一的，应当从重给予处分：

（一）丢下同伴的；

（二）隐瞒事故的。

第六条 不得因会员申辩而加重处分。
"""


@pytest.fixture(scope="module")
def guild(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("guild")
    (folder / "guild.md").write_text(_GUILD, encoding="utf-8")
    (folder / "divers.txt").write_text(_DIVERS, encoding="utf-8")
    with Library(folder / "library", embedder) as library:
        ingest(library, folder / "guild.md", folder / "divers.txt")
        yield Assistant(library)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What must a request for a lamp contain?", "The application for a lamp", "the day of the dive"),
        ("有哪些情形必须加重处罚？", "第五条", "隐瞒事故的"),
        ("哪些情况下对会员的处理可以轻一些？", "第四条", "初次违规的"),
    ],
)
def test_a_list_is_quoted_whole(guild: Assistant, question: str, first: str, last: str) -> None:
    quote = guild.ask(question).citations[0].quote
    assert quote.startswith(first)
    assert last in quote
