"""What a language model does for the questions around an answer: completing one that leans on others, and proposing the next."""

import re
from collections.abc import Sequence

from assistant.writing.model import Model, ModelError
from assistant.writing.prompting import fenced, language_for
from assistant.writing.token_budget import tokens
from language.language import language_of
from language.statements.claims import claims
from prompts import render
from vectorstore.passage import Passage

_PATIENCE = 10.0  # seconds
_LONGEST = 300  # characters of a question
_EARLIER = 4  # questions
_MOST = 3
_LISTED = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)、])\s*")


def rephrased_by(model: Model, question: str, history: Sequence[str], by_rule: str) -> str:
    """Let `model` complete `question` from the questions of its `history`; `by_rule` where its reply is of no use.

    A reply is of use where it is one line in the question's script and holds no figure that the questions do not.
    """
    earlier = "\n".join(f"- {' '.join(one.split())[:_LONGEST]}" for one in history[-_EARLIER:])
    prompt = render("complete", language=language_for(question), earlier=earlier, question=question)
    try:
        reply = model.reply(prompt, question, _PATIENCE)
    except ModelError:
        return by_rule
    known = claims("\n".join([*history, question])).measures
    is_one_line = 0 < len(reply) <= 2 * _LONGEST and "\n" not in reply and language_of(reply).script == language_of(question).script
    invents = any(not any(measure.means(other) for other in known) for measure in claims(reply).measures)
    return by_rule if invents or not is_one_line else reply


def proposed_by(model: Model, question: str, passages: Sequence[Passage]) -> list[str]:
    """Let `model` propose at most three further questions that `passages` may answer; none where its reply is of no use."""
    room = model.window - model.longest_reply - tokens(question) - 400
    chosen = []
    for number, passage in enumerate(passages, 1):
        text = fenced(number, passage)
        room -= tokens(text)
        if room >= 0:
            chosen.append(text)
    prompt = render("suggest", language=language_for(question), question=question, passages="\n".join(chosen))
    try:
        reply = model.reply(prompt, question, _PATIENCE)
    except ModelError:
        return []
    lines = [_LISTED.sub("", line).strip() for line in reply.splitlines()]
    fit = [line for line in lines if line.endswith(("?", "？")) and len(line) <= _LONGEST and language_of(line) == language_of(question)]
    return list(dict.fromkeys(line for line in fit if line != question))[:_MOST]
