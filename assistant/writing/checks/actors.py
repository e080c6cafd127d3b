"""Whether a statement names those whom its sentences name, and says of the same that they act."""

import re
from collections.abc import Iterator, Sequence

from assistant.writing.across_languages import Source, added_places, other_bodies, other_places, other_terms
from assistant.writing.checks.comparison import Comparison, Difference, What
from language.agents import are_alike, is_anybody, is_named_in, named_in, shortens_words
from language.counterparts import found_in, units
from language.grammar import Agent
from language.language import language_of
from language.lexicon import any_of, pattern_of
from language.statements.claims import claims
from language.statements.cues import has_cue
from language.text.tokens import words

_POSSESSIVE = re.compile(r"[’']s?$")
_CODE = re.compile(r"\b(?!\d+(?:st|nd|rd|th)\b)(?:\d+[A-Za-z]+|[A-Z]+\d+)\b")
_WITHIN = re.compile(rf"\b{any_of('agents', 'within')}", re.IGNORECASE)
_REACH = 20  # characters before a name that say that it is a place
_COPIED, _NEARLY = 4, 0.75  # things said of a subject, and their share that the source says of another
_NAMED = 2  # words of a name that tell it from others
_SAME = 0.5  # share of a name that a name in another script has to have in common with it
_STEM = 5  # letters of a name from which another may be derived: California, Californian
_MOST = 0.5  # share of what the source says that somebody does, which the statement says too
_ENOUGH = 2  # things that two clauses have in common from which they speak of the same


def other_actors(compared: Comparison) -> Iterator[Difference]:
    """Find who is named in the statement alone, and who acts there and not in the source."""
    known, around = named_in(compared.source), named_in(compared.context)
    for agent in named_in(compared.statement):
        if (
            not is_anybody(agent.name)
            and not any(_means(compared, agent, one) for one in (*known, *around))
            and _is_unknown(compared, agent)
        ):
            yield Difference(What.NAME, agent.name)
    if compared.is_across:
        yield from _names_across(compared)
    else:
        yield from _other_names(compared)
        if language_of(compared.statement).parts_words:
            yield from _described_otherwise(compared, known)
            yield from _other_subject(compared)
    yield from _turned(compared, known)


def _names_across(compared: Comparison) -> Iterator[Difference]:
    """Find bodies, terms and places that the source, in another script, does not name."""
    source = Source(compared.cited, compared.context, compared.names)
    yield from (Difference(What.PLACE, written) for written in other_places(compared.statement, compared.source, source))
    for find in (other_bodies, other_terms):
        yield from (Difference(What.NAME, written) for written in find(compared.statement, compared.source, source))
    yield from (Difference(What.NAME, written) for written in added_places(compared.statement, source))


def _means(compared: Comparison, agent: Agent, other: Agent) -> bool:
    if language_of(agent.name).script == language_of(other.name).script:
        return are_alike(agent.name, other.name)
    return compared.share(agent.name, other.name) >= _SAME


def _is_unknown(compared: Comparison, agent: Agent) -> bool:
    """Say whether the source speaks of nobody of this name: across scripts that is known only where the name's translation is."""
    where = f"{compared.source}\n{compared.context}"
    if not compared.is_across:
        is_place = agent.name.islower() and _WITHIN.search(compared.statement, max(0, agent.span.start - _REACH), agent.span.start)
        if is_place or shortens_words(agent.name, where):
            return False
        is_common = agent.name[1:].islower() and not pattern_of("claims", "bodies").search(agent.name)
        anybody = is_common and any(is_anybody(one.name) for one in named_in(compared.source))
        return not anybody and not is_named_in(agent.name, where)
    if agent.name[1:].islower():
        return False
    known = units(agent.name, language_of(compared.source).script, compared.names)
    if len(known) < _NAMED or not all(known):
        return False
    found = found_in(agent.name, where, compared.names)
    return not any(found) or (agent.name.istitle() and not any(found[:-1]))


def _other_subject(compared: Comparison) -> Iterator[Difference]:
    """Find who or what a part speaks of, where the source says nearly the same of another."""
    for part in compared.parts:
        subject = claims(part).subject
        if not subject or is_anybody(subject) or has_cue(subject, "denied"):
            continue
        rest = part.replace(subject, " ", 1)
        near = compared.nearest(rest)
        is_copy = (
            len(near) == 1
            and compared.tells(claims(near[0]).subject, 1)
            and compared.tells(rest, _COPIED)
            and compared.share(rest, near[0]) >= _NEARLY
        )
        if is_copy and compared.tells(subject, 1) and not compared.share(subject, compared.source):
            yield Difference(What.NAME, subject)


def _described_otherwise(compared: Comparison, known: Sequence[Agent]) -> Iterator[Difference]:
    """Find names with a word before the last one that the source lacks, where it has another word before the same: “audit committee”."""
    where = {*words(compared.source), *words(compared.context)}
    stated = set(words(compared.statement))
    for agent in named_in(compared.statement):
        *before, head = words(agent.name)
        others = [words(one.name) for one in known if words(one.name)[-1] == head]
        is_body = pattern_of("claims", "bodies").search(agent.name) is not None
        if (
            is_body
            and before
            and others
            and not where.intersection(before)
            and all(one[:-1] and not stated.intersection(one[:-1]) for one in others)
        ):
            yield Difference(What.NAME, agent.name)


def _other_names(compared: Comparison) -> Iterator[Difference]:
    """Find proper names, levels, ordinals and codes that stand neither in the source nor in what names its document."""
    where = f"{compared.source}\n{compared.context}"
    own, known, parts = claims(compared.source), set(words(where)), language_of(compared.statement).parts_words
    bodies, meant = compared.names.bodies.found_in(compared.statement), compared.names.bodies.meant_by(where)
    for key, written in claims(compared.statement).names.items():
        plain = _POSSESSIVE.sub("", written)
        if not parts and any(are_alike(plain, one.name) for one in named_in(compared.source)):
            continue
        if (
            not key.startswith("#")
            and written.islower()
            and parts
            and not any(written in one.name.lower() for one in named_in(compared.statement))
        ):
            continue
        if any(written in named.span.of(compared.statement) and named.meaning in meant for named in bodies):
            continue
        if key.startswith("#") and not any(one.startswith("#") for one in own.names):
            continue
        is_there = key in own.names or key in known or plain in where or (parts and bool(known.intersection(words(plain))))
        if (
            not is_there
            and not (parts and shortens_words(plain, where))
            and not (parts and any(len(one) >= _STEM and key[:_STEM] == one[:_STEM] for one in known))
        ):
            yield Difference(What.NAME, written)
    for code in _CODE.findall(compared.statement):
        if code not in where:
            yield Difference(What.FIGURE, code)


def _turned(compared: Comparison, known: Sequence[Agent]) -> Iterator[Difference]:
    """Find who acts in the statement in the stead of those who act in the source, in the clause nearest to theirs or anywhere."""
    acting = [one for one in known if one.acts]
    stated = named_in(compared.statement)
    passive = [one for one in stated if not one.acts]
    for part in compared.parts:
        for agent in named_in(part):
            same = [one for one in known if _means(compared, agent, one)]
            if not agent.acts or not same or is_anybody(agent.name):
                continue
            others = [one for one in acting if any(_means(compared, two, one) for two in passive)]
            if others and not any(one.acts for one in same):
                yield Difference(What.ACTOR, agent.name)
                continue
            if compared.is_across:
                continue
            if any(_is_told_to_do(compared, one, part) for one in same if one.acts and _is_same(compared, agent, one, known)):
                continue
            if _is_doing_named(compared.source, agent, part):
                continue
            clauses = _nearest(compared, part, agent)
            if any(_means(compared, agent, one) for clause in clauses if has_cue(clause, "passive") for one in named_in(clause)):
                continue
            near = [one for clause in clauses for one in _acting_in(compared, clause)]
            if near and not any(_is_same(compared, agent, one, known) for one in near):
                yield Difference(What.ACTOR, agent.name)


def _is_told_to_do(compared: Comparison, agent: Agent, part: str) -> bool:
    """Say whether the clause of the source in which this one alone acts is mostly told by a part of the statement, or says nothing else."""
    clause = next((one for one in compared.source_clauses if agent.name in one), "")
    rest = clause.replace(agent.name, " ")
    if not all(are_alike(agent.name, one.name) for one in named_in(clause) if one.acts):
        return False
    return not compared.tells(rest, 1) or (compared.tells(rest) and compared.share(rest, part) >= _MOST)


def _nearest(compared: Comparison, part: str, agent: Agent) -> list[str]:
    """Give the clauses of the source that say most of what is said of `agent` in `part`, where they say enough of it."""
    rest = part[: agent.span.start] + " " + part[agent.span.end :]
    near = compared.nearest(rest)
    if not language_of(part).parts_words and not _acts_elsewhere(compared, agent, near):
        near = compared.nearest_sentences(rest)
    return near if len(near) == 1 and compared.in_common(rest, near[0]) >= _ENOUGH else []


def _is_doing_named(source: str, agent: Agent, part: str) -> bool:
    """Say whether what the agent does in a part of the statement is named as theirs in the source: “the consent of a parent”."""
    if not language_of(part).parts_words:
        return False
    named = re.search(rf"([a-z]{{3,30}}) of (?:(?:the|an?|its|their|each|every) )?{re.escape(agent.name)}\b", source, re.IGNORECASE)
    return named is not None and not set(words(named[1])).isdisjoint(words(part))


def _acts_elsewhere(compared: Comparison, agent: Agent, near: Sequence[str]) -> bool:
    """Say whether the agent acts in a clause of the source beside the nearest one, in which another acts."""
    acting = [[one.name for one in named_in(clause) if one.acts] for clause in compared.source_clauses]
    others = [names for clause, names in zip(compared.source_clauses, acting, strict=True) if clause not in near]
    own = [names for clause, names in zip(compared.source_clauses, acting, strict=True) if clause in near]
    return len(near) == 1 and all(own) and any(agent.name in names for names in others)


def _acting_in(compared: Comparison, clause: str) -> list[Agent]:
    """Give those who act in a clause of the source, else those who act last before it in its sentence."""
    if found := [one for one in named_in(clause) if one.acts]:
        return found
    sentence = next((one for one in compared.source_sentences if clause in one), clause)
    return [one for one in named_in(sentence[: sentence.find(clause)]) if one.acts][-1:]


def _is_same(compared: Comparison, agent: Agent, other: Agent, known: Sequence[Agent]) -> bool:
    """Say whether two names mean the same; where the source has the very name, no other does."""
    if any(one.name.lower() == agent.name.lower() for one in known):
        return other.name.lower() == agent.name.lower()
    return _means(compared, agent, other)
