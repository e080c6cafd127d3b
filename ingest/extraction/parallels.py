"""One sentence that sets several dates, as the sentences that set one each: “70 % by June and 90 % by December”."""

from dataclasses import dataclass
from itertools import pairwise

from ingest.extraction.conditions import conditions_in, without
from ingest.extraction.deadlines import Deadline, deadlines_in
from ingest.extraction.unit import duty_in
from language.grammar import Duty, grammar_of
from language.language import Language, language_of
from language.lexicon import patterns_in
from language.span import Span
from language.statements.modality import Modality
from language.statements.recurrences import recurrence_in

_SHORTEST, _SEVERAL, _ANY_YEAR = 2, 2, 2000
_ENDS = " \n\t.;。；,，)）"


@dataclass(frozen=True, slots=True)
class Parallel:
    """The words of a sentence that demand something by one of its dates, with what all have in common.

    `rest` is the deadline of one whose words alone do not say what is to be done: “and the rest by …”.
    """

    text: str
    rest: Deadline | None = None


def parallels_in(text: str, duty: Duty, year: int | None, issued: str) -> list[Parallel]:
    """Give a part for each date where a sentence demands something by each of several; else the sentence alone."""
    main = without(text, conditions_in(text))
    if (recurrence := recurrence_in(main)) and recurrence.rule:
        main = without(main, (recurrence.span,))
    dated = deadlines_in(main, year, duty.start, issued)
    cuts = [_joint(text, one, other) for one, other in pairwise(dated)]
    whole = [cut for cut in cuts if cut is not None]
    if not dated and (repeated := _repeated(text, duty)):
        return repeated
    if len(dated) < _SEVERAL and (timed := _timed(text, duty)):
        return timed
    if len({one.date for one in dated}) < 2 or None in cuts or duty.action >= whole[0].start:
        return [Parallel(text)]
    language = language_of(text)
    stop = grammar_of(language).full_stop
    found = [Parallel(text[: whole[0].start].rstrip(_ENDS) + stop)]
    for cut, end, deadline in zip(whole, [*(cut.start for cut in whole[1:]), len(text)], dated[1:], strict=True):
        part = text[cut.end : end].rstrip(_ENDS)
        if _fits(part, "rest", language):
            found.append(Parallel(text, deadline))
        elif (common := _common(found[0].text, part, duty, dated[0], deadline.span.start - cut.end)) is None:
            return [Parallel(text)]
        else:
            found.append(Parallel(f"{common}{part}{stop}"))
    return found


def _repeated(text: str, duty: Duty) -> list[Parallel]:
    """Give a part for each of several prohibitions of one subject, none where there is but one."""
    language = language_of(text)
    found = [one for pattern in patterns_in(language, "parallels", "repeats") for one in pattern.finditer(text, duty.action)]
    if duty.modality is not Modality.MUST_NOT or not found:
        return []
    cuts, ends = [Span(*one.span()) for one in found], [*(one.start() for one in found[1:]), len(text)]
    stop = grammar_of(language).full_stop
    parts = [text[cut.end : end].rstrip(_ENDS) for cut, end in zip(cuts, ends, strict=True)]
    first = text[: cuts[0].start].rstrip(_ENDS)
    if min(len(first) - duty.action, *(len(part) for part in parts)) < _SHORTEST:
        return []
    return [Parallel(f"{words}{stop}") for words in (first, *(f"{text[: duty.action]}{part}" for part in parts))]


def _timed(text: str, duty: Duty) -> list[Parallel]:
    """Give a part for each of several things that one subject must do, each within a time or as often as it says; none where what comes
    first has no time of its own."""
    language = language_of(text)
    found = [one for pattern in patterns_in(language, "parallels", "timed") for one in pattern.finditer(text, duty.action)]
    stop = grammar_of(language).full_stop
    first = text[: found[0].start()].rstrip(_ENDS) if found else ""
    if not found or duty.modality is not Modality.MUST or not _has_time(first):
        return []
    ends = [*(one.start() for one in found[1:]), len(text)]
    parts = [text[one.end() : end].rstrip(_ENDS) for one, end in zip(found, ends, strict=True)]
    return [Parallel(f"{words}{stop}") for words in (first, *(f"{text[: duty.action]}{part}" for part in parts))]


def _has_time(text: str) -> bool:
    return recurrence_in(text) is not None or bool(deadlines_in(text, _ANY_YEAR, 0, ""))


def _joint(text: str, one: Deadline, other: Deadline) -> Span | None:
    """Give what joins the words around two deadlines: where dates follow what they are about, the first that does, else the last."""
    language = language_of(text)
    joints = patterns_in(language, "parallels", "joints")
    between = sorted(Span(*found.span()) for joint in joints for found in joint.finditer(text, one.span.end, other.span.start))
    return (between[0] if language.parts_words else between[-1]) if between else None


def _common(first: str, part: str, duty: Duty, deadline: Deadline, date_at: int) -> str | None:
    """Give the words that a later part, whose date stands at `date_at`, shares with the first one; None where that is not clear."""
    language = language_of(first)
    own = duty_in(part + grammar_of(language).full_stop)
    if own and (own.body_as_written or not own.is_command):
        return ""
    if date_at <= 1:
        return first[: deadline.span.start]
    figures = patterns_in(language, "parallels", "figures")
    if figure := next((found for one in figures if (found := one.match(part))), None):
        alike = [found for one in figures for found in one.finditer(first)]
        return first[: alike[-1].start() if figure.start("n") else alike[-1].start("n")] if alike else None
    return f"{first[: duty.action]} " if own and language.parts_words else None


def _fits(part: str, kind: str, language: Language) -> bool:
    return any(pattern.match(part) for pattern in patterns_in(language, "parallels", kind))
