"""What other assistants ask by the Model Context Protocol, with its own client: over HTTP, and as a command on its standard input."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from tests.test_shape import ROOT
from tests.web_server import Server, served

QUESTION = "By when must the port companies be merged?"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("served") / "library") as started:
        yield started


async def _looked(server: Any) -> None:
    async with Client(server) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == {"ask", "search", "requirements", "document"}
        answer = await client.call_tool("ask", {"question": QUESTION})
        assert answer.structured_content is not None
        cited = answer.structured_content["citations"][0]
        assert "30 June 2025" in cited["quote"]
        whole = await client.call_tool("document", {"name": cited["document"]})
        assert whole.structured_content is not None
        assert whole.structured_content["text"][cited["start"] : cited["end"]] == cited["quote"]
        refused = await client.call_tool("ask", {"question": "What is the boiling point of mercury?"})
        assert refused.structured_content is not None
        assert refused.structured_content["outcome"] == "not_found"
        found = await client.call_tool("search", {"question": "merger of ports", "top": 3})
        assert found.structured_content is not None
        assert len(found.structured_content["result"]) == 3
        due = await client.call_tool("requirements", {"due_since": "2025-06-30", "due_until": "2025-06-30"})
        assert due.structured_content is not None
        assert {one["deadline"] for one in due.structured_content["result"]} == {"2025-06-30"}
        nowhere = await client.call_tool("document", {"name": "../../etc/passwd"})
        assert nowhere.is_error
        listed = {resource.title: resource.uri for resource in (await client.list_resources()).resources}
        assert len(listed) > 3
        (content,) = (await client.read_resource(listed[cited["title"]])).contents
        assert cited["quote"] in content.text


def _run(look: Callable[[Any], Any], server: Any) -> None:
    anyio.run(partial(look, server))


def test_the_served_assistant_is_asked_by_its_tools(server: Server) -> None:
    _run(_looked, f"{server.address}mcp")


def test_a_command_serves_an_assistant_that_starts_it(server: Server) -> None:
    """It asks the served page where there is one, so that both can run."""
    data = str(server.data)
    command = StdioServerParameters(command=sys.executable, args=["-m", "assistant.cli.main", "--data", data, "mcp"], cwd=ROOT)
    _run(_looked, command)


def test_only_those_with_a_key_are_answered(tmp_path: Path) -> None:
    with served(tmp_path / "library", POLICY_AUTH="accounts") as server:
        asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        reply = httpx.post(f"{server.address}mcp", json=asked, headers={"Accept": "application/json, text/event-stream"})
    assert (reply.status_code, reply.json()["error"]) == (401, "Log in first.")
