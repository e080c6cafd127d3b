"""Conversations as text to hand on: claims, quotes, where they stand, and as of which day."""

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
from assistant.answer.doubt import doubt, withdrawn
from assistant.answer.text import elsewhere, in_marks, nearby, place, tabled
from assistant.records.conversations import Turn
from language.messages import Translations

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def as_markdown(title: str, turns: Sequence[Turn], say: Translations) -> str:
    """Give the turns as Markdown, in which the text of documents and questions is no markup."""
    lines = [f"# {_plain(title)}", ""]
    for turn in turns:
        lines += [f"## {_plain(turn.question)}", ""] if turn.question != title else []
        if turn.answer is None:
            lines += [f"*{say('There is no answer.')}*", ""]
            continue
        lines += [answer_as_markdown(turn.answer), ""]
        lines += [f"*{_plain(told)}*  " for told in about(turn, turn.answer, say)] + [""]
    return "\n".join(lines)


def answer_as_markdown(answer: Answer, marker: Callable[[Citation], str] = lambda citation: f"[{citation.number}]") -> str:
    """Give what an answer says, then what it quotes, each with its `marker`, as Markdown in which the text of documents is no markup."""
    lines = [part for claim in _claims(answer) for part in (_plain(claim), "")]
    for citation in cited(answer):
        lines += [*(f"> {_plain(line)}" for line in citation.quote.splitlines() or [""]), ">"]
        lines += [f"> — {marker(citation)} {_plain(where(citation, answer.language))}", ""]
    return "\n".join(lines).rstrip("\n")


def as_text(turn: Turn, say: Translations) -> str:
    """Give a turn as plain text."""
    if turn.answer is None:
        return say("There is no answer.")
    quotes = [
        f"{in_marks(clean(one.quote), turn.answer.language)} [{one.number}]\n— {clean(where(one, turn.answer.language))}"
        for one in cited(turn.answer)
    ]
    return "\n\n".join([clean(turn.question), *map(clean, _claims(turn.answer)), *quotes, *map(clean, about(turn, turn.answer, say))])


def _claims(answer: Answer) -> list[str]:
    """Give what the answer says in words of its own, or of a model, each with its numbers."""
    return [told for block in answer.blocks if (told := claim(block))]


def claim(block: Block) -> str:
    """Give what a block says in words that are no quote, with its numbers."""
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


def cited(answer: Answer) -> Sequence[Citation]:
    """Give what an answer quotes, else what it says is near."""
    return answer.citations or answer.related


def where(citation: Citation, language: str) -> str:
    """Say in which document, under which heading and on which page a quote stands."""
    return " › ".join(filter(None, (place(citation, language), citation.heading))) + f" [{citation.document}]"


def about(turn: Turn, answer: Answer, say: Translations) -> list[str]:
    """Say what an answer is, and of which day."""
    if answer.outcome is Outcome.SMALL_TALK:
        return []
    asked = f"{say('Asked on')} {say.day(turn.asked[:10])}; {say('documents as of')} {say.day(answer.as_of)}."
    return [asked] if not answer.related else [say("These passages are near; they do not answer."), asked]


def clean(text: str) -> str:
    """Give `text` without what no document may hold, and what turns the order of what follows it around."""
    return _CONTROL.sub("", text)


def _plain(text: str) -> str:
    """Give `text` so that Markdown shows it as it is, in one line."""
    text = " ".join(clean(text).split())
    return re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", _MARKUP.sub(r"\\\1", text)))
