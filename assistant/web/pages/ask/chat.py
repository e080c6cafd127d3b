"""The turns of a conversation as messages of the chat."""

from collections.abc import Sequence
from typing import Any

from assistant.answer.anchoring import Anchored, Anchoring
from assistant.answer.answer import Answer
from assistant.answer.blocks import Statement
from assistant.records.conversations import Turn
from assistant.web.shared.render import answer_html, escaped
from language.messages import Translations
from vectorstore.library import Library

Message = dict[str, Any]
_LONGEST_SHOWN = 4000


def messages(turns: Sequence[Turn], library: Library, say: Translations) -> list[Message]:
    """Give the messages of `turns`; citations of documents that were read again since open their present text."""
    anchoring = Anchoring(library)
    shown: list[Message] = []
    for turn in turns:
        shown.append(asked_message(turn.id, turn.question, say))
        if turn.answer is None:
            shown.append(
                chat_message("assistant", f'<p class="warning">{say("There is no answer: it was stopped.")}</p>{_acts(turn, say)}')
            )
            continue
        anchored = anchoring.anchored(turn.answer)
        shown.append(chat_message("assistant", answered(turn, anchored.answer, library, say, _note(anchored, say))))
    return shown


def answered(turn: Turn, answer: Answer, library: Library, say: Translations, note: str = "") -> str:
    """Give an answer with what can be done with it."""
    return f'<div class="answer">{answer_html(answer, say, terms_in(answer, library))}{note}{_acts(turn, say)}</div>'


def asked_message(turn: int, question: str, say: Translations) -> Message:
    """Give a question, and the link by which it is edited."""
    edit = f' <a class="act edit" role="button" href="#edit-{turn}">{say("Edit")}</a>'
    return chat_message("user", f'<p class="asked">{escaped(question[:_LONGEST_SHOWN])}</p>{edit}')


def chat_message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def terms_in(answer: Answer, library: Library) -> list[str]:
    """Give the terms of the field that stand in an answer."""
    text = "\n".join([*(citation.quote for citation in answer.citations), *(statement.text for statement in answer.blocks_of(Statement))])
    return [term.term for term in library.glossary.found_in(text)]


def _note(anchored: Anchored, say: Translations) -> str:
    told = [say("The document was read again since; the quotes are shown where they stand now.")] if anchored.moved else []
    told += [say("The document has changed since; what still stands of a quote is shown.")] if anchored.changed else []
    told += [say("Some quotes stand in no document any more.")] if anchored.gone else []
    return "".join(f'<p class="renewed">{one}</p>' for one in told)


def _acts(turn: Turn, say: Translations) -> str:
    """Give the links below an answer: copy, export, ask again, and what the user thinks of it."""
    acts = [("again", "Ask again")]
    if turn.answer is not None:
        acts = [("copy", "Copy"), ("docx", "DOCX"), ("md", "Markdown"), *acts, ("good", "Good"), ("bad", "Bad")]
    links = "".join(
        f'<a class="act {name}{" chosen" if name == turn.rating else ""}" role="button" href="#{name}-{turn.id}">{say(told)}</a>'
        for name, told in acts
    )
    return f'<p class="acts">{links}</p>'
