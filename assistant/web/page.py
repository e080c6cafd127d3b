"""The Gradio page: a chat on one side, the source of what was cited on the other."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
import gradio as gr  # after its switches for outside connections

from assistant.answer import Answer, Draft
from assistant.errors import AssistantError
from assistant.web.parts import SOURCE_PANEL, navigation
from assistant.web.render import answer_parts, draft_part, escaped
from assistant.web.workplace import Workplace
from vectorstore.errors import LibraryError

_FILES = Path(__file__).parent
_TITLE = '<header id="masthead"><h1>Policy Assistant</h1><p>Asks the documents, answers in their own words.</p></header>'
_REMEMBERED = 20  # questions
_PROPOSED = 3  # questions
_STOPPED = '<p class="warning">Stopped.</p>'
Message = dict[str, Any]


@dataclass
class Visit:
    """What the server keeps of a visit: the questions asked, the numbers of passages by their ids, and the last answer."""

    questions: list[str] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    answer: Answer | None = None


def mounted_page(workplace: Workplace) -> FastAPI:
    """Give an application that serves the page, with its style and script, and nothing of Gradio's own around it."""
    app: FastAPI = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        build_page(workplace),
        path="",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        theme=gr.themes.Default(primary_hue="blue", neutral_hue="slate"),
        css_paths=_FILES / "page.css",
        head=f"<script>{(_FILES / 'page.js').read_text(encoding='utf-8')}</script>",
    )
    return app


def build_page(workplace: Workplace) -> gr.Blocks:
    """Build the page around `workplace`."""

    def respond(question: str, history: list[Message], visit: Visit) -> Iterator[tuple[str, list[Message], Visit]]:
        asked = question.strip()
        if not asked:
            yield "", history, visit
            return
        visit = Visit(visit.questions, visit.numbers) if history else Visit()  # a chat that was cleared begins anew
        history = [*history, _message("user", f"<p>{escaped(asked[:2000])}</p>")]
        for shown, answer in _streamed(workplace, asked, visit):
            yield "", [*history, _message("assistant", shown)], Visit([*visit.questions[-_REMEMBERED:], asked], visit.numbers, answer)

    def pick(history: list[Message], visit: Visit, picked: gr.SelectData) -> Iterator[tuple[str, list[Message], Visit]]:
        yield from respond(str(picked.value["text"]), history, visit)

    def propose(visit: Visit) -> list[Any]:
        try:
            proposed = workplace.assistant.suggest(visit.answer) if visit.answer else []
        except (AssistantError, LibraryError):
            proposed = []  # the library may have been emptied meanwhile
        return [gr.Button(one, visible=bool(one)) for one in [*proposed, *[""] * _PROPOSED][:_PROPOSED]]

    def look() -> tuple[Any, str, Any]:
        examples: list[Any] = [{"text": question} for question in workplace.starters]
        return gr.Chatbot(examples=examples or None), _status(workplace), gr.Timer(active=not workplace.is_finished)

    with gr.Blocks(title="Policy Assistant", fill_width=True, analytics_enabled=False) as blocks:
        with gr.Row(elem_id="head"):
            gr.HTML(_TITLE + navigation("Ask"))
            status = gr.HTML(elem_id="status")
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="chat-column", scale=3, min_width=320):
                chat = gr.Chatbot(
                    elem_id="chat", show_label=False, height=None, buttons=[], feedback_options=None, allow_tags=False, latex_delimiters=[],
                    layout="panel", container=False, placeholder="Ask who has to do what, by when, to which target.",
                )  # fmt: skip
                with gr.Row(elem_id="proposed"):
                    proposed = [gr.Button("", visible=False, size="sm", variant="secondary") for _ in range(_PROPOSED)]
                with gr.Row(elem_id="ask-row"):
                    question = gr.Textbox(
                        elem_id="question", show_label=False, container=False, lines=1, max_lines=4, scale=6, autofocus=True,
                        placeholder="What do the documents require?",
                    )  # fmt: skip
                    send = gr.Button("Ask", elem_id="send", variant="primary", scale=1, min_width=80)
                    stop = gr.Button("Stop", elem_id="stop", scale=1, min_width=80)  # the style shows it while an answer is on its way
            with gr.Column(elem_id="source-column", scale=2, min_width=320):
                gr.HTML(SOURCE_PANEL, js_on_load=None)
        visit = gr.State(Visit())
        timer = gr.Timer(1)
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        shown = [question, chat, visit]
        asking: list[Any] = [event(respond, shown, shown, **private) for event in (question.submit, send.click)]
        asking += [button.click(respond, [button, chat, visit], shown, **private) for button in proposed]
        asking.append(chat.example_select(pick, [chat, visit], shown, **private))
        for event in asking:
            event.then(propose, visit, proposed, **private)
        halt = stop.click(lambda: None, None, None, cancels=asking, **private)
        halt.then(_stopped, chat, chat, **private)
        timer.tick(look, None, [chat, status, timer], **private)
        blocks.load(look, None, [chat, status, timer], **private)
    blocks.queue(default_concurrency_limit=8, max_size=64)
    built: gr.Blocks = blocks
    return built


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _stopped(history: list[Message]) -> list[Message]:
    """Say in the chat that the answer was stopped."""
    if not history or history[-1]["role"] != "assistant":
        return [*history, _message("assistant", _STOPPED)]
    return [*history[:-1], _message("assistant", _without_stage(history[-1]) + _STOPPED)]


def _without_stage(message: Message) -> str:
    """Give what a message showed, without what was being done; the page sends it back as a text or as parts with texts."""
    content = message["content"]
    text = content if isinstance(content, str) else "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return text.replace('<p class="stage">', '<p class="left">')


def _streamed(workplace: Workplace, question: str, visit: Visit) -> Iterator[tuple[str, Answer | None]]:
    """Give the answer as it grows: first what is being done, then drafts, then the answer, quote after quote; with it itself."""
    while not workplace.is_finished:
        yield f'<p class="stage">{escaped(workplace.stage)}</p>', None
        workplace.is_ready(0.5)
    if workplace.failure:
        yield f'<p class="warning">{escaped(workplace.failure)}</p>', None
        return
    yield '<p class="stage">Searching the documents …</p>', None
    try:
        with closing(workplace.assistant.stream(question, asked=visit.questions, numbers=visit.numbers)) as coming:
            for one in coming:
                if isinstance(one, Draft):
                    yield f'<div class="answer">{draft_part(one)}</div>', None
                    continue
                parts = answer_parts(one, _terms_in(workplace, one))
                for shown in range(1 if not one.statements else len(parts), len(parts) + 1):
                    yield f'<div class="answer">{"".join(parts[:shown])}</div>', one
    except (AssistantError, LibraryError) as error:
        yield f'<div class="answer"><p class="warning">{escaped(str(error))}</p></div>', None


def _terms_in(workplace: Workplace, answer: Answer) -> list[str]:
    """Give the terms of the field that stand in an answer."""
    text = "\n".join([*(citation.quote for citation in answer.citations), *(statement.text for statement in answer.statements)])
    return [term.term for term in workplace.library.glossary.found_in(text)]


def _status(workplace: Workplace) -> str:
    if not workplace.is_finished:
        return f'<p class="stage">{escaped(workplace.stage)}</p>'
    if workplace.failure:
        return f'<p class="warning">{escaped(workplace.failure)}</p>'
    count = len(workplace.library.entries())
    return f"<p>{count} documents, as of {escaped(workplace.library.as_of())}</p>" if count else "<p>There are no documents yet.</p>"
