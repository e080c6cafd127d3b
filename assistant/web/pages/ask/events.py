"""What the page and its server tell each other: questions and answers, conversations that are opened, what could be asked next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import gradio as gr
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer.answer import Answer
from assistant.errors import AssistantError
from assistant.records.users import User
from assistant.web.pages.ask import PAGE
from assistant.web.pages.ask.chat import chat_message, line
from assistant.web.pages.ask.parts import proposed_part, start_part
from assistant.web.pages.ask.session import ConversationSession
from assistant.web.pages.ask.start import start_of
from assistant.web.scope import NOTHING_CHOSEN, Scope
from assistant.web.shared.errors import user_of
from assistant.web.shared.view import View
from assistant.web.state import AppState
from language.messages import Translations
from vectorstore.errors import LibraryError

_LONGEST_ID, _LONGEST_NAME = 64, 1000


@dataclass
class PageState:
    """What the server keeps of an open page: the conversation that it shows, with the numbers of its passages, by their ids.

    `answer` is its last one, where that was given on this page.
    """

    conversation: str = ""
    numbers: dict[int, int] = field(default_factory=dict)
    answer: Answer | None = None

    def enter(self, conversation: str) -> None:
        """Show `conversation` from now on; numbers begin anew where it is another."""
        if conversation != self.conversation:
            self.conversation, self.numbers = conversation, {}
        self.answer = None


class _Sent(BaseModel):
    """What the page sends, as it says it: nothing more and of no other type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    conversation: str = Field(max_length=_LONGEST_ID)


class _SentQuestion(_Sent):
    number: int
    question: str
    filter: str
    instead: str = Field(max_length=_LONGEST_ID)
    is_shown: bool


class Question(gr.EventData):
    """A question that the page sends; raises ValidationError where it is none."""

    def __init__(self, target: Any, data: Any) -> None:
        super().__init__(target, data)
        self.sent = _SentQuestion.model_validate(data)


class Opening(gr.EventData):
    """A conversation that the page opens, a new one where its id is empty; raises ValidationError where it is neither."""

    def __init__(self, target: Any, data: Any) -> None:
        super().__init__(target, data)
        self.sent = _Sent.model_validate(data)


Shown = tuple[Any, dict[str, Any], Any, PageState]
"""What the chat shows, what became of a question, the proposed questions, and the state of the page."""
Opened = tuple[Any, dict[str, Any], str, PageState]
"""What the chat shows, which conversation that is, the proposed questions, and the state of the page."""


class Events:
    """What happens on the page."""

    def __init__(self, state: AppState, _: Translations) -> None:
        self._state, self._tell = state, _

    def ask(self, state: PageState, question: Question, request: gr.Request) -> Iterator[Shown]:
        """Answer a question; the chat shows it while its conversation is the one that the page shows."""
        sent = question.sent
        session = self._session(request, sent.conversation)
        refusal = self._refusal(session, sent, _asked(request).state.address)
        if refusal:
            told = {"number": sent.number, "conversation": sent.conversation, "title": session.title, "is_refused": True}
            yield (
                [*session.shown(), chat_message("assistant", line("warning", refusal))] if sent.is_shown else gr.skip(),
                told,
                gr.skip(),
                state,
            )
            return
        if sent.is_shown:
            state.enter(session.conversation)
        told = {"number": sent.number, "conversation": session.conversation, "title": session.title, "is_refused": False}
        numbers = state.numbers if state.conversation == session.conversation else {}
        for shown, answer in session.answer(numbers):
            if state.conversation == session.conversation:
                state.answer = answer
                yield shown, told, "", state
            else:
                yield gr.skip(), told, gr.skip(), state

    def _refusal(self, session: ConversationSession, sent: _SentQuestion, address: str) -> str:
        """Begin with a question; say why where that cannot be."""
        if too_many := self._state.too_many(session.user.name, address):
            return self._tell.tell(too_many)
        try:
            session.begin(sent.question, sent.filter, sent.instead)
        except AssistantError as error:
            return self._tell.tell(error.message)
        return ""

    def suggest(self, state: PageState, request: gr.Request) -> Any:
        """Give the questions that could be asked next."""
        answer = state.answer
        try:
            proposed = self._state.assistant.suggest(answer, self._session(request, state.conversation).asked()) if answer else []
        except (AssistantError, LibraryError):
            proposed = []  # the library may have been emptied meanwhile
        return proposed_part(proposed) if answer is state.answer else gr.skip()

    def open(self, state: PageState, opening: Opening, request: gr.Request) -> Opened:
        """Show a conversation, or a new one."""
        return self._opened(state, self._session(request, opening.sent.conversation))

    def start(self, state: PageState, request: gr.Request) -> tuple[str, *Opened]:
        """Show for whom the page is, and the conversation that its address names."""
        asked = request.query_params
        named = str(asked.get("conversation", ""))[:_LONGEST_ID]
        chosen = Scope(_given(asked.get("document")), _given(asked.get("collection")))
        view = View(_user(request), self._tell, self._state.settings.auth == "accounts", self._state.status(self._tell))
        return view.header(PAGE), *self._opened(state, self._session(request, named), chosen)

    def _opened(self, state: PageState, session: ConversationSession, chosen: Scope = NOTHING_CHOSEN) -> Opened:
        """Show the conversation of `session`, or a new one, in which is asked among what is `chosen`."""
        state.enter(session.conversation)
        missing = line(
            "warning", self._tell("There is no such conversation, or it is not yours. What was shared with you opens by its own link.")
        )
        shown = [chat_message("assistant", missing)] if session.is_missing else session.shown()
        chat = gr.update(value=shown, placeholder=start_part(start_of(self._state, session.user.name, self._tell.language), self._tell))
        told = {
            "conversation": session.conversation,
            "title": session.title,
            "scope": session.scope(chosen),
        }
        return chat, told, "", state

    def _session(self, request: gr.Request, conversation: str) -> ConversationSession:
        return ConversationSession(self._state, self._tell, _user(request), conversation)


def _given(name: str | None) -> tuple[str, ...]:
    return (name[:_LONGEST_NAME],) if name else ()


def _user(request: gr.Request) -> User:
    """Give who asks, as the gate found it; nobody else may."""
    return user_of(_asked(request))


def _asked(request: gr.Request) -> Request:
    """Give the request as the gate passed it on."""
    assert request.request is not None
    return request.request
