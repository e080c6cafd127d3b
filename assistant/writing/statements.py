"""From passages to a written answer: the prompt, within the model's window, and the check of every statement of the reply."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.blocks import Statement, Support
from assistant.answer.citation import Citation
from assistant.quoting.runs import is_anaphoric
from assistant.writing.citation_markers import before_stops, neutral, split
from assistant.writing.model import Model, ModelError
from assistant.writing.token_budget import tokens
from assistant.writing.verification import verify
from language.language import language_code_of, language_of
from language.names import NO_NAMES, KnownNames
from language.span import Span
from language.text.sentences import sentences
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
    return str(known.called) if known.script else "the language of the question"


def numbered(matches: Sequence[Match], citation_numbers: dict[int, int]) -> dict[int, Passage]:
    """Give the passages of `matches` by the numbers that `citation_numbers` has for their ids; those that it lacks are added."""
    found = {}
    for match in matches:
        number = citation_numbers.setdefault(match.passage.id, 1 + max(citation_numbers.values(), default=0))
        found[number] = match.passage
    return found


def prompt_for(question: str, history: Sequence[str], passages: Mapping[int, Passage], model: Model, wanted: str = "") -> Prompt:
    """Give the prompt with as many of the numbered `passages` as the model's window takes, the first ones first.

    Before them stand what is `wanted` of an answer to such a question, and the last of the questions of `history`, as far as an eighth
    of the window holds them. Raises ModelError where no passage fits.
    """
    around = {"language": language_for(question), "wanted": wanted, "earlier": _earlier(history, model.window // _SHARE_OF_TURNS)}
    room = model.window - model.longest_reply - _OVERHEAD - tokens(render("answer", **around, passages="")) - tokens(question)
    texts: dict[int, str] = {}
    left_out = []
    for number, passage in passages.items():
        text = fenced(number, passage)
        cost = tokens(text) + 1
        if cost <= room:
            room -= cost
            texts[number] = text
        else:
            left_out.append(passage)
    if not texts:
        raise ModelError("No passage fits into the language model's window (POLICY_MODEL_WINDOW).")
    text = render("answer", **around, passages="\n".join(texts.values()))
    return Prompt(text, {number: passages[number] for number in texts}, tuple(left_out), tokens(text) + tokens(question))


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
    about = " › ".join(part for part in (passage.title, passage.heading) if part)
    return f"<passage number={number}>\n{neutral(about)}\n\n{neutral(passage.text)}\n</passage>"


def check_language(question: str, written: str) -> None:
    """Raise ModelError where `written` is clearly in another language than `question`: the words of a short reply may be of any."""
    if sum(letter.isalpha() for letter in written) < _FEWEST_LETTERS:
        return
    codes = {language_code_of(question), language_code_of(written)} - {""}
    if len(codes) > 1 or language_of(question).script != language_of(written).script:
        raise ModelError("The language model wrote in another language than the question's.")


def statements(
    written: str,
    passages: Mapping[int, Passage],
    documents: Mapping[int, Document],
    language: str,
    names: KnownNames = NO_NAMES,
) -> list[Statement]:
    """Cut what a model wrote into statements, each checked against the passages that it cites.

    `written` has markers such as [1], in which only numbers of `passages` stand. `documents` holds the passages' documents,
    `language` is that of the answer, `names` are those that mean the same in several languages.
    """
    found = []
    lines = [line for line in _MARKUP.sub("", before_stops(written)).splitlines() if line.strip()]
    for place, line in enumerate(lines):
        lead = _LEAD.match(line)
        begin = lead.end() if lead else 0
        for span in sentences(line, begin):
            text, numbers = split(span.of(line))
            if text:
                cited = {
                    number: passages[number] for number in numbers if number in passages and passages[number].span.document_id in documents
                }
                judged = _judged(text, cited, documents, language, names)
                found.append(replace(judged, line=place, lead=lead[0] if lead and span.start == begin else ""))
    return found


def _judged(text: str, cited: Mapping[int, Passage], documents: Mapping[int, Document], language: str, names: KnownNames) -> Statement:
    """Check one statement against the sentences of all the passages that it cites, by their numbers."""
    if not cited:
        introduces = text.endswith((":", "：")) and not re.search(r"\d", text)
        return Statement(text, Support.SUPPORTED if introduces else Support.UNCITED, language)
    spans = [(number, span, sentence) for number, passage in cited.items() for span, sentence in _sentences(passage)]
    context = "\n".join(_naming(passage, documents[passage.span.document_id]) for passage in cited.values())
    judged = verify(text, [sentence for _, _, sentence in spans] if len(text) <= _LONGEST_CHECKED else [], context, names)
    if judged.sentence is None:
        whole = [(number, one.span) for number, one in cited.items()]
        citations = tuple(Citation.of(number, documents[span.document_id], span, checked=False) for number, span in whole)
        return Statement(text, Support.UNCONFIRMED, language, citations)
    number, span, _ = spans[judged.sentence]
    citation = Citation.of(number, documents[span.document_id], span, judged.is_confirmed)
    differences = tuple(one.written for one in judged.differences if not one.is_left_out)
    left_out = tuple(one.written for one in judged.differences if one.is_left_out)
    is_grave = any(one.is_grave for one in judged.differences)
    support = Support.WITHDRAWN if is_grave else Support.SUPPORTED if judged.is_confirmed else Support.UNCONFIRMED
    return Statement(text, support, language, (citation,), differences, left_out=left_out)


def _sentences(passage: Passage) -> list[tuple[Span, str]]:
    """Give the sentences of `passage` with their spans; one that leans on the one before begins with that."""
    found = []
    before: Span | None = None
    for span in sentences(passage.text):
        whole = Span(before.start, span.end) if before and is_anaphoric(span.of(passage.text)) else span
        found.append((whole.within(passage.span.document_id, passage.span.start), whole.of(passage.text)))
        before = span
    return found


def _naming(passage: Passage, document: Document) -> str:
    """Give what names the document and opens the lists of the passage."""
    opening = [line for line in passage.text.splitlines() if line.rstrip().endswith((":", "："))]
    return "\n".join([document.title, document.issuer, document.number, document.name, passage.heading, *opening])
