"""The grammar of duties in Chinese: what obliges, and who is obliged."""

import re

from language.chinese import LANGUAGE
from language.chinese.actors import AGENT, VERBS, place_by, who, who_before, who_by, who_in_condition, who_is_told, who_of_thing
from language.chinese.agents import agents
from language.chinese.clauses import ASIDE, bodies, clauses, goes_on
from language.chinese.practice import practised
from language.grammar import Duty, Grammar
from language.lexicon import either, filled
from language.statements.modality import Modal, Modality, modals_of_requirements

_WORDS = LANGUAGE.lexicon("grammar")
_LABEL = re.compile(
    filled(
        r"^\s*(?:{numbering.clause}\s*|{numbering.labels}\s*|{numbering.parts.digit}{1,3}、\s*|\d{1,2}[.、．)）]\s*|"
        r"{numbering.parts.digit}{1,2}(?:是|要)要?|[-•*·●]\s*|[①-⑳]\s*)+",
        LANGUAGE,
    )
)
_COMMAND = re.compile(
    rf"(?:\d{{1,2}}年内)?(?:(?:并|同时|还|也|要|请)?){VERBS}(?!单位|部门|机关|机构|人员?|者|企业|情况|结果|工作(?:是|已))"
)
_DONE = re.compile(r"[已曾]|了(?!解)|取得|同比|是.{0,30}的[，。；]|据悉|近日|日前|截至目前|目前")
_DUE = re.compile(
    r"到(?:20\d\d年|[“\"]?十[三四五六]五[”\"]?末)|(?:[年月季度][底末]?|日|年底|月底|年末)(?:以)?前|年内|年底|(?:\d|[一二三四五六七八九十])日前"
)
_BY_THEN = re.compile(
    r"(?:完成|达到|建成|实现|建立|设立|接入|开通|到位|完工|出台|印发|形成|提高到|提高至|降至|压降|全部|不低于|不少于|以上|办结|报送|提交|"
    r"压减|更新|改造|新建|引进|超过|高于|达|提高|降低|增长|增加|左右|基本)"
)
_BOUNDED = re.compile(r"(?:不低于|不少于|不小于|不超过|不高于|控制在|不得(?:低于|少于|小于|超过|高于|多于|大于|晚于|迟于))")
_ASSISTING = re.compile(either(LANGUAGE.lexicon("requirements")["assisting"]))
_RESPONSIBLE = re.compile(
    r"[（(](?P<lead>[^（）()：:]{2,60}?)(?:牵头|按职责分工负责|分工负责|负责)(?:[，,；][^（）()]{0,40})?[）)]|"
    r"[（(]?(?:责任|牵头|负责|主责|承办|实施|落实)(?:单位|部门|处室|主体|人)[:：]\s*(?P<who>[^。；）)\n]{2,80})"
)
_TIME_LIMIT = re.compile(either(LANGUAGE.lexicon("requirements")["time_limit"]))
_TELLS_ONLY, _VALUES, _NAMES_WHEN = (re.compile(either(_WORDS[name])) for name in ("tells_only", "values", "names_when"))
_ALLOWS = re.compile(either(_WORDS["allows"]))
_ATTRIBUTE, _ATTRIBUTE_BEFORE = (re.compile(either(_WORDS[name])) for name in ("attribute", "attribute_before"))
_RELATIVE, _LEADS, _IN_CHARGE = (re.compile(either(_WORDS[name])) for name in ("relative", "leads_to_command", "in_charge"))
_NO_DEMAND_AFTER, _NO_DEMAND_BEFORE = (re.compile(either(_WORDS[name])) for name in ("no_demand_after", "no_demand_before"))
_NAMES_PLACE = re.compile(r"[^，。；]{2,24}的[^，。；的]{1,12}(?:应当?|必须|须|可以|[内里中]，|由)")
_SANCTION = re.compile(r"依|加处|责令|予以|处|给予|没收|吊销")
_OBLIGES = re.compile(r"应|须|不得|禁|不准|不再|可以|有权")
_ONLY_AFTER_A_BODY = frozenset({"可", "可以", "争取", "支持", "需", "需要", "不再", "不予", "享受", "享有"})
_OBJECT_FIRST = re.compile("[将把对]")
_MADE = re.compile(r"制定本|特制定|修订本")
_ORDERED = re.compile(r"(?:^|[，。；])\s*由[^，。；]{2,40}")
_ENCOURAGING, _HOUR = re.compile(either(_WORDS["encouraging"])), re.compile(r"(?<=\d)[:：](?=\d\d)")
_IN_NAME, _MAY_BE_ATTRIBUTE = re.compile(r"(?<=《)[^《》]{1,60}(?=》)"), re.compile(r"鼓励|支持|倡导|提倡|严?禁止?|允许|建议")
_TELLS_OTHERS = re.compile(r"(?:并|及时|广泛|主动|同时)*(?:提示|提醒|告知|警示|劝导|劝阻)(?=[^，]{2})")
_OF_STATE = re.compile(r"(?P<body>国家)(?:[^，。；]{2}和|依法|积极)?")
_EACH_ONE = re.compile(r"\s{0,3}每[户家名个位人](?!月|季|年)")
_SHORTEST = 5


def chinese_duty(sentence: str) -> Duty | None:
    """Give the first duty that a Chinese sentence states, None where it states none."""
    label = _LABEL.match(sentence)
    begin = label.end() if label else 0
    if _TELLS_ONLY.search(sentence[begin:]):
        return None
    plain = _HOUR.sub("时", _IN_NAME.sub(_blanks, ASIDE.sub(_blanks, sentence)))
    for modal in modals_of_requirements(LANGUAGE).find(plain, begin):
        if _obliges(modal, plain, begin):
            return _commanded_before(sentence, plain, modal, begin) or _stated(sentence, plain, modal, begin)
    return _commanded(sentence, plain, begin)


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _commanded_before(sentence: str, plain: str, modal: Modal, begin: int) -> Duty | None:
    """Give the duty of the commands that stand before a clause that only encourages: “加强……，支持……”."""
    before, comma, last = plain[begin : modal.span.start].rpartition("，")
    if not comma or last.strip(" 并支持引导鼓励") or not _ENCOURAGING.match(modal.written):
        return None
    command = _command(plain[: begin + len(before)], begin, who_by(sentence) or _responsible(sentence))
    return None if command is None or _DONE.search(before) else command


def _clause(plain: str, modal: Modal, begin: int) -> str:
    """Give what stands in the clause of a modal before it."""
    return re.split(r"[；。：:]", plain[begin : modal.span.start])[-1]


def _obliges(modal: Modal, plain: str, begin: int) -> bool:
    """Say whether a modal states a duty here, and does not report one, name what has to be done or tell when."""
    clause, after = _clause(plain, modal, begin), plain[modal.span.end :]
    if modal.written in ("禁止", "严禁") and _NAMES_PLACE.match(after):
        return False
    if not _is_meant(modal, clause, after, begin > 0):
        return False
    return modal.modality not in (Modality.MUST, Modality.SHOULD) or not _DONE.search(clause) or bool(_OBLIGES.search(modal.written))


def _stated(sentence: str, plain: str, modal: Modal, begin: int) -> Duty:
    clause, after = _clause(plain, modal, begin), plain[modal.span.end :]
    start = modal.span.start - len(clause.lstrip())
    return Duty(modal.modality, _body(sentence, clause, after, modal, begin), _action(sentence, clause, modal), subject=start)


def _action(sentence: str, clause: str, modal: Modal) -> int:
    """Give where the action begins: after a plain modal, else with the word itself, or the command or 由…… that stands before it."""
    sanction = _SANCTION.match(modal.written)
    if not sanction and modal.written not in ("确保", "负责", "主管", "限于", "享受", "享有"):
        return modal.span.end
    start, by = modal.span.start - len(clause.lstrip()), place_by(sentence)
    if sanction and by and start <= by.start and by.end <= modal.span.start:
        return by.end
    return start if _COMMAND.match(clause.lstrip()) else modal.span.start


def _body(sentence: str, clause: str, after: str, modal: Modal, begin: int) -> str:
    """Give who has to act: the subject, who is told, who is named after 由, as responsible, or in the condition."""
    last = clause.rpartition("，")[2]
    if named := who_is_told(modal.written, after) or who(modal.body or last) or who_by(sentence) or who_before(clause):
        return named
    if (responsible := _responsible(sentence)) or _SANCTION.match(modal.written):
        return responsible
    further = (body for _, body in bodies(after)) if not last.strip() else iter(())
    named = who_in_condition(sentence[begin : modal.span.start]) or who_of_thing(last) or next(further, "")
    state = _OF_STATE.fullmatch(last.strip())
    return named or (state["body"] if state else "")


def _responsible(sentence: str) -> str:
    found = _RESPONSIBLE.search(sentence)
    return _ASSISTING.split(found["lead"] or found["who"])[0].strip(" ，,、") if found else ""


def _is_meant(modal: Modal, clause: str, after: str, is_article: bool) -> bool:
    """Say whether a word that has other meanings too obliges or allows here: after a body, at a clause's start or in an article."""
    part, written = re.split(r"[，,]", clause)[-1].strip(), modal.written
    if re.search(r"怎[样么].{0,4}$|不是[^，]{0,10}$", part) or after.startswith("的") or _NAMES_WHEN.match(after):
        return False
    if _TELLS_OTHERS.match(part):
        return False
    if _MAY_BE_ATTRIBUTE.match(written) and _ATTRIBUTE_BEFORE.search(part) and _ATTRIBUTE.match(after):
        return False
    if written == "要":
        return not _NO_DEMAND_BEFORE.search(part) and not _NO_DEMAND_AFTER.match(after)
    if written in ("应", "应当", "可以", "必须", "须", "不得") and _RELATIVE.match(after):
        return False
    if (written == "可以" or (written == "可" and part)) and _ALLOWS.match(after):
        return True
    if written in ("负责", "主管") or (modal.body and written.startswith("要求")):
        return bool(who(modal.body or part))
    if written == "将":
        return bool(who(part) or re.search(r"(?:^|下一步|接下来|今后|年|月|表示)$", part))
    conditional = clause[:2].isspace()  # the blanks of a condition
    return written not in _ONLY_AFTER_A_BODY or is_article or conditional or not part or bool(who(part))


def _commanded(sentence: str, plain: str, begin: int) -> Duty | None:
    """Give the duty of a sentence without a word that obliges: a command, or what is to be reached by a date or to a bound."""
    own = _TIME_LIMIT.split(_RESPONSIBLE.split(plain)[0])[0]
    if _DONE.search(plain) or not re.search(r"[。；;！]\W{0,3}$", own if own.strip() != plain.strip() else sentence):
        return None
    body = who_by(sentence) or _responsible(sentence)
    command, ordered = _command(plain, begin, body), _by_somebody(sentence, plain, begin)
    if command and ordered:
        return min(command, ordered, key=lambda one: one.action)
    return command or _reached(plain, begin, body) or ordered or _done_by_rule(plain, begin, body) or practised(plain, begin)


def _command(plain: str, begin: int, body: str) -> Duty | None:
    """Give the duty of a clause that begins with a verb, where what stands before it only leads to it."""
    for clause in re.finditer(r"[^，；。：]+", plain[begin:]):
        command = len(clause[0]) >= _SHORTEST and _COMMAND.match(clause[0])
        if not command or _MADE.match(clause[0]) or _VALUES.search(clause[0]):
            continue
        before = plain[begin : begin + clause.start()]
        if not before.strip(" ，") or _LEADS.match(before) or _DUE.search(before) or who(before):
            action = begin if _OBJECT_FIRST.match(before) else begin + clause.start()
            return Duty(Modality.MUST, body or who(before), action, subject=begin, is_command=True)
    return None


def _reached(plain: str, begin: int, body: str) -> Duty | None:
    """Give the duty of what is to be reached by a date or to a bound."""
    aim = _BY_THEN.search(plain, begin) if _DUE.search(plain, begin) else _BOUNDED.search(plain, begin)
    if aim is None:
        return None
    subject = plain[begin : aim.start()]
    named = "" if _EACH_ONE.match(subject.rpartition("，")[2]) else who(subject)  # 每户企业不超过……: how much there is of it
    return Duty(Modality.MUST, body or named, begin, subject=begin, is_command=True)


def _by_somebody(sentence: str, plain: str, begin: int) -> Duty | None:
    """Give the duty of what is done by somebody: 由……规定."""
    body, by = who_by(sentence), _ORDERED.search(plain, begin)
    action = by.start() + len(by[0]) - len(by[0].lstrip("，。； ")) if by else sentence.find(f"由{body}")
    return Duty(Modality.MUST, body, action, subject=begin, is_command=True) if body else None


def _done_by_rule(plain: str, begin: int, body: str) -> Duty | None:
    """Give the duty of a body that acts, as a rule says."""
    subject = re.match(
        rf"[^，。；：]{{0,30}}?{AGENT}(?:(?:按照?|于|会同|参照|根据)[^，]{{1,16}}[，,]?)?(?={_COMMAND.pattern}|参照|{_IN_CHARGE.pattern})",
        plain[begin:],
    )
    if subject is None:
        return None
    charged = _IN_CHARGE.match(plain, begin + subject.end())
    known = begin or charged or _DUE.search(plain) or re.match(r"各|有关|相关|所有|县级|地方|全体|中央企业", plain[begin:])
    named = who(re.split(r"按|于|会同|参照|根据", subject[0])[0]) if known else ""
    return Duty(Modality.MUST, body or named, begin + subject.end(), subject=begin, is_command=True) if named else None


def _body_of_lead_in(_lead_in: str) -> str:
    return ""


GRAMMAR = Grammar(chinese_duty, _body_of_lead_in, "。", clauses, goes_on, agents)
