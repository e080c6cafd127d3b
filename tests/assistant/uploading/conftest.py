"""A server of PostgreSQL in which documents wait."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.assistant.uploading.nodes import Node
from tests.databases import postgresql, url

__all__ = ["postgresql", "url"]


@pytest.fixture
def one(url: str, tmp_path: Path) -> Iterator[Node]:
    with closing(Node(tmp_path / "one", url)) as node:
        yield node
