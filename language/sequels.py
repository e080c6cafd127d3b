"""How a question takes up the one before it: what of that one it asks anew, in the grammar of a language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from language.language import Language

IsBody = Callable[[str], bool]
"""Says whether a phrase names somebody with duties."""


@dataclass(frozen=True, slots=True)
class SequelGrammar:
    """How a language makes a question that stands alone of an earlier one and of what a sequel asks.

    `topic` gives what a question is about; `asking` an earlier question that asks what the sequel does; `instead` an earlier question
    with a phrase in the place of the one that is most like it; `asks` says whether a sequel asks something itself.
    """

    topic: Callable[[str], str]
    asking: Callable[[str, str, IsBody], str]
    instead: Callable[[str, str, IsBody], str]
    asks: Callable[[str], bool]


@cache
def sequel_grammar_of(language: Language) -> SequelGrammar:
    """Give the grammar that the language's folder declares in `sequels.py` as SEQUELS; where there is none, what a sequel
    asks is asked beside the earlier question."""
    name = f"language.{language.folder.name}.sequels"
    if find_spec(name) is None:
        return SequelGrammar(_plain, _beside, _beside, lambda _sequel: False)
    grammar = import_module(name).SEQUELS
    assert isinstance(grammar, SequelGrammar)
    return grammar


def _plain(question: str) -> str:
    return question.strip().rstrip("?!. \u00a0\u202f")


def _beside(base: str, sequel: str, _is_body: IsBody) -> str:
    return f"{_plain(base)}, {sequel[0].lower()}{sequel[1:]}"
