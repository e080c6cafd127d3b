"""How far, how surely, under which conditions and for which reason a statement says that something holds."""

import re
from collections.abc import Iterator

from assistant.writing.checks.comparison import Comparison, Difference, What
from assistant.writing.checks.demands import needs_leave
from language.agents import named_in
from language.counterparts import found_in
from language.language import language_of
from language.lexicon import any_of
from language.statements.claims import claims
from language.statements.conditions import conditions_in
from language.statements.cues import cues, demands_in, demands_of, has_cue, main_clauses, without_indifferent

_TELLS = frozenset({"will", "is_to"})
_WHOLE = "100"
_GIVEN, _HINTED = 0.6, 0.4  # share of a reason that a source has which gives none in such words, and of one that gives some
_MUCH = 4  # things that a part of a condition says, which then may not be left out
_OPENING = 3  # characters by which a condition is longer than the name that opens it
_LITTLE = 0.3  # share of a condition in a statement that has no words of a condition
_ASKED = re.compile(any_of("cues", "no_reason"), re.IGNORECASE)
_REACH = 60  # characters before a reason that make it what is asked
_LISTED = re.compile(r",\s*(?:and |or )?|\s(?:and|or)\s|[、，]")
_CLAUSE_END = re.compile(r"[,;.，；。]")

# What a statement may not have unless its source has one of these.
_NOT_ADDED = {
    "all": (What.SCOPE, ("all", "every", "generic")),
    "some": (What.SCOPE, ("some", "many")),
    "most": (What.SCOPE, ("most", "usual")),
    "only": (What.SCOPE, ("only", "enough", "exception", "before", "after", "earlier")),
    "repeatedly": (What.SCOPE, ("repeatedly",)),
    "always": (What.CONDITION, ("always",)),
    "certain": (What.CERTAINTY, ("certain", "always")),
    "usual": (What.CERTAINTY, ("softened",)),
    "about": (What.CERTAINTY, ("about",)),
    "wholly": (What.CERTAINTY, ("wholly", "all", "every", "certain")),
}
# What a source may not have unless a statement has one of these.
_NOT_LEFT_OUT = {
    "most": (What.SCOPE, ("most", "usual", "softened")),
    "only": (What.SCOPE, ("only", "exception", "before", "after", "needed")),
    "usual": (What.CERTAINTY, ("softened",)),
    "about": (What.CERTAINTY, ("about",)),
    "maybe": (What.CERTAINTY, ("maybe", "hedging", "softened", "supposed", "usual", "about")),
    "supposed": (What.CERTAINTY, ("supposed", "hedging", "usual", "about")),
    "partly": (What.CERTAINTY, ("partly", "some", "hedging")),
    "exception": (What.CONDITION, ("excepting",)),
}


def other_scope(compared: Comparison) -> Iterator[Difference]:
    """Find words of the statement that say how many, how surely and why, and for which its source has none; and the other way round."""
    statement, source = compared.statement, compared.source
    for kind, (what, others) in _NOT_ADDED.items():
        if not has_cue(source, *others) and not (kind == "only" and _must_alone(statement, source)):
            yield from (Difference(what, span.of(statement)) for span in cues(statement, kind))
    yield from _made_whole(compared)
    for kind, (what, others) in _NOT_LEFT_OUT.items():
        for told in compared.told_sentences if kind in ("exception", "supposed") else compared.told_clauses:
            if kind == "usual":
                told = without_indifferent(told)
            if (
                has_cue(told, kind)
                and not has_cue(statement, *others)
                and not (kind == "only" and demands_of(statement) & {"must_not", "must"})
            ):
                yield Difference(what, cues(told, kind)[0].of(told), is_left_out=True)


def _made_whole(compared: Comparison) -> Iterator[Difference]:
    """Find what the statement says of all and the source of a share of them."""
    for part in compared.parts:
        if has_cue(part, "all") and not _has_share(part):
            near = compared.nearest(part)
            if near and all(map(_has_share, near)):
                yield Difference(What.SCOPE, cues(part, "all")[0].of(part))


def _has_share(part: str) -> bool:
    return any(one.kind == "percent" and one.value != _WHOLE for one in claims(part).measures)


def _must_alone(statement: str, source: str) -> bool:
    """Say whether “may only be done so”, or “only if it is done so”, renders “must be done so”."""
    is_needed = has_cue(statement, "only_if") or bool(demands_of(statement) & {"may", "can"})
    return is_needed and bool(demands_of(source) & {"must", "is_to", "must_not"})


def other_reasons(compared: Comparison) -> Iterator[Difference]:
    """Find reasons and purposes that the source does not give."""
    given = "\n".join(_reasons(compared.source))
    for span in cues(compared.statement, "cause"):
        reason = _CLAUSE_END.split(compared.statement[span.end :], maxsplit=1)[0]
        if _ASKED.search(compared.statement, max(0, span.start - _REACH), span.start) and not compared.statement[span.start :].startswith(
            "in order"
        ):
            continue
        is_hinted = bool(given) and compared.share(reason, given) >= _HINTED
        if not is_hinted and compared.share(reason, compared.source) < _GIVEN:
            yield Difference(What.REASON, compared.statement[span.start : span.end] + reason)


def _reasons(text: str) -> Iterator[str]:
    """Give what a text gives as a reason: after “because”, before “leads to”."""
    for kind in ("cause", "follows_from"):
        yield from (_CLAUSE_END.split(text[span.end :], maxsplit=1)[0] for span in cues(text, kind))
    yield from (_CLAUSE_END.split(text[: span.start])[-1] for span in cues(text, "leads_to"))


def made_certain(compared: Comparison) -> Iterator[Difference]:
    """Find what the statement tells as done and its source as planned, expected or due."""
    statement, source = main_clauses(compared.statement), compared.source
    if has_cue(source, "planned") and not has_cue(source, "done") and not has_cue(statement, "intended"):
        changes = cues(statement, "changes") if has_cue(source, "changed") else ()
        for span in cues(statement, "done"):
            if not any(one.start <= span.start < one.end for one in changes):
                yield Difference(What.CERTAINTY, span.of(statement))
    for told in map(main_clauses, compared.told_clauses):
        if has_cue(told, "intended") and not has_cue(compared.statement, "planned", "intended"):
            yield Difference(What.CERTAINTY, cues(told, "intended")[0].of(told), is_left_out=True)


def lost_hedges(compared: Comparison) -> Iterator[Difference]:
    """Find what the source says may be, and the statement says is."""
    if not has_cue(compared.statement, "hedging"):
        for told in compared.told_clauses:
            if (hedged := demands_in(told).get("hedged")) and not demands_of(compared.statement) & {"may", "hedged"}:
                yield Difference(What.CERTAINTY, hedged, is_left_out=True)
    if (
        language_of(compared.statement).parts_words
        and not has_cue(compared.statement, "hedging", "allowing", "usual", "some", "exception", "denied")
        and not demands_of(compared.statement) - _TELLS
    ):
        for told in compared.told_clauses:
            if not demands_of(told) - {"may", *_TELLS} and (may := demands_in(told).get("may")):
                yield Difference(What.CERTAINTY, may, is_left_out=True)


def dropped_conditions(compared: Comparison) -> Iterator[Difference]:
    """Find conditions of the source of which the statement says nothing."""
    surely = len(cues(compared.statement, "supposing"))
    supposed = surely + len(cues(compared.statement, "supposing_too"))
    for sentence in compared.told_sentences:
        every = list(dict.fromkeys(conditions_in(sentence)))
        found = [one for one in every if not any(one != other and one in other for other in every)]
        supposes = supposed >= (1 if compared.is_across else len(found))
        for condition in (one for one in found if not needs_leave(compared, one)):
            share = _share_told(compared, condition, sentence.replace(condition, " "))
            if not share and not surely and not compared.is_across and compared.tells(condition, 1):
                yield Difference(What.CONDITION, condition.strip(), is_left_out=True)
                continue
            is_told = compared.tells(condition) or (compared.is_across and compared.says(condition))
            if is_told and (_lacks_part(compared, condition) or (share < _LITTLE and not supposes)):
                yield Difference(What.CONDITION, condition.strip(), is_left_out=True)


def _share_told(compared: Comparison, condition: str, rest: str) -> float:
    """Give the share of a condition that the statement tells, of what the rest of its sentence does not say too."""
    for agent in named_in(condition):
        condition = condition.replace(agent.name, " ") if len(condition) > len(agent.name) + _OPENING else condition
    own = found_in(condition, compared.statement, compared.names)
    if compared.is_across:
        return sum(own) / max(1, len(own))
    alone = [told for told, other in zip(own, found_in(condition, rest, compared.names), strict=True) if not other]
    return sum(alone) / len(alone) if alone else sum(own) / max(1, len(own))


def _lacks_part(compared: Comparison, condition: str) -> bool:
    """Say whether the statement says nothing of what a condition lists: of one thing that says much, or of two."""
    if compared.is_across:
        return False
    lacking = [one for one in _LISTED.split(condition) if not compared.share(one, compared.statement)]
    if language_of(condition).parts_words:
        return any(compared.tells(one, _MUCH) for one in lacking)
    return sum(compared.tells(one) for one in lacking) > 1
