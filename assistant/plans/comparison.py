"""Comparisons: what two documents say otherwise, or what the documents say of each of two things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Heading, Paragraph, Quote, Table
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language
from assistant.answer.text import in_marks, shortened
from assistant.modes.quoted import cautions
from assistant.plans.plan import Plan, Task
from assistant.plans.rows import cited_rows
from assistant.plans.summary import of_documents
from assistant.plans.versions import compared
from assistant.question.two_things import Side, sides
from assistant.question.understanding import Kind, without_kind
from assistant.quoting.answerability import Answerability
from assistant.quoting.whole_sentences import whole_excerpts
from language.language import language_of
from language.lexicon import pattern_of
from language.messages import translations
from language.span import Span
from language.text.overlap import coverage
from language.text.scripts import script_of
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.document import Document, DocumentSummary
from vectorstore.filter import Filter
from vectorstore.requirement import Requirement
from vectorstore.search.evidence import Evidence
from vectorstore.sql.requirements import RequirementFilter

_ROOM, _LOOKED_AT, _QUOTES = 2_000, 6, 2  # characters and excerpts that are looked at for one side, and quotes of it that are shown
_OF_OTHER = 0.5  # weight of the words that only the other side has
_ABOUT = 0.05  # by which the second excerpt may speak less of a side than the first
_MOST_ROWS, _LONGEST_CELL = 6, 400
_GENERAL = pattern_of("summaries", "general")
_VERSIONS = pattern_of("comparisons", "versions")
_LIST_NOUNS = pattern_of("kinds", "list_nouns")
_BOTH = pattern_of("comparisons", "both")


def _answer(task: Task) -> Answer | None:
    pair = _versions(task)
    subject = _subject(task, pair or ())
    if pair and (answer := compared(task, *pair, subject)):
        return answer
    if task.understood.kind is Kind.CHANGES:
        return None
    return of_documents(task, pair) if pair and not subject else _of_bodies(task) or _of_two(task)


# -- two documents


def _versions(task: Task) -> tuple[DocumentSummary, DocumentSummary] | None:
    """Give the two documents that the question names, the earlier one first; of one the one that replaces it or that it replaces."""
    known = task.library.entries()
    replacing = [(old, new) for old in known for new in known if new.name in old.superseded_by]
    named = [entry.id for entry in task.understood.documents]
    both = [pair for pair in replacing if pair[0].id in named and pair[1].id in named]
    if both:
        return both[0]
    if len(named) > 1:
        one, other = task.understood.documents[:2]
        return (other, one) if one.issued > other.issued else (one, other)
    is_change = task.understood.kind is Kind.CHANGES or _VERSIONS.search(task.question)
    fitting = [pair for pair in replacing if (pair[0].id in named or pair[1].id in named)] if named else replacing if is_change else []
    return fitting[0] if len(fitting) == 1 else None


def _subject(task: Task, pair: Sequence[DocumentSummary]) -> frozenset[str]:
    """Give the words of the question but for those that name the documents and say that they are compared."""
    names = set(words(" ".join(f"{entry.title} {entry.name} {entry.issuer} {entry.number} {entry.issued[:4]}" for entry in pair)))
    plain = _BOTH.sub(" ", _GENERAL.sub(" ", without_kind(task.question, task.understood.kind)))
    return frozenset(word for word in telling_words(plain) if word not in names | STOP_WORDS and not word.isdigit())


# -- two bodies


def _of_bodies(task: Task) -> Answer | None:
    """Give the requirements of each of two bodies, where the question asks for nothing else; None where one has none."""
    bodies = task.understood.bodies[:2]
    rest = _BOTH.sub(" ", _LIST_NOUNS.sub(" ", _GENERAL.sub(" ", without_kind(task.question, Kind.COMPARE))))
    if len(bodies) < len(("one", "other")) or set(telling_words(rest)) - STOP_WORDS - set(words(" ".join(bodies))):
        return None
    find = task.library.requirements.find
    rows = {body: find(RequirementFilter(bodies=frozenset({body}), documents=task.inquiry.filter)) for body in bodies}
    if not all(rows.values()):
        return None
    blocks: list[Block] = []
    cited: list[Citation] = []
    for body, own in rows.items():
        shown = own[:_MOST_ROWS]
        counted = f"{body} ({len(shown)}/{len(own)})" if len(own) > len(shown) else body
        blocks += [Heading(counted, language_of(body).code), _table(task, shown, len(cited))]
        cited += blocks[-1].citations
    return Answer(Outcome.ANSWERED, (*blocks, *in_another_language(task.language, cited)), task.language)


def _table(task: Task, rows: Sequence[Requirement], cited: int) -> Table:
    _ = translations(task.language)
    found = cited_rows(task.library, rows, cited + 1)
    cells = (
        (shortened(" ".join(row.quote.split()), _LONGEST_CELL), row.deadline or row.deadline_text, shortened(row.title))
        for row, _citation in found
    )
    return Table(task.language, (_("What"), _("By when"), _("Where")), tuple(cells), tuple(citation for _row, citation in found))


# -- two things


def _of_two(task: Task) -> Answer | None:
    """Quote what the documents say of each of the two things that the question compares; None where they say nothing of both."""
    pair = sides(task.question)
    if pair is None:
        return None
    searched = [task.search(side.question, _among(task, side)) for side in pair]
    evidence = [found for found, _ in searched]
    found = [
        _best(task, _Sided(side, other, own, against), verdict)
        for (own, verdict), against, side, other in zip(searched, evidence[::-1], pair, pair[::-1], strict=True)
    ]
    if not any(found):
        return None
    documents = {id: document for one in evidence for id, document in one.documents.items()}
    blocks, cited = _shown(task, pair, found, documents)
    return Answer(
        Outcome.ANSWERED if all(found) else Outcome.PARTIAL,
        (*blocks, *in_another_language(task.language, cited), *cautions(evidence[0], task.language, cited)),
        task.language,
    )


def _among(task: Task, side: Side) -> Filter | None:
    """Give the filter that admits the one document that a side names; None where it names none, or several."""
    named = task.library.catalogue().references.named(side.name)
    return Filter(documents=frozenset({named[0].name})) if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class _Sided:
    """One side, the other one, and what was found for each."""

    side: Side
    other: Side
    evidence: Evidence
    against: Evidence

    def share(self, span: Span, held: frozenset[str], in_one_script: bool) -> float:
        """Say how much more the words `held` by a span are this side's than the other's; in another script how near it comes to each."""
        if in_one_script or (self.side.own | self.other.own) & held:
            return coverage(self.side.own, held) - _OF_OTHER * coverage(self.other.own, held)
        return _similarity(self.evidence, span) - _similarity(self.against, span)


def _similarity(evidence: Evidence, span: Span) -> float:
    return max((found.similarity_of(span) for found in evidence.passages if found.passage.span.overlaps(span)), default=0.0)


def _best(task: Task, sided: _Sided, verdict: Answerability) -> list[Span]:
    """Give the one or two excerpts that speak of one side: those that have its own words, and least of the other's.

    Those in the script of the question that have none of them are given only where the search says that they answer, and if they do not
    speak of the other side.
    """
    if verdict.outcome is Outcome.NOT_FOUND:
        return []
    shares: dict[Span, tuple[bool, float]] = {}
    for span in whole_excerpts(sided.evidence, _ROOM, _LOOKED_AT):
        document = sided.evidence.documents[span.document_id]
        quote = span.of(document.text)
        held = frozenset(words(f"{quote} {' '.join(document.heading_at(span.start))}"))
        answers = verdict.outcome is Outcome.ANSWERED and not sided.other.own & held
        in_one_script = script_of(quote) == script_of(task.question)
        if not sided.side.own or sided.side.own & held or answers or not in_one_script:
            shares[span] = bool(sided.side.own & held), sided.share(span, held, in_one_script)
    fitting = sorted(shares, key=lambda span: shares[span], reverse=True)
    holds, share = shares[fitting[0]] if fitting else (False, 0.0)
    return [span for span in fitting if shares[span] >= (holds, share - _ABOUT)][:_QUOTES]


def _shown(
    task: Task, pair: Sequence[Side], found: Sequence[Sequence[Span]], documents: Mapping[int, Document]
) -> tuple[list[Block], list[Citation]]:
    """Give each side's quotes under its name; what says both stands once."""
    _ = translations(task.language)
    blocks: list[Block] = []
    cited: dict[Span, Citation] = {}
    if found[0] == found[1]:
        pair, found = [Side(f"{pair[0].name} · {pair[1].name}", "", frozenset())], found[:1]
    for side, spans in zip(pair, found, strict=True):
        blocks.append(Heading(side.name, task.language))
        if not spans:
            blocks.append(Paragraph(_("No document speaks of {missing}.", missing=in_marks(side.name, task.language)), task.language))
        for span in spans:
            if span in cited:
                blocks.append(Paragraph(_("See [{number}].", number=cited[span].number), task.language))
                continue
            cited[span] = Citation.of(len(cited) + 1, documents[span.document_id], span)
            blocks.append(Quote(language_of(cited[span].quote).code, (cited[span],)))
    return blocks, list(cited.values())


PLAN = Plan(frozenset({Kind.COMPARE, Kind.CHANGES}), _answer)
