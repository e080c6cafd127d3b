"""The grammar of duties in Chinese: what obliges, and who is obliged."""

import re

from language.chinese import LANGUAGE
from language.grammar import Duty, Grammar
from language.lexicon import either, filled
from language.statements.modality import Modality, modals_of_requirements
from language.text.scripts import HAN

_AGENT = either(LANGUAGE.lexicon("actors")["agents"])
_VERBS = either(LANGUAGE.lexicon("verbs"))
_LABEL = re.compile(
    filled(
        r"^\s*(?:{numbering.clause}\s*|{numbering.labels}\s*|{numbering.parts.digit}{1,3}、\s*|\d{1,2}[.、．)）]\s*|"
        r"{numbering.parts.digit}{1,2}(?:是|要)要?|[-•*·●]\s*|[①-⑳]\s*)+",
        LANGUAGE,
    )
)
_COMMAND = re.compile(rf"(?:(?:并|同时|还|也|要|请)?){_VERBS}")
_DONE = re.compile(r"[已曾]|了(?!解)|取得|同比|是.{0,30}的[，。；]|据悉|近日|日前|截至目前|目前")
_ASIDE = re.compile(r"[^，。；：]*的(?=，)|(?:如|若|如果|对于?|凡)[^，。；：]*(?:的|时)(?=，)|本[办法规定细则条例意见]{1,4}所称")
_DUE = re.compile(
    r"到(?:20\d\d年|[“\"]?十[三四五六]五[”\"]?末)|(?:[年月季度][底末]?|日|年底|月底|年末)(?:以)?前|年内|年底|(?:\d|[一二三四五六七八九十])日前"
)
_BY_THEN = re.compile(
    r"(?:完成|达到|建成|实现|建立|设立|接入|开通|到位|完工|出台|印发|形成|提高到|提高至|降至|压降|全部|不低于|不少于|以上|办结|报送|提交|"
    r"压减|更新|改造|新建|引进|超过|高于|达|提高|降低|增长|增加|左右|基本)"
)
_BOUNDED = re.compile(r"(?:不低于|不少于|不小于|不超过|不高于|控制在|不得(?:低于|少于|小于|超过|高于|多于|大于|晚于|迟于))")
_RESPONSIBLE = re.compile(
    r"[（(](?P<lead>[^（）()：:]{2,60}?)(?:牵头|按职责分工负责|分工负责|负责)[）)]|"
    r"[（(]?(?:责任|牵头|负责|主责|承办|实施|落实)(?:单位|部门|处室|主体|人)[:：]\s*(?P<who>[^。；）)\n]{2,80})"
)
_BY = re.compile(
    rf"由(?P<who>[^，。；由]{{2,40}}?{_AGENT})(?:牵头|负责|会同|组织|统一|根据|按照?|在|约谈|决定|审核|批准|履行|代表|承担|对|报|"
    rf"制定|实施|提出|进行|另行|依法)"
)
_PREPOSED = re.compile(
    rf"(?P<who>.*?{_AGENT})(?:都|均|也|还|统一|及时|依法|原则上|一般|一律|每年|每季度?|每月|自觉|主动|切实|带头|应?当?(?:于|在|"
    rf"自|按照?|根据|依据|对|将|把|会同|就|以|从|向|与|为|因|通过|"
    rf"围绕|针对|结合|每|不).*)?$"
)
_NO_BODY = frozenset(LANGUAGE.lexicon("actors")["no_body"])
_NO_SUBJECT = re.compile(rf"^(?:对|为|按|根据|将|把|从|以|在|下一步|这|该项|{_VERBS}|更新|改造)|将|[\d万亿]部$|[，。]")
_REACHES = re.compile(r"提高|增长|达到|高于|超过|降|保持|控制|不低于|力争|实现")
_SANCTION = re.compile(r"依|责令|予以|处")
_IN_CONDITION = re.compile(
    rf"\s*(?P<who>[^，。；：]{{0,24}}?{_AGENT})(?=未|不|有|因|在|违反|发生|出现|存在|拒绝|对|应|依|按|经|需|要|拟|{_VERBS})[^。；：]*?(?:的|时|后)，"
)
_MADE = re.compile(r"制定本|特制定|修订本")
_LONGEST = 40
_SHORTEST = 5


def chinese_duty(sentence: str) -> Duty | None:
    """Give the first duty that a Chinese sentence states, None where it states none."""
    label = _LABEL.match(sentence)
    begin = label.end() if label else 0
    plain = _ASIDE.sub(lambda found: " " * len(found[0]), sentence)
    if "是指" in sentence[:60] or re.match(r".{0,20}所称|为.*(?:制定|印发|通知如下)", sentence[begin:]):
        return None
    responsible = _RESPONSIBLE.search(sentence)
    body = (responsible["lead"] or responsible["who"]).strip() if responsible else ""
    for modal in modals_of_requirements(LANGUAGE).find(plain, begin):
        clause, after = re.split(r"[；。：:]", plain[begin : modal.span.start])[-1], plain[modal.span.end :]
        if not _is_meant(modal.written, clause, after, bool(label)):
            continue
        if modal.modality in (Modality.MUST, Modality.SHOULD) and _DONE.search(clause) and not re.search(r"应|须|不得", modal.written):
            continue
        by = _BY.search(sentence)
        return Duty(
            modal.modality,
            (by["who"] if by else "")
            or _who(modal.body or clause)
            or _who_is_told(modal.written, after)
            or body
            or _who_in_condition(sentence[begin : modal.span.start]),
            modal.span.end if modal.written not in ("确保", "负责") and not _SANCTION.match(modal.written) else modal.span.start,
            subject=modal.span.start - len(clause.lstrip()),
        )
    return _commanded(sentence, plain, begin, body)


def _is_meant(modal: str, clause: str, after: str, is_article: bool) -> bool:
    """Say whether a word that has other meanings too obliges or allows here: after a body, at a clause's start or in an article."""
    part = re.split(r"[，,]", clause)[-1].strip()
    if re.search(r"怎[样么].{0,4}$|不是[^，]{0,10}$", part):
        return False
    if modal == "要":
        follows = _COMMAND.match(after) or _REACHES.match(after)
        return not part or bool(follows or _who(part) or re.search(r"(?:还|也|更|都|一定|就|特别|首先|同时)$", part))
    if modal == "负责":
        return bool(_who(part))
    if modal == "将":
        return bool(_who(part) or re.search(r"(?:^|下一步|接下来|今后|年|月|表示)$", part))
    return modal not in ("可", "可以", "争取", "支持", "需", "需要") or is_article or not part or bool(_who(part))


def _who_is_told(modal: str, after: str) -> str:
    """Give the body that stands after a word such as 鼓励 or 请, before what it is told to do."""
    if modal not in ("鼓励", "支持", "允许", "请", "倡导", "提倡"):
        return ""
    found = re.match(rf"(?P<who>[^，。；]{{0,24}}?{_AGENT})(?:[在对按于就以通将]|{_VERBS}|申报|采用|依法|自主|上市|参与|购买|投资)", after)
    return _who(found["who"]) if found else ""


def _who_in_condition(before: str) -> str:
    """Give the body with which a condition begins: 企业 in 企业发生损失的，应当……; empty where it names none."""
    found = _IN_CONDITION.match(before)
    return found["who"] if found and found["who"] not in _NO_BODY else ""


def _commanded(sentence: str, plain: str, begin: int, body: str) -> Duty | None:
    """Give the duty of a sentence without a word that obliges: a command, or what is to be reached by a date or to a bound."""
    own = _RESPONSIBLE.split(plain)[0]
    if _DONE.search(plain) or not re.search(r"[。；;！]\W{0,3}$", own if own.strip() != plain.strip() else sentence):
        return None
    by = None if "负责解释" in sentence else _BY.search(sentence)
    body = (by["who"] if by else "") or body
    for clause in re.finditer(r"[^，；。：]+", plain[begin:]):
        if len(clause[0]) >= _SHORTEST and _COMMAND.match(clause[0]) and not _MADE.match(clause[0]):
            before = plain[begin : begin + clause.start()]
            if (
                clause.start() == 0
                or re.match(r"(?:按照?|根据|以|围绕|通过|结合|在|对|把|将|从|针对|面向|20|到|今|年|于|依托|立足)", before)
                or _DUE.search(before)
                or _who(before)
            ):
                return Duty(Modality.MUST, body or _who(before), begin + clause.start(), subject=begin, is_command=True)
    aim = _BY_THEN.search(plain, begin) if _DUE.search(plain, begin) else _BOUNDED.search(plain, begin)
    if aim:
        return Duty(Modality.MUST, body or _who(plain[begin : aim.start()]), begin, subject=begin, is_command=True)
    if by and re.search(r"由[^，。；]{2,40}(?:牵头|负责|约谈|决定|审核|批准|组织|制定|实施)", sentence):
        return Duty(Modality.MUST, body, by.start(), subject=begin, is_command=True)
    subject = re.match(
        rf"[^，。；：]{{0,30}}?{_AGENT}(?:(?:按照?|于|会同|参照)[^，]{{1,16}}[，,]?)?(?={_COMMAND.pattern}|参照)", plain[begin:]
    )
    known = subject and (begin or _DUE.search(plain) or re.match(r"各|有关|相关|所有|县级|地方|全体|中央企业", plain[begin:]))
    if subject and known and (who := _who(re.split(r"按|于|会同|参照", subject[0])[0])):
        return Duty(Modality.MUST, body or who, begin + subject.end(), subject=begin, is_command=True)
    return None


def _who(clause: str) -> str:
    """Give the body that stands as subject at the end of `clause`, empty where none does."""
    for part in reversed([part for part in re.split(r"[，,]", clause) if part.strip()]):
        part = re.sub(r"^(?:并|但|同时|而|其中|对此|此外|另外)", "", part.strip())
        part = re.sub(
            r"^(?:20\d\d年|到|今年|每年|每|上半年|下半年|年底前|[\d一二三四]+月底?前?|[一二三四]季度)+(?:\d*月?底?之?前)?", "", part
        )
        if re.fullmatch(rf"(?:中国|国家|国网|华)[{HAN}]{{1,6}}", part):
            return part
        found = _PREPOSED.match(part)
        if not found:
            continue
        who = re.sub(r"^.*(?:表示|强调|指出|要求|提出|认为|明确)(?=\w{3})", "", found["who"])
        who = re.sub(r"^(?:在|对|按照?|根据|为|将|把|从|由|经|与|和)[^，]*?(?:中|下|上|时|后)", "", who).strip('“”"《》（( 　的')
        if 1 < len(who) <= _LONGEST and who not in _NO_BODY and not _NO_SUBJECT.search(who):
            return who
        return ""
    return ""


def _body_of_lead_in(_lead_in: str) -> str:
    return ""


GRAMMAR = Grammar(chinese_duty, _body_of_lead_in, "。")
