"""Asking and searching."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import Field

from assistant.answer.answer import Answer, PartialAnswer, Stage
from assistant.modes.mode import Event
from assistant.queries.names import check_documents
from assistant.web.api import models
from assistant.web.api.answering import Answering, answer_of
from assistant.web.api.links import answer_with_links, match_with_link
from assistant.web.shared.i18n import translations_for
from assistant.web.state import AppState
from language.messages import PolicyError


class Sought(models.Among):
    """What is searched for."""

    question: models.Question
    top: int = Field(default=10, ge=1, le=200)


def add_asking(router: APIRouter, state: AppState, answering: Answering) -> None:
    """Add the routes."""

    @router.post("/ask", response_model=models.Answer, tags=["questions"], responses={200: {"content": {"text/event-stream": {}}}})
    def ask(request: Request, asked: models.Asked) -> Response | dict[str, Any]:
        """Answer a question from the documents."""
        if asked.conversation is None:
            told: dict[str, Any] = {}
            events = answering.events(request, asked.question, asked.among.scope, asked.after)
        else:
            kept, events = answering.kept_events(request, asked.question, asked.among.scope, asked.conversation)
            told = {"conversation": kept.conversation, "turn": kept.turn}
        begun = chain([next(events)], events)  # what is refused has a status that says so

        if asked.stream:
            return StreamingResponse(_streamed(request, begun, told), media_type="text/event-stream")
        return _told(request, answer_of(begun)) | told

    @router.get("/search", response_model=list[models.Match], tags=["questions"])
    def search(request: Request, sought: Annotated[Sought, Query()]) -> list[dict[str, Any]]:
        """Find the passages that fit a question best."""
        answering.admit(request)
        filter = answering.filter_of(sought.scope)
        check_documents(state.library, filter)
        with answering.place(request):
            return [match_with_link(request, match) for match in state.assistant.search(sought.question, sought.top, filter)]


def _streamed(request: Request, events: Iterator[Event], about: dict[str, Any]) -> Iterator[bytes]:
    """Give events as server-sent ones; an answer with what is told `about` it."""
    try:
        for event in events:
            match event:
                case Stage():
                    yield _event("stage", {"stage": event})
                case PartialAnswer():
                    yield _event("draft", {"text": event.text})
                case _:
                    yield _event("answer", _told(request, event) | about)
    except PolicyError as error:
        yield _event("error", {"error": translations_for(request).tell(error.message)})


def _event(name: str, data: Mapping[str, object]) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))


def _told(request: Request, answer: Answer) -> dict[str, Any]:
    return models.Answer(**answer_with_links(request, answer)).model_dump(exclude={"conversation", "turn"})
