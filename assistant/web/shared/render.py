"""Answers and sources as HTML. All text of documents, questions and metadata is escaped here, and nowhere else."""

import html
import re
from collections.abc import Sequence
from urllib.parse import quote

from assistant.answer.answer import Answer, Citation, Draft, Outcome, Standing, Statement
from assistant.answer.text import fixed, language_of, marked, place, withdrawn
from assistant.answer.trace import Trace
from language.messages import Translations, translations
from language.tokens import is_cjk

_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def escaped(text: str) -> str:
    """Give `text` so that a browser shows it as it is: no markup, no direction overrides, line ends kept."""
    return _LINE_ENDS.sub("<br>", html.escape(_DIRECTION_MARKS.sub("", text)))


def attribute(text: str) -> str:
    """Give `text` as the value of an attribute, line ends kept."""
    return _LINE_ENDS.sub("&#10;", html.escape(_DIRECTION_MARKS.sub("", text)))


def link(citation: Citation, label: str) -> str:
    """Give the link that opens the cited span in the source panel; the bare label where no document has it any more."""
    if not citation.document_id:
        return f'<span class="gone" title="{escaped(place(citation))}">{escaped(label)}</span>'
    target = f"#cite-{citation.document_id}-{citation.start}-{citation.end}"
    return f'<a class="cite" href="{target}" title="{escaped(place(citation))}">{escaped(label)}</a>'


def answer_parts(answer: Answer, say: Translations, terms: Sequence[str] = ()) -> list[str]:
    """Give the answer as HTML blocks in the order in which they are shown; each of `terms` is underlined where it stands first."""
    left = list(terms)
    if answer.citations:
        parts = [f"<p>{_said(said, answer.citations)}</p>" for said in (*answer.said, *answer.required)]
        parts += _written(answer, left) if answer.statements else [_quote(citation, left) for citation in answer.citations]
    else:
        said = answer.text.split("\n")[0] if answer.near else answer.text  # the list below says what is near
        kind = ' class="warning"' if answer.outcome is Outcome.FAILED else ""
        parts = [f"<p{kind}>{escaped(said)}</p>", *_nearby(answer.near, translations(language_of(answer.text)))]
    if answer.understood:
        parts.insert(0, f'<p class="understood">{escaped(fixed("understood", answer.understood).format(question=answer.understood))}</p>')
    parts += [f'<p class="warning">{escaped(warning)}</p>' for warning in answer.warnings]
    if answer.as_of and answer.outcome is not Outcome.SMALL_TALK:
        parts.append(f'<p class="as-of">{say("Documents as of {day}", day=answer.as_of)}</p>')
    if answer.trace and answer.trace.matches:
        parts.append(_traced(answer.trace, say))
    return parts


def draft_part(draft: Draft, say: Translations) -> str:
    """Give an answer that is still being written; its numbers open nothing yet."""
    return f'<p class="draft">{escaped(draft.text)}</p><p class="stage">{say("Writing; not yet checked against the documents …")}</p>'


def _said(said: str, citations: Sequence[Citation]) -> str:
    """Give a sentence before the quotes; the number at its end opens its quote."""
    found = re.search(r" ?\[(\d+)\]$", said)
    cited = next((one for one in citations if found and str(one.number) == found[1]), None)
    return f"{escaped(said[: found.start()])}&nbsp;{link(cited, found[1])}" if found and cited else escaped(said)


def with_terms(text: str, left: list[str]) -> str:
    """Give `text` as HTML with the terms of `left` that it has as links to their cards; what was found is taken from `left`."""
    spans: list[tuple[int, int, str]] = []
    for term in sorted(left, key=len, reverse=True):
        edge = "" if is_cjk(term) else r"\b"
        found = re.search(f"{edge}{re.escape(term)}{edge}", text, 0 if term.isupper() else re.IGNORECASE)
        if found and not any(start < found.end() and found.start() < end for start, end, _ in spans):
            spans.append((*found.span(), term))
            left.remove(term)
    parts, last = [], 0
    for start, end, term in sorted(spans):
        parts += [escaped(text[last:start]), f'<a class="term" href="#term-{quote(term)}">{escaped(text[start:end])}</a>']
        last = end
    return "".join([*parts, escaped(text[last:])])


def _written(answer: Answer, left: list[str]) -> list[str]:
    """Give the statements line by line, then what was withdrawn, then where the cited sentences stand."""
    lines: dict[int, list[str]] = {}
    for statement in answer.statements:
        if statement.standing is not Standing.WITHDRAWN:
            lines.setdefault(statement.line, []).append(escaped(statement.lead) + _statement(statement, left))
    parts = [f'<p class="written">{" ".join(line)}</p>' for line in lines.values()]
    question = answer.trace.question if answer.trace else ""
    parts += [f'<p class="warning">{escaped(told)}</p>' for told in withdrawn(answer.statements, question)]
    places = dict.fromkeys((citation.number, place(citation)) for citation in answer.citations)
    items = "".join(f"<li>[{number}] {escaped(told)}</li>" for number, told in places)
    return [*parts, f'<ul class="places">{items}</ul>']


def _statement(statement: Statement, left: list[str]) -> str:
    links = "&nbsp;".join(link(citation, str(citation.number)) for citation in statement.citations)
    told = f"{with_terms(statement.text, left)}{'&nbsp;' if links else ''}{links}"
    mark = marked(statement, statement.text)
    return f'<span class="doubt">{told} <em>({escaped(mark)})</em></span>' if mark else told


def _traced(trace: Trace, say: Translations) -> str:
    """Give, folded, how the answer came about."""
    seconds = ", ".join(f"{say(stage)} {took:.2f} s" for stage, took in trace.seconds.items())
    model = say("{model}, {tokens} tokens in the prompt", model=trace.model, tokens=trace.prompt_tokens) if trace.model else say("none")
    found = "".join(
        f"<li>{escaped(' › '.join(filter(None, (str(one['document']), str(one['heading'])))))}: "
        f"{say('score {score}, cosine {cosine}', score=one['score'], cosine=one['cosine'])}</li>"
        for one in trace.matches
    )
    checks = "".join(f"<li>{escaped(str(one['standing']))}: {escaped(str(one['text']))}</li>" for one in trace.checks)
    told = [f"{say('Looked for:')} {trace.question}", f"{say('Language model:')} {model}", f"{say('Time:')} {seconds}"]
    told += [f"{say('Left out, for want of room:')} {'; '.join(trace.left_out)}"] if trace.left_out else []
    told += [f"{say('Failure:')} {trace.failure}"] if trace.failure else []
    lists = f"<p>{say('Found:')}</p><ul>{found}</ul>" + (f"<p>{say('Checked:')}</p><ul>{checks}</ul>" if checks else "")
    said = "".join(f"<p>{escaped(one)}</p>" for one in told)
    return f'<details class="trace"><summary>{say("How this answer came about")}</summary>{said}{lists}</details>'


def _quote(citation: Citation, left: list[str]) -> str:
    text = f"<blockquote>{with_terms(citation.quote, left)}&nbsp;{link(citation, str(citation.number))}</blockquote>"
    heading = f' <span class="heading">› {escaped(citation.heading)}</span>' if citation.heading else ""
    return f'{text}<p class="place">{escaped(place(citation))}{heading}</p>'


def _nearby(near: Sequence[Citation], say: Translations) -> list[str]:
    items = [f"<li>{link(citation, place(citation))}{_start_of(citation)}</li>" for citation in near]
    return [f'<p class="near">{say("Not an answer, but near:")}</p><ul class="near">{"".join(items)}</ul>'] if items else []


def _start_of(citation: Citation) -> str:
    text = " ".join(citation.quote.split())
    return f" — {escaped(text[:140])}{'…' if len(text) > 140 else ''}"
