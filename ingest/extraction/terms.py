"""The slogans, short forms and defined phrases of a document."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from language.abbreviations import abbreviations_in
from language.language import language_of
from language.lexicon import any_of, pattern_of, patterns_of
from language.span import Span
from language.text.sentences import sentences
from vectorstore.document import Document
from vectorstore.term import TermUse

_QUOTED = re.compile(r"[“\"「『«]([^“”\"「」『』«»\n]{2,90})[”\"」』»]")
_COUNTED = pattern_of("terms", "counted")
_SLOGANS = pattern_of("terms", "slogans")
_ACRONYM = re.compile(r"(?<![\w&-])[A-Z][A-Z&]{2,9}s?(?![\w&-])")
_NO_TERM = re.compile(rf"^(?:I|II|III|IV|VI|VII|VIII|IX|{any_of('terms', 'no_term')})$|^[\d\W]+$")
_MOST_WORDS, _SHORTEST, _LONGEST = 8, 3, 16
_SPEECH = re.compile(rf"[.!?。！？；;:：]|{any_of('terms', 'speech')}", re.IGNORECASE)
_EXPLAINS = re.compile(
    rf"\s*+[”\"’」』»]?\s*+(?:\([^)]{{0,60}}\)\s*+)?(?:{any_of('terms', 'as_used')}\s)?,?\s*+{any_of('terms', 'explains')}", re.IGNORECASE
)
_OPENS, _CLOSES = '“"「『«', '”"」』»'
_IS = re.compile(rf"[”\"] {any_of('terms', 'is')}", re.IGNORECASE)
_EXPLAINED_BEFORE = re.compile(rf"{any_of('terms', 'explained_before')}[“\"「『«]?\s*$", re.IGNORECASE)
_SHORT = pattern_of("terms", "short")
_DEFINED = patterns_of("terms", "defined")
_BEFORE_DEFINED = re.compile(f"^{any_of('terms', 'before_defined')}")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*$")
_AFTER_MARK, _QUESTION_MARKS = " \n”\"'*_", ("?", "？")
_REACH = 120  # characters before a term in which it is explained
_CAPITALISED = re.compile(rf"(?<!\w)[A-Z][a-z]+(?!\w)(?:(?:-[a-z]+)?[\s-]+(?:{any_of('terms', 'small')}\s+)*(?=[A-Z]))?")
_LEAST_USES = 2


def terms_in(document: Document) -> list[TermUse]:
    """Give the terms of `document` with the sentences that have them, those that explain first; each term once a sentence."""
    text = document.text
    spans = sentences(text)
    quoted = Counter(term for found in _QUOTED.finditer(text) if (term := _as_term(found[1])))
    short = dict(abbreviations_in(text))
    acronyms = Counter(found[0] for found in _ACRONYM.finditer(text) if not _NO_TERM.match(found[0]))
    chosen = dict.fromkeys([*quoted, *short, *(name for name, count in acronyms.items() if count >= _LEAST_USES)])
    chosen |= dict.fromkeys(found[0] for found in _SLOGANS.finditer(text) if len(set(found[0])) > 2)
    counted = Counter(found[0].lower() for found in _COUNTED.finditer(text))
    known = {term.lower() for term in chosen}
    chosen |= dict.fromkeys(defined for span in spans if (defined := _defined(span.of(text))) and defined.lower() not in known)
    chosen |= dict.fromkeys(term for term in counted if term in known)
    uses = [*_uses(chosen, text, spans, short)]
    uses += _written_out((term for term in acronyms if term in chosen and term not in short), text, spans)
    return sorted(uses, key=lambda use: (use.term, not use.explains, use.span.start))


def _as_term(phrase: str) -> str:
    """Give the phrase between quotation marks where it is a term: short, no sentence, no single plain word; else nothing."""
    if phrase.lstrip()[:1] in ",，、;":  # the marks belong to two phrases
        return ""
    phrase = " ".join(phrase.split()).strip(" ,，、")
    if not language_of(phrase).parts_words:
        fits = _SHORTEST <= len(phrase) <= _LONGEST or _SHORT.fullmatch(phrase)
        return phrase if fits and not _SPEECH.search(phrase) else ""
    words = phrase.split()
    plain = len(words) == 1 and not any(letter.isupper() or letter.isdigit() for letter in phrase[1:])
    return phrase if 1 <= len(words) <= _MOST_WORDS and not plain and not _SPEECH.search(phrase) and not _NO_TERM.match(phrase) else ""


def _defined(sentence: str) -> str:
    """Give the term that a sentence defines: “X” means …"""
    found = next((found for pattern in _DEFINED if (found := pattern.search(sentence))), None)
    term = found["term"].strip() if found and not sentence[: found.start("term")].endswith("”") else ""
    return _BEFORE_DEFINED.sub("", term) if len(term) > 1 else ""


def _uses(terms: Iterable[str], text: str, spans: Sequence[Span], short: Mapping[str, str]) -> Iterator[TermUse]:
    """Give the sentences that have one of `terms`; `short` gives the long forms of those that are short forms."""
    explains: dict[tuple[str, Span], bool] = {}
    having: set[tuple[str, Span]] = set()
    for term, span, place in _places(terms, text, spans):
        use = (term, span)
        if _is_whole(term, text, place, span):
            having.add(use)
        explains[use] = explains.get(use, False) or _is_explained(term, text, place, span, short.get(term, ""))
    for term, span in having:
        yield TermUse(term, span, explains[term, span])


def _places(terms: Iterable[str], text: str, spans: Iterable[Span]) -> Iterator[tuple[str, Span, int]]:
    """Give each place where one of `terms` stands within a sentence, in whatever case, with the sentence.

    The text is read once, however many the terms: at each character only those that begin with it are looked up.
    """
    text = _lower(text)
    known: dict[str, list[str]] = defaultdict(list)
    lengths: dict[str, set[int]] = defaultdict(set)
    for term in terms:
        known[_lower(term)].append(term)
        lengths[_lower(term[0])].add(len(term))
    for span in spans:
        for place in range(span.start, span.end):
            for length in lengths.get(text[place], ()):
                if place + length <= span.end:
                    for term in known.get(text[place : place + length], ()):
                        yield term, span, place


def _lower(text: str) -> str:
    """Give `text` in lower case with every offset kept."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(one if len(one.lower()) > 1 else one.lower() for one in text)


def _is_whole(term: str, text: str, place: int, span: Span) -> bool:
    """Say whether the term at `place` is not a part of a longer word, and in capitals where the term is."""
    end = place + len(term)
    if term.isupper() and text[place:end] != term:
        return False
    return not language_of(term).parts_words or not (
        (place > span.start and _is_letter(text[place - 1])) or (end < span.end and _is_letter(text[end]))
    )


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_explained(term: str, text: str, place: int, span: Span, long: str) -> bool:
    """Say whether the sentence explains the term at `place`, by its words or as the short form of `long`."""
    if span.of(text).rstrip(_AFTER_MARK).endswith(_QUESTION_MARKS):
        return False
    start, end = max(span.start, place - _REACH), place + len(term)
    if end < span.end and text[end] in _CLOSES and (place == span.start or text[place - 1] not in _OPENS):
        return False  # the marks hold a longer term, of which this is the end
    return bool(
        _EXPLAINS.match(text, end, span.end)
        or (place > span.start and text[place - 1] in '“"' and _IS.match(text, end, span.end))
        or _EXPLAINED_BEFORE.search(text, start, place)
        or (long and text[place:end] == term and _IN_BRACKETS.search(text, start, place) and long in span.of(text))
    )


def _written_out(acronyms: Iterable[str], text: str, spans: Sequence[Span]) -> Iterator[TermUse]:
    """Give for each acronym the first sentence that has the words of which it is made, where the text has them anywhere."""
    initials, places = _initials(text)
    for acronym in acronyms:
        letters = acronym.rstrip("s").replace("&", "")
        found = initials.find(letters) if len(letters) > 2 else -1
        if found >= 0:
            yield TermUse(acronym, spans[bisect_right(spans, places[found], key=attrgetter("start")) - 1], True)


def _initials(text: str) -> tuple[str, list[int]]:
    """Give the initials of the capitalised words, with a space between those that do not follow each other, and their places."""
    initials, places, last = [], [], 0
    for found in _CAPITALISED.finditer(text):
        if found.start() != last:
            initials.append(" ")
            places.append(found.start())
        initials.append(found[0][0])
        places.append(found.start())
        last = found.end()
    return "".join(initials), places
