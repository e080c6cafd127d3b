"""Which documents a question names: by number, by title, by issuer or by year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from language.lexicon import any_of
from language.text.scripts import HAN
from language.text.tokens import STOP_WORDS, folded, telling_words, words
from vectorstore.document import DocumentSummary

BY_TITLE, _BY_ISSUER, _BY_YEAR = 0.2, 0.06, 0.06
_TITLED = re.compile(
    rf"\b{any_of('documents', 'before_titles')}\s+((?:[\w&’'-]+\s+){{1,7}}?{any_of('documents', 'kinds')})\b", re.IGNORECASE
)
_QUOTED = re.compile(r"《([^《》]{2,80})》|[“\"]([^“”\"]{4,120})[”\"]")
_KIND = re.compile(any_of("documents", "kinds"), re.IGNORECASE)
_ANY_KIND = re.compile(any_of("documents", "any_kind"), re.IGNORECASE)
_NAMED = re.compile(
    rf"\b(?:[\w&’'-]{{1,60}}+\s++){{1,6}}?(?:{any_of('documents', 'kinds')}|{any_of('documents', 'loose')})\b", re.IGNORECASE | re.ASCII
)
_SHORT = re.compile(r"(?<![A-Za-z])[A-Z]{3,}(?![A-Za-z])")
_END = re.compile(rf"{any_of('documents', 'ends')}$")
_CONVEYS = re.compile(rf"{any_of('documents', 'conveys')}$")  # a notice by which a document is issued
_IN_BRACKETS = re.compile(r"[（(][^（）()]{1,20}[）)]\s{0,4}$")  # that it is for trial, or was revised in a year
_SEPARATOR = re.compile(r"[-_./]+|\d{1,2}(?=\D|$)")
_BEFORE_TITLES, _JOINING = frozenset({"summarise", "summarize", "compare", "explain"}), frozenset({"of", "and", "for"})
_OF_YEAR = re.compile(rf"\b({any_of('documents', 'kinds')}) (?:of|from|for|dated|issued in|adopted in) ((?:19|20)\d\d)\b", re.IGNORECASE)
_ON = re.compile(
    rf"\b{any_of('documents', 'kinds')} (?:on|of|for|concerning|governing|about) (?:the )?[\w’'-]+(?: (?:of |and |in )?[\w’'-]+){{0,4}}",
    re.IGNORECASE | re.ASCII,
)
_ENDED = re.compile(rf"[{HAN}]{{2,16}}?{any_of('documents', 'ends')}(?![{HAN}]{{0,3}}{any_of('documents', 'ends')})")
_ON_WHAT = re.compile(r"\s+(?:on|of|for|concerning|governing|about|by|from)\b", re.IGNORECASE)
_INITIAL = re.compile(r"\b[A-Z](?=[a-z])")
_LEAST_END, _MOST_END, _FEW = 3, 40, 2
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBER = re.compile(any_of("documents", "numbers"))
_LEAST_NUMBER = 5
_LEAST_SHORTENED = 4  # characters of a name that leaves out some of a title


class DocumentReferences:
    """The titles, issuers, numbers and years by which documents can be named."""

    def __init__(self, entries: Iterable[DocumentSummary]) -> None:
        self._title: dict[str, set[int]] = defaultdict(set)
        self._issuer: dict[str, set[int]] = defaultdict(set)
        self._year: dict[str, set[int]] = defaultdict(set)
        self._number: dict[str, set[int]] = defaultdict(set)
        self._words: dict[str, set[int]] = defaultdict(set)
        self._own: dict[int, frozenset[str]] = {}
        self._initials: dict[str, set[int]] = defaultdict(set)
        self._entries: dict[int, DocumentSummary] = {}
        self._ends: dict[str, set[int]] = defaultdict(set)
        for entry in entries:
            self._entries[entry.id] = entry
            for word in words(f"{entry.title} {entry.issuer} {entry.issued[:4]}"):
                self._title[word].add(entry.id)
            for word in words(f"{entry.title} {entry.issued[:4]} {_SEPARATOR.sub(' ', entry.name)}"):
                self._words[word].add(entry.id)
            self._own[entry.id] = frozenset(words(entry.title))
            if len(initials := "".join(_INITIAL.findall(entry.title))) > 2:
                self._initials[initials].add(entry.id)
            plain, bare = (re.sub(r"[\W_]", "", folded(title)) for title in (entry.title, _IN_BRACKETS.sub("", entry.title)))
            for called in filter(_END.search, dict.fromkeys((plain, bare, _CONVEYS.sub("", plain)))):
                for start in range(max(0, len(called) - _MOST_END), len(called) - _LEAST_END + 1):
                    self._ends[called[start:]].add(entry.id)
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
            preferred[id] += BY_TITLE
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
        titled = (self._nearest(held, telling) for telling, held in self._by_titles(question))
        for id in self._numbered(question).union(*titled):
            places[id] = 0
        turned = _OF_YEAR.sub(r"\2 \1", question)  # “the plan of 2021” is the 2021 plan
        for phrase in _NAMED.finditer(turned):
            for id in self._by_phrase(phrase[0]) or self._alone(phrase[0], turned[phrase.end() :]):
                places.setdefault(id, phrase.start())
        for phrase in _ON.finditer(turned):
            for id in self._by_subject(phrase[0]):
                places.setdefault(id, phrase.start())
        for short in _SHORT.finditer(question):
            for id in self._shortened(short[0]):
                places.setdefault(id, short.start())
        for id, place in self._by_end(folded(question)):
            places.setdefault(id, place)
        return [self._entries[id] for id in sorted(places, key=lambda id: places[id])]

    def abbreviated(self, name: str) -> list[DocumentSummary]:
        """Give the one document of which `name` leaves out some of the issuer and title, in a script without spaces between words; none
        where it may be several."""
        plain = re.sub(r"[\W_]", "", folded(name))
        if not (_LEAST_SHORTENED <= len(plain) <= _MOST_END and _END.search(plain) and re.fullmatch(f"[{HAN}]+", plain)):
            return []
        called = {entry.id: folded(f"{entry.issuer}{_IN_BRACKETS.sub('', entry.title)}") for entry in self._entries.values()}
        having = [self._entries[id] for id, whole in called.items() if _is_shortened(plain, whole)]
        return having if len(having) == 1 else []

    def unnamed(self, question: str) -> list[str]:
        """Give the phrases of `question` that end as what names a document does, or put that before what it is on, and name none."""
        found = [*(match[1] or match[2] for match in _QUOTED.finditer(question)), *(match[0] for match in _ON.finditer(question))]
        found += [match[0] for match in _NAMED.finditer(question) if _KIND.fullmatch(match[0].split()[-1])]
        found += [match[0] for match in _ENDED.finditer(question)]
        plain = (_plain_phrase(phrase) for phrase in found)
        return [phrase for phrase in dict.fromkeys(plain) if phrase and not self.named(f"the {phrase}")]

    def _by_subject(self, phrase: str) -> set[int]:
        """Give the few documents that are named by what they are and the longest beginning of what they are on: “the rules on ferries”."""
        kind, _, *subject = phrase.split()
        ends = range(len(subject), 0, -1)
        return next((found for end in ends if (found := self._by_phrase(" ".join(["the", *subject[:end], kind])))), set())

    def _by_phrase(self, phrase: str) -> set[int]:
        """Give the few documents that are named by the longest end of a phrase, of which a word other than its last one tells."""
        parts = phrase.split()
        for first in range(len(parts) - 1):
            telling = telling_words(" ".join(part for part in parts[first:-1] if part.lower() not in STOP_WORDS))
            kind = [word for word in words(parts[-1]) if word in self._words and _KIND.fullmatch(parts[-1])]
            held = [self._words.get(word, set()) for word in telling]
            found = set.intersection(*held, *(self._words[word] for word in kind)) if telling else set[int]()
            if not found and telling and _ANY_KIND.fullmatch(parts[-1]):
                found, kind = set.intersection(*held), []
            if found:
                nearest = self._nearest(found, [*telling, *kind])
                return nearest if len(nearest) <= _FEW else set()
        return set()

    def _alone(self, phrase: str, rest: str) -> set[int]:
        """Give the one document of a kind that is named by “the” and its kind only, none where `rest` says what it is on."""
        *_, article, kind = phrase.lower().split()
        if article != "the" or not _KIND.fullmatch(kind) or _ON_WHAT.match(rest):
            return set()
        held = {id for word in words(kind) for id in self._title.get(word, set()) if word in self._own[id]}
        return held if len(held) == 1 else set()

    def _shortened(self, short: str) -> set[int]:
        """Give the few documents of which an abbreviation is a word of the title, or is its initials."""
        held = {id for word in words(short) for id in self._title.get(word, set()) if word in self._own[id]}
        found = held or self._initials.get(short, set())
        return found if len(found) <= _FEW else set()

    def _nearest(self, named: set[int], telling: Sequence[str]) -> set[int]:
        """Give those of several documents whose own titles hold most of the words that name them: a year in a title says more than the
        one in which a text came out, which may be on anything."""
        held = {id: sum(word in self._own[id] for word in telling) for id in named}
        most = max(held.values(), default=0)
        return {id for id in named if held[id] == most}

    def _by_end(self, question: str) -> Iterator[tuple[int, int]]:
        """Find the titles of which the end stands in `question`, in scripts without spaces between words, the longest ones."""
        longest: dict[int, tuple[int, int]] = {}
        for place in range(len(question)):
            for end in range(place + _LEAST_END, min(len(question), place + _MOST_END) + 1):
                for id in self._ends.get(question[place:end], ()):
                    longest[id] = max(longest.get(id, (0, 0)), (end - place, -place))
        by_end: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for id, (length, before) in longest.items():
            by_end[length - before].append((length, -before, id))
        for same in by_end.values():
            if len(same) <= _FEW:
                yield from ((id, place) for length, place, id in same if length == max(same)[0])

    def _numbered(self, question: str) -> set[int]:
        found = (self._number.get(_plain(written), set()) for written in _NUMBER.findall(question))
        return set().union(*found)

    def _titled(self, question: str) -> set[int]:
        return set[int]().union(*(held for _, held in self._by_titles(question)))

    def _by_titles(self, question: str) -> Iterator[tuple[list[str], set[int]]]:
        """Find the titles in the question, as their telling words, and the documents whose title, issuer and year hold all of these, if not
        most documents do."""
        titles = [match[1] for match in _TITLED.finditer(question)] + [one or other for one, other in _QUOTED.findall(question)]
        for title in titles:
            telling = [word for word in telling_words(title) if word in self._title]
            if len(telling) > 1 and len(telling) == len(telling_words(title)):
                held = set.intersection(*(self._title[word] for word in telling))
                rarest = min(len(self._title[word]) for word in telling)
                if held and len(held) <= max(3, rarest // 2):
                    yield telling, held


def _issuer_names(issuer: str) -> list[str]:
    """Give the issuer's name and its initials, as `words` writes them, each with a space on both sides."""
    if not issuer:
        return []
    initials = "".join(re.findall(r"\b[A-Z]", issuer)).lower()
    names = [" ".join(words(issuer))] + ([initials] if len(initials) > 2 else [])
    return [f" {name} " for name in names]


def _plain_phrase(phrase: str) -> str:
    """Give what follows the last word of a phrase that tells nothing, such as “with”, but “of” and “and”, from its first one that tells;
    empty where that is a single word."""
    parts = phrase.split()
    cut = max((place for place, word in enumerate(parts[:-1]) if place and word.lower() in STOP_WORDS - _JOINING), default=0)
    parts = parts[cut:] if _KIND.fullmatch(parts[-1]) else parts
    while parts and parts[0].lower() in STOP_WORDS | _BEFORE_TITLES:
        parts = parts[1:]
    return " ".join(parts) if len(parts) > 1 or not phrase.isascii() else ""


def _plain(number: str) -> str:
    return re.sub(r"\W", "", folded(number))


def _is_shortened(name: str, title: str) -> bool:
    """Say whether `name` is made of pieces of `title`, in their order, of at least two characters each, the last one at its end."""
    place = 0
    while len(name) > 1:
        longest = next((size for size in range(len(name), 1, -1) if size != len(name) - 1 and name[:size] in title[place:]), 0)
        if not longest:
            return False
        place = title.index(name[:longest], place) + longest
        name = name[longest:]
    return not name and place == len(title)
