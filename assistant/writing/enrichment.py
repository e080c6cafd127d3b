"""What a language model adds to requirements whose body the grammar did not find, checked against their sentences."""

from collections.abc import Iterable, Iterator

from assistant.writing.model import Model
from language.language import languages
from prompts import render
from vectorstore.requirement import Requirement

NONE = "NONE"
_PATIENCE = 20.0  # seconds
_LONGEST = 110
_NO_BODY = frozenset(word for one in languages() for word in one.lexicon("pronouns") or ())


def bodies_by(model: Model, requirements: Iterable[Requirement]) -> Iterator[tuple[Requirement, str]]:
    """Give the requirements without a body whose sentence names one as the model says, with the words that name it.

    A reply counts only where its words stand in the sentence as they are. Raises ModelError where the model fails.
    """
    for requirement in requirements:
        if requirement.body:
            continue
        sentence = requirement.quote.replace("</sentence>", " ")
        reply = model.reply(render("body", sentence=sentence), "Who has to act?", _PATIENCE).strip(" \n\t.。“”\"'")
        if reply != NONE and 1 < len(reply) <= _LONGEST and reply in requirement.quote and reply.lower() not in _NO_BODY:
            yield requirement, reply
