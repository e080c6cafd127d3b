"""What is to be known of statements that a language model wrote: which words are not confirmed, why, and how many are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer.blocks import Paragraph, Reason, Statement, Support
from language.language import language_of
from language.messages import counted, message, translations
from language.span import Span

REASONS = {
    "figure": message("the source does not say “{words}”"),
    "name": message("the source does not name “{words}”"),
    "actor": message("in the source somebody else acts than “{words}”"),
    "place": message("the source speaks of another place than “{words}”"),
    "duty": message("the source does not oblige or allow so: “{words}”"),
    "negation": message("the source does not deny so: “{words}”"),
    "scope": message("the source does not speak of so many: “{words}”"),
    "condition": message("the source does not set the condition “{words}”"),
    "order": message("the source has another order: “{words}”"),
    "reason": message("the source does not give the reason “{words}”"),
    "certainty": message("the source is not as sure: “{words}”"),
}
"""Why words of a statement are not confirmed, by what differs."""
_UNKNOWN = message("the source does not hold “{words}”")  # of answers that were kept before it was noted what differs
_LEFT_OUT = message("it leaves out “{words}”")


def doubt(statement: Statement) -> str:
    """Say what is to be known of a statement that was not confirmed, nothing of one that was."""
    _ = translations(statement.language)
    match statement.support:
        case Support.UNCITED:
            return _("no source given")
        case Support.UNCONFIRMED if statement.reasons:
            return _("partly confirmed; {reasons}", reasons=whys(statement))
        case Support.UNCONFIRMED:
            return _("not confirmed by the source")
        case _:
            return ""


def withdrawn(statement: Statement) -> str:
    """Say of a statement that was withdrawn why."""
    return translations(statement.language)("A statement was withdrawn: {reasons}.", reasons=whys(statement))


def whys(statement: Statement) -> str:
    """Say why a statement is not confirmed, each reason once."""
    _ = translations(statement.language)
    return _("; ").join(dict.fromkeys(why(one, statement.language) for one in statement.reasons))


def why(reason: Reason, language: str) -> str:
    """Say why words are not confirmed, or that they are left out."""
    told = _LEFT_OUT if reason.is_left_out else REASONS.get(reason.what, _UNKNOWN)
    return translations(language).tell(replace(told, values=(("words", reason.words),)))


def parts(statement: Statement) -> Iterator[tuple[str, str]]:
    """Give the text of a statement in parts, each with why it is not confirmed, nothing where it is.

    The whole text is not where no source bears out any of it.
    """
    text, last = statement.text, 0
    if not statement.reasons:
        yield text, doubt(statement)
        return
    found: list[tuple[Span, str]] = []
    for reason in sorted(statement.reasons, key=lambda one: len(one.words)):
        place = None if reason.is_left_out else _place(reason.words, text)
        if place and not any(place.overlaps(other) for other, _ in found):
            found.append((place, why(reason, statement.language)))
    for span, told in sorted(found):
        yield from ((text[last : span.start], ""), (span.of(text), told))
        last = span.end
    yield text[last:], ""


def _place(words: str, text: str) -> Span | None:
    """Find words in a text, whole ones where a language parts them."""
    begin, end = (r"\b" if language_of(words).parts_words and one.isalnum() else "" for one in (words[:1], words[-1:]))
    found = re.search(f"{begin}{re.escape(words)}{end}", text, re.IGNORECASE) if words else None
    return Span(*found.span()) if found else None


def share(statements: Sequence[Statement]) -> tuple[int, int] | None:
    """Give how many of the statements are confirmed, and how many there are, without those that only introduce others; None of none."""
    judged = [one for one in statements if one.citations or one.support is not Support.SUPPORTED]
    return (sum(one.support is Support.SUPPORTED for one in judged), len(judged)) if judged else None


def share_told(statements: Sequence[Statement], language: str) -> list[Paragraph]:
    """Say how many of the statements are confirmed."""
    if not (counts := share(statements)):
        return []
    told = counted(
        "{confirmed} of {count} statement is confirmed by its source.",
        "{confirmed} of {count} statements are confirmed by their sources.",
        counts[1],
        confirmed=counts[0],
    )
    return [Paragraph(translations(language).tell(told), language)]
