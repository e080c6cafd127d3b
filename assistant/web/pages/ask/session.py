"""A conversation of a user, from a question to what the chat shows."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from assistant.answer.answer import Answer, PartialAnswer, Stage, failed
from assistant.errors import AssistantError
from assistant.question.inquiry import checked
from assistant.records.conversations import Turn
from assistant.records.users import User
from assistant.web.pages.ask.chat import Message, answered, asked_message, chat_message, drafted, line, messages
from assistant.web.scope import NOTHING_CHOSEN, Choices, Scope
from assistant.web.state import AppState
from language.messages import Translations, message
from vectorstore.errors import LibraryError
from vectorstore.filter import Filter

STAGES = {"searching": message("Searching the documents …"), "reading": message("Reading what was found …")}


class ConversationSession:
    """One conversation of `user` while it is read or asked in; none of theirs is a new one."""

    def __init__(self, state: AppState, _: Translations, user: User, conversation: str) -> None:
        self._state, self._tell, self.user = state, _, user
        self._conversations = state.records.conversations
        found = self._conversations.conversation(user.name, conversation) if conversation else None
        self.is_missing = bool(conversation) and found is None
        self.conversation, self.title, self._sought = (found.id, found.title, found.sought) if found else ("", "", "")
        self._turns = self._conversations.turns(user.name, found.id) if found else []
        self._turn: Turn | None = None
        self._filter = Filter()

    def scope(self, chosen: Scope) -> dict[str, Any]:
        """Give among which documents was asked last, in a new conversation what is `chosen`, for the script of the page."""
        try:
            scope = Scope.read(self._sought) if self.conversation else chosen
        except AssistantError:
            scope = NOTHING_CHOSEN  # kept by a version that read it otherwise
        return Choices.of(self._state).told(scope)

    def shown(self) -> list[Message]:
        """Give the messages of what was asked and answered."""
        return messages(self._turns, self._state.library, self._tell)

    def asked(self) -> list[str]:
        """Give the questions, oldest first."""
        return [one.question for one in self._turns]

    def begin(self, question: str, filter: str, instead: str) -> None:
        """Keep the question, in place of the turn `instead` and those after it; raises AssistantError for a bad one."""
        question = checked(question)
        self._filter = Choices.of(self._state).filter_of(Scope.read(filter))
        replaced = next((turn.id for turn in self._turns if str(turn.id) == instead), None)
        if not self.conversation:
            self.conversation, self.title = self._conversations.begin(self.user.name, question), " ".join(question.split())
        id = self._conversations.ask(self.user.name, self.conversation, question, filter, replaced)
        turns = self._conversations.turns(self.user.name, self.conversation)
        self._turns, self._turn = [turn for turn in turns if turn.id != id], next(turn for turn in turns if turn.id == id)

    def answer(self, numbers: dict[int, int]) -> Iterator[tuple[list[Message], Answer | None]]:
        """Give the messages as the answer grows: first what is being done, then drafts, then the answer; with it itself.

        `numbers` are those of the passages, by their ids; new ones are added.
        """
        assert self._turn is not None
        before = [*self.shown(), asked_message(self._turn.id, self._turn.question, self._tell)]
        for shown, answer in self._streamed(numbers):
            yield [*before, chat_message("assistant", shown)], answer

    def _streamed(self, numbers: dict[int, int]) -> Iterator[tuple[str, Answer | None]]:
        state, _, turn = self._state, self._tell, self._turn
        assert turn is not None
        if not state.is_finished:
            yield line("stage", _.tell(state.stage)), None
            state.wait()
        if state.failure:
            yield line("warning", _.tell(state.failure)), None
            return
        yield line("stage", _.tell(STAGES["searching"])), None
        try:
            with closing(state.assistant.stream(turn.question, self._filter, self.asked(), numbers)) as coming:
                for one in coming:
                    if isinstance(one, Stage):
                        yield line("stage", _.tell(STAGES[one])), None
                    elif isinstance(one, PartialAnswer):
                        yield drafted(one, _), None
                    else:
                        self._conversations.answer(turn.id, one)
                        state.note(one, "page")
                        done = Turn(turn.id, turn.question, one, turn.asked)
                        yield answered(done, one, state.library, _), one
        except (AssistantError, LibraryError) as error:
            outcome = failed(_.tell(error.message), _.language)
            self._conversations.answer(turn.id, outcome)
            yield answered(Turn(turn.id, turn.question, outcome, turn.asked), outcome, state.library, _), None
