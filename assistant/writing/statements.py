"""From passages to a written answer: the prompt, within the model's window, and the check of every statement of the reply."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.answer import Citation, Standing, Statement
from assistant.quoting.excerpts import leans
from assistant.writing.citation_markers import before_stops, neutral, split
from assistant.writing.model import Model, ModelError
from assistant.writing.token_budget import tokens
from assistant.writing.verification import verify
from language.language import language_of
from language.sentences import sentences
from prompts import render
from vectorstore.document import Document
from vectorstore.passage import Match, Passage

NO_ANSWER = "NO ANSWER"  # what the prompt tells the model to write where the passages do not answer
_LEAD = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)、])\s+")
_MARKUP = re.compile(r"\*\*|__|^#+\s*|`", re.MULTILINE)
_OVERHEAD = 32  # tokens of a chat's own framing
_SHARE_OF_TURNS = 8  # one part in so many of the window for earlier questions
_LONGEST_CHECKED = 800  # characters of a statement; a longer one is confirmed by nothing
_FEWEST_LETTERS = 40  # that tell in which language a reply is written


@dataclass(frozen=True, slots=True)
class Prompt:
    """What goes to the model: `text`, which of the passages it holds, by number, and those that did not fit."""

    text: str
    passages: Mapping[int, Passage]
    left_out: tuple[Passage, ...]
    tokens: int


def language_for(question: str) -> str:
    """Name the language in which a model is to write."""
    known = language_of(question)
    return known.english_name if known.script else "the language of the question"


def prompt_for(question: str, asked: Sequence[str], matches: Sequence[Match], numbers: dict[int, int], model: Model) -> Prompt:
    """Give the prompt with as many passages as the model's window takes, best first.

    Before them stand the last of the questions `asked` before, as far as an eighth of the window holds them.
    `numbers` gives the numbers of passages by their ids; those that it lacks are added. Raises ModelError where no
    passage fits.
    """
    earlier = _earlier(asked, model.window // _SHARE_OF_TURNS)
    bare = render("answer", language=language_for(question), earlier=earlier, passages="")
    room = model.window - model.longest_reply - _OVERHEAD - tokens(bare) - tokens(question)
    texts: dict[int, str] = {}
    chosen: dict[int, Passage] = {}
    left_out = []
    for match in matches:
        number = numbers.setdefault(match.passage.id, 1 + max(numbers.values(), default=0))
        text = fenced(number, match.passage)
        cost = tokens(text) + 1
        if cost <= room:
            room -= cost
            texts[number], chosen[number] = text, match.passage
        else:
            left_out.append(match.passage)
    if not chosen:
        raise ModelError("no_room")
    text = render("answer", language=language_for(question), earlier=earlier, passages="\n".join(texts.values()))
    return Prompt(text, chosen, tuple(left_out), tokens(text) + tokens(question))


def _earlier(asked: Sequence[str], room: int) -> str:
    """Give the last of the questions that fit into `room` tokens, in their order."""
    lines: list[str] = []
    for question in reversed(asked):
        line = f"- {neutral(' '.join(question.split()))}"
        if tokens("\n".join([line, *lines])) + _OVERHEAD > room:
            break
        lines.insert(0, line)
    return "\n".join(["The user asked before:", "", *lines]) if lines else ""


def fenced(number: int, passage: Passage) -> str:
    """Give a passage as a model is to see it: numbered, fenced, and nothing in it that could pass for either."""
    about = " › ".join(part for part in (passage.title, passage.heading) if part)
    return f"<passage number={number}>\n{neutral(about)}\n\n{neutral(passage.text)}\n</passage>"


def check_language(question: str, written: str) -> None:
    """Raise ModelError where `written` is clearly in another language than `question`."""
    if sum(letter.isalpha() for letter in written) >= _FEWEST_LETTERS and language_of(question) != language_of(written):
        raise ModelError("foreign")


def statements(written: str, passages: Mapping[int, Passage], documents: Mapping[int, Document]) -> list[Statement]:
    """Cut what a model wrote into statements, each checked against the passages that it cites.

    `written` has markers such as [1], in which only numbers of `passages` stand. `documents` holds the passages' documents.
    """
    found = []
    lines = [line for line in _MARKUP.sub("", before_stops(written)).splitlines() if line.strip()]
    for place, line in enumerate(lines):
        lead = _LEAD.match(line)
        begin = lead.end() if lead else 0
        for start, end in sentences(line, begin):
            text, numbers = split(line[start:end])
            if text:
                found.append(_judged(text, numbers, passages, documents, place, lead[0] if lead and start == begin else ""))
    return found


def _judged(
    text: str, numbers: Sequence[int], passages: Mapping[int, Passage], documents: Mapping[int, Document], line: int, lead: str
) -> Statement:
    """Check one statement against the sentences of all the passages that it cites."""
    cited = [number for number in numbers if number in passages and passages[number].document_id in documents]
    if not cited:
        standing = Standing.CHECKED if text.endswith((":", "：")) and not re.search(r"\d", text) else Standing.UNCITED
        return Statement(text, standing, line=line, lead=lead)
    spans = [(number, *span) for number in cited for span in _spans(passages[number])]
    context = "\n".join(_naming(passages[number], documents[passages[number].document_id]) for number in cited)
    judged = verify(text, [one[3] for one in spans] if len(text) <= _LONGEST_CHECKED else [], context)
    if judged.sentence is None:
        whole = [passages[number] for number in cited]
        citations = [_cite(number, one.start, one.end, one, documents, False) for number, one in zip(cited, whole, strict=True)]
        return Statement(text, Standing.UNCONFIRMED, tuple(citations), (), line, lead)
    number, start, end, _ = spans[judged.sentence]
    citation = _cite(number, start, end, passages[number], documents, judged.is_confirmed)
    differs = tuple(one.written for one in judged.differences)
    if any(one.grave for one in judged.differences):
        return Statement(text, Standing.WITHDRAWN, (citation,), differs, line, lead)
    return Statement(text, Standing.CHECKED if judged.is_confirmed else Standing.UNCONFIRMED, (citation,), differs, line, lead)


def _spans(passage: Passage) -> list[tuple[int, int, str]]:
    """Give the sentences of `passage` as spans of its document; one that leans on the one before begins with that."""
    found = []
    before: tuple[int, int] | None = None
    for start, end in sentences(passage.text):
        first = before[0] if before and leans(passage.text, (start, end)) else start
        found.append((passage.start + first, passage.start + end, passage.text[first:end]))
        before = (start, end)
    return found


def _naming(passage: Passage, document: Document) -> str:
    """Give what names the document and opens the lists of the passage."""
    opening = [line for line in passage.text.splitlines() if line.rstrip().endswith((":", "："))]
    return "\n".join([document.title, document.issuer, document.number, document.name, passage.heading, *opening])


def _cite(number: int, start: int, end: int, passage: Passage, documents: Mapping[int, Document], checked: bool) -> Citation:
    return Citation.of(number, documents[passage.document_id], start, end, checked)
