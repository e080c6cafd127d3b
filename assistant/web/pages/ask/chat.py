"""The turns of a conversation as messages of the chat."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from assistant.answer.anchoring import Anchored, Anchoring
from assistant.answer.answer import Answer, PartialAnswer
from assistant.answer.blocks import Statement, Table
from assistant.records.conversations import Turn
from assistant.web.shared.render import answer_html, draft_html
from assistant.web.shared.templates import render
from language.messages import Translations
from vectorstore.library import Library

Message = dict[str, Any]
_LONGEST_SHOWN = 4000


def messages(turns: Sequence[Turn], library: Library, _: Translations) -> list[Message]:
    """Give the messages of `turns`; citations of documents that were read again since open their present text."""
    anchoring = Anchoring(library)
    shown: list[Message] = []
    for turn in turns:
        shown.append(asked_message(turn.id, turn.question, _))
        if turn.answer is None:
            shown.append(chat_message("assistant", _answer(turn, Markup(), None, _)))
            continue
        anchored = anchoring.anchored(turn.answer)
        shown.append(chat_message("assistant", answered(turn, anchored.answer, library, _, anchored)))
    return shown


def answered(turn: Turn, answer: Answer, library: Library, _: Translations, anchored: Anchored | None = None) -> str:
    """Give an answer with what can be done with it, and what has changed since where it is shown again."""
    return _answer(turn, answer_html(answer, _, terms_in(answer, library)), anchored, _)


def asked_message(turn: int, question: str, _: Translations) -> Message:
    """Give a question, and the link by which it is edited."""
    return chat_message("user", render("pages/ask/asked.html", turn=turn, question=question[:_LONGEST_SHOWN], _=_))


def drafted(draft: PartialAnswer, _: Translations) -> str:
    """Give an answer that is still being written."""
    return render("pages/ask/draft.html", draft=draft_html(draft, _))


def line(kind: str, text: str) -> str:
    """Give a line of its own, such as a stage or a warning."""
    return render("pages/ask/line.html", kind=kind, text=text)


def chat_message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def terms_in(answer: Answer, library: Library) -> list[str]:
    """Give the terms of the field that stand in an answer."""
    text = "\n".join([*(citation.quote for citation in answer.citations), *(statement.text for statement in answer.blocks_of(Statement))])
    return [term.term for term in library.glossary.found_in(text)]


def _answer(turn: Turn, answer: Markup, anchored: Anchored | None, _: Translations) -> str:
    """Give an answer, or that there is none, and the links below it: copy, export, ask again, and what the user thinks of it."""
    tabled = bool(turn.answer and turn.answer.blocks_of(Table))
    return render("pages/ask/answer.html", turn=turn, answer=answer, anchored=anchored, tabled=tabled, _=_)
