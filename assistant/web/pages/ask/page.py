"""The page on which one asks: conversations on one side, a Gradio chat, and on the other side the source of what was cited."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
from fastapi import FastAPI

from assistant.records.users import User
from assistant.web.pages.ask import PAGE
from assistant.web.pages.ask.events import Events, PageState
from assistant.web.pages.ask.parts import desk_part, side_part, start_part
from assistant.web.pages.ask.preview import tell_about
from assistant.web.pages.ask.start import Start
from assistant.web.shared.assets import modules, scripts
from assistant.web.shared.resources import SHARED
from assistant.web.shared.templates import render
from assistant.web.shared.view import View, source_panel
from assistant.web.state import AppState
from language.messages import Translations

_SIZES = gr.themes.Size(".5625rem", ".625rem", ".75rem", ".875rem", "1rem", "1.375rem", "1.625rem", "rem")  # grow as the reader's text does
_FONT = ["system-ui", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "sans-serif"]
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "trigger_mode": "multiple"}
_AT_ONCE = _PRIVATE | {"queue": False}
_ASKING = """policyAsk.connect({
  ask: (question) => trigger("ask", question),
  suggest: () => trigger("suggest"),
  stop: () => trigger("stop"),
});"""
_OPENING = """policyAsk.connect({
  start: () => trigger("start"),
  open: (conversation) => trigger("open", { conversation }),
});"""


class _Shown(NamedTuple):
    """What of the page changes."""

    head: gr.HTML
    chat: gr.Chatbot
    proposed: gr.HTML


_MOST_PAGES = 200
"""Pages used last of which the server remembers what they show, some 130 kB each; one that is forgotten shows its conversation anew."""


@dataclass(frozen=True, slots=True)
class MountedPage:
    """The page in one language as an application, and what Gradio knows of its questions."""

    application: FastAPI
    blocks: gr.Blocks

    def open_sessions(self) -> Iterator[str]:
        """Give the session of each question that waits or is being answered."""
        queue = self.blocks._queue
        for waiting in (*(one.queue for one in queue.event_queue_per_concurrency_id.values()), *queue.active_jobs):
            for event in waiting or ():
                yield event.session_hash

    def takes(self, function: int, values: int) -> bool:
        """Say whether the page has the function of this number, and it takes so many values."""
        known = self.blocks.fns.get(function)
        return known is not None and len(known.inputs) == values


def mounted_page(state: AppState, _: Translations) -> MountedPage:
    """Give an application that serves the page in one language, with its style and script, and nothing of Gradio's own around it."""
    blocks = build_page(state, _)
    app: FastAPI = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        blocks,
        path="",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        theme=gr.themes.Default(primary_hue="blue", neutral_hue="slate", text_size=_SIZES, font=_FONT),
        css_paths=[SHARED / "base.css", SHARED / "rendition.css", Path(__file__).with_name("style.css")],
        max_file_size=0,
    )
    tell_about(blocks, _, scripts(_.language, "ask"), modules(PAGE.folder))
    return MountedPage(app, blocks)


def build_page(state: AppState, _: Translations) -> gr.Blocks:
    """Build the page around `state`."""
    with gr.Blocks(title=_("Policy Assistant"), fill_width=True, analytics_enabled=False) as blocks:
        head = gr.HTML(View(User("", "reader"), _, False).header(PAGE), elem_id="head", js_on_load=None)
        with gr.Row(elem_id="columns"):
            gr.HTML(side_part(_), elem_id="side-column", js_on_load=None)
            with gr.Column(elem_id="chat-column", scale=3, min_width=300):
                chat = gr.Chatbot(
                    elem_id="chat", show_label=False, height=None, buttons=[], feedback_options=None, allow_tags=False, latex_delimiters=[],
                    layout="panel", container=False, autoscroll=False, placeholder=start_part(Start(), _),
                )  # fmt: skip
                proposed = gr.HTML("", elem_id="proposed", js_on_load=None)
                gr.HTML(desk_part(_), elem_id="desk", js_on_load=None)
            with gr.Column(elem_id="source-column", scale=2, min_width=320):
                gr.HTML(source_panel(_), js_on_load=None)
        _connect(Events(state, _), _Shown(head, chat, proposed), render("pages/ask/head.html", scripts=scripts(_.language, "ask")))
    blocks.queue(default_concurrency_limit=16, api_open=False)  # how many may wait, the gate says for each user
    blocks.state_session_capacity = _MOST_PAGES
    blocks.has_launched = True  # mounted it never is, and then Gradio checks no path that a browser names
    built: gr.Blocks = blocks
    return built


def _connect(on: Events, page: _Shown, head: str) -> None:
    """Let the script of the page, `policyAsk`, tell the server what happens, and the server tell it what became of it.

    The value of `asking` is what became of the last question, that of `opening` the conversation that was opened last. `head` loads the
    scripts of the page; Gradio waits for them before it connects them.
    """
    asking = gr.HTML({}, html_template="", elem_classes="line", head=head, js_on_load=_ASKING)
    opening = gr.HTML({}, html_template="", elem_classes="line", head=head, js_on_load=_OPENING)
    state = gr.State(PageState(), time_to_live=3600)
    asked = asking.ask(on.ask, state, [page.chat, asking, page.proposed, state], show_progress_on=asking, **_PRIVATE)
    _call_back(asked.success, asking, "answered")
    _call_back(asked.failure, asking, "failed")
    _call_back(asked.then, asking, "left")
    asking.stop(None, None, None, cancels=asked, **_PRIVATE)
    # Gradio loses the messages of an event that joins its queue while it ends another: the page asks one question after the other,
    # and nothing else goes through the queue.
    asking.suggest(on.suggest, state, page.proposed, show_progress_on=asking, **_AT_ONCE)
    shown = [page.chat, opening, page.proposed, state]
    started = opening.start(on.start, state, [page.head, *shown], show_progress_on=opening, **_AT_ONCE)
    opened = opening.open(on.open, state, shown, show_progress_on=opening, **_AT_ONCE)
    for event, name in ((started, "started"), (opened, "opened")):
        _call_back(event.success, opening, name)
        _call_back(event.failure, opening, name)
    page.chat.change(None, None, None, js="() => policyAsk.drawn()", **_PRIVATE)


def _call_back(when: Any, result: gr.HTML, name: str) -> None:
    """Let Gradio call a function of `policyAsk` with the value of `result`."""
    when(None, result, None, js=f"(result) => policyAsk.{name}(result)", **_PRIVATE)
