"""Searching and asking."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from assistant.answer.answer import Answer
from assistant.answer.as_json import answer_as_dict, match_as_dict
from assistant.answer.blocks import Caution
from assistant.queries.names import check_documents
from assistant.queries.query import Installation, Query, Table
from language.messages import translations
from vectorstore.filter import Filter
from vectorstore.passage import Match


class Questioning(Query):
    """What is looked for in the documents that `filter` admits. `after` are the questions before this one, oldest first."""

    searches: ClassVar[bool] = True

    question: str
    filter: Filter
    after: tuple[str, ...] = ()
    as_json: bool = False

    def of(self, question: str, after: Sequence[str]) -> Self:
        """Give the same query of another question, as JSON."""
        return self.model_copy(update={"question": question, "after": tuple(after), "as_json": True})


class Search(Questioning):
    """Which passages fit a question best, at most `top`."""

    kind: Literal["search"] = "search"
    top: Annotated[int, Field(ge=1, le=1000)]
    in_columns: bool = False

    def answer(self, installation: Installation) -> Any:
        check_documents(installation.library, self.filter)
        matches = installation.assistant.search(self.question, self.top, self.filter, self.after)
        if self.as_json:
            return [match_as_dict(match) for match in matches]
        return _table(matches) if self.in_columns else _listed(matches)


class Ask(Questioning):
    """What the documents answer; `trace`, with JSON, also says how the answer came about."""

    kind: Literal["ask"] = "ask"
    trace: bool = False

    def answer(self, installation: Installation) -> Any:
        check_documents(installation.library, self.filter)
        answer = installation.assistant.ask(self.question, self.filter, self.after)
        installation.note(answer, "program")
        if self.as_json:
            return answer_as_dict(answer) | ({"trace": answer.trace.as_dict()} if self.trace and answer.trace else {})
        return _printed(answer)


def _listed(matches: Sequence[Match]) -> str:
    """Give the passages with their places; of those with one text the first."""
    lines = []
    for place, (match, same) in enumerate(_with_the_same(matches), 1):
        lines.append(f"{place}. {_where(match)}  [{match.passage.document}, {match.score:.2f}]\n{match.passage.text}\n\n")
        if same:
            lines.append(f"   The same stands in {', '.join(same)}.\n\n")
    return "".join(lines)


def _table(matches: Sequence[Match]) -> Table:
    """Give a row for each passage, as `_listed` gives them."""
    rows = [
        [str(place), match.passage.text, _where(match), "\n".join([match.passage.document, *same]), f"{match.score:.2f}"]
        for place, (match, same) in enumerate(_with_the_same(matches), 1)
    ]
    headings = ["", "Passage", "Where", "Document", "Score"]
    return {"headings": headings, "widest": "Passage", "rows": rows, "below": [f"{len(rows)} passage{'' if len(rows) == 1 else 's'}"]}


def _with_the_same(matches: Sequence[Match]) -> list[tuple[Match, list[str]]]:
    """Give of the matches with one text the first, with the documents of the others."""
    firsts = [match for match in matches if not match.same_as]
    return [(first, [other.passage.document for other in matches if other.same_as == first.passage.id]) for first in firsts]


def _where(match: Match) -> str:
    return " › ".join(part for part in (match.passage.title, match.passage.heading) if part)


def _printed(answer: Answer) -> str:
    """Give the answer with the place of each quote."""
    places = [
        f"[{cited.number}] {cited.document}, {f'page {cited.page}, ' if cited.page else ''}characters {cited.span.start}–{cited.span.end}"
        for cited in (*answer.citations, *answer.in_other_languages)
    ]
    _ = translations(answer.language)
    rephrased = [_("Understood as: {question}", question=answer.rephrased_question), ""] if answer.rephrased_question else []
    leading = [block.text for block in takewhile(lambda block: isinstance(block, Caution), answer.blocks) if isinstance(block, Caution)]
    lines = [*places, *(f"! {warning}" for warning in answer.warnings[len(leading) :])]
    if answer.as_of:
        lines.append(f"Documents as of {answer.as_of}.")
    return "\n".join([*rephrased, *(f"! {warning}\n" for warning in leading), answer.text, *([""] if lines else []), *lines, ""])
