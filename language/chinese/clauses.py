"""How a Chinese sentence falls into duties of several bodies, and how one goes on with the body of the one before it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from language.chinese import LANGUAGE
from language.chinese.actors import AGENT, who, who_by
from language.lexicon import either
from language.statements.modality import modals_of_requirements

_WORDS = LANGUAGE.lexicon("grammar")
ASIDE = re.compile(
    r"(?<![^，。；：])[^，。；：]*+(?<=的)(?=，)|(?:如|若|如果|对于?|凡)[^，。；：]{0,200}(?:的|时)(?=，)|除[^，。；：]{0,200}外(?=，)|本[办法规定细则条例意见]{1,4}所称"
)
"""What stands before a duty and says when it holds, or what it is about."""
_GOES_ON, _SANCTION = re.compile(either(_WORDS["goes_on"])), re.compile(either(_WORDS["sanction"]))
_CHAINED, _AGENT = re.compile(either(_WORDS["chained"])), re.compile(AGENT)
_LEADS_ON = re.compile(r"\s*(?:必要时|遇|发现|接到|收到|[当在][^，]*[时后]$|情况紧急|情节严重)")
_CASE = re.compile(
    r"，(?P<case>(?:但|但是)?(?!发现|遇|接到|收到|因|如|若)[^，。；：]{2,40}(?<!目)的，(?:还|也|均|一律)?(?:应当?|必须|须|不得|可以?(?=[^能])))(?!急)"
)
_PLAIN_MODALS = re.compile(r"应当?|必须|须|要|不得|禁止|严禁|可以|负责|请")


def clauses(sentence: str) -> tuple[int, ...]:
    """Give where, after a comma, the clauses begin that state a duty of another body than the ones before them."""
    plain = ASIDE.sub(lambda found: " " * len(found[0]), sentence)
    found = list(bodies(plain))
    others = {start for (_, one), (start, other) in pairwise(found) if one != other}
    return tuple(sorted(others | set(_further(sentence, plain))))


def _further(sentence: str, plain: str) -> Iterator[int]:
    """Find where, after what a sentence demands, a clause begins that says what holds in another case: “应当……，对……的，应当……”."""
    first = next((one for one in modals_of_requirements(LANGUAGE).find(plain) if _PLAIN_MODALS.fullmatch(one.written)), None)
    for found in _CASE.finditer(sentence, first.span.end if first else len(sentence)):
        yield found.start("case")


def bodies(plain: str) -> Iterator[tuple[int, str]]:
    """Find where the clauses begin that name a body of their own before their modal, and that body."""
    led: int | None = None
    for clause in re.finditer(r"[^，；。：]+", plain):
        if clause[0].isspace() or _LEADS_ON.match(clause[0]):
            led = clause.start() if led is None else led
            continue
        modal = next(modals_of_requirements(LANGUAGE).find(clause[0]), None)
        if modal and _PLAIN_MODALS.fullmatch(modal.written) and (body := who(clause[0][: modal.span.start])):
            yield clause.start() if led is None else led, body
        led = None


def goes_on(sentence: str, before: str) -> bool:
    """Say whether a sentence that names no body means that of the one before it."""
    if _GOES_ON.match(sentence):
        return True
    chained = _CHAINED.match(sentence)
    named = _AGENT.search(chained["condition"]) if chained else None
    sanctioned = who_by(before) and _SANCTION.match(sentence)
    return not before.endswith(("。", "！", "？")) and bool(sanctioned or (chained and not named))
