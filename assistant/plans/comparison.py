"""Comparisons: what two documents say otherwise, or what the documents say of each of two things."""

from collections.abc import Sequence

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Heading, Table
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language
from assistant.answer.text import shortened
from assistant.plans.plan import Plan, Task
from assistant.plans.rows import cited_rows
from assistant.plans.summary import of_documents
from assistant.plans.two_sides import of_two
from assistant.plans.versions import compared
from assistant.question.understanding import Kind, without_kind
from language.language import language_of
from language.lexicon import pattern_of
from language.messages import translations
from language.question_types import QuestionType, question_types
from language.text.overlap import coverage
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.document import DocumentSummary
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import RequirementFilter

_MOST_ROWS, _LONGEST_CELL = 6, 400
_GENERAL = pattern_of("summaries", "general")
_VERSIONS = pattern_of("comparisons", "versions")
_LIST_NOUNS = pattern_of("kinds", "list_nouns")
_BOTH, _ONLY_COMPARES = pattern_of("comparisons", "both"), pattern_of("comparisons", "only_compares")
_OLD_OR_NEW, _ONES = pattern_of("comparisons", "old_or_new"), pattern_of("comparisons", "pronouns")
_PROHIBITED = pattern_of("kinds", "prohibited")
_HALF = 0.5


def _answer(task: Task) -> Answer | None:
    pair = _versions(task)
    subject = _subject(task, pair or ())
    if pair and (answer := compared(task, *pair, subject)):
        return answer
    if task.understood.kind is Kind.CHANGES:
        return None
    return of_documents(task, pair) if pair and not subject else _of_bodies(task) or of_two(task)


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
    plain = _OLD_OR_NEW.sub(" ", _ONES.sub(" ", plain)) if pair else plain
    return frozenset(word for word in telling_words(plain) if word not in names | STOP_WORDS and not word.isdigit())


# -- two bodies


def _of_bodies(task: Task) -> Answer | None:
    """Give the requirements of each of two bodies that are on what the question asks of both; None where one has none."""
    bodies = task.understood.bodies[:2]
    if len(bodies) < len(("one", "other")):
        return None
    rest = _ONLY_COMPARES.sub(" ", _BOTH.sub(" ", _LIST_NOUNS.sub(" ", _GENERAL.sub(" ", task.question))))
    asked = set(telling_words(rest)) - STOP_WORDS - set(words(" ".join(bodies)))
    find = task.library.requirements.find
    rows = {
        body: [row for row in find(RequirementFilter(bodies=frozenset({body}), documents=task.inquiry.filter)) if _is_on(row, asked, task)]
        for body in bodies
    }
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


def _is_on(row: Requirement, asked: set[str], task: Task) -> bool:
    """Say whether a requirement holds half of the words that are asked of both bodies, and is of the kind that is: a date, a ban."""
    if QuestionType.WHEN in question_types(task.question) and not (row.deadline or row.deadline_text or row.recurrence):
        return False
    if _PROHIBITED.search(task.question) and row.modality != "must_not":
        return False
    return not asked or coverage(asked, set(words(f"{row.quote} {row.theme} {row.title}"))) >= _HALF


def _table(task: Task, rows: Sequence[Requirement], cited: int) -> Table:
    _ = translations(task.language)
    found = cited_rows(task.library, rows, cited + 1)
    cells = (
        (shortened(" ".join(row.quote.split()), _LONGEST_CELL), row.deadline or row.deadline_text, shortened(row.title))
        for row, _citation in found
    )
    return Table(task.language, (_("What"), _("By when"), _("Where")), tuple(cells), tuple(citation for _row, citation in found))


PLAN = Plan(frozenset({Kind.COMPARE, Kind.CHANGES}), _answer)
