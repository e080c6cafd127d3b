"""Other assistants, by the Model Context Protocol over HTTP."""

from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from starlette.routing import BaseRoute

from assistant.queries.query import Query
from assistant.web.api.answering import Answering
from assistant.web.shared.programs import TOOLS
from assistant.web.state import AppState


def tools(state: AppState, answering: Answering) -> tuple[list[BaseRoute], AbstractAsyncContextManager[Any]]:
    """Give the routes, and what must be open while they are answered; none where the package for it is not installed."""
    try:
        from mcp.server.transport_security import TransportSecuritySettings

        from assistant.mcp_server import mcp_server
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        return [], nullcontext()

    def answered(query: Query, context: Any) -> Any:
        if not query.searches:
            return query.answer(state)
        request = context.request_context.request
        answering.admit(request)
        with answering.place(request):
            return query.answer(state)

    server = mcp_server(answered)
    checked = TransportSecuritySettings(enable_dns_rebinding_protection=False)  # the gate knows the hosts and origins
    app = server.streamable_http_app(streamable_http_path=TOOLS, json_response=True, stateless_http=True, transport_security=checked)
    return list(app.routes), server.session_manager.run()
