"""Whether a statement denies other things than its sentences, where spaces part no words or the two are in different scripts."""

import re
from collections.abc import Iterator, Sequence

from assistant.writing.checks.comparison import Comparison, Difference, What
from language.counterparts import units
from language.language import language_of
from language.lexicon import any_of
from language.span import Span
from language.statements.claims import clauses
from language.statements.cues import cues, demands_of, has_cue, without_limits, without_prohibitions
from language.text.scripts import HAN
from language.text.tokens import STOP_WORDS, words

_HAN_WORD = re.compile(rf"{any_of('cues', 'passing')}*+(?P<word>[{HAN}]{{2}})")
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ELSE = ("only", "exception", "unless", "denied")  # words that may deny what the other text denies


def denied_elsewhere(compared: Comparison) -> Iterator[Difference]:
    """Find words that are denied on one side and stand on the other, in a clause without a denial."""
    if not compared.is_across and language_of(compared.statement).parts_words:
        return
    stated, told = (clauses(without_limits(text)) for text in (compared.statement, "\n".join(compared.told_sentences)))
    for ours, others, is_left_out in ((stated, told, False), (told, stated, True)):
        if any(has_cue(one, *_ELSE) for one in others) and compared.is_across:
            continue
        for part in ours:
            for span in _denied_in(part):
                near = [(one, found) for one in others if (found := _places(compared, span.of(part), one))]
                if near and not any(_denies(one, found) for one, found in near):
                    yield Difference(What.NEGATION, span.of(part), is_left_out)


def _denied_in(part: str) -> Iterator[Span]:
    """Give where the words stand that are denied, the first one after each denial."""
    plain = without_prohibitions(part)
    for cue in cues(plain, "denied"):
        if language_of(plain).parts_words:
            following = (one for one in _LATIN_WORD.finditer(plain, cue.end) if one[0].lower() not in STOP_WORDS)
            if (one := next(following, None)) and not has_cue(one[0], "finite", "passing"):
                yield Span(*one.span())
        elif one := _HAN_WORD.match(plain, cue.end):
            yield Span(*one.span("word"))


def _places(compared: Comparison, word: str, other: str) -> Sequence[Span]:
    """Give where `other` has a word, or what it is called in the script of `other`."""
    own, script = language_of(word), language_of(other).script
    if own.script == script:
        return [Span(*one.span()) for one in re.finditer(re.escape(word), other)]
    forms = {form.strip() for one in units(word, script, compared.names) for form in one}
    if language_of(other).parts_words:
        return [Span(*one.span()) for one in _LATIN_WORD.finditer(other) if words(one[0])[0] in forms]
    plain = {form.replace(" ", "") for form in forms}
    return [Span(at, at + len(one)) for one in plain if len(one) > 1 and (at := other.find(one)) >= 0]


def _denies(part: str, found: Sequence[Span]) -> bool:
    """Say whether a part holds a word that may deny what stands at the places `found`."""
    hidden = (span for span in cues(part, "negative") if not any(one.contains(span) for one in found))
    return any(True for _ in hidden) or bool(demands_of(part) & {"must_not", "release"}) or has_cue(part, *_ELSE)
