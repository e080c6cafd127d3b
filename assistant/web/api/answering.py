"""Questions of programs, from who asks to the events of the answer."""

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain

from fastapi import Request

from assistant.answer.answer import Answer, failed
from assistant.modes.mode import Event
from assistant.web.api.places import Places
from assistant.web.scope import Choices, Scope
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.i18n import translations_for
from assistant.web.state import AppState
from language.messages import PolicyError
from vectorstore.filter import Filter

_PATIENCE = 60.0  # seconds until the assistant is ready


@dataclass(frozen=True, slots=True)
class Kept:
    """The conversation and the turn in which a question and its answer are kept."""

    conversation: str
    turn: int


class Answering:
    """Answers the questions of programs, as many at a time as there are places. Safe to use from several threads."""

    def __init__(self, state: AppState) -> None:
        self._state, self._places = state, Places()

    def admit(self, request: Request) -> None:
        """Count a question of who asks, and wait until it can be answered; raises RefusedError where it cannot be."""
        if too_many := self._state.too_many(user_of(request).name, request.state.address):
            raise RefusedError(429, too_many)
        self._state.wait(_PATIENCE)
        if not self._state.is_ready:
            reason = self._state.failure or self._state.stage
            raise RefusedError(503, "The assistant cannot answer: {reason}", reason=reason)

    def place(self, request: Request) -> AbstractContextManager[None]:
        """Keep a place for a question while the context is open; raises RefusedError where there is none. Where nobody logs in those of one
        address share theirs: a program that keeps no cookie is another visitor each time."""
        is_open = self._state.settings.auth == "open-to-everyone"
        return self._places.taken(request.state.address if is_open else user_of(request).name)

    def filter_of(self, scope: Scope) -> Filter:
        """Give what `scope` admits; raises AssistantError where nothing that was chosen is there."""
        return Choices.of(self._state).filter_of(scope)

    def events(self, request: Request, question: str, scope: Scope, after: Sequence[str]) -> Iterator[Event]:
        """Give what `Assistant.stream` gives; whatever refuses the question does so before the first event."""
        self.admit(request)
        with self.place(request):
            for event in self._state.assistant.stream(question, self.filter_of(scope), after):
                if isinstance(event, Answer):
                    self._state.note(event, "program")
                yield event

    def kept_events(self, request: Request, question: str, scope: Scope, conversation: str) -> tuple[Kept, Iterator[Event]]:
        """Keep a question in a conversation of the user, in a new one where none is named; give where, and the events of its answer, which
        is kept too. Raises AssistantError where the user has no such conversation."""
        records, user, _ = self._state.records.conversations, user_of(request), translations_for(request)
        after = [one.question for one in records.turns(user.name, conversation)] if conversation else []
        events = self.events(request, question, scope, after)
        first = next(events)  # nothing is kept of a question that is refused
        conversation = conversation or records.begin(user.name, question)
        sought = json.dumps({**(scope.fields or {}), "documents": scope.documents, "collections": scope.collections})
        turn = records.ask(user.name, conversation, question, sought)

        def keeping() -> Iterator[Event]:
            try:
                for event in chain([first], events):
                    if isinstance(event, Answer):
                        records.answer(turn, event)
                    yield event
            except PolicyError as error:
                records.answer(turn, failed(_.tell(error.message), _.language))
                raise

        return Kept(conversation, turn), keeping()


def answer_of(events: Iterator[Event]) -> Answer:
    """Give the answer, which comes last."""
    return [event for event in events if isinstance(event, Answer)][-1]
