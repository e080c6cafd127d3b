"""The interface of programs, version 1, with a description of itself and a page to try it."""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.web.api.answering import Answering
from assistant.web.api.asking import add_asking
from assistant.web.api.conversations import add_conversations
from assistant.web.api.documents import add_documents
from assistant.web.api.requirements import add_requirements
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.i18n import translations_for
from assistant.web.shared.refusals import tell_errors
from assistant.web.shared.templates import render
from assistant.web.state import AppState

PREFIX = "/api/v1"
UPLOAD = f"{PREFIX}/documents"
"""Where whole files are sent."""
_SHOWING = files("fastapi_swagger") / "resources"
_PARTS = {"swagger-ui-bundle.js": _SHOWING, "swagger-ui.css": _SHOWING, "start.js": files("assistant.web.api") / "try_it"}
_Key = Annotated[
    HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False, description="a key of `policy-assistant key add`"))
]


def _known(request: Request, _: _Key) -> None:
    user_of(request)


def api(state: AppState, answering: Answering) -> FastAPI:
    """Build what is mounted at PREFIX; it answers those whom the gate knows, by a key or by the session of the page."""
    app = FastAPI(
        title="Policy assistant",
        version=version("policy-assistant"),
        description="Answers from policy documents, with quotes that stand in them; what the documents require of whom, by when.",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(_known)],
    )
    tell_errors(app)
    add_asking(app.router, state, answering)
    add_requirements(app.router, state)
    add_documents(app.router, state)
    add_conversations(app.router, state)
    _add_trying(app)
    return app


def _add_trying(app: FastAPI) -> None:
    @app.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    def docs(request: Request) -> str:
        return render("api/try_it/page.html", _=translations_for(request), language=translations_for(request).language)

    @app.get("/docs/{name}", include_in_schema=False)
    def part(name: str) -> Response:
        if name not in _PARTS:
            raise RefusedError(404, "There is no such page.")
        return FileResponse(Path(str(_PARTS[name] / name)))
