"""Whether a statement obliges, forbids, allows, encourages and denies as its sentences do."""

from collections.abc import Iterator

from assistant.writing.checks.comparison import Comparison, Difference, What
from language.language import language_of
from language.statements.claims import claims, clauses
from language.statements.cues import bounds_of, cues, demands_in, demands_of, has_cue, without_limits, without_prohibitions
from language.text.scripts import script_of

_ENOUGH = 2  # things that a part of the statement has in common with a clause of which it then speaks
_FREE = frozenset({"release", "may", "can", "hedged"})
_CAN_BE_FREE = ("only", "exception", "unless")
_LIMITS = frozenset({"<", "<="})


def other_demands(compared: Comparison) -> Iterator[Difference]:
    """Find the clauses that oblige, forbid or allow otherwise than the clauses of the source nearest to them."""
    across = script_of(compared.statement) if compared.is_across else ""
    for part in compared.parts:
        stated = demands_in(part)
        if stated:
            near = _demanding(compared, part)
            said = demands_of(near)
            for demand in sorted(stated.keys() - said):
                is_told = demand == "release" and (demand in demands_of(compared.source) or has_cue(compared.source, "released"))
                is_told = is_told or (demand == "can" and bool(said & stated.keys() - {"can"}))
                if not is_told and not _may_stand(demand, part, compared.statement, near, said, across):
                    yield Difference(What.DUTY, stated[demand])
    if not has_cue(compared.statement, "negative"):
        open_ones = "must" in demands_of(compared.statement) or has_cue(compared.statement, "only")  # “must with”, for “must not without”
        told = [one for one in compared.told_sentences if not (open_ones and has_cue(one, "exception"))]
        forbidding = (
            one for sentence in told for one in clauses(sentence) if "must_not" in demands_of(one) and not needs_leave(compared, one)
        )
        yield from (Difference(What.DUTY, one.strip(), is_left_out=True) for one in forbidding)
    yield from _lost_releases(compared)
    for kind, demand in (("optional", "may"), ("compulsory", "must")):
        if not has_cue(compared.source, kind) and not (demand == "must" and demand in demands_of(compared.source)):
            yield from (Difference(What.DUTY, span.of(compared.statement)) for span in cues(compared.statement, kind))


def _lost_releases(compared: Comparison) -> Iterator[Difference]:
    """Find what the source releases from, and the statement does not."""
    if has_cue(compared.statement, "released", "optional", *_CAN_BE_FREE) or demands_of(compared.statement) & _FREE:
        return
    for one in (one for sentence in compared.told_sentences for one in clauses(sentence) if "release" in demands_of(one)):
        near = max(compared.parts, key=lambda part: compared.in_common(one, part))
        if not compared.denies_anew(near if compared.in_common(one, near) >= _ENOUGH else compared.statement):
            yield Difference(What.DUTY, one.strip(), is_left_out=True)


def _demanding(compared: Comparison, part: str) -> str:
    """Give what of the source demands something and lies nearest to `part`: clauses, or the whole sentences where none is near."""
    near = compared.nearest(part) if not compared.is_across or len(compared.parts) > 1 else []
    if any(demands_of(one) for one in near):
        return "\n".join(near)
    demanding = [one for sentence in compared.nearest_sentences(part) for one in clauses(sentence) if demands_of(one)]
    shared = [compared.in_common(part, one) for one in demanding]
    if not compared.is_across and max(shared, default=0):
        return "\n".join(one for one, count in zip(demanding, shared, strict=True) if count == max(shared))
    return "\n".join(compared.nearest_sentences(part))


def needs_leave(compared: Comparison, told: str) -> bool:
    """Say whether the statement tells as needing leave what the source forbids without it."""
    return has_cue(told, "freely") and has_cue(compared.statement, "requiring")


def _may_stand(demand: str, part: str, statement: str, near: str, said: frozenset[str], across: str) -> bool:
    """Say whether a demand that the source does not make in such words may follow from what it says."""
    allows = said & {"may", "can", "hedged"}
    narrows = has_cue(near, "only") and (has_cue(statement, "only") or (part == statement and has_cue(statement, "exception")))
    match demand:
        case "must":
            if ("should" in said and across == "han" and has_cue(part, "owed")) or (
                "should" in said and has_cue(near, "usual") and has_cue(statement, "usual")
            ):
                return True
            if "must_not" in said and has_cue(near, "exception", "before"):
                return True
            denies = "must_not" in said and (has_cue(part, "denied") or "must_not" in demands_of(part))
            intends = bool(said & {"will", "should"}) and has_cue(near, "intended") and has_cue(statement, "intended")
            return not said or intends or "is_to" in said or denies or bool(allows and has_cue(near, "only") and has_cue(statement, "only"))
        case "is_to" | "will":
            return not said or bool(said & {"must", "is_to", "will", "should"} if demand == "is_to" else said & {"is_to", "will", "should"})
        case "may" | "can":
            limits = any(measure.bound in _LIMITS and measure.kind != "date" for measure in claims(part).measures)
            waits = "must_not" in said and has_cue(part, "after", "exception") and has_cue(near, "before", "exception")
            is_open = demand == "can" and not said - {"will", "is_to"}
            alone = has_cue(part, "only") or (has_cue(statement, "only") and bool(said & {"must_not", "must", "is_to"}))
            is_plain = not said and not language_of(part).parts_words  # in Chinese what can be done is also told by “may”
            return bool(allows) or is_open or limits or waits or alone or is_plain
        case "must_not":
            waits = "must" in said and has_cue(part, "before", "exception") and has_cue(near, "before", "only", "earlier")
            is_unable = has_cue(part, "unable") and has_cue(near, "negative") and "can" not in said
            return (
                (has_cue(near, "denied") and not allows and not said & {"release", "must"})
                or narrows
                or waits
                or is_unable
                or bool(bounds_of(near) and "must_not" not in said and (claims(part).is_limited or not said & {"may", "can"}))
            )
        case "should":
            keeps_out = "must_not" in said and has_cue(part, "negative")
            return "will" in said or keeps_out or (bool(across) and "must" in said)
        case "hedged":
            return bool(allows & {"hedged"} or {"may", "must"} <= said or ("may" in said and has_cue(near, "enabling")))
        case "release":
            return has_cue(near, "denied") and (bool(allows) or not said & {"must", "must_not"})
    return False


def other_negations(compared: Comparison) -> Iterator[Difference]:
    """Find what is denied on one side alone."""
    statement, source = without_limits(compared.statement), without_limits(compared.source)
    limited = bounds_of(compared.statement)
    for sentence in map(without_limits, compared.told_sentences):
        if (
            has_cue(sentence, "denied")
            and not has_cue(statement, "negative")
            and not ((limited and claims(sentence).is_limited) or needs_leave(compared, sentence))
        ):
            yield Difference(What.NEGATION, cues(sentence, "denied")[0].of(sentence), is_left_out=True)
    if not has_cue(source, "negative"):
        stated = without_prohibitions(statement)
        yield from (Difference(What.NEGATION, span.of(stated)) for span in cues(stated, "denied"))
