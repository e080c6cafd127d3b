"""A conversation of a user, from a question to what the chat shows."""

from collections.abc import Iterator
from contextlib import closing

from assistant.answer.answer import Answer, Draft, Outcome, Stage
from assistant.assistant import checked
from assistant.errors import AssistantError
from assistant.records.conversations import Turn
from assistant.records.users import User
from assistant.web.pages.ask.chat import Message, answered, asked_message, line, message, messages
from assistant.web.pages.ask.parts import filter_from
from assistant.web.shared.render import draft_part
from assistant.web.shared.texts import Texts
from assistant.web.state import Workplace
from vectorstore.errors import LibraryError

STAGES = {"searching": "Searching the documents …", "reading": "Reading what was found …"}
_LONGEST_FILTER = 2000


class ConversationSession:
    """One conversation of `user` while it is read or asked in; none of theirs is a new one."""

    def __init__(self, workplace: Workplace, say: Texts, user: User, conversation: str) -> None:
        self._workplace, self._say, self.user = workplace, say, user
        self._conversations = workplace.records.conversations
        found = self._conversations.conversation(user.name, conversation) if conversation else None
        self.conversation = found.id if found else ""
        self._turns = self._conversations.turns(user.name, found.id) if found else []
        self._turn: Turn | None = None
        self._filter = filter_from("")

    def shown(self) -> list[Message]:
        """Give the messages of what was asked and answered."""
        return messages(self._turns, self._workplace.library, self._say)

    def begin(self, question: str, filter: str, instead: str) -> None:
        """Keep the question, in place of the turn `instead` and those after it; raises AssistantError for a bad one."""
        question = checked(question)
        self._filter = filter_from(filter)
        replaced = next((turn.id for turn in self._turns if str(turn.id) == instead), None)
        if not self.conversation:
            self.conversation = self._conversations.begin(self.user.name, question)
        id = self._conversations.ask(self.user.name, self.conversation, question, filter[:_LONGEST_FILTER], replaced)
        turns = self._conversations.turns(self.user.name, self.conversation)
        self._turns, self._turn = [turn for turn in turns if turn.id != id], next(turn for turn in turns if turn.id == id)

    def answer(self, numbers: dict[int, int]) -> Iterator[tuple[list[Message], Answer | None]]:
        """Give the messages as the answer grows: first what is being done, then drafts, then the answer; with it itself.

        `numbers` are those of the passages, by their ids; new ones are added.
        """
        assert self._turn is not None
        before = [*self.shown(), asked_message(self._turn.id, self._turn.question, self._say)]
        for shown, answer in self._streamed(numbers):
            yield [*before, message("assistant", shown)], answer

    def _streamed(self, numbers: dict[int, int]) -> Iterator[tuple[str, Answer | None]]:
        workplace, say, turn = self._workplace, self._say, self._turn
        assert turn is not None
        while not workplace.is_finished:
            yield line("stage", say.told(workplace.stage)), None
            workplace.is_ready(0.5)
        if workplace.failure:
            yield line("warning", say.told(workplace.failure)), None
            return
        yield line("stage", say(STAGES["searching"])), None
        asked = [one.question for one in self._turns]
        try:
            with closing(workplace.assistant.stream(turn.question, self._filter, asked, numbers)) as coming:
                for one in coming:
                    if isinstance(one, Stage):
                        yield line("stage", say(STAGES[one])), None
                    elif isinstance(one, Draft):
                        yield f'<div class="answer">{draft_part(one, say)}</div>', None
                    else:
                        self._conversations.answer(turn.id, one)
                        done = Turn(turn.id, turn.question, one, turn.asked)
                        yield answered(done, one, workplace.library, say), one
        except (AssistantError, LibraryError) as error:
            failed = Answer(Outcome.FAILED, say.told(str(error)))
            self._conversations.answer(turn.id, failed)
            yield answered(Turn(turn.id, turn.question, failed, turn.asked), failed, workplace.library, say), None
