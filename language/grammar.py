"""What a sentence demands, as the grammar of its language reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from language.language import Language
from language.span import Span
from language.statements.modality import Modality


@dataclass(frozen=True, slots=True)
class Duty:
    """What a sentence demands: its modality, who has to act as the sentence writes it (else empty), and where the action begins.

    What stands before `start` only tells who demands it. `subject` is where that begins of which something is demanded, None where
    nothing is written; `acts` is false where it is a thing and not the body: “The ratio must …”, “Plans must be filed by the board”.
    `is_command` says that no word obliges: “Build …”; `is_practice` that the sentence only tells what somebody does, which obliges in
    a rule alone: “The office checks …”.
    """

    modality: Modality
    body_as_written: str
    action: int
    start: int = 0
    subject: int | None = None
    acts: bool = True
    is_command: bool = False
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody named at `span` who can act; `acts` says whether the text names them as the one who does, not as whom it concerns."""

    span: Span
    name: str
    acts: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language states duties: the first one of a sentence, the body that a line names which leads to a list, and a full stop.

    `clauses` gives where within a sentence the duties of further bodies begin; `goes_on` says of a sentence that names no body,
    and the one before it, whether it means the same body. `agents` gives those named in a text that can act.
    """

    duty: Callable[[str], Duty | None]
    body: Callable[[str], str]
    full_stop: str = "."
    clauses: Callable[[str], tuple[int, ...]] = lambda _sentence: ()
    goes_on: Callable[[str, str], bool] = lambda _sentence, _before: False
    agents: Callable[[str], tuple[Agent, ...]] = lambda _text: ()


@cache
def grammar_of(language: Language) -> Grammar:
    """Give the grammar that the language's folder declares in `grammar.py` as GRAMMAR; without one, nothing is a duty."""
    name = f"language.{language.folder.name}.grammar"
    if find_spec(name) is None:
        return Grammar(_no_duty, _nobody)
    grammar = import_module(name).GRAMMAR
    assert isinstance(grammar, Grammar)
    return grammar


def _no_duty(_sentence: str) -> None:
    return None


def _nobody(_lead_in: str) -> str:
    return ""
