"""Who has to act, as Chinese sentences name bodies: before a modal, after 由 or 鼓励, and at the head of a condition."""

import re

from language.chinese import LANGUAGE
from language.lexicon import either
from language.span import Span
from language.text.scripts import HAN

_WORDS = LANGUAGE.lexicon("actors")
AGENT = rf"(?:{either(_WORDS['agents'])}(?:[（(](?:[^（）()，。]{{1,12}}|以下[^（）()，。]{{1,30}})[）)])?)"
"""What a name of a body ends with."""
VERBS = either(LANGUAGE.lexicon("verbs"))
_ACTS, _ORDERED = either(_WORDS["acts"]), either(_WORDS["ordered"])
_NO_BODY = frozenset(_WORDS["no_body"])
ENDS_OF_BODY = re.compile(rf"(?=({AGENT}))")  # also those within another
_ADVERBIAL = re.compile(
    r"$|(?:都|均|也|还|再|统一|及时|依法|原则上|一般|一律|每年|每季度?|每月|年[内底末]|[今明当]年|本(?:年度?|季度?|月|周)|自觉|主动|切实|带头|严格|共同|联合|分别|同时|立即|始终|尽量|尽快|"
    r"随时|事先|提前|按时|如实|定期|不定期|于|在(?![职校编建地])|自(?!治|营|主|愿)|按照?|根据|依据|依照|对(?!外)|将|把|会同|就(?!业)|以(?![上下内外])|"
    r"从(?!业)|向|与|为(?!主)|因|通过|围绕|针对|结合|每|不(?!动产))"
)
_WITH_ANOTHER = re.compile(r"会同|报|经(?![营理济办])")
_TIME_OF_BODY = re.compile(r"[^，。]{1,8}(?:前|后|时|期间)$")
_OPENS_NO_BODY = re.compile(rf"{either(_WORDS['opens_no_body'])}(?![^的]*的)")
_VERB, _MODIFIED = re.compile(VERBS), re.compile(r"[^，。；]{2,30}的[^，。；的]{2,20}$")
_COMPOSED = re.compile(rf"{VERBS}{either(_WORDS['composes'])}")
_NO_SUBJECT = re.compile(
    r"^(?:[对为按将把以在这报]|不能|会同|围绕|聚焦|针对|面向|突出|立足|依托|\d+[名家个]|[^和及、]*\d[名家个]|从(?![业事])|根据|下一步|该项|更新|改造)|将|[\d万亿]部$|[，。]|(?<!还)是|为每|(?:每|人均)人?$|[的等和与并及、]$"
)
_OPENS = re.compile(r"^(?:并且?|但是?|同时|而|其中|对此|此外|另外|必要时|原则上|凡)")
_WHEN = re.compile(
    r"^(?:20\d\d年|\d{1,2}年内|到|今年|每年|每(?:[户名个位](?=[^，]{2})|家(?![庭属])(?=[^，]{2}))?|上半年|下半年|年底前|[\d一二三四]+月底?前?|[一二三四]季度)+(?:\d*月?底?之?前)?"
)
_SAYS = re.compile(r"^.*(?<![按照据合到])(?:表示|强调|指出|要求|提出|认为|明确)(?=\w{3})")
_ASIDE = re.compile(r"^(?:在|对|按照?|根据|为|将|把|从(?!业)|经(?!营)|与|和)[^，]*?(?:中(?!心)|下|(?<!以)上|时|后)")
_STATE = re.compile(rf"(?:中国|国家|国网|华)[{HAN}]{{1,6}}(?<![和与并及对])")
_CALLED = re.compile(r"[（(]以下(?:统称|简称|称)[“\"]?(?P<name>[^（）()“”\"]{2,30})[”\"]?[）)]$")
_AFTER_BY = re.compile(r"^(?:[^，。；]{0,30}(?<![理自缘经事因必]))?由(?=\w{2})")
_AROUND = '“”"《》（( 　的'
_LONG_MODIFIER = re.compile(r"^[^、和及与未不违无]{8,}的(?=[^的]{2,}$)")
_LONGEST = 40
_EMPLOYS = re.compile(
    rf"(?P<who>[^，。；：的]{{0,20}}?{AGENT})(?:依法|自主|自行|直接)?(?:招聘|招用|招收|聘用|聘请|雇用|录用|选聘|派遣|接受|接收|委托|使用|解聘|辞退)(?!者)[^，。；的]{{2}}"
)
_BY = re.compile(rf"(?<![理自缘经事因必])由(?P<who>[^，。；由]{{2,40}}?{AGENT})(?={_ORDERED}|{VERBS})(?![^，。；]{{2,14}}的(?![，。；])\w)")
_TELLS, _FORBIDS = tuple(_WORDS["tells"]), tuple(_WORDS["forbids"])
_ANYBODY = re.compile(r"任何|一切|所有|各|其他")
_FORBIDDEN = re.compile(rf"(?![向在以对将把用])[^，。；的]{{0,20}}?{AGENT}(?=在|以|向|将|把|擅自|利用|从事)")
_TOLD = re.compile(
    rf"(?P<who>[^，。；]{{0,30}}?{AGENT})(?={_ACTS}|{VERBS}|[在就通]|依法|自主|上市|参与|{_ORDERED}|认真|提前|积极|申报|结合)"
)
_TOPIC = re.compile(r"^\s*(?:对于?|关于)[^，。；：]{0,40}，")
_ELIDED = re.compile(r"^(?:还|也|均|都|并|同时|依法|一律|立即|及时|(?:在|自|从|于|按|依|根据|向|对|将|把)[^，]*)?$")
_IN_CONDITION = re.compile(rf"\s*(?P<who>[^，。；：]{{0,30}}?{AGENT})(?={_ACTS}|{VERBS})[^。；：]*，")
_OF_THING = re.compile(
    rf"^\s*(?P<who>[^，。；：]{{0,30}}?{AGENT})(?:提供|使用|生产|销售|设置|发布|制作|采购|购置|出具|签订|编制|制定|印发|收取|收集|存储|经营|管理)"
    r"[^，。；：]{0,20}的[^，。；：]{1,16}$"
)


def who(clause: str) -> str:
    """Give the body that stands as subject at the end of `clause`, empty where none does."""
    for part in reversed([part for part in re.split(r"[，,]", clause) if part.strip()]):
        part = _WHEN.sub("", _OPENS.sub("", part.strip()))
        if _STATE.fullmatch(part):
            return part
        named = [part[: found.end(1)] for found in ENDS_OF_BODY.finditer(part) if _ADVERBIAL.match(part, found.end(1))]
        named = named or [part[: found.end(1)] for found in ENDS_OF_BODY.finditer(part) if _TIME_OF_BODY.match(part, found.end(1))][-1:]
        if named and not _WITH_ANOTHER.match(part):
            return next((body for body in map(_trimmed, named) if _is_body(body)), "")
    return ""


def who_before(clause: str) -> str:
    """Give the body that stands as subject of a clause whose last comma may part it from its modal: 企业 in 企业招聘人员，应当……."""
    named = who(clause)
    employs = _EMPLOYS.match(named) if clause.rstrip().endswith("，") else None
    return employs["who"] if employs and _is_body(employs["who"]) else named


def who_by(sentence: str) -> str:
    """Give the body that a sentence names after 由 as the one that acts, empty where it names none."""
    place = place_by(sentence)
    return place.of(sentence) if place else ""


def place_by(sentence: str) -> Span | None:
    """Give where a sentence names the body that acts after 由, None where it names none."""
    found = _BY.search(sentence)
    return Span(*found.span("who")) if found and found["who"] not in _NO_BODY else None


def who_is_told(modal: str, after: str) -> str:
    """Give the body that stands after a word such as 鼓励, 请 or 禁止, before what it is told to do."""
    told = modal.startswith(_TELLS) or (modal.startswith(_FORBIDS) and (_ANYBODY.match(after) or _FORBIDDEN.match(after)))
    found = _TOLD.match(after) if told else None
    return found["who"].strip() if found and _is_body(found["who"].strip()) else ""


def who_in_condition(before: str) -> str:
    """Give the body with which a condition begins, 企业 in 企业发生损失的，应当……, where no other subject stands before the modal."""
    head, comma, last = before.rpartition("，")
    if comma and not _ELIDED.match(last.strip()):
        return ""
    found = _IN_CONDITION.match(_TOPIC.sub("", head + comma))
    return found["who"] if found and _is_body(found["who"]) else ""


def who_of_thing(clause: str) -> str:
    """Give the body whose thing is the subject: 企业 in 企业使用的设备."""
    found = _OF_THING.match(clause)
    return found["who"] if found and _is_body(found["who"]) else ""


def _trimmed(named: str) -> str:
    if called := _CALLED.search(named):
        return called["name"]
    named = re.sub(r"^其(?![他它余中])", "", _SAYS.sub("", named))
    return _LONG_MODIFIER.sub("", _AFTER_BY.sub("", _ASIDE.sub("", named)).strip(_AROUND))


def _is_body(named: str) -> bool:
    if not 1 < len(named) <= _LONGEST or named in _NO_BODY or _NO_SUBJECT.search(named):
        return False
    return not _OPENS_NO_BODY.match(named) and (not _VERB.match(named) or bool(_COMPOSED.match(named)) or bool(_MODIFIED.match(named)))
