"""What goes to a model that writes an answer: rules, earlier questions, and numbered passages, as far as its window holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.quoting.runs import is_anaphoric
from assistant.writing.citation_markers import neutral
from assistant.writing.model import Model, ModelError
from assistant.writing.token_budget import tokens
from language.language import language_of
from language.span import Span
from language.text.sentences import sentences
from prompts import render
from vectorstore.passage import Match, Passage

_OVERHEAD = 32  # tokens of a chat's own framing
_SHARE_OF_TURNS = 8  # one part in so many of the window for earlier questions


@dataclass(frozen=True, slots=True)
class Brief:
    """What a model is to write: on `question`, after those of `history`, from `passages` by the numbers that the answer shows, and what
    is `wanted` of an answer to such a question."""

    question: str
    history: Sequence[str]
    passages: Mapping[int, Passage]
    wanted: str = ""


@dataclass(frozen=True)
class Numbered:
    """What a number in a prompt stands for: a passage, or the `sentence` of that place in it. `number` is what the answer shows."""

    number: int
    passage: Passage
    sentence: int | None = None

    @cached_property
    def sentences(self) -> list[tuple[Span, str]]:
        """What is cited, sentence by sentence, each with its span in the document."""
        return self.around if self.sentence is None else [self.around[self.sentence]]

    @cached_property
    def around(self) -> list[tuple[Span, str]]:
        """The sentences of the passage; one that leans on the one before begins with that."""
        text, found = self.passage.text, list[tuple[Span, str]]()
        before: Span | None = None
        for span in sentences(text):
            whole = Span(before.start, span.end) if before and is_anaphoric(span.of(text)) else span
            found.append((whole.within(self.passage.span.document_id, self.passage.span.start), whole.of(text)))
            before = span
        return found


@dataclass(frozen=True, slots=True)
class Prompt:
    """What goes to the model: `text`, what the numbers in it stand for, the passages that did not fit, and its length."""

    text: str
    numbered: Mapping[int, Numbered]
    left_out: tuple[Passage, ...]
    tokens: int


def language_for(question: str) -> str:
    """Name the language in which a model is to write."""
    known = language_of(question)
    return str(known.called) if known.script else "the language of the question"


def numbered(matches: Sequence[Match], citation_numbers: dict[int, int]) -> dict[int, Passage]:
    """Give the passages of `matches` by the numbers that `citation_numbers` has for their ids; those that it lacks are added."""
    found = {}
    for match in matches:
        number = citation_numbers.setdefault(match.passage.id, 1 + max(citation_numbers.values(), default=0))
        found[number] = match.passage
    return found


def prompt_for(brief: Brief, model: Model, *, is_bound: bool = False) -> Prompt:
    """Give the prompt with as many of the passages as the model's window takes, the first ones first.

    Where the reply `is_bound` to a form, the sentences are numbered, from 1, else the passages, as in the answer. The last of the
    earlier questions stand before them, as far as an eighth of the window holds them. Raises ModelError where no passage fits.
    """
    form = "statements" if is_bound else "prose"
    around = {
        "language": language_for(brief.question),
        "wanted": brief.wanted,
        "earlier": _earlier(brief.history, model.window // _SHARE_OF_TURNS),
        "form": render(f"form_of_{form}"),
        "nothing": render(f"nothing_in_{form}"),
    }
    room = model.window - model.longest_reply - _OVERHEAD - tokens(render("answer", **around, passages="")) - tokens(brief.question)
    texts: list[str] = []
    known: dict[int, Numbered] = {}
    left_out = []
    for number, passage in brief.passages.items():
        first = len(known) + 1
        text = fenced_sentences(first, passage) if is_bound else fenced(number, passage)
        cost = tokens(text) + 1
        if cost > room:
            left_out.append(passage)
            continue
        room -= cost
        texts.append(text)
        count = len(sentences(passage.text))
        known |= (
            {first + place: Numbered(number, passage, place) for place in range(count)} if is_bound else {number: Numbered(number, passage)}
        )
    if not texts:
        raise ModelError("No passage fits into the language model's window (POLICY_MODEL_WINDOW).")
    text = render("answer", **around, passages="\n".join(texts))
    return Prompt(text, known, tuple(left_out), tokens(text) + tokens(brief.question))


def _earlier(history: Sequence[str], room: int) -> str:
    """Give the last of the questions that fit into `room` tokens, in their order."""
    lines: list[str] = []
    for question in reversed(history):
        line = f"- {neutral(' '.join(question.split()))}"
        if tokens("\n".join([line, *lines])) + _OVERHEAD > room:
            break
        lines.insert(0, line)
    return "\n".join(["The user asked before:", "", *lines]) if lines else ""


def fenced(number: int, passage: Passage) -> str:
    """Give a passage as a model is to see it: numbered, fenced, and nothing in it that could pass for either."""
    return f"<passage number={number}>\n{_about(passage)}\n\n{neutral(passage.text)}\n</passage>"


def fenced_sentences(first: int, passage: Passage) -> str:
    """Give a passage as a model is to see it, fenced, each sentence on a line with its number, from `first` on."""
    told = (" ".join(neutral(span.of(passage.text)).split()) for span in sentences(passage.text))
    lines = "\n".join(f"[{number}] {sentence}" for number, sentence in enumerate(told, first))
    return f"<passage>\n{_about(passage)}\n\n{lines}\n</passage>"


def _about(passage: Passage) -> str:
    return neutral(" › ".join(part for part in (passage.title, passage.heading) if part))
