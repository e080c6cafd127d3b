"""Whether a statement that takes up the words of its sentences turns them round: denied or not, the opposite, who does it to whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from assistant.writing.checks.comparison import Comparison, Difference, What
from assistant.writing.checks.demands import needs_leave
from language.agents import are_alike, named_in
from language.counterparts import units
from language.language import language_of
from language.lexicon import any_word_of
from language.span import Span
from language.statements.claims import clauses
from language.statements.cues import cues, demands_of, has_cue, opposites_in, without_limits, without_prohibitions
from language.statements.persons import pronouns_in
from language.text.tokens import STOP_WORDS, words

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_PIECE = re.compile(r"[,;:，；：。]\s*|(?<=[a-z\d)])[.!?](?:\s+|$)")
_DOES = re.compile(rf"{any_word_of('cues', 'finite')}(?: not| also| \w+ly){{0,2}} $", re.IGNORECASE)
_THIRD_PERSON = re.compile(r"[a-z]{2,}(?<!s)s (?:the|to|its|their|all|at|no|up|more|only|about)\b|[a-z]{2,}(?<!s)s \d")
_PAST = re.compile(r"[a-z]{2,30}ed (?:the|its|their|his|her|an?|all|[A-Z][a-z]+)\b")
_OF_ITS_NOUN = re.compile(r"\b(?:the|an?|its|their|is|are|was|were|be|been|being|has|have|had|and|or|of) $", re.IGNORECASE)
_BY = re.compile(r"\bby (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_BY_WHOM = re.compile(r"\b(?P<done>[a-z]{3,}) by (?:(?:the|an?|its|their|each|every) )?(?P<whom>[A-Za-z]{3,})", re.IGNORECASE)
_LINKS = re.compile(rf"{any_word_of('agents', 'links')}\S{{0,4}}$")
_REACH = 40  # characters before a word that tell what it does
_SENTENCE = re.compile(r"[。；;\n]")
_MOST_WORDS, _MOST_NAMES = 30, 8  # of a clause and a sentence, that are looked at three and two at a time
_BOTH = 2  # things in common from which two clauses speak of the same


def other_polarity(compared: Comparison) -> Iterator[Difference]:
    """Find words that are denied on one side and stand on the other, in a clause that speaks of the same, without a denial."""
    if compared.is_across or not language_of(compared.statement).parts_words:
        return
    stated, told = (clauses(without_limits(text)) for text in (compared.statement, "\n".join(compared.told_sentences)))
    for ours, others, whole, is_left_out in ((stated, told, compared.statement, False), (told, stated, compared.source, True)):
        for part in ours:
            for word, kind in _denied_in(part):
                if needs_leave(compared, part):
                    continue
                if kind == "unless" and any(has_cue(one, "exception", "unless", "denied") for one in others):
                    continue
                stem = words(word)[0]
                least = min(_BOTH, len(units(part, language_of(part).script)))
                near = [one for one in others if stem in words(one) and compared.in_common(one, part) >= least]
                known = frozenset(words(whole))
                if near and not any(_denies(one, part, word, known) for one in near):
                    yield Difference(What.NEGATION, word, is_left_out)


def _denies(part: str, other: str, word: str, known: frozenset[str]) -> bool:
    """Say whether a part denies a word, or something that the other part does not deny; words that can hide a denial count where the
    other text, of the words `known`, has others."""
    hidden = (span.of(part).lower() for span in cues(part, "negative"))
    own, same = _denials(part), _denials(other)
    is_plain = (
        has_cue(part, "denied_whole")
        or any(word.lower() in one for one in own)
        or any(not one & frozenset().union(*same) for one in own)
        or has_cue(part, "exception", "unless")
        or "must_not" in demands_of(part)
    )
    return is_plain or any(one not in other.lower() and known.isdisjoint(words(one)) for one in hidden)


def _denials(part: str) -> list[frozenset[str]]:
    """Give the words that follow on each denial of a part, the next two that tell something."""
    verbs = [one.start for one in cues(part, "finite")]
    found = []
    for cue in cues(part, "denied"):
        following = [one for one in _WORD.finditer(part, cue.end) if one[0].lower() not in STOP_WORDS][:2]
        end = min((verb for verb in verbs if following and verb > following[0].start()), default=len(part))
        found.append(frozenset(one[0].lower() for one in following if one.start() < end))
    return found


def _denied_in(part: str) -> Iterator[tuple[str, str]]:
    """Give the words that are denied, each with the kind of words that deny it."""
    plain = without_prohibitions(part)
    kinds = ("denied",) if has_cue(plain, "denied") else ("unless",)
    for kind in kinds:
        for cue in cues(plain, kind):
            following = (one[0] for one in _WORD.finditer(plain, cue.end) if one[0].lower() not in STOP_WORDS)
            yield from [(one, kind) for one in following if not has_cue(one, "finite", "passing")][:1]


def opposites(compared: Comparison) -> Iterator[Difference]:
    """Find words of the statement in whose stead its source has those that say the opposite."""
    if compared.is_across:
        return
    stated, told = opposites_in(compared.statement), opposites_in(compared.source)
    for (code, row, side), written in stated.items():
        other = (code, row, 1 - side)
        if other in told and other not in stated and (code, row, side) not in told and not _is_denied(compared, written, told[other]):
            yield Difference(What.NEGATION, written)


def _is_denied(compared: Comparison, stated: str, told: str) -> bool:
    near = [one.replace(stated, " ") for one in compared.parts if stated in one]
    near += [one.replace(told, " ") for one in compared.source_clauses if told in one]
    return any(has_cue(one, "denied") or demands_of(one) & {"must_not", "release"} for one in near)


def turned_round(compared: Comparison) -> Iterator[Difference]:
    """Find two of whom the statement says that one does to the other what the source says the other does to the one."""
    if compared.is_across:
        return
    yield from _other_pronouns(compared)
    yield from _other_doers(compared)
    find = _turned_words if language_of(compared.statement).parts_words else _turned_names
    parts_words = language_of(compared.statement).parts_words
    pieces = [_pieces(text) if parts_words else _SENTENCE.split(text) for text in (compared.statement, compared.source)]
    for stated in pieces[0]:
        for told in pieces[1]:
            yield from (Difference(What.ACTOR, one) for one in [*find(stated, told)][:1])


def _other_pronouns(compared: Comparison) -> Iterator[Difference]:
    """Find what “you” do in the statement and “we”, or others to “you”, in the source; and the other way round."""
    stated, told = pronouns_in(compared.statement), pronouns_in(compared.source)
    for (stem, place), whom in stated.items():
        other = told.get((stem, place), frozenset())
        turned = told.get((stem, not place), frozenset())
        if (other and not other & whom) or (turned & whom and not other):
            yield Difference(What.ACTOR, stem)


def _other_doers(compared: Comparison) -> Iterator[Difference]:
    """Find by whom the statement says something is done that is done by another in the source, where both texts name both."""
    stated, told = (
        {words(one["done"])[0]: words(one["whom"])[0] for one in _BY_WHOM.finditer(text)} for text in (compared.statement, compared.source)
    )
    names = [frozenset(words(text)) for text in (compared.statement, compared.source)]
    for done, whom in stated.items():
        other = told.get(done, whom)
        if other != whom and {whom, other} <= names[0] & names[1]:
            yield Difference(What.ACTOR, whom)


@lru_cache(maxsize=4_096)
def _pieces(text: str) -> tuple[str, ...]:
    return tuple(one for one in _PIECE.split(text) if one.strip())


@dataclass(frozen=True)
class _Place:
    """Where a word stands in a piece of a text."""

    piece: str
    start: int
    written: str

    @cached_property
    def is_done(self) -> bool:
        """Whether the word says what is done, actively."""
        before = self.piece[max(0, self.start - _REACH) : self.start]
        return (
            bool(_DOES.search(before))
            or bool(_PAST.match(self.piece, self.start) and not _OF_ITS_NOUN.search(before))
            or bool(_THIRD_PERSON.match(self.piece, self.start))
        )

    @cached_property
    def is_passive(self) -> bool:
        return any(span.start <= self.start < span.end for span in cues(self.piece, "passive"))

    @cached_property
    def after_by(self) -> bool:
        return bool(_BY.search(self.piece[max(0, self.start - _REACH) : self.start]))

    @cached_property
    def is_somebody(self) -> bool:
        return bool(named_in(self.written))


@lru_cache(maxsize=4_096)
def _anchors(piece: str) -> dict[str, _Place]:
    """Give the words of a piece that tell something, by their stems; those that stand there once."""
    found: dict[str, _Place] = {}
    twice = set()
    for one in _WORD.finditer(piece):
        if one[0].lower() not in STOP_WORDS:
            stem = words(one[0])[0]
            twice |= {stem} & found.keys()
            found[stem] = _Place(piece, one.start(), one[0])
    return {stem: one for stem, one in found.items() if stem not in twice}


def _turned_words(stated: str, told: str) -> Iterator[str]:
    """Find who stands before what is done in one text and after it in the other, or on the same side with “by” in one alone."""
    ours, others = _anchors(stated), _anchors(told)
    common = sorted(ours.keys() & others.keys(), key=lambda stem: ours[stem].start)[:_MOST_WORDS]
    for first, done, last in combinations(common, 3):
        one, other = ours[done], others[done]
        is_turned = others[first].start > other.start > others[last].start
        is_same = others[first].start < other.start < others[last].start
        if not (is_turned or is_same):
            continue
        if not (is_turned if one.is_passive == other.is_passive else is_same):
            continue
        is_between = (
            ours[first].is_somebody and ours[last].is_somebody and _follows(ours, done, first) and _follows(others, done, first, last)
        )
        if not is_between and not ((one.is_done or one.is_passive) and (other.is_done or other.is_passive)):
            continue
        if one.is_passive == other.is_passive:
            if not one.is_passive:
                yield ours[first].written
        elif (ours if one.is_passive else others)[last].after_by:
            yield ours[first].written


def _follows(anchors: dict[str, _Place], done: str, *subjects: str) -> bool:
    """Say whether what is done is the word that follows on one of its subjects."""
    start = anchors[done].start
    before = max((one.start for one in anchors.values() if one.start < start), default=-1)
    return any(anchors[one].start == before for one in subjects)


def _turned_names(stated: str, told: str) -> Iterator[str]:
    """Find names that change places around the same words, where names are not parted by spaces."""
    ours, others = named_in(stated)[:_MOST_NAMES], named_in(told)[:_MOST_NAMES]
    known = list(combinations(others, 2))
    for one, two in combinations(ours, 2):
        if are_alike(one.name, two.name) or any(
            are_alike(one.name, first.name) and are_alike(two.name, last.name) for first, last in known
        ):
            continue
        for first, last in known:
            is_turned = are_alike(one.name, last.name) and are_alike(two.name, first.name) and not are_alike(one.name, first.name)
            if is_turned and _are_linked_alike((stated, one.span, two.span), (told, first.span, last.span)):
                yield one.name


def _are_linked_alike(*pairs: tuple[str, Span, Span]) -> bool:
    """Say whether what stands between two names links them in the same way in both texts."""
    voices = {has_cue(text[max(0, first.start - 1) : last.start + 1], "passive") for text, first, last in pairs}
    between = [text[first.end : last.start] for text, first, last in pairs]
    is_near = not any(_PIECE.search(one) for one in between) and not set(words(between[0])).isdisjoint(words(between[1]))
    return len(voices) == 1 and (is_near or all(_LINKS.search(one) for one in between))
