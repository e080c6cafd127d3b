"""Questions on the library: how many documents, the newest, those out of force, those that deal with something, whether one is in force."""

import re
from collections.abc import Callable, Container, Sequence
from datetime import date

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Quote
from assistant.answer.citation import Citation
from assistant.answer.sentences import out_of_force
from assistant.answer.text import shortened
from assistant.modes.quoted import cited
from assistant.plans.plan import Plan, Task
from assistant.question.understanding import Kind, without_kind
from assistant.quoting.excerpts import best_excerpts
from language.language import language_by_code, language_of, languages
from language.lexicon import pattern_of
from language.messages import Translations, translations
from language.span import Span
from language.statements.quantities import quantities
from language.text.overlap import coverage
from language.text.tokens import folded, telling_words
from vectorstore.document import DocumentSummary
from vectorstore.filter import OUT_OF_FORCE, Filter
from vectorstore.search.evidence import Evidence

_MOST = 20  # documents that are named
_PAGE = "documents"
_MOST_OF_BEST = 0.6  # of the words asked that the best sentence holds, by which another is on the same
_ROOM = 360  # characters of quotes beside what the list of documents says
_SEVERAL = re.compile(r"\s?[,;，；、]\s?")  # parts the names of several issuers


def _answer(task: Task) -> Answer | None:
    entries = [entry for entry in task.library.entries() if task.inquiry.filter == Filter() or task.inquiry.filter.admits(entry)]
    said = _SAYING[task.understood.kind](task, entries)
    return Answer(Outcome.ANSWERED, tuple(said), task.language) if said else None


def _count(task: Task, entries: Sequence[DocumentSummary]) -> list[Block]:
    _ = translations(task.language)
    by_language: dict[str, int] = {}
    for entry in entries:
        by_language[entry.language] = by_language.get(entry.language, 0) + 1
    spoken = [f"{_.tell(language_by_code(code).called)} {count}" for code, count in sorted(by_language.items()) if code]
    lines = [_.counted("The library holds {count} document.", "The library holds {count} documents.", len(entries))]
    lines += [_("By language: {languages}.", languages=_(", ").join(spoken))] if len(spoken) > 1 else []
    out = [entry for entry in entries if entry.status in OUT_OF_FORCE]
    lines += [_.counted("{count} is out of force.", "{count} are out of force.", len(out))] if out else []
    return [_told(task, " ".join(lines))]


def _newest(task: Task, entries: Sequence[DocumentSummary]) -> list[Block]:
    return _at_the_end(task, entries, newest=True)


def _oldest(task: Task, entries: Sequence[DocumentSummary]) -> list[Block]:
    return _at_the_end(task, entries, newest=False)


def _at_the_end(task: Task, entries: Sequence[DocumentSummary], newest: bool) -> list[Block]:
    _ = translations(task.language)
    dated = sorted((entry for entry in entries if entry.issued), key=lambda entry: entry.issued, reverse=newest)
    if not dated:
        return [_told(task, _("No document of the library says when it was issued."))]
    first = dated[0]
    told = (
        _("The newest document is {document}.", document=_named(first))
        if newest
        else _("The oldest document is {document}.", document=_named(first))
    )
    undated = len(entries) - len(dated)
    more = [_.counted("Of {count} document no date is known.", "Of {count} documents no date is known.", undated)] if undated else []
    return [_told(task, " ".join([told, *more]))]


def _out_of_force(task: Task, entries: Sequence[DocumentSummary]) -> list[Block]:
    _ = translations(task.language)
    out = [entry for entry in entries if entry.status in OUT_OF_FORCE]
    if not out:
        return [_told(task, _("No document of the library is known to be superseded or expired."))]
    return [_told(task, "\n".join(f"• {out_of_force(task.language, entry, task.library.entries())} [{entry.name}]" for entry in out))]


def _list(task: Task, entries: Sequence[DocumentSummary]) -> list[Block]:
    """List the documents, those of the time and the issuer that the question names where it names some; none of an issuer not known."""
    _ = translations(task.language)
    since, until = task.understood.since, task.understood.until
    named = {folded(one) for one in task.understood.bodies}
    asked = folded(task.question)
    bodies = {own for entry in entries for own in _issuers(entry) if own in named or own in asked}
    chosen = [entry for entry in entries if not (since or until) or (entry.issued and since <= entry.issued <= (until or entry.issued))]
    if not bodies and pattern_of("kinds", "of_an_issuer").search(task.question):
        return []
    if bodies:
        chosen = [entry for entry in chosen if not bodies.isdisjoint(_issuers(entry))]
    lines = [f"• {_named(entry)}" for entry in sorted(chosen, key=lambda entry: entry.issued, reverse=True)[:_MOST]]
    lines += [_("… and {count} more.", count=len(chosen) - _MOST)] if len(chosen) > _MOST else []
    if len(chosen) == len(entries):
        return [*_count(task, entries), _told(task, "\n".join(lines))]
    fits = _.counted("{count} document of the library fits.", "{count} documents of the library fit.", len(chosen))
    undated = sum(not entry.issued for entry in entries) if since or until else 0
    unknown = [_.counted("Of {count} document no date is known.", "Of {count} documents no date is known.", undated)] if undated else []
    return [_told(task, "\n".join([" ".join([fits, *unknown]), *lines]))]


def _issuers(entry: DocumentSummary) -> frozenset[str]:
    """Give by whom a document was issued as it says it, and each of several (“Ministry of Finance, Shareholdings Department”), folded."""
    whole = folded(entry.issuer)
    return frozenset(one for one in (whole, *_SEVERAL.split(whole)) if one)


def _in_languages(task: Task, entries: Sequence[DocumentSummary]) -> list[Block]:
    """List the documents in the languages that the question names."""
    _ = translations(task.language)
    asked = [one for one in languages() if pattern_of("kinds", "names_of_languages", one.code).search(task.question)]
    chosen = [entry for entry in entries if entry.language in {one.code for one in asked}]
    told = _.counted("{count} document is in {languages}.", "{count} documents are in {languages}.", len(chosen),
                     languages=_(", ").join(_.tell(one.called) for one in asked))  # fmt: skip
    lines = [f"• {_named(entry)}" for entry in chosen[:_MOST]]
    return [_told(task, "\n".join([told, *lines]))] if asked else []


def _about(task: Task, entries: Sequence[DocumentSummary]) -> list[Block]:
    """Name the document whose number or title is all that is asked; where a figure is asked, the documents found that state it; else the
    documents of the best passages; with a quote from each."""
    _ = translations(task.language)
    asked = without_kind(task.question, Kind.ABOUT_DOCUMENTS) or task.question
    known_by = [entry for entry in entries if entry.id in {one.id for one in task.understood.documents} and _is_named_alone(asked, entry)]
    if known_by:
        return [_told(task, "\n".join(f"• {_named(entry)}" for entry in known_by))]
    evidence, verdict = task.search(asked)
    known = {entry.id: entry for entry in entries}
    if stating := _stating(asked, evidence, known):
        lines = [f"• {_named(known[one.span.document_id])}" for one in stating]
        return [_told(task, "\n".join([_("It stands in:"), *lines])), *(Quote(language_of(one.quote).code, (one,)) for one in stating)]
    if verdict.outcome is Outcome.NOT_FOUND:
        return []
    telling = [found for found in evidence.passages if found.answers] or list(evidence.passages[:1])
    ids = list(dict.fromkeys(found.passage.span.document_id for found in telling))[:3]
    lines = [f"• {_named(known[id])}" for id in ids if id in known]
    citations = cited(evidence, [one for one in best_excerpts(evidence, _ROOM) if one.span.document_id in ids])
    quotes = [Quote(language_of(one.quote).code, (one,)) for one in citations]
    return [_told(task, "\n".join([_("It stands in:"), *lines])), *quotes] if lines else []


def _stating(asked: str, evidence: Evidence, known: Container[int]) -> list[Citation]:
    """Cite of each document the sentence that states every figure that is asked and holds most of what else is; none where no figure is
    asked. In another script the passage must answer, unless nothing holds any of the other words."""
    figures = _figures(asked)
    rest = {word for word in telling_words(asked) if not any(letter.isdigit() for letter in word)}
    stating = [
        (coverage(rest, sentence.words | found.context_words), found, sentence.span)
        for found in (evidence.passages if figures else ())
        for sentence in found.sentences
        if sentence.span.document_id in known and figures <= _figures(sentence.text)
    ]
    most = max((share for share, _, _ in stating), default=0.0)
    cited: dict[int, Span] = {}
    for share, found, span in sorted(stating, key=lambda one: -one[0]):
        if share >= _MOST_OF_BEST * most or (found.answers and not found.in_one_script):
            cited.setdefault(span.document_id, span)
    return [Citation.of(number, evidence.documents[id], span) for number, (id, span) in enumerate([*cited.items()][:_MOST], 1)]


def _figures(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((one.kind, one.value) for one in quantities(text))


def _is_named_alone(asked: str, entry: DocumentSummary) -> bool:
    """Say whether a question asks for nothing but what a document is that it names by its number or title."""
    left = folded(asked)
    for name in sorted(filter(None, (entry.number, entry.title)), key=len, reverse=True):
        left = left.replace(folded(name), " ")
    return left != folded(asked) and not set(telling_words(left))


def _in_force(task: Task, entries: Sequence[DocumentSummary]) -> list[Block]:
    """Say whether the documents that the question names are in force, and quote what says so."""
    _ = translations(task.language)
    named = [entry for entry in entries if entry.id in {one.id for one in task.understood.documents}]
    if not named:
        return []
    lines = [_status(entry, task.library.entries(), _, task.language) for entry in named]
    first = named[0]
    sought = first.title if first.superseded_by else task.question
    evidence, _verdict = task.search(sought, Filter(documents=frozenset(first.superseded_by or (first.name,))))
    citations = cited(evidence, best_excerpts(evidence, _ROOM)[:1])
    return [_told(task, "\n".join(lines)), *(Quote(language_of(one.quote).code, (one,)) for one in citations)]


def _status(entry: DocumentSummary, known: Sequence[DocumentSummary], _: Translations, language: str) -> str:
    title = shortened(entry.title)
    if told := out_of_force(language, entry, known):
        return _("No: {reason}", reason=told)
    if entry.effective and entry.effective > date.today().isoformat():
        return _("Not yet: “{title}” takes effect on {date}.", title=title, date=_.day(entry.effective))
    until = _(" It is valid until {date}.", date=_.day(entry.expires)) if entry.expires else ""
    since = _(" It took effect on {date}.", date=_.day(entry.effective)) if entry.effective else ""
    return _("As far as the documents of the library say, “{title}” is in force.", title=title) + since + until


def _named(entry: DocumentSummary) -> str:
    """Name a document with its issuer, its day as an ISO date, its number and its file, as the list of documents does."""
    about = ", ".join(part for part in (entry.issuer, entry.issued) if part)
    title = f"{shortened(entry.title)} ({about})" if about else shortened(entry.title)
    return f"{', '.join(filter(None, (title, entry.number)))} [{entry.name}]"


def _told(task: Task, text: str) -> Paragraph:
    return Paragraph(text, task.language, address=_PAGE)


_SAYING: dict[Kind, Callable[[Task, Sequence[DocumentSummary]], list[Block]]] = {
    Kind.COUNT_DOCUMENTS: _count,
    Kind.NEWEST: _newest,
    Kind.OLDEST: _oldest,
    Kind.OUT_OF_FORCE: _out_of_force,
    Kind.LIST_DOCUMENTS: _list,
    Kind.IN_LANGUAGES: _in_languages,
    Kind.ABOUT_DOCUMENTS: _about,
    Kind.IN_FORCE: _in_force,
}

PLAN = Plan(frozenset(_SAYING), _answer)
