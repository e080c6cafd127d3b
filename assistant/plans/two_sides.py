"""What the documents say of each of two things that a question compares, side by side."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Heading, Paragraph, Quote
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language
from assistant.answer.text import in_marks
from assistant.modes.quoted import cautions
from assistant.plans.defining import Asked, saying_what_it_is
from assistant.plans.plan import Task
from assistant.question.two_things import Side, sides
from assistant.quoting.whole_sentences import whole_excerpts, whole_sentences
from language.language import language_of
from language.lexicon import any_word_of, pattern_of
from language.messages import translations
from language.span import Span
from language.statements.quantities import quantities
from language.text.numbering import end_of_sentence_number, rank_of
from language.text.overlap import coverage
from language.text.scripts import script_of
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.document import Document, DocumentSummary
from vectorstore.filter import Filter
from vectorstore.search.evidence import QUOTED, Evidence

_ROOM, _LOOKED_AT, _QUOTES = 2_000, 6, 2  # characters and excerpts that are looked at for one side, and quotes of it that are shown
_OF_OTHER = 0.5  # weight of the words that only the other side has
_ABOUT = 0.05  # by which the second excerpt may speak less of a side than the first
_OF_BOTH = 0.25  # weight of all words that are asked of a side
_FAR_MORE = 0.3  # of a side's question that a quote says beyond what another does
_ARTICLE = 4  # the rank of an article's number
_LONGEST_ARTICLE = 2_000  # characters
_LEANS = pattern_of("comparisons", "leans")
_FIGURE = re.compile(any_word_of("kinds", "figure_sought"), re.IGNORECASE)
_IN_WORDS = re.compile(any_word_of("comparisons", "figure_in_words"), re.IGNORECASE)
_SPAN_OF_TIME = re.compile(any_word_of("comparisons", "span_of_time"), re.IGNORECASE)
_TIME = re.compile(any_word_of("comparisons", "time_sought"), re.IGNORECASE)


def of_two(task: Task) -> Answer | None:
    """Quote what the documents say of each of the two things that the question compares; None where they say nothing of both."""
    named = sides(task.question)
    if named is None:
        return None
    entries = [_document(task, side) for side in named]
    pair = [_within(side, entry) for side, entry in zip(named, entries, strict=True)]
    searched = [
        task.search(side.question, Filter(documents=frozenset({entry.name})) if entry else None)
        for side, entry in zip(pair, entries, strict=True)
    ]
    evidence = [found for found, _ in searched]
    found = [
        _best(task, _Sided(side, other, own, against, entry is not None), verdict.outcome)
        for (own, verdict), against, side, other, entry in zip(searched, evidence[::-1], pair, pair[::-1], entries, strict=True)
    ]
    if not any(found):
        return None
    if not any(entries):
        found = _with_what_names_both(pair, found, evidence)
    documents = {id: document for one in evidence for id, document in one.documents.items()}
    found = _told_apart(task, _with_what_stands_beside(pair, found, evidence), evidence, documents)
    blocks, cited = _shown(task, pair, found, documents, entries)
    return Answer(
        Outcome.ANSWERED if all(found) else Outcome.PARTIAL,
        (*blocks, *in_another_language(task.language, cited), *cautions(evidence[0], task.language, cited)),
        task.language,
    )


def _document(task: Task, side: Side) -> DocumentSummary | None:
    """Give the one document that a side names, if need be by pieces of its title; None where it names none, or several."""
    references = task.library.catalogue().references
    named = references.named(side.name) or references.abbreviated(side.name)
    return named[0] if len(named) == 1 else None


def _within(side: Side, entry: DocumentSummary | None) -> Side:
    """Give a side that is looked for in one document without what only names that: its text need not say what it is called, but something
    of what is asked of it."""
    if entry is None:
        return side
    named = set(words(f"{entry.title} {entry.name.replace('_', ' ')} {entry.issuer} {entry.issued[:4]}"))
    asked = side.question.replace(side.name, " ").strip()
    about = frozenset(telling_words(asked)) - STOP_WORDS
    return Side(side.name, asked, about) if about else replace(side, own=side.own - named)


@dataclass(frozen=True, slots=True)
class _Sided:
    """One side, the other one, what was found for each, and whether this side is looked for in the document that it names."""

    side: Side
    other: Side
    evidence: Evidence
    against: Evidence
    in_document: bool

    def share(self, span: Span, held: frozenset[str], in_one_script: bool) -> float:
        """Say how much more the words `held` by a span are this side's than the other's; in another script how near it comes to each."""
        if in_one_script or (self.side.own | self.other.own) & held:
            of_both = _OF_BOTH * coverage(set(telling_words(self.side.question)), held)
            of_other = 0.0 if all(word.isdigit() for word in self.other.own) else _OF_OTHER  # a table states several years
            return coverage(self.side.own, held) - of_other * coverage(self.other.own, held) + of_both
        return _similarity(self.evidence, span) - _similarity(self.against, span)


def _similarity(evidence: Evidence, span: Span) -> float:
    return max((found.similarity_of(span) for found in evidence.passages if found.passage.span.overlaps(span)), default=0.0)


def _best(task: Task, sided: _Sided, outcome: Outcome) -> list[Span]:
    """Give the one or two excerpts that speak of one side: those that have its own words, and least of the other's.

    Those in the script of the question that have none of them are given only where the search says that they answer, and if they do not
    speak of the other side.
    """
    is_found = outcome is not Outcome.NOT_FOUND
    if not (is_found or sided.in_document):
        return []
    shares: dict[Span, tuple[bool, float]] = {}
    for span in _candidates(task, sided.evidence):
        document = sided.evidence.documents[span.document_id]
        quote = span.of(document.text)
        held = _held(span, document)
        answers = outcome is Outcome.ANSWERED and not sided.other.own & held
        in_one_script = script_of(quote) == script_of(task.question)
        if sided.side.own & held or (is_found and (not sided.side.own or answers or not in_one_script)):
            shares[span] = bool(sided.side.own & held), sided.share(span, held, in_one_script)
    fitting = sorted(shares, key=lambda span: shares[span], reverse=True)
    holds, share = shares[fitting[0]] if fitting else (False, 0.0)
    chosen = [span for span in fitting if shares[span] >= (holds, share - _ABOUT)]
    defining = saying_what_it_is(Asked(sided.side.name), sided.evidence) if sided.side.question == sided.side.name else None
    first = [_whole(defining, sided.evidence)] if defining else []
    return [*first, *(span for span in chosen if not any(span.overlaps(one) for one in first))][:_QUOTES]


def _held(span: Span, document: Document) -> frozenset[str]:
    """Give the words of what stands at `span` and of the headings over it; of what leans on the paragraphs before it in its article
    (“such acts”), of these too."""
    quote = span.of(document.text)
    before = _article_before(span.start, document.text) if _LEANS.search(quote) else ""
    return frozenset(words(f"{before} {quote} {' '.join(document.heading_at(span.start))}"))


def _article_before(start: int, text: str) -> str:
    """Give what stands before `start` in the article, back to its number."""
    paragraphs: list[str] = []
    for paragraph in reversed(text[max(0, start - _LONGEST_ARTICLE) : start].split("\n")):
        paragraphs.append(paragraph)
        if rank_of(paragraph.strip()) == _ARTICLE:
            return "\n".join(reversed(paragraphs))
    return ""


def _whole(span: Span, evidence: Evidence) -> Span:
    """Give a sentence with those that are always quoted with it."""
    units = (one for one in _units(evidence) if one.overlaps(span))
    return next(units, span)


def _with_what_stands_beside(pair: Sequence[Side], found: Sequence[list[Span]], evidence: Sequence[Evidence]) -> list[list[Span]]:
    """Give, for a side that has no words of its own, the sentences nearest to it among those beside what the other side found."""
    beside = list(found)
    for place, side in enumerate(pair):
        other = found[1 - place]
        if other and pair[1 - place].own and not side.own and side.name not in pair[1 - place].name:
            units = [one for one in dict.fromkeys(_units_beside(other[0], evidence[place])) if not one.overlaps(other[0])]
            own = [one for one in units if not pair[1 - place].own & _held(one, evidence[place].documents[one.document_id])]
            nearest = sorted(own, key=lambda one: _similarity(evidence[place], one), reverse=True)
            beside[place] = nearest[:_QUOTES] or found[place]
    return beside


def _with_what_names_both(pair: Sequence[Side], found: Sequence[list[Span]], evidence: Sequence[Evidence]) -> list[list[Span]]:
    """Give, for a side of which nothing was found, or what says far less of its question, the quote of the other side that has all its
    own words too."""
    both = list(found)
    for place, side in enumerate(pair):
        if not found[1 - place] or not side.own:
            continue
        span, asked = found[1 - place][0], set(telling_words(side.question))
        held = _held(span, evidence[1 - place].documents[span.document_id])
        own = [_held(one, evidence[place].documents[one.document_id]) for one in found[place]]
        says_more = all(coverage(asked, held) - coverage(asked, one) >= _FAR_MORE for one in own)
        both[place] = [span] if side.own <= held and says_more else found[place]
    return both


def _units_beside(span: Span, evidence: Evidence) -> Iterator[Span]:
    """Give the sentences of the passage in which `span` stands."""
    holding = [found.passage.span for found in evidence.passages if found.passage.span.overlaps(span)]
    return (one for one in _units(evidence) if any(one.overlaps(passage) for passage in holding))


def _told_apart(
    task: Task, found: Sequence[list[Span]], evidence: Sequence[Evidence], documents: Mapping[int, Document]
) -> list[list[Span]]:
    """Give one list for both sides where nothing tells in another script which quote is whose: that was found for both."""
    both = [span for span in found[0] if span in found[1]]
    if not both or any(script_of(span.of(documents[span.document_id].text)) == script_of(task.question) for span in both):
        return [*found]
    spans = {*found[0], *found[1]}
    ranked = sorted(spans, key=lambda span: -sum(_similarity(one, span) for one in evidence))[:_QUOTES]
    return [ranked, ranked]


def _candidates(task: Task, evidence: Evidence) -> list[Span]:
    """Give the excerpts that may be quoted: where a figure is sought and any states one, those that do."""
    spans = whole_excerpts(evidence, _ROOM, _LOOKED_AT)
    states = _states_time if _TIME.search(task.question) else _states_figure if _FIGURE.search(task.question) else None
    if states is None:
        return spans
    stating = [span for span in _units(evidence) if states(span.of(evidence.documents[span.document_id].text))]
    return stating or spans


def _units(evidence: Evidence) -> Iterator[Span]:
    """Give the sentences of the best passages, whole."""
    for found in evidence.passages[:QUOTED]:
        span = found.passage.span
        yield from (one.within(span.document_id) for one in whole_sentences(evidence.documents[span.document_id], span))


def _states_figure(said: str) -> bool:
    return bool(_IN_WORDS.search(said)) or any(one.kind != "date" for one in quantities(said[end_of_sentence_number(said) :]))


def _states_time(said: str) -> bool:
    return bool(_SPAN_OF_TIME.search(said)) or any(one.kind == "date" for one in quantities(said))


def _shown(
    task: Task,
    pair: Sequence[Side],
    found: Sequence[Sequence[Span]],
    documents: Mapping[int, Document],
    entries: Sequence[DocumentSummary | None],
) -> tuple[list[Block], list[Citation]]:
    """Give each side's quotes under its name; what says both stands once. A side that has none is told with the document that it names."""
    _ = translations(task.language)
    blocks: list[Block] = []
    cited: dict[Span, Citation] = {}
    if found[0] == found[1]:
        pair, found = [Side(f"{pair[0].name} · {pair[1].name}", "", frozenset())], found[:1]
    for side, spans, entry in zip(pair, found, entries[: len(pair)], strict=True):
        blocks.append(Heading(side.name, task.language))
        if not spans:
            named = in_marks(entry.title if entry else side.name, task.language)
            told = (
                _("Nothing of this was found in {title}.", title=named) if entry else _("No document speaks of {missing}.", missing=named)
            )
            blocks.append(Paragraph(told, task.language))
        for span in spans:
            if span in cited:
                blocks.append(Paragraph(_("See [{number}].", number=cited[span].number), task.language, (cited[span],)))
                continue
            cited[span] = Citation.of(len(cited) + 1, documents[span.document_id], span)
            blocks.append(Quote(language_of(cited[span].quote).code, (cited[span],)))
    return blocks, list(cited.values())
