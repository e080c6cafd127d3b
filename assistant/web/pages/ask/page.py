"""The page on which one asks: conversations on one side, a Gradio chat, and on the other side the source of what was cited."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from markupsafe import Markup

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
import gradio as gr  # after its switches for outside connections

from assistant.answer.answer import Answer, PartialAnswer, Stage, failed
from assistant.errors import AssistantError
from assistant.question.inquiry import checked
from assistant.records.conversations import Turn
from assistant.records.users import User
from assistant.web.pages.ask import PAGE
from assistant.web.pages.ask.chat import Message, answered, asked_message, chat_message, messages
from assistant.web.pages.ask.parts import feedback_part, filter_from, filter_part, side_part
from assistant.web.shared.assets import SHARED, scripts
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.render import draft_html, escaped
from assistant.web.shared.view import View, source_panel
from assistant.web.state import AppState
from language.messages import Translations
from vectorstore.errors import LibraryError

_FONT = ["system-ui", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "sans-serif"]
_PROPOSED = 3  # questions
_STAGES = {"searching": "Searching the documents …", "reading": "Reading what was found …"}
_HIDDEN = ("conversation", "sought", "instead")


@dataclass
class Visit:
    """What the server keeps of an open page: the numbers of passages, by their ids, in `conversation`, and the last answer."""

    conversation: str = ""
    numbers: dict[int, int] = field(default_factory=dict)
    answer: Answer | None = None


def mounted_page(workplace: AppState, say: Translations) -> FastAPI:
    """Give an application that serves the page in one language, with its style and script, and nothing of Gradio's own around it."""
    app: FastAPI = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        build_page(workplace, say),
        path="",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        theme=gr.themes.Default(primary_hue="blue", neutral_hue="slate", font=_FONT),
        css_paths=SHARED / "base.css",
        max_file_size=0,
        head="".join(f'<script src="{address}"></script>' for address in scripts(say.language, "ask")),
    )
    return app


def build_page(workplace: AppState, say: Translations) -> gr.Blocks:
    """Build the page around `workplace`."""
    on = _Events(workplace, say)
    with gr.Blocks(title=say("Policy Assistant"), fill_width=True, analytics_enabled=False) as blocks:
        head = gr.HTML(View(User("", "reader"), say, False).header(PAGE), elem_id="head")
        with gr.Row(elem_id="columns"):
            gr.HTML(side_part(say), elem_id="side-column", js_on_load=None)
            with gr.Column(elem_id="chat-column", scale=3, min_width=300):
                chat = gr.Chatbot(
                    elem_id="chat", show_label=False, height=None, buttons=[], feedback_options=None, allow_tags=False, latex_delimiters=[],
                    layout="panel", container=False, placeholder=say("Ask who has to do what, by when, to which target."),
                )  # fmt: skip
                with gr.Row(elem_id="proposed"):
                    proposed = [gr.Button("", visible=False, size="sm", variant="secondary") for _ in range(_PROPOSED)]
                gr.HTML(feedback_part(say), elem_id="feedback-box", js_on_load=None)
                gr.HTML(filter_part(say), elem_id="filter-box", js_on_load=None)
                with gr.Row(elem_id="ask-row"):
                    question = gr.Textbox(
                        elem_id="question", label=say("Question"), show_label=False, container=False, lines=1, max_lines=4, scale=6,
                        autofocus=True, placeholder=say("What do the documents require?"),
                    )  # fmt: skip
                    send = gr.Button(say("Ask"), elem_id="send", variant="primary", scale=1, min_width=80)
                    stop = gr.Button(say("Stop"), elem_id="stop", scale=1, min_width=80)  # shown while an answer is on its way
            with gr.Column(elem_id="source-column", scale=2, min_width=320):
                gr.HTML(source_panel(say), js_on_load=None)
        with gr.Row(elem_id="hidden"):
            conversation, sought, instead = (gr.Textbox(elem_id=name, label=name, container=False) for name in _HIDDEN)
            opener = gr.Button("open", elem_id="open")
        visit = gr.State(Visit(), time_to_live=3600)
        timer = gr.Timer(1)
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        given, shown = [conversation, sought, instead, visit], [question, chat, conversation, instead, visit]
        asking: list[Any] = [event(on.respond, [question, *given], shown, **private) for event in (question.submit, send.click)]
        asking += [button.click(on.respond, [button, *given], shown, **private) for button in proposed]
        asking.append(chat.example_select(on.pick, [conversation, sought, visit], shown, **private))
        for event in asking:
            event.then(None, conversation, None, js="(id) => window.policyAnswered(id)", **private)
            event.then(on.propose, visit, proposed, **private)
        halt = stop.click(lambda: None, None, None, cancels=asking, **private)
        halt.then(on.opened, conversation, [chat, visit], **private).then(
            None, conversation, None, js="(id) => window.policyAnswered(id)", **private
        )
        opener.click(on.opened, conversation, [chat, visit], **private).then(on.propose, visit, proposed, **private)
        timer.tick(on.look, None, [chat, head, timer], **private)
        blocks.load(on.look, None, [chat, head, timer], **private)
        blocks.load(on.linked, None, [chat, conversation], **private)
    blocks.queue(default_concurrency_limit=8, max_size=64)
    blocks.has_launched = True  # mounted it never is, and then Gradio checks no path that a browser names
    built: gr.Blocks = blocks
    return built


class _Events:
    """What happens on the page."""

    def __init__(self, workplace: AppState, say: Translations) -> None:
        self._workplace, self._say = workplace, say

    def respond(
        self, question: str, conversation: str, sought: str, instead: str, visit: Visit, request: gr.Request
    ) -> Iterator[tuple[str, list[Message], str, str, Visit]]:
        """Answer a question; where that cannot be, say so in the chat and leave the question in its field."""
        talk = self._talk(request, conversation)
        if not question.strip():
            yield question, talk.shown(), conversation, "", visit
            return
        try:
            if not self._workplace.rate_limiter.admits(talk.user.name):
                raise AssistantError(self._say("Too many questions; try again in a minute."))
            talk.begin(question, sought, instead)
        except AssistantError as error:
            told = chat_message("assistant", f'<p class="warning">{escaped(self._say.tell(error.message))}</p>')
            yield question, [*talk.shown(), told], conversation, instead, visit
            return
        if visit.conversation != talk.conversation:
            visit = Visit(talk.conversation)
        for shown, answer in talk.answer(visit):
            yield "", shown, talk.conversation, "", Visit(talk.conversation, visit.numbers, answer)

    def pick(self, conversation: str, sought: str, visit: Visit, request: gr.Request, picked: gr.SelectData) -> Iterator[Any]:
        """Answer a question that was proposed to start with."""
        yield from self.respond(str(picked.value["text"]), conversation, sought, "", visit, request)

    def propose(self, visit: Visit) -> list[Any]:
        """Give the buttons with the next questions."""
        try:
            proposed = self._workplace.assistant.suggest(visit.answer) if visit.answer else []
        except (AssistantError, LibraryError):
            proposed = []  # the library may have been emptied meanwhile
        return [gr.Button(one, visible=bool(one)) for one in [*proposed, *[""] * _PROPOSED][:_PROPOSED]]

    def opened(self, conversation: str, request: gr.Request) -> tuple[list[Message], Visit]:
        """Show a conversation, or none."""
        talk = self._talk(request, conversation)
        return talk.shown(), Visit(talk.conversation)

    def linked(self, request: gr.Request) -> tuple[list[Message], str]:
        """Show the conversation that the page's address names."""
        talk = self._talk(request, str(request.query_params.get("conversation", ""))[:64])
        return talk.shown(), talk.conversation

    def look(self, request: gr.Request) -> tuple[Any, str, Any]:
        """Show who asks and how far the library is."""
        examples: list[Any] = [{"text": question} for question in self._starters()]
        view = View(_user(request), self._say, self._workplace.settings.auth == "accounts")
        shown = view.header(PAGE, Markup(_status(self._workplace, self._say)))
        return gr.Chatbot(examples=examples or None), shown, gr.Timer(active=not self._workplace.is_finished)

    def _starters(self) -> list[str]:
        """Give questions to start with in the language of the page, else in another."""
        known = self._workplace.starters
        return known.get(self._say.language) or [one for own in known.values() for one in own]

    def _talk(self, request: gr.Request, conversation: str) -> "_Talk":
        return _Talk(self._workplace, self._say, _user(request), conversation)


class _Talk:
    """A conversation of a user, from a question to what the chat shows."""

    def __init__(self, workplace: AppState, say: Translations, user: User, conversation: str) -> None:
        self._workplace, self._say, self.user = workplace, say, user
        self._kept = workplace.records.conversations
        found = self._kept.conversation(user.name, conversation) if conversation else None
        self.conversation = found.id if found else ""
        self._turns = self._kept.turns(user.name, found.id) if found else []
        self._turn: Turn | None = None
        self._only = filter_from("")

    def shown(self) -> list[Message]:
        """Give the messages of what was asked and answered."""
        return messages(self._turns, self._workplace.library, self._say)

    def begin(self, question: str, sought: str, instead: str) -> None:
        """Keep the question, in place of the turn `instead` and those after it; raises AssistantError for a bad one."""
        question = checked(question)
        self._only = filter_from(sought)
        replaced = next((turn.id for turn in self._turns if str(turn.id) == instead), None)
        if not self.conversation:
            self.conversation = self._kept.begin(self.user.name, question)
        id = self._kept.ask(self.user.name, self.conversation, question, sought[:2000], replaced)
        turns = self._kept.turns(self.user.name, self.conversation)
        self._turns, self._turn = [turn for turn in turns if turn.id != id], next(turn for turn in turns if turn.id == id)

    def answer(self, visit: Visit) -> Iterator[tuple[list[Message], Answer | None]]:
        """Give the messages as the answer grows: first what is being done, then drafts, then the answer; with it itself."""
        assert self._turn is not None
        before = [*self.shown(), asked_message(self._turn.id, self._turn.question, self._say)]
        for shown, answer in self._streamed(visit):
            yield [*before, chat_message("assistant", shown)], answer

    def _streamed(self, visit: Visit) -> Iterator[tuple[str, Answer | None]]:
        workplace, say, turn = self._workplace, self._say, self._turn
        assert turn is not None
        while not workplace.is_finished:
            yield f'<p class="stage">{escaped(say.tell(workplace.stage))}</p>', None
            workplace.is_ready(0.5)
        if workplace.failure:
            yield f'<p class="warning">{escaped(say.tell(workplace.failure))}</p>', None
            return
        yield _stage("searching", say), None
        asked = [one.question for one in self._turns]
        try:
            with closing(workplace.assistant.stream(turn.question, self._only, asked, visit.numbers)) as coming:
                for one in coming:
                    if isinstance(one, Stage):
                        yield _stage(one, say), None
                    elif isinstance(one, PartialAnswer):
                        yield f'<div class="answer">{draft_html(one, say)}</div>', None
                    else:
                        self._kept.answer(turn.id, one)
                        done = Turn(turn.id, turn.question, one, turn.asked)
                        yield answered(done, one, workplace.library, say), one
        except (AssistantError, LibraryError) as error:
            outcome = failed(say.tell(error.message), say.language)
            self._kept.answer(turn.id, outcome)
            yield answered(Turn(turn.id, turn.question, outcome, turn.asked), outcome, workplace.library, say), None


def _user(request: gr.Request) -> User:
    """Give who asks, as the gate found it; raises RefusedError where that is not known."""
    if request.request is None:
        raise RefusedError(401, "Log in first.")
    return user_of(request.request)


def _stage(stage: str, say: Translations) -> str:
    return f'<p class="stage">{say(_STAGES[stage])}</p>'


def _status(workplace: AppState, say: Translations) -> str:
    if not workplace.is_finished:
        return escaped(say.tell(workplace.stage))
    if workplace.failure:
        return f'<span class="warning">{escaped(say.tell(workplace.failure))}</span>'
    count = len(workplace.library.entries())
    if not count:
        return say("There are no documents yet.")
    return say("{count} documents, as of {day}", count=count, day=workplace.library.as_of())
