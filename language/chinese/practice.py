"""What a Chinese rule says that somebody does, without a word that obliges: “各部门对……进行检查”."""

import re
from collections.abc import Iterator

from language.chinese import LANGUAGE
from language.chinese.actors import ENDS_OF_BODY, VERBS, who
from language.grammar import Duty
from language.lexicon import either
from language.statements.modality import Modality

_WORDS = LANGUAGE.lexicon("grammar")
_VALUES, _FOLLOWS = (re.compile(either(_WORDS[name])) for name in ("values", "follows_rules"))
_ADDRESSED, _DUE = re.compile("各|有关|相关"), re.compile(r"[日月年]底?(?:\d{1,2}[时点]\w{0,3})?(?:之|以)?前")
_HERE = re.compile(r"\s*(?P<body>本(?:[市省县区州校院厂所店]|公司|单位))")
_OF_STATE = re.compile(
    rf"\s*(?P<body>国家)(?P<lead>(?:依法|统一|积极|逐步|对[^，。；]{{1,30}}?|为[^，。；]{{1,20}}?|[^，。；]{{2}}(?:和|、))?)"
    rf"(?P<act>{either(_WORDS['practice'])}|{either(_WORDS['state_acts'])}|{VERBS})(?!单位|机关|标准|规定|[^，。；]{{0,12}}(?:许可|审批|准入|登记|备案|核准)(?:管理)?制度)"
)
_URGES = re.compile(either(_WORDS["urges"]))
_LEAD = rf"(?:{either(_WORDS['practice_leads'])}[^。；：]{{1,60}}?)?"
_ACTS = re.compile(rf"{_LEAD}(?:{either(_WORDS['practice'])})(?![^，。；]{{0,16}}的[。；，]|的|者|人员)")


def practised(plain: str, begin: int) -> Duty | None:
    """Give the duty of a sentence that tells what somebody does, or by which rules something is done."""
    subject = next(_subjects(plain, begin), None)
    if subject:
        orders = bool(_ADDRESSED.match(subject[0]) and _DUE.search(plain, begin))
        return Duty(Modality.MUST, subject[0], subject[1], subject=begin, is_command=True, is_practice=not orders)
    if state := _OF_STATE.match(plain, begin):
        modality = Modality.SHOULD if _URGES.match(state["lead"] or state["act"]) else Modality.MUST
        return Duty(modality, state["body"], state.end("body"), subject=begin, is_command=True, is_practice=True)
    follows = _FOLLOWS.search(plain.rstrip(), begin)
    return Duty(Modality.MUST, "", begin, subject=begin, is_command=True, is_practice=True) if follows else None


def _subjects(plain: str, begin: int) -> Iterator[tuple[str, int]]:
    """Find the bodies with which a sentence begins and that act at once, each with where its action begins."""
    head = re.match(r"[^，。；：]{0,80}", plain[begin:])
    ends = [begin + found.end(1) for found in ENDS_OF_BODY.finditer(head[0])] if head else []
    for end in reversed(ends):
        named = who(plain[begin:end])
        if named and _ACTS.match(plain, end) and not _VALUES.match(plain, end):
            yield named, end
    if (here := _HERE.match(plain, begin)) and _ACTS.match(plain, here.end()):
        yield here["body"], here.end()
