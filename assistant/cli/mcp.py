"""The command that serves other assistants on this machine."""

from typing import TYPE_CHECKING

from assistant.cli.options import app, command
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.queries.query import Query
    from assistant.settings import Settings

commands = app("Other assistants.")


@command(commands, "mcp", "serve another assistant by the Model Context Protocol, on its standard input and output")
def mcp(settings: "Settings") -> None:
    try:
        from assistant.mcp_server import mcp_server
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        raise AssistantError('For this another package is needed: pip install "policy-assistant[mcp]".') from error
    from assistant.operations.logs import log_as
    from assistant.queries.opened import library_to_ask

    def answered(query: "Query", _: object) -> object:
        with library_to_ask(settings) as library:  # for each question, so that nobody is kept from the library
            return library.answer(query)

    log_as("text")
    mcp_server(answered).run()
