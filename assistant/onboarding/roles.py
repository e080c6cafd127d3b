"""Which requirements concern whom: the bodies that documents name, by the place in which a reader works."""

from collections.abc import Iterable

from language.language import languages
from language.lexicon import pattern_of
from vectorstore.requirement import Requirement

ROLES: tuple[str, ...] = tuple(languages()[0].lexicon("roles"))
"""The roles in which a reader can work."""
_PATTERNS = {role: pattern_of("roles", role) for role in ROLES}


def role_of(body: str) -> str:
    """Give the role of a body, empty where its name tells none; of several, the one whose word stands last in the name."""
    ends = {role: [match.end() for match in pattern.finditer(body)] for role, pattern in _PATTERNS.items()}
    found = [(max(own), role) for role, own in ends.items() if own]
    return max(found)[1] if found else ""


def by_role(requirements: Iterable[Requirement]) -> dict[str, list[Requirement]]:
    """Give the requirements of each role that has some, in the order of ROLES."""
    found: dict[str, list[Requirement]] = {role: [] for role in ROLES}
    for requirement in requirements:
        if role := role_of(requirement.body):
            found[role].append(requirement)
    return {role: own for role, own in found.items() if own}
