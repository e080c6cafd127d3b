"""Questions for a sum of money, such as a salary or a fine, and whether passages state one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from language.lexicon import any_word_of, pattern_of, patterns_of
from vectorstore.search.evidence import FoundPassage

_KINDS = ("pay", "fine", "budget", "compensation", "subsidy", "revenue", "fee")  # whose sums a text calls by several words
_MEASURED_IN_SHARES = frozenset({"", "fine", "fee"})  # kinds of which a share of something may be the sum
_TAKEN_OFF = pattern_of("sums", "taken_off")
_MONEY, _SHARE = pattern_of("sums", "money"), pattern_of("sums", "share")


@dataclass(frozen=True, slots=True)
class AskedSum:
    """A sum that a question asks for: `name` as the question calls it, empty where it only asks how much money; `kind` is what it is
    paid for, empty where a text need not name it. `may_be_share` says that a share of something may be the sum."""

    name: str
    kind: str
    may_be_share: bool = False


@lru_cache(maxsize=1_000)
def asked_sum(question: str) -> AskedSum | None:
    """Give the sum that `question` asks for, None where it asks for none."""
    found = [match for pattern in patterns_of("sums", "asks") if (match := pattern.search(question))]
    if not found:
        return None
    name = next((one["sum"] for one in found if one.groupdict().get("sum")), "")
    kind = next((kind for kind in _KINDS if name and _called(kind).search(name)), "")
    return AskedSum(name, kind, kind in _MEASURED_IN_SHARES or bool(_TAKEN_OFF.search(question)))


def is_stated(asked: AskedSum, passages: Sequence[FoundPassage]) -> bool:
    """Say whether a sentence of `passages` states a sum, or that none is due, and it, one beside it or a heading names what for. In another
    script than the question's only where the first one is in that script."""
    return any(_states(asked, found) for found in passages if found.in_one_script or not passages[0].in_one_script)


def _states(asked: AskedSum, found: FoundPassage) -> bool:
    said = [one.text for one in found.sentences]
    above = f"{found.passage.title}\n{found.passage.heading}"
    near = ("\n".join([above, *said[max(place - 1, 0) : place + 2]]) for place, text in enumerate(said) if states_money(asked, text))
    return any(not asked.kind or _called(asked.kind).search(text) for text in near)


def states_money(asked: AskedSum, text: str) -> bool:
    """Say whether a text states a sum of money, or that none is due, or a share where the sum that is asked for may be one."""
    return bool(_MONEY.search(text) or (asked.may_be_share and _SHARE.search(text)))


@cache
def _called(kind: str) -> re.Pattern[str]:
    return re.compile(any_word_of("sums", f"{kind}_is_called"), re.IGNORECASE)
