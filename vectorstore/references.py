"""Which documents a question names: by number, by title, by issuer or by year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from language.lexicon import any_of
from language.text.tokens import folded, telling_words, words
from vectorstore.document import DocumentSummary

_BY_TITLE, _BY_ISSUER, _BY_YEAR = 0.2, 0.06, 0.06
_TITLED = re.compile(
    rf"\b{any_of('documents', 'before_titles')}\s+((?:[\w&’'-]+\s+){{1,7}}?{any_of('documents', 'kinds')})\b", re.IGNORECASE
)
_QUOTED = re.compile(r"《([^《》]{2,80})》|[“\"]([^“”\"]{4,120})[”\"]")
_KIND = re.compile(any_of("documents", "kinds"), re.IGNORECASE)
_NAMED = re.compile(
    rf"\b(?:[\w&’'-]+\s+){{1,6}}?(?:{any_of('documents', 'kinds')}|{any_of('documents', 'loose')})\b", re.IGNORECASE | re.ASCII
)
_SHORT = re.compile(r"(?<![A-Za-z])[A-Z]{3,}(?![A-Za-z])")
_END = re.compile(rf"{any_of('documents', 'ends')}$")
_SEPARATOR = re.compile(r"[-_./]+|\d{1,2}(?=\D|$)")
_LEAST_END, _FEW = 3, 2
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBER = re.compile(any_of("documents", "numbers"))
_LEAST_NUMBER = 5


class DocumentReferences:
    """The titles, issuers, numbers and years by which documents can be named."""

    def __init__(self, entries: Iterable[DocumentSummary]) -> None:
        self._title: dict[str, set[int]] = defaultdict(set)
        self._issuer: dict[str, set[int]] = defaultdict(set)
        self._year: dict[str, set[int]] = defaultdict(set)
        self._number: dict[str, set[int]] = defaultdict(set)
        self._words: dict[str, set[int]] = defaultdict(set)
        self._entries: dict[int, DocumentSummary] = {}
        self._ends: dict[int, str] = {}
        for entry in entries:
            self._entries[entry.id] = entry
            for word in words(f"{entry.title} {entry.issuer} {entry.issued[:4]}"):
                self._title[word].add(entry.id)
            for word in words(f"{entry.title} {entry.issued[:4]} {_SEPARATOR.sub(' ', entry.name)}"):
                self._words[word].add(entry.id)
            if _END.search(plain := re.sub(r"[\W_]", "", folded(entry.title))):
                self._ends[entry.id] = plain
            for name in _issuer_names(entry.issuer):
                self._issuer[name].add(entry.id)
            for year in {entry.issued[:4], *_YEAR.findall(entry.title)} - {""}:
                self._year[year].add(entry.id)
            if len(entry.number) >= _LEAST_NUMBER:
                self._number[_plain(entry.number)].add(entry.id)

    def preferred(self, question: str) -> dict[int, float]:
        """Give the documents that `question` names, by id, and how much more than others they are to be preferred, 0 to 1."""
        preferred: dict[int, float] = defaultdict(float)
        for id in self._numbered(question) | self._titled(question):
            preferred[id] += _BY_TITLE
        plain = f" {' '.join(words(question))} "
        for name, ids in self._issuer.items():
            if name in plain:
                for id in ids:
                    preferred[id] += _BY_ISSUER
        for year in set(_YEAR.findall(folded(question))):
            for id in self._year.get(year, ()):
                preferred[id] += _BY_YEAR
        return preferred

    def named(self, question: str) -> list[DocumentSummary]:
        """Give the documents that `question` names, in the order in which it does: by number, by words of a title, a file name, an issuer
        or a year before a word for a document, by the end of a title, or by an abbreviation in it."""
        places: dict[int, int] = {}
        for id in self._numbered(question) | self._titled(question):
            places[id] = 0
        for phrase in _NAMED.finditer(question):
            for id in self._by_phrase(phrase[0]):
                places.setdefault(id, phrase.start())
        for short in _SHORT.finditer(question):
            for id in self._few(self._words.get(word, set()) for word in words(short[0])):
                places.setdefault(id, short.start())
        for id, place in self._by_end(folded(question)):
            places.setdefault(id, place)
        return [self._entries[id] for id in sorted(places, key=lambda id: places[id])]

    def _by_phrase(self, phrase: str) -> set[int]:
        """Give the few documents that are named by the longest end of a phrase, of which a word other than its last one tells."""
        parts = phrase.split()
        for first in range(len(parts) - 1):
            telling = [word for word in telling_words(" ".join(parts[first:-1])) if word]
            kind = [word for word in words(parts[-1]) if word in self._words and _KIND.fullmatch(parts[-1])]
            if telling and (few := self._few(self._words.get(word, set()) for word in [*telling, *kind])):
                return few
        return set()

    def _few(self, holding: Iterable[set[int]]) -> set[int]:
        """Give the documents that all of `holding` have in common, none where there are many."""
        common = set.intersection(*holding)
        return common if len(common) <= _FEW else set()

    def _by_end(self, question: str) -> Iterator[tuple[int, int]]:
        """Find the titles of which the end stands in `question`, in scripts without spaces between words, the longest ones."""
        found: dict[int, tuple[int, int]] = {}
        for id, title in self._ends.items():
            for length in range(len(title), _LEAST_END - 1, -1):
                if (place := question.find(title[-length:])) >= 0:
                    found[id] = (length, place)
                    break
        for id, (length, place) in found.items():
            same = [other for other, at in found.items() if at[1] + at[0] == place + length]
            if length == max(found[other][0] for other in same) and len(same) <= _FEW:
                yield id, place

    def _numbered(self, question: str) -> set[int]:
        found = (self._number.get(_plain(written), set()) for written in _NUMBER.findall(question))
        return set().union(*found)

    def _titled(self, question: str) -> set[int]:
        """Give the documents whose title, issuer and year hold all words of a title in the question, if not most documents do."""
        titles = [match[1] for match in _TITLED.finditer(question)] + [one or other for one, other in _QUOTED.findall(question)]
        named: set[int] = set()
        for title in titles:
            telling = [word for word in telling_words(title) if word in self._title]
            if len(telling) > 1 and len(telling) == len(telling_words(title)):
                held = set.intersection(*(self._title[word] for word in telling))
                rarest = min(len(self._title[word]) for word in telling)
                named |= held if len(held) <= max(3, rarest // 2) else set()
        return named


def _issuer_names(issuer: str) -> list[str]:
    """Give the issuer's name and its initials, as `words` writes them, each with a space on both sides."""
    if not issuer:
        return []
    initials = "".join(re.findall(r"\b[A-Z]", issuer)).lower()
    names = [" ".join(words(issuer))] + ([initials] if len(initials) > 2 else [])
    return [f" {name} " for name in names]


def _plain(number: str) -> str:
    return re.sub(r"\W", "", folded(number))
