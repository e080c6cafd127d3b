"""Conversations as documents to hand on: claims, quotes, where they stand, and as of which day."""

import io
import re
from collections.abc import Callable, Sequence

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import (
    Block,
    Caution,
    Heading,
    OtherLanguage,
    Paragraph,
    Quote,
    Related,
    RequirementLine,
    Statement,
    Support,
    Table,
)
from assistant.answer.citation import Citation
from assistant.answer.text import doubt, elsewhere, in_marks, nearby, place, tabled, withdrawn
from assistant.records.conversations import Turn

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
Say = Callable[[str], str]


def as_markdown(title: str, turns: Sequence[Turn], say: Say) -> str:
    """Give the turns as Markdown, in which the text of documents and questions is no markup."""
    lines = [f"# {_plain(title)}", ""]
    for turn in turns:
        lines += [f"## {_plain(turn.question)}", ""] if turn.question != title else []
        if turn.answer is None:
            lines += [f"*{say('There is no answer.')}*", ""]
            continue
        lines += [part for claim in _claims(turn.answer) for part in (_plain(claim), "")]
        for citation in _cited(turn.answer):
            lines += [*(f"> {_plain(line)}" for line in citation.quote.splitlines() or [""]), ">"]
            lines += [f"> — [{citation.number}] {_plain(_where(citation, turn.answer.language))}", ""]
        lines += [f"*{_plain(told)}*  " for told in _about(turn, turn.answer, say)] + [""]
    return "\n".join(lines)


def as_text(turn: Turn, say: Say) -> str:
    """Give a turn as plain text."""
    if turn.answer is None:
        return say("There is no answer.")
    quotes = [
        f"{in_marks(_clean(one.quote), turn.answer.language)} [{one.number}]\n— {_clean(_where(one, turn.answer.language))}"
        for one in _cited(turn.answer)
    ]
    return "\n\n".join([_clean(turn.question), *map(_clean, _claims(turn.answer)), *quotes, *map(_clean, _about(turn, turn.answer, say))])


def as_docx(title: str, turns: Sequence[Turn], say: Say) -> bytes:
    """Give the turns as a Word document."""
    from docx import Document
    from docx.shared import Pt

    paper = Document()
    paper.add_heading(_clean(title), 0)
    for turn in turns:
        if turn.question != title:
            paper.add_heading(_clean(turn.question), 1)
        if turn.answer is None:
            paper.add_paragraph(say("There is no answer."))
            continue
        for claim in _claims(turn.answer):
            paper.add_paragraph(_clean(claim))
        for citation in _cited(turn.answer):
            paper.add_paragraph(_clean(citation.quote), style="Quote")
            where = paper.add_paragraph(_clean(f"— [{citation.number}] {_where(citation, turn.answer.language)}"))
            where.paragraph_format.left_indent = Pt(18)
        for told in _about(turn, turn.answer, say):
            paper.add_paragraph().add_run(_clean(told)).italic = True
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _claims(answer: Answer) -> list[str]:
    """Give what the answer says in words of its own, or of a model, each with its numbers."""
    return [told for block in answer.blocks if (told := _claim(block))]


def _claim(block: Block) -> str:
    match block:
        case Paragraph() | RequirementLine() | Heading() | Caution():
            return block.text
        case Statement() if block.support is Support.WITHDRAWN:
            return withdrawn(block)
        case Statement():
            numbers = "".join(f"[{number}]" for number in block.numbers)
            mark = doubt(block)
            return " ".join(part for part in (f"{block.lead}{block.text}", numbers, f"({mark})" if mark else "") if part)
        case Related():
            return nearby(block)
        case Table():
            return tabled(block)
        case OtherLanguage():
            return elsewhere(block)
        case Quote():
            return ""


def _cited(answer: Answer) -> Sequence[Citation]:
    return answer.citations or answer.related


def _where(citation: Citation, language: str) -> str:
    """Say in which document, under which heading and on which page a quote stands."""
    return " › ".join(filter(None, (place(citation, language), citation.heading))) + f" [{citation.document}]"


def _about(turn: Turn, answer: Answer, say: Say) -> list[str]:
    if answer.outcome is Outcome.SMALL_TALK:
        return []
    asked = f"{say('Asked on')} {turn.asked[:10]}; {say('documents as of')} {answer.as_of}."
    return [asked] if not answer.related else [say("These passages are near; they do not answer."), asked]


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _plain(text: str) -> str:
    """Give `text` so that Markdown shows it as it is, in one line."""
    text = " ".join(_clean(text).split())
    return re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", _MARKUP.sub(r"\\\1", text)))
