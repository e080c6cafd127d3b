"""Whether a statement names those whom its sentences name, and says of the same that they act."""

from collections.abc import Iterator, Sequence

from assistant.writing.checks.comparison import Comparison, Difference, What
from language.agents import are_alike, is_anybody, named_in
from language.counterparts import units
from language.grammar import Agent
from language.language import language_of


def other_actors(compared: Comparison) -> Iterator[Difference]:
    """Find who is named in the statement alone, and who acts there and not in the source."""
    known = named_in(compared.source)
    around = named_in(compared.context)
    for agent in named_in(compared.statement):
        if is_anybody(agent.name):
            continue
        if not any(_means(compared, agent, other) for other in (*known, *around)) and _is_telling(compared, agent):
            yield Difference(What.NAME, agent.name)
    yield from _turned(compared, known)


def _means(compared: Comparison, agent: Agent, other: Agent) -> bool:
    if language_of(agent.name).script == language_of(other.name).script:
        return are_alike(agent.name, other.name)
    return compared.in_common(agent.name, other.name) > 0


def _is_telling(compared: Comparison, agent: Agent) -> bool:
    """Say whether a name that the source lacks tells that it speaks of others: across scripts only where its translation is known."""
    if compared.in_common(agent.name, compared.source) or compared.in_common(agent.name, compared.context):
        return False
    return not compared.is_across or any(units(agent.name, language_of(compared.source).script, compared.names))


def _turned(compared: Comparison, known: Sequence[Agent]) -> Iterator[Difference]:
    """Find who acts in a clause of the statement where the source says of them only that others act on them."""
    acting = [one for one in known if one.acts]
    for part in compared.parts:
        for agent in named_in(part):
            if not agent.acts:
                continue
            same = [one for one in known if _means(compared, agent, one)]
            if same and acting and not any(one.acts for one in same):
                yield Difference(What.ACTOR, agent.name)
