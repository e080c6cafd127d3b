"""Which requirements concern whom: the bodies that documents name, by the place in which a reader works."""

import re
from collections.abc import Iterable

from vectorstore.requirement import Requirement

ROLES = {
    "a commission or authority": (
        r"commission|SASAC|ministry|department|division|bureau|office|government|authority|regulator|agency|council|committee|exchange|"
        r"国资委|委员会|部门|政府|[处厅局委]$|机关|监管"
    ),
    "a board": r"\bboard\b|director|chair|governing body|supervisors?\b|董事|监事",
    "management": r"manager|management|executive|officer|leader|head|principal|经理|负责人|领导",
    "an enterprise": (
        r"enterprise|compan|group|subsidiar|firm|bank|insurer|institution|entit|person|\bSOEs?\b|buyer|fund|"
        r"企业|公司|集团|机构|单位|银行"
    ),
}
"""A role, and what the name of a body of that role holds."""
_PATTERNS = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in ROLES.items()}


def role_of(body: str) -> str:
    """Give the role of a body, empty where its name tells none; of several, the one whose word stands last in the name."""
    ends = {role: [match.end() for match in pattern.finditer(body)] for role, pattern in _PATTERNS.items()}
    found = [(max(own), role) for role, own in ends.items() if own]
    return max(found)[1] if found else ""


def by_role(rows: Iterable[Requirement]) -> dict[str, list[Requirement]]:
    """Give the rows of each role that has some, in the order of ROLES."""
    found: dict[str, list[Requirement]] = {role: [] for role in ROLES}
    for row in rows:
        if role := role_of(row.body):
            found[role].append(row)
    return {role: own for role, own in found.items() if own}
