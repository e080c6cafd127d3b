"""Whether a statement turns round what its sentences say comes first."""

from collections.abc import Iterator

from assistant.writing.checks.comparison import Comparison, Difference, What
from language.statements.cues import has_cue
from language.statements.sequence import Sequel, sequels

_MUCH = 0.65  # shares of what two sequels have in common, one of them turned round
_SAME_ACROSS = 0.5  # share of what two texts in different scripts say that is known to be the same
_CLEARLY = 0.3  # shares of what two sequels have in common by which one that is turned round has more


def other_order(compared: Comparison) -> Iterator[Difference]:
    """Find words such as “before” that put first what the source puts second."""
    told = list(sequels(compared.source))
    for one in sequels(compared.statement):
        if any(_likeness(compared, one, other) for other in told):
            alike, turned = max((_likeness(compared, one, other) for other in told), key=max)
            if (turned > alike + _CLEARLY and turned >= _MUCH) or _is_contrary(compared, one, told):
                yield Difference(What.ORDER, one.word.of(compared.statement))
    if not (
        told or compared.is_across or has_cue(compared.source, "before", "after", "earlier", "later", "condition", "cause", "therefore")
    ):
        yield from (Difference(What.ORDER, one.word.of(compared.statement)) for one in sequels(compared.statement) if one.own)


def _is_contrary(compared: Comparison, one: Sequel, told: list[Sequel]) -> bool:
    """Say whether the source puts before what the statement puts after the same thing, and nothing after it; or the other way round."""
    least = _SAME_ACROSS if compared.is_across else _MUCH
    same = [other for other in told if one.own and other.own and compared.overlap(one.own, other.own) >= least]
    return bool(same) and all(other.is_before is not one.is_before for other in same)


def _likeness(compared: Comparison, one: Sequel, other: Sequel) -> tuple[float, float]:
    """Say how much two sequels have in common as they stand, and with one of them turned round."""
    alike = compared.overlap(one.first, other.first) + compared.overlap(one.second, other.second)
    turned = compared.overlap(one.first, other.second) + compared.overlap(one.second, other.first)
    return alike, turned
