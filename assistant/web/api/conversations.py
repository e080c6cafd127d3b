"""The conversations of who asks, and what they say of answers."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from assistant.errors import AssistantError
from assistant.web.api import models
from assistant.web.api.links import answer_with_links
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.state import AppState

_Id = Annotated[str, Path(max_length=64)]
_Turn = Annotated[int, Path(ge=0, lt=2**63)]


def add_conversations(router: APIRouter, state: AppState) -> None:
    """Add the routes."""
    conversations = state.records.conversations

    @router.get("/conversations", tags=["conversations"])
    def find(
        request: Request, text: Annotated[str, Query(max_length=100)] = "", limit: Annotated[int, Query(ge=1, le=1000)] = 50
    ) -> list[dict[str, Any]]:
        """List the conversations that hold the words of `text`, the last changed first."""
        found = conversations.find(user_of(request).name, text, limit)
        return [{"id": one.id, "title": one.title, "changed": one.changed, "pinned": one.pinned, "shared": one.is_shared} for one in found]

    @router.get("/conversations/{id}", tags=["conversations"])
    def conversation(request: Request, id: _Id) -> dict[str, Any]:
        """Give a conversation with its questions and answers."""
        user = user_of(request).name
        if (found := conversations.conversation(user, id)) is None:
            raise RefusedError(404, "There is no such conversation.")
        turns = [
            {
                "turn": turn.id,
                "question": turn.question,
                "asked": turn.asked,
                "rating": turn.rating,
                "answer": answer_with_links(request, turn.answer) if turn.answer else None,
            }
            for turn in conversations.turns(user, id)
        ]
        return {"id": found.id, "title": found.title, "changed": found.changed, "turns": turns}

    @router.delete("/conversations/{id}", status_code=204, tags=["conversations"])
    def delete(request: Request, id: _Id) -> Response:
        """Delete a conversation; one that is not there is no error."""
        conversations.delete(user_of(request).name, [id])
        return Response(status_code=204)

    @router.post("/answers/{turn}/rating", tags=["conversations"])
    def rate(request: Request, turn: _Turn, said: models.Rated) -> dict[str, str]:
        """Say whether an answer is good."""
        user = user_of(request).name
        try:
            conversations.turn(user, turn)
        except AssistantError as error:
            raise RefusedError(404, "There is no such answer.") from error
        conversations.rate(user, turn, said.rating, said.reasons, said.remark, said.saved_time)
        return {"rating": said.rating}
