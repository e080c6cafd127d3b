"""The slogans, short forms and defined phrases of a document."""

import re
from collections import Counter
from collections.abc import Iterator

from language.abbreviations import abbreviations_in
from language.sentences import sentences
from language.span import Span
from language.tokens import HAN, is_cjk
from vectorstore.document import Document
from vectorstore.term import TermUse

_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』\n]{2,90})[”\"」』]")
_NUMBER = "two three four five six seven eight nine ten".split()
_COUNTED = re.compile(rf"\b(?:{'|'.join(_NUMBER)}) [a-z]+(?:s|ing)\b|\b(?:{'|'.join(_NUMBER)}) in one\b", re.IGNORECASE)
_COUNTED_HAN = re.compile(rf"(?:一[{HAN}]一[{HAN}])(?:、?一[{HAN}]一[{HAN}])*")
_ACRONYM = re.compile(r"(?<![\w&-])[A-Z][A-Z&]{2,9}s?(?![\w&-])")
_NO_TERM = re.compile(r"^(?:I|II|III|IV|VI|VII|VIII|IX|NOT|AND|OR|THE|PDF|URL|HTTP|WWW|NOTE|PART|PLEASE|[A-Z]{3,}S)$|^[\d\W]+$")
_MOST_WORDS, _MOST_HAN, _LEAST_HAN = 8, 16, 3
_SPEECH = re.compile(
    r"[.!?。！？；;:：]|\b(?:is|are|was|were|will|must|should|shall|has|have|had|can|may|we|you|i|he|she|they|it)\b", re.IGNORECASE
)
_EXPLAINS = (
    r"\s*[”\"’」』]?\s*(?:\([^)]{0,60}\)\s*)?,?\s*(?:means?|refers? to|is defined as|are defined as|stands? for|is short for|"
    r"is the short name|is a short form|denotes?|"
    r"that is|namely|i\.e\.|consists? of|comprises?|是指|指的是|指(?=\w)|即(?=[^将可使便])|包括|的含义)"
)
_EXPLAINED_BEFORE = (
    r"(?:known as|called|hereinafter|referred to as|abbreviated (?:as|to)|collectively|统称(?:为)?|简称(?:为)?|称为|所称|所谓|"
    r"以下称)\s*(?:the )?[“\"「『]?\s*"
)
_LEAST_USES = 2


def terms_in(document: Document) -> list[TermUse]:
    """Give the terms of `document` with the sentences that have them, those that explain first; each term once a sentence."""
    text = document.text
    spans = sentences(text)
    quoted = Counter(term for found in _QUOTED.finditer(text) if (term := _as_term(found[1])))
    short = dict(abbreviations_in(text))
    acronyms = Counter(found[0] for found in _ACRONYM.finditer(text) if not _NO_TERM.match(found[0]))
    chosen = dict.fromkeys([*quoted, *short, *(name for name, count in acronyms.items() if count >= _LEAST_USES)])
    chosen |= dict.fromkeys(found[0] for found in _COUNTED_HAN.finditer(text) if len(set(found[0])) > 2)
    counted = Counter(found[0].lower() for found in _COUNTED.finditer(text))
    known = {term.lower() for term in chosen}
    chosen |= dict.fromkeys(defined for start, end in spans if (defined := _defined(text[start:end])) and defined.lower() not in known)
    chosen |= dict.fromkeys(term for term in counted if term in known)
    uses = [use for term in chosen for use in _uses(term, text, spans, short.get(term, ""))]
    uses += [use for term in acronyms if term in chosen and term not in short for use in _written_out(term, text, spans)]
    return sorted(uses, key=lambda use: (use.term, not use.explains, use.start))


def _as_term(phrase: str) -> str:
    """Give the phrase between quotation marks where it is a term: short, no sentence, no single plain word; else nothing."""
    if phrase.lstrip()[:1] in ",，、;":  # the marks belong to two phrases
        return ""
    phrase = " ".join(phrase.split()).strip(" ,，、")
    if is_cjk(phrase):
        fits = _LEAST_HAN <= len(phrase) <= _MOST_HAN or (len(phrase) == 2 and phrase[0] in "一二三四五六七八九两双")
        return phrase if fits and not _SPEECH.search(phrase) else ""
    words = phrase.split()
    plain = len(words) == 1 and not any(letter.isupper() or letter.isdigit() for letter in phrase[1:])
    return phrase if 1 <= len(words) <= _MOST_WORDS and not plain and not _SPEECH.search(phrase) and not _NO_TERM.match(phrase) else ""


def _defined(sentence: str) -> str:
    """Give the term that a sentence defines: “X” means …, X是指…."""
    found = re.match(
        r"\W*(?:(?:article|section|rule) [\d.]+\W+)?[“\"]([^”\"]{2,60})[”\"] (?:means|refers to|is defined as)\b", sentence, re.IGNORECASE
    )
    found = found or re.search(rf"(?:所称的?|所谓)?[“]?([{HAN}（）()]{{2,16}}?)[”]?[，,]?(?:是指|指的是)", sentence)
    found = None if found and sentence[: found.start(1)].endswith("”") else found
    term = found[1].strip() if found else ""
    return re.sub(r"^(?:本\w{1,4}所称的?|所称的?|第\w{1,3}条)", "", term) if not is_cjk(term) or len(term) >= 2 else ""


def _uses(term: str, text: str, spans: list[tuple[int, int]], long: str) -> Iterator[TermUse]:
    plain = re.escape(term)
    holds = re.compile(plain if is_cjk(term) else rf"(?<!\w){plain}(?!\w)", 0 if term.isupper() else re.IGNORECASE)
    explains = re.compile(
        rf"(?:[“\"]{plain}[”\"] is (?:an?|the|\w+ing|\w+) \w)|(?:{plain}{_EXPLAINS})|"
        rf"(?:{_EXPLAINED_BEFORE}{plain})",
        re.IGNORECASE,
    )
    for start, end in spans:
        sentence = text[start:end]
        if holds.search(sentence):
            yield TermUse(
                term,
                Span(start, end),
                bool(explains.search(sentence)) or bool(long and long in sentence and re.search(rf"[(（][^)）]*{plain}", sentence)),
            )


def _written_out(acronym: str, text: str, spans: list[tuple[int, int]]) -> Iterator[TermUse]:
    """Give the first sentence that has the words of which the acronym is made, where the text has them anywhere."""
    letters = acronym.rstrip("s").replace("&", "")
    words = r"[\s-]+(?:(?:of|and|for|the|on|in)\s+)*".join(rf"{letter}[a-z]+(?:-[a-z]+)?" for letter in letters)
    if found := re.search(rf"(?<!\w){words}(?!\w)", text) if len(letters) > 2 else None:
        start, end = next((start, end) for start, end in spans if start <= found.start() < end)
        yield TermUse(acronym, Span(start, end), True)
