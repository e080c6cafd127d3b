"""The turns of a conversation as messages of the chat."""

from collections.abc import Sequence
from typing import Any

from assistant.answer.anchoring import Renewed, Renewing
from assistant.answer.answer import Answer
from assistant.records.conversations import Turn
from assistant.web.shared.render import answer_parts, escaped
from assistant.web.shared.templates import render
from assistant.web.shared.texts import Texts
from vectorstore.library import Library

Message = dict[str, Any]
_LONGEST_SHOWN = 4000


def messages(turns: Sequence[Turn], library: Library, say: Texts) -> list[Message]:
    """Give the messages of `turns`; citations of documents that were read again since open their present text."""
    renewing = Renewing(library)
    shown: list[Message] = []
    for turn in turns:
        shown.append(asked_message(turn.id, turn.question, say))
        if turn.answer is None:
            shown.append(message("assistant", _answer(turn, "", None, say)))
            continue
        renewed = renewing.renewed(turn.answer)
        shown.append(message("assistant", answered(turn, renewed.answer, library, say, renewed)))
    return shown


def answered(turn: Turn, answer: Answer, library: Library, say: Texts, renewed: Renewed | None = None) -> str:
    """Give an answer with what can be done with it, and what has changed since where it is shown again."""
    return _answer(turn, "".join(answer_parts(answer, say, terms_in(answer, library))), renewed, say)


def asked_message(turn: int, question: str, say: Texts) -> Message:
    """Give a question, and the link by which it is edited."""
    return message("user", render("pages/ask/asked.html", turn=turn, question_html=escaped(question[:_LONGEST_SHOWN]), _=say))


def line(kind: str, text: str) -> str:
    """Give a line of its own, such as a stage or a warning."""
    return render("pages/ask/line.html", kind=kind, text=text)


def message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def terms_in(answer: Answer, library: Library) -> list[str]:
    """Give the terms of the field that stand in an answer."""
    text = "\n".join([*(citation.quote for citation in answer.citations), *(statement.text for statement in answer.statements)])
    return [term.term for term in library.glossary.found_in(text)]


def _answer(turn: Turn, answer_html: str, renewed: Renewed | None, say: Texts) -> str:
    """Give an answer, or that there is none, and the links below it: copy, export, ask again, and what the user thinks of it."""
    return render("pages/ask/answer.html", turn=turn, answer_html=answer_html, renewed=renewed, _=say)
