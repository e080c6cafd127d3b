"""What can be asked of the library, before wrong options are found for it."""

import re
from dataclasses import dataclass

from language.span import Span
from language.text.tokens import words
from vectorstore.requirement import Requirement

GAP = "_____"


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its right option, `answer`; the wrong ones are answers of other items of its `group`, or the rest of `choices`.

    `text` is what is asked about, without what is asked for, empty where the `instruction` says all; `value` is the answer as it is
    compared. `quote` stands at `span` of `document`, called `title`, and holds the answer; `body` is whom it obliges, if anybody.
    """

    kind: str
    instruction: str
    text: str
    answer: str
    value: str
    group: str
    span: Span
    quote: str
    document: str
    title: str
    body: str = ""
    choices: tuple[str, ...] = ()

    @property
    def around(self) -> frozenset[str]:
        """The words of what is asked about."""
        return frozenset(words(self.text.replace(GAP, " ")))


def of_requirement(row: Requirement, kind: str, instruction: str, text: str, answer: str, value: str, group: str) -> Item:
    """Give the item that asks something of a requirement."""
    return Item(kind, instruction, text, answer, value, group, row.span, row.quote, row.document, row.title, row.body)


def without(text: str, answer: str) -> str:
    """Give the text with a gap wherever it has the answer."""
    return re.sub(re.escape(answer), GAP, text, flags=re.IGNORECASE)
