"""The assistant as a server of the Model Context Protocol: tools by which other assistants ask it, and the documents as resources."""

import json
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any
from urllib.parse import quote

import anyio.to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.resources.templates import ResourceSecurity
from mcp.types import Resource
from pydantic import Field

from assistant.queries.asking import Ask, Search
from assistant.queries.documents import Documents, DocumentText
from assistant.queries.query import Query
from assistant.queries.requirements import Requirements
from assistant.question.inquiry import LONGEST_QUESTION
from language.messages import PolicyError
from vectorstore.filter import Filter
from vectorstore.sql.requirements import RequirementFilter

Answered = Callable[[Query, Context[Any, Any] | None], Any]
"""Gives the result of a query for who asks in a context, of one that tells only what documents there are without; raises PolicyError where
there is none."""
_INSTRUCTIONS = (
    "Answers from policy documents only, with quotes that stand in them word for word. Where the outcome is not_found the documents do not "
    "answer; do not answer from elsewhere. Cite the quote, its document and page."
)
_URI = "policy://documents/"
_Question = Annotated[str, Field(max_length=LONGEST_QUESTION)]
_Names = Annotated[list[str] | None, Field(max_length=50, description="names of documents to look in, else all in force")]
_Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="an ISO date, empty for none")]
_Text = Annotated[str, Field(max_length=200)]


class _Server(MCPServer):
    """Lists the documents that there are when it is asked."""

    documents: Callable[[], list[Resource]]

    async def list_resources(self) -> list[Resource]:
        return await anyio.to_thread.run_sync(self.documents)


def mcp_server(answered: Answered) -> MCPServer:
    """Build the server; its tools are answered by `answered`."""
    server = _Server("policy-assistant", instructions=_INSTRUCTIONS, version=version("policy-assistant"))

    def told(query: Query, context: Context[Any, Any]) -> Any:
        try:
            return answered(query, context)
        except PolicyError as error:
            raise ToolError(str(error)) from error

    @server.tool()
    def ask(
        context: Context[Any, Any], question: _Question, after: list[_Question] | None = None, documents: _Names = None, as_of: _Day = ""
    ) -> dict[str, Any]:
        """Answer a question on what the documents say or require, with quotes. `after` are the questions before it, oldest first;
        `as_of` is a day on which the documents were in force."""
        only = Filter(documents=frozenset(documents or ()), as_of=as_of)
        found: dict[str, Any] = told(Ask(question=question, filter=only, after=tuple(after or ()), as_json=True), context)
        return found

    @server.tool()
    def search(
        context: Context[Any, Any], question: _Question, top: Annotated[int, Field(ge=1, le=50)] = 8, documents: _Names = None
    ) -> list[dict[str, Any]]:
        """Find the passages that fit a question or words best, whether or not they answer it."""
        only = Filter(documents=frozenset(documents or ()))
        found: list[dict[str, Any]] = told(Search(question=question, filter=only, top=top, as_json=True), context)
        return found

    @server.tool()
    def requirements(
        context: Context[Any, Any],
        text: _Text = "",
        body: Annotated[_Text, Field(description="who has to act, as the documents call them")] = "",
        due_since: _Day = "",
        due_until: _Day = "",
        documents: _Names = None,
        limit: Annotated[int, Field(ge=1, le=500)] = 50,
    ) -> list[dict[str, Any]]:
        """List what the documents require of whom, by when and to which target; all words of `text` stand in it."""
        chosen = RequirementFilter(
            text=text,
            bodies=frozenset({body} if body else ()),
            since=due_since,
            until=due_until,
            documents=Filter(documents=frozenset(documents or ()), reader=""),
        )
        found: list[dict[str, Any]] = json.loads(told(Requirements(filter=chosen, format="json"), context))
        return found[:limit]

    @server.tool()
    def document(context: Context[Any, Any], name: Annotated[str, Field(max_length=1000)]) -> dict[str, Any]:
        """Give the text of a document and what is known of it; its name is as the other tools give it."""
        found: dict[str, Any] = told(DocumentText(name=name), context)
        return found

    @server.resource(_URI + "{name}", mime_type="text/plain", security=ResourceSecurity(exempt_params={"name"}))
    def text(name: str, context: Context[Any, Any]) -> str:
        """The text of a document."""
        found: dict[str, Any] = told(DocumentText(name=name), context)
        return str(found["text"])

    def documents_now() -> list[Resource]:
        listed = answered(Documents(as_json=True), None)
        return [
            Resource(uri=_URI + quote(one["name"], safe=""), name=one["name"], title=one["title"], mime_type="text/plain") for one in listed
        ]

    server.documents = documents_now
    return server
