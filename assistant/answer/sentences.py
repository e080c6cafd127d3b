"""Our own sentences in answers, written in advance, as blocks in the language of the question."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Paragraph
from assistant.answer.citation import Citation
from assistant.answer.text import in_marks, shortened, titled
from language.language import language_of, languages
from language.messages import Message, counted, message, translations
from vectorstore.document import DocumentSummary

SMALL_TALK = {
    "greeting": message(
        "Hello. Ask what the documents require: who has to do what, by when, to which target. I answer with quotes from them."
    ),
    "thanks": message("You are welcome."),
    "farewell": message("Goodbye."),
    "about": message(
        "I answer questions on what the loaded policy documents say: who has to do what, by when, to which figure; what a word means; what "
        "a document says, what changed, what differs. Every sentence rests on a quote, and a click on its number opens the source; where "
        "the documents do not answer I say so. The page Requirements lists all duties and deadlines, Terms explains words, Onboarding "
        "gives a reading list and a quiz, and Documents shows what is loaded."
    ),
    "trust": message(
        "You need not trust me: every answer rests on quotes of the documents, word for word, and a click on a number opens the place in "
        "the source. I may overlook a passage; what counts is the document, so read the quote before you rely on it."
    ),
    "languages": message(
        "Ask in one of these languages: {languages}. The documents may be in any of them; they are quoted in their own language.",
        languages=", ".join(language.name for language in languages()),
    ),
    "sources": message("I look for answers in the loaded documents only, not on the internet. The page Documents shows which these are."),
}


def small_talk_answer(kind: str, language: str) -> Answer:
    """Give the fixed reply to one of the kinds of small talk."""
    return Answer(Outcome.SMALL_TALK, (Paragraph(translations(language).tell(SMALL_TALK[kind]), language),), language)


def not_found(language: str, missing: Sequence[str], unknown: Sequence[Paragraph] = (), *, is_narrow: bool = False) -> Answer:
    """Say that the documents do not answer, after what is `unknown`, and what they do not speak of at all; that only those were asked
    which a filter chooses, where it `is_narrow`."""
    _ = translations(language)
    said = _("The documents that are chosen do not answer this; others may.") if is_narrow else _("The documents do not answer this.")
    return Answer(Outcome.NOT_FOUND, (*unknown, Paragraph(said, language), *lacking(language, missing)), language)


def not_known(language: str, places: Sequence[str], bodies: Sequence[str]) -> list[Paragraph]:
    """Say of which places no document is in the library, and which names of bodies no document has."""
    _ = translations(language)
    said = [_("No document of {places} is in the library.", places=_(", ").join(places))] if places else []
    said += [_("No document mentions the name {bodies}.", bodies=_(", ").join(bodies))] if bodies else []
    return [Paragraph(text, language) for text in said]


def nearest(language: str, unstated: str = "") -> Paragraph:
    """Say that the quotes that follow may not answer, or what they do not state."""
    _ = translations(language)
    if unstated:
        return Paragraph(_("As far as I see, the documents do not state the {sum} that you ask for. Nearest:", sum=unstated), language)
    return Paragraph(_("The documents may not answer this. Nearest:"), language)


def in_another_language(language: str, citations: Sequence[Citation]) -> list[Paragraph]:
    """Say how many of the documents that are cited are not in `language`, nothing where all are."""
    others = {one.document for one in citations if language_of(one.quote).code != language}
    if not others:
        return []
    told = counted(
        "{count} of the documents cited is in another language.", "{count} of the documents cited are in another language.", len(others)
    )
    return [Paragraph(translations(language).tell(told), language)]


def lacking(language: str, missing: Sequence[str]) -> list[Paragraph]:
    """Say what no document speaks of, nothing where nothing is missing."""
    _ = translations(language)
    return [Paragraph(_("No document speaks of {missing}.", missing=_(", ").join(missing)), language)] if missing else []


def differing(language: str, values: Sequence[str], citations: Sequence[Citation]) -> Paragraph:
    """Say which document says what, in the order given: a value for each citation."""
    _ = translations(language)
    stated = (f"{in_marks(value, language)} [{citation.number}]" for value, citation in zip(values, citations, strict=True))
    return Paragraph(_("The documents differ: {values}.", values=_("; ").join(stated)), language, tuple(citations))


def setting_otherwise(language: str, citation: Citation, what: str) -> Paragraph:
    """Say that the document of `citation` sets another date, where `what` is “deadline”, or figure for the same duty."""
    _ = translations(language)
    said = _("“{title}” sets another date", title=shortened(citation.title))
    if what != "deadline":
        said = _("“{title}” sets another figure", title=shortened(citation.title))
    return Paragraph(f"{said} [{citation.number}]", language, (citation,))


def prevailing(language: str, citation: Citation, clause: Citation | None) -> Paragraph:
    """Say that the document of `citation` prevails: as its `clause` says, else as the later one."""
    _ = translations(language)
    if clause is None:
        return Paragraph(_("“{title}” is the later document.", title=shortened(citation.title)), language)
    return Paragraph(f"{_('“{title}” says that it prevails', title=shortened(citation.title))} [{clause.number}]", language, (clause,))


def quotes_instead(language: str, reason: Message) -> Paragraph:
    """Say why the documents are quoted where a language model should have written."""
    return Paragraph(translations(language)("{reason} Here are the documents’ own words.", reason=reason), language)


def by_words_alone(language: str) -> Paragraph:
    """Say that passages which say it in other words may be missed, as the vector index is away."""
    _ = translations(language)
    return Paragraph(
        _("The index of meanings cannot be reached at present: only passages that share words with the question are found."), language
    )


def none_in_time(language: str) -> Paragraph:
    """Say that nothing is due in the time that was asked for."""
    return Paragraph(translations(language)("No requirement is due in this time."), language)


def why_out_of_force(language: str, entry: DocumentSummary, titles: Mapping[str, str]) -> str:
    """Say why a document is no longer in force, naming what replaces it by the titles of documents by their names."""
    _ = translations(language)
    title = shortened(entry.title)
    others = _(", ").join(titled(shortened(titles.get(name, name)), language) for name in entry.superseded_by)
    expired = _("“{title}” expired on {day}.", title=title, day=_.day(entry.expires)) if entry.expires else ""
    if entry.status == "expired" and not others:
        return expired or _("“{title}” has expired.", title=title)
    if not others:
        return _("“{title}” is superseded.", title=title)
    replaced = _("“{title}” is replaced by {others}.", title=title, others=others)
    return f"{replaced} {expired}" if entry.status == "expired" and expired else replaced


def as_of(language: str, day: str) -> list[Paragraph]:
    """Say that what follows was so on an ISO date, nothing where there is none."""
    _ = translations(language)
    return [] if not day else [Paragraph(_("As of {day}:", day=_.day(day)), language)]


def out_of_force(language: str, entry: DocumentSummary, known: Iterable[DocumentSummary]) -> str:
    """Say why the document of `entry` is not in force, naming what replaces it by the titles of those `known`; nothing where it may be."""
    _ = translations(language)
    titles = {one.name: one.title for one in known} if entry.superseded_by else {}
    title = shortened(entry.title)
    names = _(", ").join(titled(shortened(titles.get(name, name)), language) for name in entry.superseded_by)
    if entry.status == "superseded":
        return _("“{title}” is superseded by {names}.", title=title, names=names) if names else _("“{title}” is superseded.", title=title)
    if entry.status == "expired":
        return (
            _("“{title}” has expired on {date}.", title=title, date=_.day(entry.expires))
            if entry.expires
            else _("“{title}” has expired.", title=title)
        )
    return _("“{title}” is a draft.", title=title) if entry.status == "draft" else ""
