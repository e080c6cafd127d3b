"""The interface of OpenAI's chat models, so that programs made for these can ask; what is written has numbered links to the passages."""

import json
import secrets
import time
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer.answer import Answer
from assistant.answer.citation import Citation
from assistant.question.inquiry import LONGEST_QUESTION
from assistant.records.conversation_export import answer_as_markdown
from assistant.web.api.answering import Answering, answer_of
from assistant.web.api.links import link
from assistant.web.scope import NOTHING_CHOSEN
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.programs import OPENAI
from assistant.writing.token_budget import tokens

MODEL = "policy-assistant"
"""The one model that there is."""
_MOST_BEFORE = 20  # questions that one may go on from
_LONGEST_PART, _MOST_PARTS, _MOST_MESSAGES = 200_000, 100, 1000


class _Part(BaseModel):
    """A piece of a message; only text is read."""

    model_config = ConfigDict(extra="ignore")

    type: str = Field(max_length=40)
    text: str = Field(default="", max_length=_LONGEST_PART)


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore")

    role: str = Field(max_length=40)
    content: Annotated[str, Field(max_length=_LONGEST_PART)] | Annotated[list[_Part], Field(max_length=_MOST_PARTS)] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.type == "text")


class _StreamOptions(BaseModel):
    model_config = ConfigDict(extra="ignore")

    include_usage: bool = False


class Completion(BaseModel):
    """What is asked for. The last message of a user is the question, the others of users what came before; those of a system or an
    assistant are not read: answers rest on documents only. Options of models have no effect."""

    model_config = ConfigDict(extra="ignore")

    model: Literal["policy-assistant"] = "policy-assistant"
    messages: list[_Message] = Field(min_length=1, max_length=_MOST_MESSAGES)
    stream: bool | None = False
    stream_options: _StreamOptions | None = None

    @property
    def questions(self) -> list[str]:
        """The questions, oldest first."""
        return [one.text for one in self.messages if one.role == "user"]


def chat(answering: Answering) -> APIRouter:
    """Give the routes."""
    router = APIRouter()

    @router.get(f"{OPENAI}models")
    def models(request: Request) -> dict[str, Any]:
        user_of(request)
        return {"object": "list", "data": [_model()]}

    @router.get(f"{OPENAI}models/{{name}}")
    def model(request: Request, name: str) -> dict[str, Any]:
        user_of(request)
        if name != MODEL:
            raise RefusedError(404, "There is no such model.")
        return _model()

    @router.post(f"{OPENAI}chat/completions", response_model=None)
    def completions(request: Request, asked: Completion) -> dict[str, Any] | Response:
        *before, question = asked.questions or [""]
        after = [one for one in before if len(one) <= LONGEST_QUESTION][-_MOST_BEFORE:]
        answer = answer_of(answering.events(request, question, NOTHING_CHOSEN, after))
        written = _Written(request, question, answer)
        if asked.stream:
            with_usage = asked.stream_options is not None and asked.stream_options.include_usage
            return StreamingResponse(written.streamed(with_usage), media_type="text/event-stream")
        return written.whole()

    return router


class _Written:
    """An answer as a completion."""

    def __init__(self, request: Request, question: str, answer: Answer) -> None:
        self._head = {"id": f"chatcmpl-{secrets.token_hex(12)}", "created": int(time.time()), "model": MODEL}
        self._addresses: dict[str, Citation] = {}
        self._content = answer_as_markdown(answer, lambda citation: self._marker(request, citation))
        asked, told = tokens(question), tokens(self._content)
        self._usage = {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told}

    def _marker(self, request: Request, citation: Citation) -> str:
        address = link(request, citation.document, citation.span)
        self._addresses[address] = citation
        return f"[[{citation.number}]]({address})"

    def whole(self) -> dict[str, Any]:
        message = {"role": "assistant", "content": self._content, "annotations": self._annotations(), "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**self._head, "object": "chat.completion", "choices": [choice], "usage": self._usage}

    def streamed(self, with_usage: bool) -> Iterator[bytes]:
        """Give the answer by paragraphs: none is shown before it was checked."""
        yield self._chunk([_delta({"role": "assistant", "content": ""})])
        for paragraph in self._content.split("\n\n"):
            yield self._chunk([_delta({"content": f"{paragraph}\n\n"})])
        yield self._chunk([_delta({"annotations": self._annotations()}, "stop")])
        if with_usage:
            yield self._chunk([], self._usage)
        yield format_sse_event(data_str="[DONE]")

    def _annotations(self) -> list[dict[str, Any]]:
        """Say which characters of the content are links to which passage."""
        found = []
        for address, citation in self._addresses.items():
            marker = f"[[{citation.number}]]({address})"
            begin = self._content.index(marker)
            about = {"url": address, "title": citation.title, "start_index": begin, "end_index": begin + len(marker)}
            found.append({"type": "url_citation", "url_citation": about})
        return found

    def _chunk(self, choices: Sequence[dict[str, Any]], usage: dict[str, int] | None = None) -> bytes:
        chunk = {**self._head, "object": "chat.completion.chunk", "choices": list(choices), "usage": usage}
        return format_sse_event(data_str=json.dumps(chunk, ensure_ascii=False))


def _delta(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": "policy-assistant"}
