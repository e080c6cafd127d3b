"""How far, how surely, under which conditions and for which reason a statement says that something holds."""

import re
from collections.abc import Iterator

from assistant.writing.checks.comparison import Comparison, Difference, What
from language.lexicon import patterns_of
from language.statements.cues import cues, has_cue, main_clauses

_CLAUSE_END = re.compile(r"[,;.，；。]")

# What a statement may not have unless its source has one of these.
_NOT_ADDED = {
    "all": (What.SCOPE, ("all", "every")),
    "some": (What.SCOPE, ("some",)),
    "most": (What.SCOPE, ("most", "usual")),
    "only": (What.SCOPE, ("only", "exception", "before", "after", "earlier")),
    "repeatedly": (What.SCOPE, ("repeatedly",)),
    "always": (What.CONDITION, ("always",)),
    "certain": (What.CERTAINTY, ("certain",)),
    "usual": (What.CERTAINTY, ("softened",)),
    "about": (What.CERTAINTY, ("about",)),
    "cause": (What.REASON, ("cause",)),
}
# What a source may not have unless a statement has one of these.
_NOT_LEFT_OUT = {
    "most": (What.SCOPE, ("most", "usual", "softened")),
    "only": (What.SCOPE, ("only", "exception", "denied", "before", "after")),
    "usual": (What.CERTAINTY, ("softened",)),
    "about": (What.CERTAINTY, ("about",)),
    "exception": (What.CONDITION, ("excepting",)),
}


def other_scope(compared: Comparison) -> Iterator[Difference]:
    """Find words of the statement that say how many, how surely and why, and for which its source has none; and the other way round."""
    statement, source = compared.statement, compared.source
    for kind, (what, others) in _NOT_ADDED.items():
        if not has_cue(source, *others):
            yield from (Difference(what, span.of(statement)) for span in cues(statement, kind))
    for kind, (what, others) in _NOT_LEFT_OUT.items():
        if has_cue(source, kind) and not has_cue(statement, *others):
            yield Difference(what, cues(source, kind)[0].of(source), is_left_out=True)
    if has_cue(source, "some") and has_cue(statement, "all") and not has_cue(statement, "some"):
        yield from (Difference(What.SCOPE, span.of(statement)) for span in cues(statement, "all"))


def other_reasons(compared: Comparison) -> Iterator[Difference]:
    """Find a reason that the source, which gives one, does not give."""
    if has_cue(compared.source, "cause"):
        for span in cues(compared.statement, "cause"):
            reason = _CLAUSE_END.split(compared.statement[span.end :], maxsplit=1)[0]
            if compared.tells(reason) and not compared.share(reason, compared.source):
                yield Difference(What.REASON, compared.statement[span.start : span.end] + reason)


def made_certain(compared: Comparison) -> Iterator[Difference]:
    """Find what the statement tells as done and its source as planned, expected or due."""
    statement, source = main_clauses(compared.statement), compared.source
    if has_cue(source, "planned") and not has_cue(source, "done"):
        yield from (Difference(What.CERTAINTY, span.of(statement)) for span in cues(statement, "done"))


def dropped_conditions(compared: Comparison) -> Iterator[Difference]:
    """Find conditions of the source of which the statement says nothing."""
    for sentence in compared.source_sentences:
        if not compared.is_told(sentence):
            continue
        for pattern in patterns_of("conditions", "clauses"):
            for found in pattern.finditer(sentence):
                condition = found["condition"]
                if compared.tells(condition) and not compared.share(condition, compared.statement) and not has_cue(compared.statement, "condition"):
                    yield Difference(What.CONDITION, condition, is_left_out=True)
