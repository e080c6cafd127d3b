"""What a question asks for, before anything is searched: its kind, and the documents, bodies and days that it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from assistant.question.naming import named_across
from assistant.question.parts import asked_parts, asks_more_of_one
from assistant.question.unknown import unknown_bodies
from language.language import language_of
from language.lexicon import any_word_of, pattern_of, patterns_in
from language.span import Span
from language.statements.measures import days_of_any_year
from language.statements.places import named_places, place_names
from language.statements.quantities import quantities
from language.statements.recurrences import recurrence_in, times_a_year
from language.text.tokens import folded, words
from vectorstore.document import DocumentSummary
from vectorstore.library import Library


class Kind(StrEnum):
    """What kind of answer a question wants, in the order in which they are tried; their words stand in the lexicons `kinds`.

    MORE wants what the last answer left out, PARTS an answer to each of several questions.
    """

    MORE = "more"
    PARTS = "several"
    REQUEST = "request"
    COUNT_DOCUMENTS = "count_documents"
    NEWEST = "newest"
    OLDEST = "oldest"
    OUT_OF_FORCE = "out_of_force"
    LIST_DOCUMENTS = "list_documents"
    IN_LANGUAGES = "in_languages"
    ABOUT_DOCUMENTS = "about_documents"
    IN_FORCE = "in_force"
    EFFECTIVE = "effective"
    ISSUED = "issued"
    EXPIRES = "expires"
    ISSUER = "issuer"
    NUMBER = "number"
    VAGUE = "vague"
    CHANGES = "changes"
    COMPARE = "compare"
    SUMMARY = "summary"
    TERM = "term"
    YES_NO = "yes_no"
    KEYWORDS = "keywords"
    COUNT = "count"
    LIST = "list"
    FACT = "fact"


_WITHOUT_WORDS = frozenset({Kind.MORE, Kind.PARTS, Kind.FACT})
_OF_SEVERAL = frozenset({Kind.REQUEST, Kind.COMPARE})
"""Kinds that name several things to ask one."""
_BY, _BEFORE, _FROM = (pattern_of("kinds", name) for name in ("up_to_a_day", "before_a_day", "from_a_day"))


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question that stands alone, and what it asks for.

    `documents` are those that it names, `bodies` the names under which the library knows those that it names; `since` and `until` are the
    ISO dates between which what it asks about lies, empty where it says nothing of that, or no day on this side; `day` is the one that it
    names without a year, as 11-30; `times_a_year` says how often what a list is of recurs (“all that is due each quarter”), 0 where the
    question says nothing of it. `unknown_places` are those that it names, as it writes them, and no document does, `unknown_bodies`
    bodies of the kind.
    """

    question: str
    kind: Kind
    documents: tuple[DocumentSummary, ...] = ()
    bodies: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    language: str = field(default="en")
    unknown_places: tuple[str, ...] = ()
    unknown_bodies: tuple[str, ...] = ()
    day: str = ""
    times_a_year: float = 0

    @property
    def has_period(self) -> bool:
        """Whether it says when what it asks about lies."""
        return bool(self.since or self.until or self.day)

    def as_dict(self) -> dict[str, object]:
        """Give it as the trace tells it."""
        return {
            "kind": str(self.kind),
            "documents": [entry.name for entry in self.documents],
            "bodies": list(self.bodies),
            "since": self.since,
            "until": self.until,
            "day": self.day,
            "times_a_year": self.times_a_year,
            "unknown_places": list(self.unknown_places),
            "unknown_bodies": list(self.unknown_bodies),
        }


def understand(question: str, library: Library) -> Understanding:
    """Say what `question`, which stands alone, asks for and names, by its words and those of the library."""
    since, until = _period(question)
    day = next((one.value for one in days_of_any_year(question)), "") if not (since or until) else ""
    kind = kind_of(question)
    recurring = recurrence_in(question) if kind is Kind.LIST and not day else None
    return Understanding(
        question, kind, tuple(_documents(question, library)), tuple(bodies_in(question, library)),
        since, until, language_of(question).code, tuple(_unknown_places(question, library)),
        unknown_bodies(question, library), day, times_a_year(recurring.rule) if recurring else 0,
    )  # fmt: skip


def _unknown_places(question: str, library: Library) -> Iterator[str]:
    """Find the places of `question` that no passage names in any language."""
    for name, written in named_places(question).items():
        others = (other for other, english in place_names().items() if english == name)
        with library.snapshot() as snapshot:
            if not any(all(snapshot.document_frequencies(words(one)).values()) for one in (name, *others)):
                yield written


def _documents(question: str, library: Library) -> list[DocumentSummary]:
    """Give the documents that `question` names, by words of theirs or in another script."""
    named = library.catalogue().references.named(question)
    return list(dict.fromkeys([*named, *named_across(question, library)]))


def kind_of(question: str) -> Kind:
    """Give the kind of answer that the words of `question` ask for, PARTS where it asks for several."""
    kind = next((kind for kind in Kind if kind not in _WITHOUT_WORDS and _words_of(kind).search(question)), Kind.FACT)
    asks_several = len(asked_parts(question)) > 1 if kind not in _OF_SEVERAL else False
    return Kind.PARTS if asks_several or (kind is Kind.FACT and asks_more_of_one(question)) else kind


def without_kind(question: str, kind: Kind) -> str:
    """Give `question` with a space in place of the words by which it is of this kind."""
    return " ".join(_words_of(kind).sub(" ", question).split())


@cache
def _words_of(kind: Kind) -> re.Pattern[str]:
    return re.compile(any_word_of("kinds", kind.value), re.IGNORECASE)


def bodies_in(question: str, library: Library) -> list[str]:
    """Give the names of bodies with requirements that stand in `question`, none within another, as the library calls them."""
    plain, found = _plain(question), []
    for name in sorted(library.requirements.values("body"), key=len, reverse=True):
        for written in {name, *library.bodies.others(name)}:
            key = _plain(written)
            if len(key.strip()) > 1 and key in plain:
                found.append(name)
                plain = plain.replace(key, " | ")
                break
    others = [name for name in _unlisted(question, library) if _plain(name) in plain]
    return [*found, *others]


def _unlisted(question: str, library: Library) -> Iterator[str]:
    """Find what looks like the name of a body, by its last word and its capitals or its place before what must be done, and that documents
    name though no requirement has it as its body."""
    language = language_of(question)
    for pattern in patterns_in(language, "kinds", "names_body"):
        for match in pattern.finditer(question):
            name = " ".join(match["name"].split())
            with library.snapshot() as snapshot:
                counts = snapshot.document_frequencies(words(name))
            if counts and all(counts.values()):
                yield name


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """Give the words of a text in small letters, with a space around where spaces part them, without “the” and the plural's s."""
    words = re.findall(r"\w+", folded(text))
    plain = " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words if word != "the")
    return f" {plain} " if language_of(text).parts_words else plain


def _period(question: str) -> tuple[str, str]:
    """Give the first and last day that the dates of `question` name, of a year all its days; of one date by, before or from which
    something is to be, the days up to it or from it on."""
    days = sorted((one for one in quantities(question) if one.kind == "date"), key=lambda one: one.value)
    if not days:
        return "", ""
    since, until = day_of(days[0].value, first=True), day_of(days[-1].value, first=False)
    if len(days) > 1:
        return since, until
    around = f"{question[: days[0].span.start]}<day>{question[days[0].span.end :]}"
    if _BEFORE.search(around):
        return "", since
    if _BY.search(around):
        return "", until
    return since, "" if _FROM.search(around) else until


def without_period(question: str) -> str:
    """Give `question` with a space in place of its dates and of the words by which something is to be by, before or from them."""
    for span in sorted(_dates(question), key=lambda span: -span.start):
        question = f"{question[: span.start]}<day>{question[span.end :]}"
    for pattern in (_BY, _BEFORE, _FROM):
        question = pattern.sub(" ", question)
    return question.replace("<day>", " ")


def _dates(question: str) -> list[Span]:
    """Give where the dates of `question` stand; where it has none with a year, its days, with the words that say how often they come."""
    dated = [one.span for one in quantities(question) if one.kind == "date"]
    days = [] if dated else [one.span for one in days_of_any_year(question)]
    recurring = recurrence_in(question) if days else None
    return dated or ([recurring.span] if recurring and recurring.span.overlaps(days[0]) else days)


def day_of(written: str, first: bool) -> str:
    """Give the ISO date of a day, or the first or last one of a month or year."""
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        return written
    year, month = parts[0], parts[1] if len(parts) == 2 else 1 if first else 12
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1).isoformat() if first else date.fromordinal(after.toordinal() - 1).isoformat()
