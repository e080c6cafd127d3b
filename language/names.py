"""Names that mean the same in several languages: of bodies, and of what the documents explain."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

from language.language import language_of, languages
from language.lexicon import pattern_of
from language.span import Span
from language.text.scripts import CJK, HAN
from language.text.tokens import simplified

Key = tuple[str, ...]
Pairs = Iterable[tuple[str, str]]

_TOKEN = re.compile(rf"[{HAN}]|[^\W_{CJK}]+")
_GOES_ON = pattern_of("bodies", "goes_on")
_LOCAL = pattern_of("bodies", "local")
_REMEMBERED = 2_000  # texts
_BEFORE = 20  # characters before a name that tell whose body it is


@dataclass(frozen=True, slots=True)
class Named:
    """A name that stands in a text at `span`, and what it means, the same for all names of one thing."""

    meaning: Key
    span: Span


@dataclass(frozen=True, eq=False)
class Names:
    """Names, as their tokens, with what they mean. It knows only what has names in more than one script; by default nothing."""

    meanings: Mapping[Key, Key] = field(default_factory=dict)

    def found_in(self, text: str) -> Iterator[Named]:
        """Find the names that stand in `text`, in order, none within another: the longest one counts."""
        end = 0
        for named in self._all_in(text):
            if named.span.start >= end:
                end = named.span.end
                yield named

    def meant_by(self, text: str) -> frozenset[Key]:
        """Give what the names mean that stand in `text`, none within another."""
        return frozenset(named.meaning for named in self.found_in(text))

    def touched_by(self, text: str) -> frozenset[Key]:
        """Give what all names mean that stand in `text`, also within another."""
        return frozenset(named.meaning for named in self._all_in(text))

    def called(self, meaning: Key) -> frozenset[Key]:
        """Give all names, as their tokens, of what `meaning` means."""
        return frozenset(self._by_meaning.get(meaning, ()))

    @cached_property
    def _by_meaning(self) -> Mapping[Key, list[Key]]:
        found: dict[Key, list[Key]] = defaultdict(list)
        for key, meaning in self.meanings.items():
            found[meaning].append(key)
        return dict(found)

    @cached_property
    def _all_in(self) -> Callable[[str], tuple[Named, ...]]:
        """Finds all names in a text, of those that begin at one place the longest first; remembers what it found."""
        return lru_cache(maxsize=_REMEMBERED)(lambda text: tuple(self._find(text)))

    def _find(self, text: str) -> Iterator[Named]:
        tokens = _tokens(text)
        small = tuple(one for _, one, _ in tokens)
        for at, first in enumerate(small):
            for key in self._by_first.get(first, ()):
                last = at + len(key)
                is_there = small[at:last] == key if len(key) > 1 else tokens[at][0] == key[0]
                if is_there and not _GOES_ON.match(text, end := tokens[last - 1][2].end):
                    yield Named(self.meanings[key], Span(tokens[at][2].start, end))

    @cached_property
    def _by_first(self) -> Mapping[str, list[Key]]:
        found: dict[str, list[Key]] = defaultdict(list)
        for key in sorted(self.meanings, key=len, reverse=True):
            found[key[0].lower()].append(key)
        return dict(found)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The proper names of `bodies`, the names of `kinds` of them, “central enterprises”, and of other `terms`."""

    bodies: Names = Names()
    kinds: Names = Names()
    terms: Names = Names()


NO_NAMES = KnownNames()


def known_names(bodies: Pairs, explained: Pairs) -> KnownNames:
    """Make what is known of pairs of names that mean the same: those of `bodies` and of the languages' own bodies, and others.

    What has a name in small letters among `bodies` is a kind of them.
    """
    of_bodies = [*bodies, *_of_languages()]
    groups = list(_groups(chain(of_bodies, explained)))
    every = {_key_of(name) for name in chain.from_iterable(of_bodies)}
    common = {_key_of(name) for name in chain.from_iterable(of_bodies) if name[:1].islower()}
    kinds = [group for group in groups if not group.isdisjoint(common)]
    proper = [group for group in groups if group.isdisjoint(common) and not group.isdisjoint(every)]
    return KnownNames(_names(proper), _names(kinds), _names(group for group in groups if group.isdisjoint(every)))


def is_local(text: str, name: Span) -> bool:
    """Say whether `text` speaks of the body of a place, by the word before the `name` that a body of the state has too."""
    return _LOCAL.search(text[max(0, name.start - _BEFORE) : name.start]) is not None


def _of_languages() -> Iterator[tuple[str, str]]:
    for one in languages():
        for name, others in (one.lexicon("names") or {}).items():
            yield from ((name, other) for other in others)


def _names(groups: Iterable[frozenset[Key]]) -> Names:
    return Names({key: min(group) for group in groups for key in group})


def _groups(pairs: Pairs) -> Iterator[frozenset[Key]]:
    """Put together the names that mean the same, and give the groups that have names in more than one script."""
    group_of: dict[Key, set[Key]] = {}
    scripts: dict[Key, str] = {}
    for pair in pairs:
        keys = [_key_of(name) for name in pair]
        if not all(keys):
            continue
        scripts |= {key: language_of(name).script for key, name in zip(keys, pair, strict=True)}
        one, other = (group_of.setdefault(key, {key}) for key in keys)
        if one is not other:
            one |= other
            group_of |= dict.fromkeys(other, one)
    for group in {id(group): group for group in group_of.values()}.values():
        if len({scripts[key] for key in group}) > 1:
            yield frozenset(group)


@lru_cache(maxsize=4_096)
def _tokens(text: str) -> tuple[tuple[str, str, Span], ...]:
    """Cut `text` into words and Han characters: each as written, but for the plural and traditional characters; in small letters; where."""
    plain = simplified(text)
    plain = plain if len(plain) == len(text) else text
    found = ((_singular(one[0]), Span(*one.span())) for one in _TOKEN.finditer(plain))
    return tuple((token, token.lower(), span) for token, span in found)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _key_of(name: str) -> Key:
    """Give what a name is known by: a single word as it is written, “SAFE”, several in small letters."""
    tokens = _tokens(name)
    return tuple(small for _, small, _ in tokens) if len(tokens) > 1 else tuple(token for token, _, _ in tokens)
